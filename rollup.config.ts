import { readdirSync, readFileSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { literalsHtmlCssMinifier } from '@literals/rollup-plugin-html-css-minifier';
import nodeResolve from '@rollup/plugin-node-resolve';
import type { GetManualChunk, Plugin, RollupOptions } from 'rollup';
import esbuild from 'rollup-plugin-esbuild';
import {
  classicLoader,
  licences,
  manifest,
  minified,
  oneDecorate,
  ownPolicyName,
  preloadTable,
  production,
  smallSchemas,
  withoutStyleErrors,
  withoutSummaries,
} from './.ci/rollup-plugins.ts';

const { version, dependencies } = JSON.parse(readFileSync('package.json', 'utf8')) as {
  version: string;
  dependencies: Record<string, string>;
};

const typescript = () => esbuild({ target: 'es2022', tsconfig: 'tsconfig.json' });

/** Every module of ours, by its path without `.ts`. */
const modules = ['src', 'components']
  .flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((file) => `${folder}/${file.replaceAll('\\', '/')}`),
  )
  .filter((file) => file.endsWith('.ts'))
  .map((file) => file.slice(0, -3))
  .toSorted();

/** Any warning fails the build, but for modules that hold only types. */
const onwarn: RollupOptions['onwarn'] = ({ code, message }) => {
  if (code === 'EMPTY_BUNDLE') return;
  throw new Error(`${code ?? 'warning'}: ${message}`);
};

/** For npm: one file a module, dependencies left to the user's bundler. */
const npm: RollupOptions = {
  // The script tag's loader is not for bundlers.
  input: Object.fromEntries(
    modules
      .filter((module) => !/^components\/(embed|preload)(\/|$)/.test(module))
      .map((module) => [module, `${module}.ts`]),
  ),
  external: (id) =>
    id.startsWith('node:') || Object.keys(dependencies).some((name) => id === name || id.startsWith(`${name}/`)),
  onwarn,
  plugins: [typescript()],
  output: { dir: 'dist/esm', format: 'es', preserveModules: true, preserveModulesRoot: '.', sourcemap: true },
};

/**
 * Few files, none waiting for another: the page's cabinet with all it needs is `runtime`, which every page loads; what two or
 * more widgets need joins it, and so do the packages that any of them needs at once; what one widget needs is that
 * widget's file; what is imported on demand is a file of its own.
 */
