// `npm test`: on a fresh clone too, prepares everything, runs every check, and adds up what they counted.
import { spawn } from 'node:child_process';
import { failuresIn, inWords, resultOf, unsteadyIn } from './counts.mjs';
import { command, ensureChromium, environment, install, root } from './prepare.mjs';

/**
 * A check is passed or failed as a whole; a suite counts its own tests. Those of one group run side by side: they use one
 * processor each, or wait most of the time.
 */
const groups = [
  [
    { script: 'check-lock', counts: false },
    { script: 'lint', counts: false },
    { script: 'types', counts: false },
    { script: 'format:check', counts: false },
  ],
  [
    { script: 'build', counts: false },
    { script: 'test:tooling', counts: true },
    { script: 'test:peers', counts: true },
  ],
  [{ script: 'test:unit', counts: true }],
  [{ script: 'test:server', counts: true }],
  [{ script: 'test:conformance', counts: true }],
  [{ script: 'test:e2e', counts: true }],
  [{ script: 'test:stories', counts: true }],
  [
    { script: 'test:hosts', counts: true },
    { script: 'test:package', counts: true },
  ],
  [
    { script: 'size', counts: false },
    { script: 'campaign', args: ['reorders'], counts: false },
    { script: 'campaign', args: ['payments'], counts: false },
  ],
  [{ script: 'campaign', args: ['chat'], counts: false }],
];

/** Milliseconds after which a stage that hangs is ended, and so failed. */
const stageLimit = 20 * 60_000;

/** @typedef {import('./counts.mjs').Counts} Counts */

/** @typedef {{ script: string, args?: string[], counts: boolean }} Stage */

/** Runs an npm script, shows its output: as it comes if it runs alone, else at its end. @param {Stage} stage @param {boolean} alone */
function runStage(stage, alone) {
  return /** @type {Promise<{ counts: Counts, output: string }>} */ (
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
          if (alone) to.write(text);
        });
      }
      child.on('error', (error) => resolve({ counts: resultOf(stage, 1, String(error)), output: String(error) }));
      child.on('close', (code) => {
        if (!alone) console.log(`\n── ${nameOf(stage)} ──\n${output}`);
        resolve({ counts: resultOf(stage, code, output), output });
      });
    })
  );
}

/** @param {Stage} stage */
const nameOf = ({ script, args = [] }) => [script, ...args].join(' ');

/** Runs every stage, whatever the ones before came to. */
async function runAll() {
  const total = { passed: 0, failed: 0, skipped: 0 };
  /** @type {string[]} */
  const lines = [];
  /** @type {string[]} */
  const failures = [];
  for (const group of groups) {
    const alone = group.length === 1;
    await Promise.all(
      group.map(async (stage) => {
        if (alone) console.log(`\n── ${nameOf(stage)} ──`);
        const started = Date.now();
        const { counts, output } = await runStage(stage, alone);
        if (counts.failed > 0)
          failures.push(`${nameOf(stage)} failed:`, ...failuresIn(output).map((line) => `  ${line}`), '');
        else failures.push(...unsteadyIn(output));
        lines.push(`${nameOf(stage).padEnd(18)} ${inWords(counts)} (${Math.round((Date.now() - started) / 1000)} s)`);
        total.passed += counts.passed;
        total.failed += counts.failed;
        total.skipped += counts.skipped;
      }),
    );
  }
  console.log(`\n${failures.join('\n')}\n${lines.join('\n')}\n\n${inWords(total)}`);
  if (total.failed > 0) process.exitCode = 1;
}

await command(() => {
  install();
  ensureChromium();
});
if (process.exitCode) console.log('0 passed, 1 failed');
else await runAll();
