// `npm run build`: makes `dist` from nothing, the same bytes each time.
import { spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeFrameworkTypes } from './framework-types.ts';

function run(command: string, ...args: string[]): void {
  const { status } = spawnSync(command, args, { stdio: 'inherit', shell: process.platform === 'win32' });
  if (status !== 0) {
    console.error(`The build stopped: \`${[command, ...args].join(' ')}\` failed.`);
    process.exit(1);
  }
}

/** TypeScript leaves `.ts` in the specifiers of declarations; a package has `.js` files there. */
function pointToJavaScript(folder: string): void {
  for (const file of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    if (!file.endsWith('.d.ts')) continue;
    const path = join(folder, file);
    const text = readFileSync(path, 'utf8');
    writeFileSync(
      path,
      text.replace(/((?:\bfrom|\bimport|\bmodule)\s*\(?\s*)(['"])(\.{1,2}\/[^'"]+)\.ts\2/g, '$1$2$3.js$2'),
    );
  }
}

rmSync('dist', { recursive: true, force: true });
mkdirSync('dist');
run('rollup', '-c', 'rollup.config.ts', '--silent');
run('tsc', '-p', 'tsconfig.json');
pointToJavaScript('dist/types');
run('npm', 'run', '-s', 'analyze', '--', '--quiet');
writeFrameworkTypes(
  JSON.parse(readFileSync('dist/custom-elements.json', 'utf8')) as Parameters<typeof writeFrameworkTypes>[0],
);

const { buildOpenApi } = (await import('../server/openapi.ts')) as { buildOpenApi: () => object };
const { buildPushOpenApi } = (await import('../server/openapi/push.ts')) as { buildPushOpenApi: () => object };
for (const [name, document] of [
  ['openapi', buildOpenApi()],
  ['push-openapi', buildPushOpenApi()],
] as const) {
  writeFileSync(`dist/${name}.json`, `${JSON.stringify(document, null, 2)}\n`);
}

copyFileSync('components/shared/tokens.json', 'dist/tokens.json');

if (!existsSync('dist/cdn/manifest.json')) throw new Error('The build made no dist/cdn/manifest.json.');
console.log(`dist: ${readdirSync('dist').toSorted().join(', ')}`);
console.log('dist/cdn/snippet.html: the tags to paste, by major version or with the hashes of this one');
