import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import type { FileStore } from '../../../server/files/file-store.ts';
import { s3Files } from '../../../server/files/s3-files.ts';
import { StartupError } from '../../../server/start/startup-error.ts';
import { bytesOf, contentOf, describeStore } from '../../server/helpers/file-store.ts';

const { PEER_NAME, PEER_URL: endpoint, PEER_BUCKET = '' } = process.env;
const key = { accessKeyId: 'S3RVER', secretAccessKey: 'S3RVER' };
const settings = { bucket: PEER_BUCKET, region: 'us-east-1', endpoint, credentials: key, pathStyle: true };

// Requests are signed by the clock: there is nothing to record. Elsewhere `test/server/files` speaks to a stand-in.
describe('files in a real bucket', { skip: PEER_NAME === 's3' ? false : 'npm run peers -- s3 --test' }, () => {
  let bucket: FileStore;
  before(async () => (bucket = await s3Files(settings)));

  describeStore('the store', () => bucket);

  test('a file of the largest size goes there and comes back as it was', async () => {
    const whole = bytesOf(25_000_000);
    for (let offset = 0; offset < whole.length; offset += 1_000_000) {
      await bucket.write('largest', offset, whole.subarray(offset, offset + 1_000_000));
    }
    assert.equal(Buffer.compare((await contentOf(bucket, 'largest')) ?? new Uint8Array(), whole), 0);
    await bucket.remove('largest');
    assert.equal(await bucket.read('largest'), null);
  });

  test('a missing bucket and an unknown key are told', async () => {
    await assert.rejects(s3Files({ ...settings, bucket: 'other-files' }), /does not exist/);
    await assert.rejects(s3Files({ ...settings, credentials: { ...key, accessKeyId: 'stranger' } }), StartupError);
  });
});
