import assert from 'node:assert/strict';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { build } from 'esbuild';
import { nodeResolve } from '@rollup/plugin-node-resolve';
import { rollup } from 'rollup';
import { packAndInstall, readJson, root, runIn, write, type Packed } from './packed.ts';

describe('the package', () => {
  let packed: Packed;
  const installed = (...path: string[]) => join(packed.project, 'node_modules/cabinet-elements', ...path);
  before(() => {
    packed = packAndInstall();
  });
  after(() => packed.remove());

  it('holds what is built and nothing else', () => {
    const strange = packed.files.filter(
      (file) => !/^(dist\/(cdn|esm|types)\/|dist\/[a-z-]+\.json$|[A-Z]+\.md$|LICENSE$|package\.json$)/.test(file),
    );
    assert.deepEqual(strange, []);
    assert.ok(
      packed.files.includes('LICENSE') && packed.files.includes('README.md') && packed.files.includes('CHANGELOG.md'),
    );
    const private_ = packed.files.filter((file) =>
      /(^|\/)(server|test|stories|\.ci)\/|node-linux|\.env|\.data/.test(file),
    );
    assert.deepEqual(private_, []);
  });

  it('brings neither our tools nor a Node, and runs nothing when it is installed', () => {
    const { packages } = readJson(join(packed.project, 'package-lock.json')) as {
      packages: Record<string, { hasInstallScript?: boolean }>;
    };
    const names = Object.keys(packages)
      .filter(Boolean)
      .map((path) => path.replace(/^.*node_modules\//, ''));
    const own = readJson(join(root, 'package.json')) as {
      dependencies: Record<string, string>;
      devDependencies: Record<string, string>;
    };
    const unwanted = Object.keys(own.devDependencies).filter((name) => names.includes(name));
    assert.deepEqual(unwanted, []);
    assert.ok(!names.some((name) => name.startsWith('node-linux') || name === 'cabinet-elements-server'));
    assert.deepEqual(
      Object.keys(packages).filter((path) => packages[path]?.hasInstallScript),
      [],
    );
    assert.ok(names.length < 25, `the user gets ${names.length} packages: ${names.join(', ')}`);
  });

  it('is imported in plain Node, with nothing touched there', () => {
    const script = `
      const before = new Set(Object.keys(globalThis));
      const core = await import('cabinet-elements');
      const components = await import('cabinet-elements/components');
      await import('cabinet-elements/define');
      await import('cabinet-elements/define/order-history');
      console.log(JSON.stringify({
        core: ['createClient', 'defineAdapter', 'combine'].filter((name) => typeof core[name] === 'function'),
        components: ['CabinetProvider', 'CabinetOrderHistory'].filter((name) => typeof components[name] === 'function'),
        // Lit and zod each keep some of their own; we have none.
        added: Object.keys(globalThis).filter((key) => !before.has(key) && !/^(lit|reactive|__zod_global|customElements$)/.test(key)),
      }));`;
    const { code, output } = runIn(packed, 'node', '--input-type=module', '--eval', script);
    assert.equal(code, 0, output);
    assert.deepEqual(JSON.parse(output.trim().split('\n').at(-1) ?? ''), {
      core: ['createClient', 'defineAdapter', 'combine'],
      components: ['CabinetProvider', 'CabinetOrderHistory'],
      added: [],
    });
  });

  it('answers every subpath, and nothing private', () => {
    const subpaths = [
      '',
      '/components',
      '/components/provider',
      '/components/order-history',
      '/components/order-details',
      '/define',
      '/define/provider',
      '/define/order-history',
      '/define/order-details',
      '/adapters/rest',
      '/adapters/memory',
      '/testing',
      '/react',
      '/vue',
      '/svelte',
      '/solid',
      '/locales/ru/common',
      '/cdn/cabinet.js',
      '/custom-elements.json',
      '/openapi.json',
      '/push-openapi.json',
      '/package.json',
    ];
    const script = (paths: string[]) =>
      `for (const path of ${JSON.stringify(paths)}) {
        try { (await import('node:fs')).statSync(new URL(import.meta.resolve('cabinet-elements' + path))); } catch (error) { console.log(path + ': ' + error.code); }
      }`;
    assert.equal(runIn(packed, 'node', '--input-type=module', '--eval', script(subpaths)).output, '');
    const hidden = ['/dist/esm/src/index.js', '/src/index.ts', '/components/ui/button'];
    const refused = runIn(packed, 'node', '--input-type=module', '--eval', script(hidden)).output.trim().split('\n');
    assert.equal(refused.length, hidden.length, refused.join('\n'));
  });

  it('brings the program that checks a backend, and the checks', () => {
    const program = installed('dist/esm/src/command/main.js');
    const { bin } = readJson(installed('package.json')) as { bin: Record<string, string> };
    assert.equal(installed(bin['cabinet-elements'] ?? ''), program);
    const help = runIn(packed, 'node', program, 'check', '--help');
    assert.equal(help.code, 0, help.output);
    assert.match(help.output, /cabinet-elements check <url>/);
    const script = `
      import { defineAdapter } from 'cabinet-elements';
      import { checkAdapter } from 'cabinet-elements/testing';
      const { results } = await checkAdapter(defineAdapter({ orders: { list: () => ({ items: 1, nextCursor: null }) } }));
      console.log(results.find(({ group, status }) => group === 'orders.list' && status === 'failed').message);`;
    const { output } = runIn(packed, 'node', '--input-type=module', '--eval', script);
    assert.match(output, /items must be array, it is 1/);
  });

  it('has types for strict TypeScript: the API, the tags, the events', () => {
    write(
      packed,
      'app.ts',
      `import { createClient, defineAdapter, type CabinetClient } from 'cabinet-elements';
       import { rest } from 'cabinet-elements/adapters/rest';
       import { CabinetOrderHistory } from 'cabinet-elements/components/order-history';
       import { checkAdapter, type Report } from 'cabinet-elements/testing';
       import 'cabinet-elements/define';
       export const client: CabinetClient = createClient({ adapter: rest({ baseUrl: 'https://example.test/api' }) });
       export const adapter = defineAdapter({ orders: { list: (input) => ({ items: [], nextCursor: input.cursor ?? null }) } });
       export const report: Promise<Report> = checkAdapter(adapter, { context: { token: 'of a test customer' } });
       const element: CabinetOrderHistory = document.createElement('cabinet-order-history');
       document.querySelector('cabinet-provider')?.setAttribute('locale', 'ru');
       element.addEventListener('cabinet-order-created', ({ detail }) => { const id: string = detail.orderId; console.log(id); });
       // @ts-expect-error a status that does not exist
       export const wrong = defineAdapter({ orders: { list: () => ({ items: [{ status: { code: 7 } }], nextCursor: null }) } });`,
    );
    write(
      packed,
      'tsconfig.json',
      JSON.stringify({
        compilerOptions: {
          target: 'es2022',
          module: 'nodenext',
          lib: ['es2023', 'dom', 'dom.iterable', 'dom.asynciterable'],
          types: [],
          strict: true,
          noUncheckedIndexedAccess: true,
          exactOptionalPropertyTypes: true,
          skipLibCheck: false,
          noEmit: true,
        },
        files: ['app.ts'],
      }),
    );
    const nodeStyle = runIn(packed, 'tsc', '-p', '.');
    assert.equal(nodeStyle.code, 0, nodeStyle.output);
    const bundlerStyle = runIn(packed, 'tsc', '-p', '.', '--module', 'esnext', '--moduleResolution', 'bundler');
    assert.equal(bundlerStyle.code, 0, bundlerStyle.output);
  });

  it('is bundled by esbuild and by rollup, and its elements survive', async () => {
    const entry = write(packed, 'shop.js', "import 'cabinet-elements/define/order-history';\n");
    const bundled = await build({
      entryPoints: [entry],
      bundle: true,
      format: 'esm',
      write: false,
      logLevel: 'silent',
      outdir: 'out',
      splitting: true,
      minify: true,
    });
    assert.deepEqual(bundled.warnings, []);
    assert.match(bundled.outputFiles.map(({ text }) => text).join(), /cabinet-order-history/);

    const warnings: string[] = [];
    const bundle = await rollup({
      input: entry,
      plugins: [nodeResolve({ browser: true })],
      onwarn: (warning) => warnings.push(warning.message),
    });
    const { output } = await bundle.generate({ format: 'es' });
    assert.match(output.map((file) => ('code' in file ? file.code : '')).join(), /["']cabinet-order-history["']/);
    assert.deepEqual(
      warnings.filter((message) => message.includes('cabinet-elements/')),
      [],
    );
  });

  it('is tree-shaken: a client without a screen has no Lit', async () => {
    const inputsOf = async (name: string, text: string) => {
      const entry = write(packed, name, text);
      const { metafile } = await build({
        entryPoints: [entry],
        bundle: true,
        format: 'esm',
        write: false,
        metafile: true,
        outdir: 'out',
        splitting: true,
      });
      // What the page loads at once; esbuild also writes files for imports on demand that nothing asks for any more.
      const loaded = (output: string): string[] => {
        const { inputs = {}, imports = [] } = metafile.outputs[output] ?? {};
        const own = Object.keys(inputs).filter((path) => (inputs[path]?.bytesInOutput ?? 0) > 0);
        return [
          ...own,
          ...imports.filter(({ kind }) => kind === 'import-statement').flatMap(({ path }) => loaded(path)),
        ];
      };
      return loaded(
        Object.keys(metafile.outputs).find((output) => metafile.outputs[output]?.entryPoint?.endsWith(name)) ?? '',
      );
    };
    const client = await inputsOf(
      'client.js',
      "import { createClient } from 'cabinet-elements';\nconsole.log(createClient);\n",
    );
    assert.deepEqual(
      client.filter((path) => /node_modules\/(lit|lit-html|lit-element|@lit)\/|\/adapters\/(rest|memory)\//.test(path)),
      [],
    );
    assert.ok(
      client.some((path) => path.includes('/src/client/query')),
      'a client is in it at all',
    );

    const unused = await inputsOf(
      'unused.js',
      "import { CabinetOrderHistory } from 'cabinet-elements/components';\nexport const page = 1;\n",
    );
    assert.deepEqual(
      unused.filter((path) => path.includes('cabinet-elements/dist')),
      [],
    );
  });

  it('describes its elements and its API', () => {
    const { modules } = readJson(installed('dist/custom-elements.json')) as {
      modules: { path: string; declarations?: { tagName?: string; members?: { privacy?: string }[] }[] }[];
    };
    for (const { path } of modules) assert.ok(existsSync(installed(path)), `${path} is named but not there`);
    const tags = modules.flatMap(({ declarations }) => declarations?.flatMap(({ tagName }) => tagName ?? []) ?? []);
    assert.ok(tags.includes('cabinet-provider') && tags.includes('cabinet-order-history'), tags.join());
    const members = modules.flatMap(
      ({ declarations }) => declarations?.flatMap((declaration) => declaration.members ?? []) ?? [],
    );
    assert.deepEqual(
      members.filter(({ privacy }) => privacy === 'private' || privacy === 'protected'),
      [],
    );

    const { openapi, paths } = readJson(installed('dist/openapi.json')) as {
      openapi: string;
      paths: Record<string, unknown>;
    };
    assert.match(openapi, /^3\.1\./);
    assert.ok(
      '/orders' in paths || Object.keys(paths).some((path) => path.endsWith('/orders')),
      Object.keys(paths).join(),
    );
  });

  it('names each script of the cdn build with its size and its hash', async () => {
    const { createHash } = await import('node:crypto');
    const { files, tags } = readJson(installed('dist/cdn/manifest.json')) as {
      files: Record<string, { bytes: number; integrity: string }>;
      tags: Record<string, string[]>;
    };
    const scripts = packed.files
      .filter((file) => /^dist\/cdn\/.*\.js$/.test(file))
      .map((file) => file.slice('dist/cdn/'.length));
    assert.deepEqual(Object.keys(files).toSorted(), scripts.toSorted());
    for (const [file, { bytes, integrity }] of Object.entries(files)) {
      assert.equal(statSync(installed('dist/cdn', file)).size, bytes);
      const hash = createHash('sha384')
        .update(readFileSync(installed('dist/cdn', file)))
        .digest('base64');
      assert.equal(integrity, `sha384-${hash}`);
    }
    assert.ok(
      Object.values(tags)
        .flat()
        .every((file) => file in files),
    );
    assert.match(readFileSync(installed('dist/cdn/LICENSES.txt'), 'utf8'), /lit-html .*BSD-3-Clause/);
  });

  it('documents the tags that the build writes', () => {
    const tagsOf = (text: string) => text.match(/<script[^>]* src="\/cdn\/cabinet[^>]*>/g) ?? [];
    const [tag = '', classic = '', pinned = ''] = tagsOf(readFileSync(installed('dist/cdn/snippet.html'), 'utf8'));
    assert.equal(pinned.replace(/ integrity="[^"]+"/, ''), tag);
    const guide = tagsOf(readFileSync(join(root, 'stories/into-your-site.mdx'), 'utf8'));
    assert.deepEqual(guide.slice(0, 2), [tag, classic]);
    const [first, second] = tagsOf(readFileSync(installed('README.md'), 'utf8'));
    assert.equal(first, tag);
    // There, only what is another: the attributes are the same.
    assert.equal(second, classic.replace(/data-.*(?=>)/, '…'));
  });

  it('asks for nothing that a page with a strict policy does not have', () => {
    const code = packed.files
      .filter((file) => /^dist\/cdn\/.*\.js$/.test(file))
      .map((file) => readFileSync(installed(file), 'utf8'))
      .join('\n');
    assert.doesNotMatch(code, /\beval\(|new Function\(|\bprocess\./);
    assert.doesNotMatch(code, /createPolicy\(["']lit-html["']/);
    assert.match(code, /createPolicy\(["']cabinet-elements["']/);
  });

  it('passes publint and attw', () => {
    const lint = runIn(packed, 'publint', packed.tarball, '--strict');
    assert.equal(lint.code, 0, lint.output);
    // Modules only, on purpose: CommonJS callers use import(); and the resolution of Node 10 knows no subpaths.
    const types = runIn(
      packed,
      'attw',
      packed.tarball,
      '--profile',
      'esm-only',
      '--no-emoji',
      // Scripts for pages, and data: nothing to have types.
      '--exclude-entrypoints',
      './cdn/*',
      './custom-elements.json',
      './openapi.json',
      './push-openapi.json',
    );
    assert.equal(types.code, 0, types.output);
  });
});
