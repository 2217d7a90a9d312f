import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { FileStore } from '../../../server/files/file-store.ts';

const MEGABYTE = 1_000_000;
export const bytesOf = (size: number, seed = 0) => new Uint8Array(size).map((_, index) => (index * 7 + seed) % 251);
export const contentOf = async (files: FileStore, key: string) => {
  const blob = await files.read(key);
  return blob && new Uint8Array(await blob.arrayBuffer());
};

/** What every store of files does. */
export function describeStore(name: string, files: () => FileStore): void {
  describe(name, () => {
    test('a file that is written in parts is read whole, and has the size that it has', async () => {
      const whole = bytesOf(5 * MEGABYTE + 17);
      for (let offset = 0; offset < whole.length; offset += MEGABYTE) {
        await files().write('whole-file', offset, whole.subarray(offset, offset + MEGABYTE));
      }
      assert.equal((await files().read('whole-file'))?.size, whole.length);
      assert.deepEqual(await contentOf(files(), 'whole-file'), whole);
      const slice = (await files().read('whole-file'))?.slice(MEGABYTE - 5, 3 * MEGABYTE + 5);
      assert.equal(slice?.size, 2 * MEGABYTE + 10);
      assert.deepEqual(
        new Uint8Array((await slice?.arrayBuffer()) ?? []),
        whole.subarray(MEGABYTE - 5, 3 * MEGABYTE + 5),
      );
      assert.equal((await slice?.slice(10, 1e9).slice(0, 7).arrayBuffer())?.byteLength, 7);
    });

    test('a part that is written again does no harm', async () => {
      await files().write('again', 0, bytesOf(100));
      await files().write('again', 100, bytesOf(50, 1));
      await files().write('again', 100, bytesOf(50, 1));
      await files().write('again', 0, bytesOf(100));
      assert.deepEqual(await contentOf(files(), 'again'), new Uint8Array([...bytesOf(100), ...bytesOf(50, 1)]));
    });

    test('files do not mix, though the name of one begins with that of another', async () => {
      await files().write('name', 0, bytesOf(10));
      await files().write('name-2', 0, bytesOf(20));
      assert.equal((await contentOf(files(), 'name'))?.length, 10);
    });

    test('what was removed, or was never there, is not there', async () => {
      assert.equal(await files().read('nothing'), null);
      await files().write('removed', 0, bytesOf(10));
      await files().write('removed', 10, bytesOf(10));
      await files().remove('removed');
      assert.equal(await files().read('removed'), null);
      await files().remove('removed');
    });

    for (const key of ['../secret', 'a/b/c/d', '', 'a'.repeat(101)]) {
      test(`"${key.slice(0, 10)}" is no key`, async () => {
        await assert.rejects(async () => files().write(key, 0, bytesOf(1)), RangeError);
        await assert.rejects(async () => files().read(key), RangeError);
        await assert.rejects(async () => files().remove(key), RangeError);
      });
    }
  });
}
