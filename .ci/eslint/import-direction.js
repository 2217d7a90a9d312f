import { dirname, relative, resolve, sep } from 'node:path';

/**
 * Which layer may import which, from the inside out. A layer may always import itself. `packages` are the dependencies
 * it may use; a layer without the list may use any.
 *
 * @type {readonly { layer: string, folder: RegExp, imports: readonly string[], packages?: readonly RegExp[] }[]}
 */
const layers = [
  { layer: 'contract', folder: /^src\/contract\//, imports: [], packages: [/^zod\/mini$/] },
  { layer: 'i18n', folder: /^src\/i18n\//, imports: ['contract'], packages: [] },
  {
    layer: 'adapters',
    folder: /^src\/adapters\//,
    imports: ['contract'],
    packages: [/^zod\/mini$/, /^ky$/, /^eventsource-parser/],
  },
  {
    layer: 'client',
    folder: /^src\/client\//,
    imports: ['contract', 'adapters'],
    packages: [/^zod\/mini$/],
  },
  // The conformance checks: they call adapters and HTTP, and nothing that a page loads.
  {
    layer: 'testing',
    folder: /^src\/testing\//,
    imports: ['contract', 'adapters'],
    packages: [/^zod\/mini$/, /^eventsource-parser/],
  },
  // The command line, in Node.
  { layer: 'command', folder: /^src\/command\//, imports: ['contract', 'testing'], packages: [/^node:/] },
  { layer: 'core', folder: /^src\//, imports: ['contract', 'i18n', 'adapters', 'client'], packages: [] },
  {
    layer: 'shared',
    folder: /^components\/(shared|ui)\//,
    imports: ['contract', 'i18n', 'adapters', 'client', 'core'],
    packages: [/^lit($|\/)/, /^@lit\/context$/],
  },
  // One layer for each widget: they never import each other.
  {
    layer: 'widget',
    folder: /^components\/([^/]+)\//,
    imports: ['contract', 'i18n', 'adapters', 'client', 'core', 'shared'],
    packages: [/^lit($|\/)/, /^@lit\/context$/, /^zod\/mini$/, /^dompurify$/, /^uqr$/],
  },
  // components/embed.ts, index.ts, define.ts: they bring the widgets together.
  {
    layer: 'entry',
    folder: /^components\//,
    imports: ['contract', 'i18n', 'adapters', 'client', 'core', 'shared', 'widget'],
  },
  { layer: 'server', folder: /^server\//, imports: ['contract', 'adapters', 'i18n'] },
  {
    layer: 'trial',
    folder: /^(test|stories|\.ci|\.storybook)\/|^[^/]+$/,
    imports: [
      'contract',
      'i18n',
      'adapters',
      'client',
      'testing',
      'command',
      'core',
      'shared',
      'widget',
      'entry',
      'server',
    ],
  },
];

/** @param {string} path of a file, from the project's folder */
function layerOf(path) {
  const found = layers.find(({ folder }) => folder.test(path));
  const name = found?.layer === 'widget' ? `widget ${found.folder.exec(path)?.[1]}` : found?.layer;
  return found && { ...found, name };
}

/**
 * Keeps imports pointing one way: contract ← adapters ← client ← components, contract ← adapters ← server.
 *
 * @type {import('eslint').Rule.RuleModule}
 */
export const importDirection = {
  meta: {
    type: 'problem',
    schema: [],
    messages: {
      layer: '{{from}} may not import {{to}}. It may import: {{allowed}}.',
      package: '{{from}} may not import the package "{{name}}".',
    },
  },
  create(context) {
    /** @param {string} path */
    const fromRoot = (path) => relative(context.cwd, path).split(sep).join('/');
    const here = layerOf(fromRoot(context.filename));
    if (!here) return {};

    /** @param {{ source?: any }} node */
    const check = (node) => {
      const source = node.source;
      if (typeof source?.value !== 'string') return;
      const name = source.value;
      if (!name.startsWith('.')) {
        if (here.packages && !here.packages.some((allowed) => allowed.test(name))) {
          context.report({ node: source, messageId: 'package', data: { from: here.layer, name } });
        }
        return;
      }
      const target = fromRoot(resolve(dirname(context.filename), name));
      const there = layerOf(target);
      if (!there || there.name === here.name || here.imports.includes(there.layer)) return;
      // The whole cabinet and the launcher show the widgets: they may have them defined, no more.
      if (/^widget (app|launcher)$/.test(here.name ?? '') && target.endsWith('/define.ts')) return;
      const data = { from: here.name, to: there.name ?? target, allowed: here.imports.join(', ') || 'nothing of ours' };
      context.report({ node: source, messageId: 'layer', data });
    };
    return {
      ImportDeclaration: check,
      ExportNamedDeclaration: check,
      ExportAllDeclaration: check,
      ImportExpression: check,
    };
  },
};
