import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { request, type IncomingMessage } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { Hono } from 'hono';
import { assets } from '../../../server/http/assets.ts';
import { securityHeaders } from '../../../server/http/security-headers.ts';
import { listen, type Listener } from '../../../server/start/listen.ts';

const LOADER = `export const loader = '${'cabinet '.repeat(500)}';\n`;
const CHUNK = `export const chunk = '${'orders '.repeat(500)}';\n`;

interface Answer {
  response: IncomingMessage;
  bytes: Buffer;
}

describe('the files of the script tag', () => {
  let folder: string;
  let listener: Listener;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'cabinet-assets-'));
    await mkdir(join(folder, 'cdn', 'chunks'), { recursive: true });
    await writeFile(join(folder, 'cdn', 'cabinet.js'), LOADER);
    await writeFile(join(folder, 'cdn', 'chunks', 'order-history-a1b2c3.js'), CHUNK);
    await writeFile(join(folder, 'cdn', '.hidden'), 'secret');
    await writeFile(join(folder, 'outside.js'), 'secret');
    const site = new Hono();
    site.use(securityHeaders({}));
    site.use('/cdn/*', assets(join(folder, 'cdn'), '/cdn/'));
    listener = await listen(site, 0);
  });
  after(async () => {
    await listener.close();
    await rm(folder, { recursive: true, force: true });
  });

  /** As it travels: `fetch` would decompress it, and tidy the path. */
  const get = (path: string, headers: Record<string, string> = {}) =>
    new Promise<Answer>((resolve, reject) => {
      request({ port: listener.port, path, headers, agent: false }, (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk)).on('error', reject);
        response.on('end', () => resolve({ response, bytes: Buffer.concat(chunks) }));
      })
        .on('error', reject)
        .end();
    });

  const decompressed: Record<string, (bytes: Buffer) => Buffer> = { br: brotliDecompressSync, gzip: gunzipSync };
  for (const [accepted, encoding] of [
    ['gzip, deflate, br, zstd', 'br'],
    ['gzip, br;q=0', 'gzip'],
    ['gzip;q=0.5', 'gzip'],
  ] as const) {
    test(`travel as ${encoding} to who accepts "${accepted}"`, async () => {
      const { response, bytes } = await get('/cdn/cabinet.js', { 'Accept-Encoding': accepted });
      assert.equal(response.statusCode, 200);
      assert.equal(response.headers['content-encoding'], encoding);
      assert.match(response.headers['content-type'] ?? '', /^text\/javascript/);
      assert.ok(bytes.length < LOADER.length / 5, `${bytes.length} of ${LOADER.length} bytes`);
      assert.equal(decompressed[encoding]?.(bytes).toString(), LOADER);
    });
  }

  test('travel as they are to who accepts nothing else', async () => {
    for (const headers of [{}, { 'Accept-Encoding': 'identity' }, { 'Accept-Encoding': 'br;q=0, gzip;q=0.0' }]) {
      const { response, bytes } = await get('/cdn/cabinet.js', headers);
      assert.equal(response.headers['content-encoding'], undefined);
      assert.equal(bytes.toString(), LOADER);
      assert.equal(response.headers['content-length'], String(LOADER.length));
    }
  });

  test('are kept for ever where the name holds a hash, and looked after soon where it does not', async () => {
    const chunk = await get('/cdn/chunks/order-history-a1b2c3.js');
    assert.equal(chunk.response.headers['cache-control'], 'public, max-age=31536000, immutable');
    const loader = await get('/cdn/cabinet.js');
    assert.equal(loader.response.headers['cache-control'], 'public, max-age=300');
    for (const { response } of [chunk, loader]) assert.equal(response.headers['vary'], 'Accept-Encoding');
  });

  test('are not sent again to who has them, encoding by encoding', async () => {
    const brotli = await get('/cdn/cabinet.js', { 'Accept-Encoding': 'br' });
    const etag = brotli.response.headers.etag ?? '';
    const again = await get('/cdn/cabinet.js', { 'Accept-Encoding': 'br', 'If-None-Match': etag });
    assert.deepEqual([again.response.statusCode, again.bytes.length], [304, 0]);
    const plain = await get('/cdn/cabinet.js', { 'If-None-Match': etag });
    assert.equal(plain.response.statusCode, 200);
  });

  test('are new when the build is new', async () => {
    await writeFile(join(folder, 'cdn', 'changing.js'), 'one');
    const before = await get('/cdn/changing.js');
    await writeFile(join(folder, 'cdn', 'changing.js'), 'three');
    const after = await get('/cdn/changing.js', { 'If-None-Match': before.response.headers.etag ?? '' });
    assert.deepEqual([after.response.statusCode, after.bytes.toString()], [200, 'three']);
  });

  test('may be loaded by any site, as what they say they are', async () => {
    const { response } = await get('/cdn/cabinet.js');
    assert.equal(response.headers['access-control-allow-origin'], '*');
    assert.equal(response.headers['cross-origin-resource-policy'], 'cross-origin');
    assert.equal(response.headers['x-content-type-options'], 'nosniff');
  });

  test('are only those of the build', async () => {
    for (const path of ['/cdn/.hidden', '/cdn/../outside.js', '/cdn/..%2foutside.js', '/cdn/chunks', '/cdn/none.js']) {
      assert.equal((await get(path)).response.statusCode, 404, path);
    }
  });
});
