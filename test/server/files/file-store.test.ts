import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { diskFiles } from '../../../server/files/disk-files.ts';
import type { FileStore } from '../../../server/files/file-store.ts';
import { s3Files } from '../../../server/files/s3-files.ts';
import { StoredFile } from '../../../server/files/stored-file.ts';
import { readConfiguration } from '../../../server/start/configuration.ts';
import { StartupError } from '../../../server/start/startup-error.ts';
import { S3_ACCESS, startFakeS3, type FakeS3 } from '../helpers/fake-s3.ts';
import { bytesOf, contentOf, describeStore } from '../helpers/file-store.ts';

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

    test('a file is read part by part as it is sent', async () => {
      const whole = bytesOf(300);
      for (const offset of [0, 100, 200]) await bucket.write('parted', offset, whole.subarray(offset, offset + 100));
      const content = await bucket.read('parted');
      assert.ok(content);
      const file = new StoredFile(content, 'picture.png', 'image/png');
      assert.deepEqual([file.name, file.type, file.size], ['picture.png', 'image/png', 300]);
      server.reads.length = 0;
      const reader = file.stream().getReader();
      assert.deepEqual((await reader.read()).value, whole.subarray(0, 100));
      assert.deepEqual(server.reads, ['parted/000000000000']);
      await reader.read();
      await reader.cancel();
      assert.equal(server.reads.length, 2);
      assert.deepEqual(await file.slice(150, 250).bytes(), whole.subarray(150, 250));
    });

    test('a file with a gap is not given out', async () => {
      await bucket.write('gap-inside', 0, bytesOf(10));
      await bucket.write('gap-inside', 20, bytesOf(10));
      await assert.rejects(bucket.read('gap-inside'), { code: 'unavailable' });
    });

    test('an outage in the middle of a file ends it with an error', async () => {
      for (const offset of [0, 10]) await bucket.write('cut-off', offset, bytesOf(10));
      const content = await bucket.read('cut-off');
      const reader = content?.stream().getReader();
      assert.equal((await reader?.read())?.value?.length, 10);
      server.broken = true;
      await assert.rejects(async () => reader?.read(), { code: 'unavailable' });
      server.broken = false;
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
