import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { build } from 'esbuild';
import type { OutputAsset, OutputBundle, OutputChunk, Plugin, RenderedChunk } from 'rollup';
import { minify, type MinifyOptions } from 'terser';

/** The marker that the cdn build puts where the sources have an empty table; see {@link preloadTable}. */
const marker = '__CABINET_PRELOAD__';

type Chunk = Pick<RenderedChunk, 'moduleIds' | 'imports' | 'dynamicImports' | 'isEntry'>;

/** The tags that a chunk registers: `order-history/define.ts` and `…/define-order-history.ts` both name theirs. */
function tagsOf(chunk: Chunk): string[] {
  return chunk.moduleIds.flatMap((id) => {
    const name = /\/(?:([^/]+)\/define|define-([^/]+))\.ts$/.exec(id)?.slice(1).find(Boolean);
    return name && id.includes('/components/') && !id.includes('/shared/') ? [`cabinet-${name}`] : [];
  });
}

/** A chunk with everything that it imports statically, dependencies first. */
function withImports(
  fileName: string,
  chunks: Record<string, { imports: string[] }>,
  seen = new Set<string>(),
): string[] {
  if (seen.has(fileName)) return [];
  seen.add(fileName);
  const imports = chunks[fileName]?.imports ?? [];
  return [...imports.flatMap((imported) => withImports(imported, chunks, seen)), fileName];
}