const manualChunks: GetManualChunk = (id, { getModuleInfo, getModuleIds }) => {
  runtimeModules ??= findRuntime();
  // Nearly every part that is loaded on demand asks by it: in a file of its own it would cost each of them more.
  if (runtimeModules.has(id) || id.endsWith('/shared/query-controller.ts')) return 'runtime';
  // One number: a file of its own would be a request of the first view.
  if (id.endsWith('/orders/limits.ts')) return 'runtime';
  // Whatever is opened has it, and is loaded on demand.
  if (id.endsWith('/shared/heading-focus.ts')) return 'runtime';
  return Object.entries(sharedParts).find(([, modules]) => modules.test(id))?.[0];

  function reachable(from: string, found = new Set<string>()): Set<string> {
    if (found.has(from)) return found;
    found.add(from);
    for (const next of getModuleInfo(from)?.importedIds ?? []) reachable(next, found);
    return found;
  }
  function findRuntime(): Set<string> {
    const users = new Map<string, number>();
    const loader = [...getModuleIds()].find((module) => getModuleInfo(module)?.isEntry);
    for (const widget of (loader && getModuleInfo(loader)?.dynamicallyImportedIds) ?? []) {
      // The frame of the widgets asks what each of them asks: their pages shall not carry each other's.
      if (widget.endsWith('/app/define.ts')) continue;
      const ofEveryPage = widget.endsWith('/provider/page-cabinet.ts');
      for (const module of reachable(widget)) {
        const weight = ofEveryPage || module.includes('/node_modules/') ? 2 : 1;
        users.set(module, (users.get(module) ?? 0) + weight);
      }
    }
    return new Set([...users].filter(([, count]) => count > 1).map(([module]) => module));
  }
};
/** Small things that are needed together: one file costs less than several. */
const sharedParts = {
  details: /\/components\/(shared\/(details\.styles|detail-header|details-section|totals|lines-table)|ui\/facts)\.ts$/,
  dialog: /\/(components\/(shared\/task-dialog|ui\/dialog)|src\/i18n\/parse-number)\.ts$/,
  field: /\/components\/ui\/field\.styles\.ts$/,
  files:
    /\/(components\/shared\/(document-downloads|safe-url|save-file)|src\/(contract\/document-files|i18n\/documents|i18n\/locales\/en\/documents))\.ts$/,
  form: /\/components\/(shared\/(mutation-controller|draft)|ui\/(field|menu))\.ts$/,
  invoices: /\/(src\/contract\/invoices\/list|components\/invoice-list\/parts\/payment-return)\.ts$/,
  keeper: /\/src\/client\/outbox\//,
  live: /\/(src\/(client\/(live|leader|pause)|adapters\/rest\/events)\.ts$|node_modules\/eventsource-parser\/)/,
  order: /\/(src\/(contract\/orders|i18n|i18n\/locales\/en)\/order|components\/order-history\/parts\/address)\.ts$/,
  payment:
    /\/(src\/(contract\/payments|i18n|i18n\/locales\/en)\/payment|components\/invoice-list\/parts\/payment-redirect)\.ts$/,
  person: /\/src\/contract\/(company\/members|profile\/profile)\.ts$/,
  profile: /\/src\/(i18n|i18n\/locales\/en)\/profile\.ts$/,
  'profile-section':
    /\/(components\/(shared\/(form-(check|controller|draft|merge)|keep-focus)|profile-settings\/parts\/(choices|profile-section(\.styles)?))|src\/(i18n|i18n\/locales\/en)\/form)\.ts$/,
  requests: /\/(src\/contract\/tickets\/list|components\/shared\/unread)\.ts$/,
  ticket: /\/src\/contract\/(tickets\/(ticket|message)|uploads)\.ts$/,
  send: /\/(src\/adapters\/(rest\/(errors|file|retry|send))\.ts$|node_modules\/ky\/)/,
};
let runtimeModules: Set<string> | undefined;

/** For the script tag: `cabinet.js`, a small loader whose name never changes, and hashed files that it loads. */
const cdn: RollupOptions = {
  input: { cabinet: 'components/embed.ts' },
  onwarn,
  plugins: [
    preloadTable(),
    smallSchemas(),
    withoutSummaries(),
    withoutStyleErrors(),
    nodeResolve({ exportConditions: ['browser', 'production'] }),
    ownPolicyName('cabinet-elements'),
    production(),
    typescript(),
    oneDecorate(),
    literalsHtmlCssMinifier({ failOnError: true }) as Plugin,
    minified({
      ecma: 2022,
      module: true,
      // Functions put in where they are called once compress worse than their calls.
      compress: { passes: 3, pure_getters: true, inline: false },
      format: { comments: false },
    }),
    classicLoader(),
    licences(),
    manifest(version),
  ],
  output: {
    dir: 'dist/cdn',
    format: 'es',
    sourcemap: true,
    manualChunks,
    // What a module exports is seen by our own modules only.
    freeze: false,
    hoistTransitiveImports: false,
    onlyExplicitManualChunks: true,
    entryFileNames: '[name].js',
    // A widget's file is called by its folder, not by the `define.ts` in it. Each letter of a hash stands, as it is, in every
    // file that names the other; 42 bits tell a few hundred files apart.
    chunkFileNames: ({ name, moduleIds }) => {
      const definition = name === 'define' && moduleIds.find((id) => id.endsWith('/define.ts'));
      return `chunks/${definition ? basename(dirname(definition)) : name.replace(/^define-/, '')}-[hash:7].js`;
    },
  },
};

export default [npm, cdn];
