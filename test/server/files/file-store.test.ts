import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { diskFiles } from '../../../server/files/disk-files.ts';
import type { FileStore } from '../../../server/files/file-store.ts';
import { s3Files } from '../../../server/files/s3-files.ts';
import { readConfiguration } from '../../../server/start/configuration.ts';
import { StartupError } from '../../../server/start/startup-error.ts';
import { S3_ACCESS, startFakeS3, type FakeS3 } from '../helpers/fake-s3.ts';

const MEGABYTE = 1_000_000;
const bytesOf = (size: number, seed = 0) => new Uint8Array(size).map((_, index) => (index * 7 + seed) % 251);
const contentOf = async (files: FileStore, key: string) => {
  const blob = await files.read(key);
  return blob && new Uint8Array(await blob.arrayBuffer());
};

/** What every store of files does. */
function describeStore(name: string, files: () => FileStore): void {
  describe(name, () => {
    test('a file that is written in parts is read whole, and has the size that it has', async () => {
      const whole = bytesOf(5 * MEGABYTE + 17);
      for (let offset = 0; offset < whole.length; offset += MEGABYTE) {
        await files().write('whole-file', offset, whole.subarray(offset, offset + MEGABYTE));
      }
      assert.equal((await files().read('whole-file'))?.size, whole.length);
      assert.deepEqual(await contentOf(files(), 'whole-file'), whole);
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

describe('files of messages', () => {
  let folder: string;
  let server: FakeS3;
  let bucket: FileStore;
  before(async () => {
    [folder, server] = await Promise.all([mkdtemp(join(tmpdir(), 'cabinet-files-')), startFakeS3()]);
    bucket = await s3Files({ ...S3_ACCESS, endpoint: server.endpoint });
  });
  after(async () => {
    await server?.close();
    await rm(folder, { recursive: true, force: true });
  });

  describeStore('on a disk', () => diskFiles(folder));
  describeStore('in a bucket', () => bucket);

  describe('in a bucket only', () => {
    test('a longer part that arrives after its successor was sent does not spoil the file', async () => {
      const whole = bytesOf(300);
      await bucket.write('late', 0, whole.subarray(0, 100));
      await bucket.write('late', 100, whole.subarray(100, 300));
      await bucket.write('late', 0, whole.subarray(0, 200));
      assert.deepEqual(await contentOf(bucket, 'late'), whole);
    });

    test('an outage is one that may pass', async () => {
      await bucket.write('outage', 0, bytesOf(10));
      server.broken = true;
      await assert.rejects(bucket.read('outage'), { code: 'unavailable' });
      await assert.rejects(bucket.write('outage', 10, bytesOf(1)), { code: 'unavailable' });
      await assert.rejects(bucket.remove('outage'), { code: 'unavailable' });
      server.broken = false;
      assert.equal((await contentOf(bucket, 'outage'))?.length, 10);
    });

    const refusals: [string, Partial<Parameters<typeof s3Files>[0]>, RegExp][] = [
      ['no such bucket', { bucket: 'other-files' }, /"other-files".*does not exist/],
      [
        'a wrong secret',
        { credentials: { accessKeyId: 'test-key', secretAccessKey: 'wrong' } },
        /S3_SECRET_ACCESS_KEY/,
      ],
      ['nobody there', { endpoint: 'http://127.0.0.1:1' }, /cannot be reached.*S3_ENDPOINT/],
    ];
    for (const [name, changes, message] of refusals) {
      test(`a server does not start with ${name}, and says so`, async () => {
        await assert.rejects(s3Files({ ...S3_ACCESS, endpoint: server.endpoint, ...changes }), (error) => {
          assert.ok(error instanceof StartupError);
          assert.match(error.message, message);
          assert.doesNotMatch(error.message, /test-secret|wrong/);
          return true;
        });
      });
    }

    test('is set by the environment, whole or not at all', () => {
      const keys = { S3_ACCESS_KEY_ID: 'id', S3_SECRET_ACCESS_KEY: 'secret' };
      assert.equal(readConfiguration({}).s3, undefined);
      assert.deepEqual(readConfiguration({ S3_BUCKET: 'files', S3_REGION: 'eu-central-1' }).s3, {
        bucket: 'files',
        region: 'eu-central-1',
        endpoint: undefined,
        credentials: undefined,
        pathStyle: false,
      });
      const other = readConfiguration({ S3_BUCKET: 'files', S3_ENDPOINT: 'http://localhost:9000', ...keys }).s3;
      assert.deepEqual(other?.credentials, { accessKeyId: 'id', secretAccessKey: 'secret' });
      assert.equal(other?.pathStyle, true);
      assert.throws(() => readConfiguration({ S3_ENDPOINT: 'http://localhost:9000' }), /S3_BUCKET is missing/);
      assert.throws(() => readConfiguration({ S3_BUCKET: 'files', S3_ACCESS_KEY_ID: 'id' }), /belong together/);
      assert.throws(() => readConfiguration({ S3_BUCKET: 'No Bucket' }), /S3_BUCKET is not valid/);
    });
  });
});
