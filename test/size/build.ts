import { existsSync, readFileSync } from 'node:fs';
import { SourceMap } from 'node:module';
import { dirname, join } from 'node:path/posix';
import { brotliCompressSync, constants } from 'node:zlib';

/** What the build says of `dist/cdn`. */
export interface Manifest {
  loader: string;
  files: Record<string, { bytes: number; integrity: string }>;
  tags: Record<string, string[]>;
}

export const folder = 'dist/cdn';
export const manifest = JSON.parse(readFileSync(`${folder}/manifest.json`, 'utf8')) as Manifest;

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

export const linesOf = (file: string): number => readFileSync(`${folder}/${file}`, 'utf8').trim().split('\n').length;

/** A text of ours in another language than English: whoever reads that loads it instead. */
function isTranslation(file: string): boolean {
  const { sources } = JSON.parse(readFileSync(`${folder}/${file}.map`, 'utf8')) as { sources: string[] };
  return sources.some((source) => /\/locales\/(?!en\/)/.test(source));
}

/** What a file asks for, at once or on demand. */
const importsOf = (file: string): string[] =>
  [...readFileSync(`${folder}/${file}`, 'utf8').matchAll(/(?:from|import) ?\(?"\.\/([^"]+)"/g)].map(([, name]) =>
    join(dirname(file), name ?? ''),
  );

/** All that widgets load in the end in English, whatever is pressed in them: the largest first. */
export function everyPartOf(tags: readonly string[]): string[] {
  const found = new Set<string>();
  const take = (file: string): void => {
    if (found.has(file) || isTranslation(file)) return;
    found.add(file);
    importsOf(file).forEach(take);
  };
  tags.flatMap((tag) => manifest.tags[tag] ?? []).forEach(take);
  return [...found].toSorted((a, b) => brotli(b) - brotli(a));
}

/** Minified characters of a file by the module that they come from, a package counting as one; by its source map. */
function partsOf(file: string): Map<string, number> {
  const path = `${folder}/${file}`;
  if (!existsSync(`${path}.map`)) return new Map([[file, 1]]);
  const map = new SourceMap(
    JSON.parse(readFileSync(`${path}.map`, 'utf8')) as ConstructorParameters<typeof SourceMap>[0],
  );
  const parts = new Map<string, number>();
  readFileSync(path, 'utf8')
    .split('\n')
    .forEach((line, row) => {
      for (let column = 0; column < line.length; column++) {
        const entry = map.findEntry(row, column);
        const source = 'originalSource' in entry ? entry.originalSource : undefined;
        const part =
          /^.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(source ?? '')?.[1] ?? source?.replace(/^(\.\.\/)+/, '');
        parts.set(part ?? 'glue', (parts.get(part ?? 'glue') ?? 0) + 1);
      }
    });
  return parts;
}

/** The largest parts of a file: `zod 31 %, ky 20 %, …`. */
export function largestParts(file: string, count = 8): string {
  const parts = partsOf(file);
  const total = [...parts.values()].reduce((a, b) => a + b, 0);
  const largest = [...parts].toSorted(([, a], [, b]) => b - a).slice(0, count);
  return largest.map(([part, length]) => `${part} ${Math.round((length / total) * 100)} %`).join(', ');
}
