// `npm test`: on a fresh clone too, prepares everything, runs every check, and adds up what they counted.
import { spawn } from 'node:child_process';
import { inWords, resultOf } from './counts.mjs';
import { command, ensureChromium, environment, install, root } from './prepare.mjs';

/** A check is passed or failed as a whole; a suite counts its own tests. */
const stages = [
  { script: 'check-lock', counts: false },
  { script: 'lint', counts: false },
  { script: 'format:check', counts: false },
  { script: 'types', counts: false },
  { script: 'test:tooling', counts: true },
  { script: 'test:unit', counts: true },
  { script: 'build', counts: false },
  { script: 'test:server', counts: true },
  { script: 'test:conformance', counts: true },
  { script: 'test:e2e', counts: true },
  { script: 'test:stories', counts: true },
  { script: 'test:package', counts: true },
  { script: 'size', counts: false },
  { script: 'campaign', args: ['reorders'], counts: false },
  { script: 'campaign', args: ['payments'], counts: false },
  { script: 'campaign', args: ['chat'], counts: false },
];

/** Milliseconds after which a stage that hangs is ended, and so failed. */
const stageLimit = 20 * 60_000;

/** @typedef {import('./counts.mjs').Counts} Counts */

/** Runs an npm script, shows its output, and answers it. @param {{ script: string, args?: string[], counts: boolean }} stage */
function runStage(stage) {
  return /** @type {Promise<Counts>} */ (
    new Promise((resolve) => {
      const child = spawn('npm', ['run', '-s', stage.script, ...(stage.args ? ['--', ...stage.args] : [])], {
        cwd: root,
        env: environment,
        stdio: ['ignore', 'pipe', 'pipe'],
        shell: process.platform === 'win32',
        timeout: stageLimit,
      });
      let output = '';
      for (const [from, to] of /** @type {const} */ ([
        [child.stdout, process.stdout],
        [child.stderr, process.stderr],
      ])) {
        from.setEncoding('utf8').on('data', (/** @type {string} */ text) => {
          output += text;
          to.write(text);
        });
      }
      child.on('error', (error) => resolve(resultOf(stage, 1, String(error))));
      child.on('close', (code) => resolve(resultOf(stage, code, output)));
    })
  );
}

/** Runs every stage, whatever the ones before came to. */
async function runAll() {
  const total = { passed: 0, failed: 0, skipped: 0 };
  /** @type {string[]} */
  const lines = [];
  for (const stage of stages) {
    console.log(`\n── ${stage.script} ──`);
    const started = Date.now();
    const counts = await runStage(stage);
    lines.push(`${stage.script.padEnd(18)} ${inWords(counts)} (${Math.round((Date.now() - started) / 1000)} s)`);
    total.passed += counts.passed;
    total.failed += counts.failed;
    total.skipped += counts.skipped;
  }
  console.log(`\n${lines.join('\n')}\n\n${inWords(total)}`);
  if (total.failed > 0) process.exitCode = 1;
}

await command(() => {
  install();
  ensureChromium();
});
if (process.exitCode) console.log('0 passed, 1 failed');
else await runAll();