/** For each tag that the loader knows the files that its first view needs. */
function filesByTag(chunks: Record<string, Chunk>): Record<string, string[]> {
  const loader = Object.values(chunks).find(({ isEntry }) => isEntry);
  const entries = (loader?.dynamicImports ?? []).flatMap((fileName) => {
    const chunk = chunks[fileName];
    return (chunk ? tagsOf(chunk) : []).map((tag) => [tag, withImports(fileName, chunks)] as const);
  });
  return Object.fromEntries(entries.toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

/**
 * Fills `components/preload.ts`: for each tag the files that its widget needs, relative to the loader. With it the loader
 * asks for all of them at once; without it each file would first have to arrive to tell of the next.
 */
export function preloadTable(): Plugin {
  return {
    name: 'cabinet-preload-table',
    load: (id) => (id.endsWith('/components/preload.ts') ? `export const preload = ${marker};` : null),
    renderChunk(code, _chunk, _options, { chunks }) {
      if (!code.includes(marker)) return null;
      // A single file is asked for by its import as early.
      const ahead = Object.entries(filesByTag(chunks)).filter(([, files]) => files.length > 1);
      return { code: code.replace(marker, `(${JSON.stringify(Object.fromEntries(ahead))})`), map: null };
    },
  };
}

/**
 * Gives the Lit in our bundle a Trusted Types policy name of its own: where the host names the policies that it allows,
 * a second `lit-html` policy throws, and one of the two Lits never starts.
 */
export function ownPolicyName(name: string): Plugin {
  let renamed = 0;
  return {
    name: 'cabinet-own-policy-name',
    buildStart() {
      renamed = 0;
    },
    transform(code, id) {
      if (!/\/lit-html\/(.*\/)?lit-html\.js$/.test(id)) return null;
      return {
        code: code.replace(/createPolicy\((["'])lit-html\1/g, () => {
          renamed += 1;
          return `createPolicy(${JSON.stringify(name)}`;
        }),
        map: null,
      };
    },
    buildEnd(error) {
      if (!error && renamed !== 1)
        this.error(`Lit's Trusted Types policy was found ${renamed} times, not once: look at lit-html.`);
    },
  };
}

/** Tells dependencies that ask Node for it that this is production: a page has no Node to ask. */
export function production(): Plugin {
  return {
    name: 'cabinet-production',
    transform: (code) =>
      code.includes('process.env.NODE_ENV')
        ? { code: code.replaceAll('process.env.NODE_ENV', '"production"'), map: null }
        : null,
  };
}

/** What operations say of themselves is for documents, which are made elsewhere: a page does without. */
export function withoutSummaries(): Plugin {
  let left = 0;
  return {
    name: 'cabinet-without-summaries',
    transform(code, id) {
      if (!id.includes('/src/contract/')) return null;
      const shorter = code.replace(/^ {2}summary:\s+(['"`]).*\1,\n/gm, '');
      left += shorter.match(/^ {2}summary:/gm)?.length ?? 0;
      return { code: shorter, map: null };
    },
    buildEnd(error) {
      if (!error && left > 0) this.error(`${left} summaries of operations are written so that they are not found.`);
    },
  };
}

/** What Lit tells authors whose styles are written wrongly was said when they were written: a page does without. */
export function withoutStyleErrors(): Plugin {
  return {
    name: 'cabinet-without-style-errors',
    transform(code, id) {
      if (!id.endsWith('/@lit/reactive-element/css-tag.js')) return null;
      const shorter = code.replace(/throw Error\((?=["'`])[^;]*?["'`]\)(?=[;})])/g, 'throw Error("css")');
      if (shorter === code) this.error("Lit's errors of styles were not found: look at its css-tag.js.");
      return { code: shorter, map: null };
    },
  };
}

/** What a chunk has of others and gives to them: the name inside of it by the name that all of them know. */
function sharedNames(code: string): Record<string, string> {
  const names = new Map<string, string>();
  for (const [, direction, list = ''] of code.matchAll(/^(import|export) \{([^}]*)\}/gm)) {
    for (const [, left = '', right = left] of list.matchAll(/([\w$]+)(?: as ([\w$]+))?/g)) {
      const [known, inside] = direction === 'import' ? [left, right] : [right, left];
      if (known !== 'default' && !names.has(known)) names.set(known, inside);
    }
  }
  return Object.fromEntries([...names].map(([known, inside]) => [`$${inside}`, known]));
}

/**
 * Minifies each chunk. What chunks have of each other keeps one short name in all of them: `import{a,b}` is a third of
 * `import{a as x,b as y}`, and a page has many imports.
 */
export function minified(options: MinifyOptions): Plugin {
  return {
    name: 'cabinet-minified',
    async renderChunk(source, chunk) {
      const { code, map } = await minify(source, {
        ...options,
        nameCache: { vars: { props: sharedNames(source) } },
        sourceMap: {},
      });
      if (code === undefined || typeof map !== 'string') this.error(`${chunk.fileName} could not be minified.`);
      return { code, map };
    },
  };
}

/** Takes the compiler's helper for decorators out of each file: one for all is in `components/embed/decorate.ts`. */
export function oneDecorate(): Plugin {
  const helper = /^(?:var __(?:defProp|getOwnPropDesc) = .*\n)*var __decorateClass = [^]*?\n};\n/m;
  const module = resolve('components/embed/decorate.ts');
  return {
    name: 'cabinet-one-decorate',
    transform(code) {
      if (!code.includes('\n__decorateClass(')) return null;
      const [found] = helper.exec(code) ?? [];
      if (!found) this.error("The compiler's helper for decorators was not found: look at esbuild.");
      // As many lines as before, for the map.
      const lines = '\n'.repeat(found.split('\n').length - 1);
      return {
        code: code.replace(found, `import { __decorateClass } from ${JSON.stringify(module)};${lines}`),
        map: null,
      };
    },
  };
}

/** Puts our own small reader of schemas in the place of the package; see `components/embed/zod-mini.ts`. */
export function smallSchemas(): Plugin {
  return {
    name: 'cabinet-small-schemas',
    resolveId: (source) => (source === 'zod/mini' ? resolve('components/embed/zod-mini.ts') : null),
  };
}

const modulesOf = (bundle: OutputBundle) =>
  Object.values(bundle).flatMap((file) => (file.type === 'chunk' ? Object.keys(file.modules) : []));

/** Writes the licences of the packages in the bundle beside it, as they ask for. */
export function licences(): Plugin {
  return {
    name: 'cabinet-licences',
    generateBundle(_options, bundle) {
      const folders = modulesOf(bundle).flatMap((id) => /^.*\/node_modules\/(?:@[^/]+\/)?[^/]+/.exec(id)?.[0] ?? []);
      const texts = [...new Set(folders)].toSorted().map((folder) => {
        const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Record<
          string,
          string
        >;
        const file = ['LICENSE', 'LICENSE.md', 'license', 'LICENSE.txt']
          .map((each) => join(folder, each))
          .find((path) => existsSync(path));
        if (!file) this.error(`${name} has no licence file, and its licence asks to be passed on.`);
        return `${name} ${version} (${license})\n\n${readFileSync(file, 'utf8').trim()}\n`;
      });
      this.emitFile({ type: 'asset', fileName: 'LICENSES.txt', source: texts.join(`\n${'-'.repeat(80)}\n\n`) });
    },
  };
}

/** Emits `cabinet.classic.js`, for pages that cannot have a module; see `components/embed/classic.ts`. */
export function classicLoader(): Plugin {
  return {
    name: 'cabinet-classic-loader',
    async buildStart() {
      const { outputFiles } = await build({
        ...{ entryPoints: ['components/embed/classic.ts'], bundle: true, format: 'iife', minify: true, write: false },
        ...{ target: 'es2020', legalComments: 'none' },
      });
      this.emitFile({ type: 'asset', fileName: 'cabinet.classic.js', source: outputFiles[0]?.contents });
    },
  };
}

/** What a file of the bundle is: bytes, and its hash for the `integrity` attribute. */
function describe(source: string | Uint8Array) {
  const bytes = Buffer.from(source);
  return { bytes: bytes.length, integrity: `sha384-${createHash('sha384').update(bytes).digest('base64')}` };
}

type Files = Readonly<Record<string, { integrity: string }>>;

/** The tags to paste, with the hashes of this very build, for pages that let in nothing else. */
function snippet(version: string, files: Files): string {
  const of = (name: string) => files[name]?.integrity ?? '';
  const chunks = Object.entries(files).flatMap(([name, { integrity }]) =>
    name.startsWith('chunks/') ? [[`/cdn/${name}`, integrity] as const] : [],
  );
  const settings = 'data-backend="/api/your-company"';
  return `<!-- cabinet-elements ${version}. /cdn/ stands for where you host this folder, /api/your-company for your backend. -->

<!-- 1. The tag. cabinet.js may be replaced by a later version; it names the other files by their content. A folder for each
     major version, this one's being ${version.split('.')[0]}, keeps a page within it. -->
<script type="module" src="/cdn/cabinet.js" ${settings}></script>

<!-- 2. Instead, where a site builder strips type="module". -->
<script defer src="/cdn/cabinet.classic.js" ${settings}></script>

<!-- 3. Instead, for this very version and not a byte else (Subresource Integrity): the map comes before all other modules of
     the page, and under a Content Security Policy it has the page's nonce. Browsers that do not know "integrity" in a
     map check cabinet.js alone. -->
<script type="importmap">
${JSON.stringify({ integrity: Object.fromEntries(chunks) }, null, 2)}
</script>
<script type="module" src="/cdn/cabinet.js" integrity="${of('cabinet.js')}" ${settings}></script>
`;
}

/**
 * Writes `manifest.json`: the version, every script with its size and its hash for Subresource Integrity, and which
 * scripts each tag needs; and `snippet.html`, the tags to paste.
 */
export function manifest(version: string): Plugin {
  return {
    name: 'cabinet-manifest',
    generateBundle: {
      // After everything that still changes code.
      order: 'post',
      handler(_options, bundle) {
        const chunks = Object.fromEntries(
          Object.entries(bundle).flatMap(([name, file]) => (file.type === 'chunk' ? [[name, file] as const] : [])),
        );
        const scripts: readonly (OutputAsset | OutputChunk)[] = Object.values(bundle).filter(({ fileName }) =>
          fileName.endsWith('.js'),
        );
        const files = Object.fromEntries(
          scripts
            .toSorted((a, b) => (a.fileName < b.fileName ? -1 : 1))
            .map((file) => [file.fileName, describe(file.type === 'chunk' ? file.code : file.source)]),
        );
        const content = { version, loader: 'cabinet.js', files, tags: filesByTag(chunks) };
        this.emitFile({ type: 'asset', fileName: 'manifest.json', source: `${JSON.stringify(content, null, 2)}\n` });
        this.emitFile({ type: 'asset', fileName: 'snippet.html', source: snippet(version, files) });
      },
    },
  };
}
