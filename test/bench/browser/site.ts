import { readFileSync } from 'node:fs';
import type { RequestListener } from 'node:http';
import { extname, join, normalize } from 'node:path';
import { brotliCompressSync, constants } from 'node:zlib';
import { build, type BuildOptions } from 'esbuild';
import { listen } from '../../helpers/static-server.ts';

/** What a page may load, by its path. */
export interface Site {
  origin: string;
  close: () => Promise<void>;
}

export interface SiteOptions {
  /** Text of files by path; those that end in `/` are pages. */
  files: Readonly<Record<string, string>>;
  /** Folders by path. */
  folders?: Readonly<Record<string, string>>;
  /** Answers what is no file with JSON; null if there is nothing. */
  json?: (url: URL) => Promise<unknown>;
  /** Told of each answer with its compressed length. */
  sent?: (path: string, bytes: number) => void;
}

const types: Record<string, string> = {
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.html': 'text/html; charset=utf-8',
};

const asShipped = {
  bundle: true,
  minify: true,
  format: 'esm',
  target: 'es2022',
  conditions: ['production'],
  define: { 'process.env.NODE_ENV': '"production"' },
} satisfies BuildOptions;

/** Bundles a script of the bench as a careful page would ship it. */
export async function bundle(script: string): Promise<string> {
  const { outputFiles } = await build({
    ...asShipped,
    write: false,
    entryPoints: [new URL(script, import.meta.url).pathname],
  });
  return outputFiles[0]?.text ?? '';
}

/** Bundles a module of a peer, whose dependencies lie beside it. @param folder the peer's own */
export async function bundlePeer(folder: string, module: string): Promise<string> {
  const { outputFiles } = await build({
    ...asShipped,
    write: false,
    stdin: { contents: `import './${module}';`, resolveDir: folder },
  });
  return outputFiles[0]?.text ?? '';
}

/** Serves pages as a careful server does: brotli at its best, and nothing kept in the browser. */
export async function serveSite({ files, folders = {}, json, sent }: SiteOptions): Promise<Site> {
  const compressed = new Map<string, Buffer>();
  const compress = (text: string | Buffer) => {
    const key = text.toString();
    const known = compressed.get(key);
    if (known) return known;
    const params = { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY };
    const bytes = brotliCompressSync(text, { params });
    compressed.set(key, bytes);
    return bytes;
  };
  const fileOf = (path: string): string | Buffer | undefined => {
    const prefix = Object.keys(folders).find((folder) => path.startsWith(folder));
    if (prefix === undefined || path.includes('..')) return files[path];
    try {
      return readFileSync(join(folders[prefix] ?? '', normalize(path.slice(prefix.length))));
    } catch {
      return undefined;
    }
  };
  const serve: RequestListener = (request, response) => {
    const url = new URL(request.url ?? '/', 'http://localhost');
    const file = fileOf(url.pathname);
    const answer = (type: string, text: string | Buffer) => {
      const body = compress(text);
      sent?.(url.pathname, body.length);
      response
        .writeHead(200, { 'content-type': type, 'content-encoding': 'br', 'cache-control': 'no-store' })
        .end(body);
    };
    if (file !== undefined) return answer(types[extname(url.pathname)] ?? 'text/html; charset=utf-8', file);
    void (json?.(url) ?? Promise.resolve(null)).then((value) => {
      if (value !== null) return answer('application/json', JSON.stringify(value));
      response.writeHead(404).end();
    });
  };
  const { origin, close } = await listen(serve);
  return { origin, close };
}
