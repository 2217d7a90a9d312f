// Types of our tags in the templates of frameworks: what the manifest knows, and a file for each framework that says it in its way.
import { copyFileSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

interface Manifest {
  modules: {
    path: string;
    declarations?: {
      name: string;
      tagName?: string;
      members?: { kind: string; name: string; readonly?: boolean }[];
      attributes?: { name: string; fieldName?: string; type?: { text: string } }[];
      events?: { name: string; type?: { text: string } }[];
    }[];
    exports?: { kind: string; name: string }[];
  }[];
}

const templates = join(import.meta.dirname, 'frameworks');

/** Writes `dist/types/frameworks`, and an empty module for each, so that importing the types costs nothing and fails nowhere. */
export function writeFrameworkTypes(manifest: Manifest): void {
  mkdirSync('dist/types/frameworks', { recursive: true });
  mkdirSync('dist/esm/frameworks', { recursive: true });
  writeFileSync('dist/types/frameworks/tags.d.ts', tags(manifest));
  for (const file of readdirSync(templates)) {
    copyFileSync(join(templates, file), join('dist/types/frameworks', file));
    if (file !== 'elements.d.ts')
      writeFileSync(join('dist/esm/frameworks', file.replace('.d.ts', '.js')), 'export {};\n');
  }
}

function tags({ modules }: Manifest): string {
  const published = publishedTags(modules);
  const imports = eventModules().map((path) => `import '${path}';`);
  const entries: string[] = [];
  for (const { path, declarations = [] } of modules) {
    for (const { name, tagName, members = [], attributes = [], events = [] } of declarations) {
      if (!tagName || !published.has(tagName)) continue;
      imports.push(`import type { ${name} } from '${path.replace('dist/esm', '..')}';`);
      const properties = members.filter(({ kind, readonly }) => kind === 'field' && !readonly);
      const own = events.filter((event) => !event.name.startsWith('cabinet-'));
      const hasField = ({ name, fieldName = name }: (typeof attributes)[number]) =>
        members.some((member) => member.name === fieldName);
      const bare = attributes.filter((attribute) => !hasField(attribute));
      entries.push(
        `  '${tagName}': {`,
        `    element: ${name};`,
        `    properties: ${properties.map((property) => `'${property.name}'`).join(' | ') || 'never'};`,
        `    attributes: { ${attributes
          .filter(hasField)
          .map((attribute) => `'${attribute.name}': '${attribute.fieldName ?? attribute.name}'`)
          .join('; ')} };`,
        `    bare: { ${bare.map(({ name, type }) => `'${name}': ${type?.text ?? 'string'}`).join('; ')} };`,
        `    events: { ${own.map((event) => `'${event.name}': ${event.type?.text ?? 'Event'}`).join('; ')} };`,
        '  };',
      );
    }
  }
  return [...imports, '', 'export interface CabinetElements {', ...entries, '}', ''].join('\n');
}

/** The tags that `cabinet-elements/define` registers at once; the others are parts of these. */
function publishedTags(modules: Manifest['modules']): Set<string> {
  const imported = readFileSync('components/define.ts', 'utf8').matchAll(/^import '\.\/(.+)\.ts';$/gm);
  const paths = new Set([...imported].map(([, path]) => `dist/esm/components/${path}.js`));
  const definitions = modules.filter(({ path }) => paths.has(path)).flatMap((module) => module.exports ?? []);
  return new Set(definitions.filter(({ kind }) => kind === 'custom-element-definition').map(({ name }) => name));
}

/** The modules that say what is in the cabinet's events. */
function eventModules(): string[] {
  return readdirSync('dist/types/components', { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.d.ts'))
    .filter((file) => /interface HTMLElementEventMap\b/.test(readFileSync(join('dist/types/components', file), 'utf8')))
    .map((file) => `../components/${file.replaceAll('\\', '/').replace(/\.d\.ts$/, '.js')}`)
    .toSorted();
}
