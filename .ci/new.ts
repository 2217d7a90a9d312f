// `npm run new -- <widget>`: starts a widget as the others are made, and tells what is left to write.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { filesOf, type WidgetNames } from './widget-template.ts';

const name = process.argv[2] ?? '';
if (!/^[a-z]+(-[a-z]+)*$/.test(name)) {
  console.error('Name the widget in lower case with dashes, by its job: npm run new -- invoice-list');
  process.exit(1);
}
const words = name.split('-');
const pascal = words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join('');
const names: WidgetNames = {
  name,
  tag: `cabinet-${name}`,
  className: `Cabinet${pascal}`,
  camel: pascal.charAt(0).toLowerCase() + pascal.slice(1),
  title: words.join(' ').replace(/^./, (letter) => letter.toUpperCase()),
};

const files = filesOf(names);
const present = Object.keys(files).filter((path) => existsSync(path));
if (present.length > 0) {
  console.error(`Nothing was written: ${present.join(', ')} ${present.length > 1 ? 'are' : 'is'} already there.`);
  process.exit(1);
}
for (const [path, text] of Object.entries(files)) {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}

/** Adds a line after the last one like it, with the widget's names in place of the example's. */
function register(path: string, like: RegExp, line: string): string[] {
  const lines = existsSync(path) ? readFileSync(path, 'utf8').split('\n') : [];
  const last = lines.findLastIndex((each) => like.test(each));
  if (last < 0) return [`in ${path}, add: ${line.trim()}`];
  lines.splice(last + 1, 0, line);
  writeFileSync(path, lines.join('\n'));
  return [];
}

const byHand = [
  ...register(
    'components/index.ts',
    /^export .* from '\.\/[a-z-]+\/[a-z-]+\.ts';$/,
    `export { ${names.className} } from './${name}/${name}.ts';`,
  ),
  ...register('components/define.ts', /^import '\.\/[a-z-]+\/define\.ts';$/, `import './${name}/define.ts';`),
  ...register(
    'components/embed.ts',
    /^ {2}'cabinet-[a-z-]+': \(\) => import\('\.\/[a-z-]+\/define\.ts'\),$/,
    `  '${names.tag}': () => import('./${name}/define.ts'),`,
  ),
];
execFileSync('prettier', ['--write', '--log-level', 'warn', ...Object.keys(files)], {
  stdio: 'inherit',
  shell: process.platform === 'win32',
});

console.log(`Written:\n  ${Object.keys(files).join('\n  ')}\n
To do:
  ${[
    ...byHand,
    `choose the operations that <${names.tag}> asks for (it asks for the session now), and draw its content`,
    'write its texts, in both languages',
    `npm run test:unit -- --files test/unit/components/${name}.test.ts`,
    'npm run size',
  ].join('\n  ')}`);
