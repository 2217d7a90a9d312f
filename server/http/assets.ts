import { createHash } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import type { MiddlewareHandler } from 'hono';
import { getMimeType } from 'hono/utils/mime';

/** A file as it is sent. */
interface Asset {
  modified: number;
  type: string;
  etag: string;
  bytes: Uint8Array<ArrayBuffer>;
  /** Compressed when it is first asked for, then kept. */
  compressed: Map<Encoding, Promise<Uint8Array<ArrayBuffer>>>;
}

const encodings = ['br', 'gzip'] as const;
type Encoding = (typeof encodings)[number];

/** Names as a build writes them: no hidden files, no way out of the folder. */
const FILE_PATH = /^(?:[\w-][\w.-]*\/)*[\w-][\w.-]*$/;
/** A file whose name changes with its content never changes. */
const HASHED = /^chunks\//;
const SLOW_BROTLI_BYTES = 300_000;

/**
 * Serves the files that the script tag loads, to any site: compressed, kept in memory, and for ever
 * in browsers where the name holds a hash.
 *
 * @param directory the folder of the build
 * @param path where it is mounted, such as `/cdn/`
 */
export function assets(directory: string, path: string): MiddlewareHandler {
  const known = new Map<string, Asset>();
  return async (context, next) => {
    const name = context.req.path.slice(path.length);
    const asset = FILE_PATH.test(name) ? await load(known, directory, name) : null;
    if (asset === null) return next();
    const encoding = encodingFor(context.req.header('Accept-Encoding'));
    const etag = `"${asset.etag}${encoding === undefined ? '' : `-${encoding}`}"`;
    context.header('Access-Control-Allow-Origin', '*');
    context.header('Cross-Origin-Resource-Policy', 'cross-origin');
    context.header('Cache-Control', HASHED.test(name) ? 'public, max-age=31536000, immutable' : 'public, max-age=300');
    context.header('Vary', 'Accept-Encoding');
    context.header('ETag', etag);
    if (context.req.header('If-None-Match') === etag) return context.body(null, 304);
    context.header('Content-Type', asset.type);
    if (encoding === undefined) return context.body(asset.bytes);
    context.header('Content-Encoding', encoding);
    return context.body(await compressed(asset, encoding));
  };
}

async function load(known: Map<string, Asset>, directory: string, name: string): Promise<Asset | null> {
  const file = join(directory, name);
  const found = await stat(file).catch(() => null);
  if (!found?.isFile()) return null;
  const before = known.get(name);
  if (before?.modified === found.mtimeMs) return before;
  const bytes = new Uint8Array(await readFile(file));
  const etag = createHash('sha256').update(bytes).digest('base64url').slice(0, 22);
  const type = getMimeType(name) ?? 'application/octet-stream';
  const asset = { modified: found.mtimeMs, type, etag, bytes, compressed: new Map() };
  known.set(name, asset);
  return asset;
}

function encodingFor(header: string | undefined): Encoding | undefined {
  const accepted = (header ?? '').split(',').map((part) => part.trim().replace(/;\s*q=(?!0(?:\.0*)?$).*$/, ''));
  return encodings.find((encoding) => accepted.includes(encoding));
}

function compressed(asset: Asset, encoding: Encoding): Promise<Uint8Array<ArrayBuffer>> {
  const bytes = asset.compressed.get(encoding) ?? compress(asset.bytes, encoding);
  asset.compressed.set(encoding, bytes);
  return bytes;
}

async function compress(bytes: Uint8Array, encoding: Encoding): Promise<Uint8Array<ArrayBuffer>> {
  const quality = bytes.byteLength > SLOW_BROTLI_BYTES ? 5 : constants.BROTLI_MAX_QUALITY;
  const options = { params: { [constants.BROTLI_PARAM_QUALITY]: quality } };
  return new Uint8Array(
    encoding === 'br' ? await promisify(brotliCompress)(bytes, options) : await promisify(gzip)(bytes),
  );
}
