import { readFileSync } from 'node:fs';
import { brotliCompressSync, constants } from 'node:zlib';

/** What the build says of `dist/cdn`. */
export interface Manifest {
  loader: string;
  files: Record<string, { bytes: number; integrity: string }>;
  tags: Record<string, string[]>;
}

export const folder = 'dist/cdn';
export const manifest = JSON.parse(readFileSync(`${folder}/manifest.json`, 'utf8')) as Manifest;

/** Bytes of each module in each file, before minification. */
const modules = JSON.parse(readFileSync('dist/modules.json', 'utf8')) as Record<string, Record<string, number>>;

const compressed = new Map<string, number>();

/** Bytes of a file as a careful server sends it: brotli at its best. */
export function brotli(file: string): number {
  const known = compressed.get(file);
  if (known !== undefined) return known;
  const bytes = brotliCompressSync(readFileSync(`${folder}/${file}`), {
    params: { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY },
  }).length;
  compressed.set(file, bytes);
  return bytes;
}

export const sum = (files: Iterable<string>): number => [...files].reduce((total, file) => total + brotli(file), 0);

/** The largest parts of a file, a package counting as one: `zod 31 %, ky 20 %, …`. */
export function largestParts(file: string, count = 6): string {
  const parts = new Map<string, number>();
  for (const [module, bytes] of Object.entries(modules[file] ?? {})) {
    const part = /^.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(module)?.[1] ?? module;
    parts.set(part, (parts.get(part) ?? 0) + bytes);
  }
  const total = [...parts.values()].reduce((a, b) => a + b, 0);
  const largest = [...parts].toSorted(([, a], [, b]) => b - a).slice(0, count);
  return largest.map(([part, bytes]) => `${part} ${Math.round((bytes / total) * 100)} %`).join(', ');
}
