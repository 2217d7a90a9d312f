// `npm run demo:composed [-- --test]`: one cabinet over Vendure, Request Tracker, Tryton and the store. Alone it stays
// until Ctrl+C; `--test` runs its end-to-end tests.
import { spawnSync } from 'node:child_process';
import { parseArgs } from 'node:util';
import { root } from '../peer.ts';
import { startDemo } from './start.ts';
import { people } from './world.ts';

const { values } = parseArgs({ options: { test: { type: 'boolean' } } });
if (values.test) {
  const file = 'test/peers/composed/composed.test.ts';
  const env = { ...process.env, COMPOSED: 'on' };
  const { status } = spawnSync(process.execPath, ['--test', '--test-reporter=spec', file], {
    cwd: root,
    env,
    stdio: 'inherit',
  });
  process.exit(status ?? 1);
}

const demo = await startDemo((line) => console.log(line), Number(process.env['PORT'] ?? 8080));
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void demo.stop());
console.log(
  `\nready ${demo.origin}/\n${Object.values(people)
    .map(({ email, password }) => `  ${email} / ${password}`)
    .join('\n')}`,
);
console.log('Ctrl+C stops everything.');
