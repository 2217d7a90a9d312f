// `node --test` for suites that drive a browser: a test that fails is tried once more, alone on the machine.
// One that passes only then is named at the end, with what it said first: it is to be mended, but tells no fault of a change.
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { countsIn, failuresIn, inWords, unsteadyMark } from './counts.mjs';

/** More failures than that are no accident. */
const MOST_ACCIDENTS = 3;

const folder = mkdtempSync(join(tmpdir(), 'cabinet-attempts-'));
const state = join(folder, 'state.json');

/** @returns {Promise<{ code: number | null, output: string }>} */
function attempt(/** @type {string[]} */ options) {
  return new Promise((resolve) => {
    const child = spawn(
      process.execPath,
      ['--test', '--test-reporter=spec', `--test-rerun-failures=${state}`, ...options, ...process.argv.slice(2)],
      { stdio: ['ignore', 'pipe', 'inherit'] },
    );
    let output = '';
    child.stdout.setEncoding('utf8').on('data', (/** @type {string} */ text) => {
      output += text;
      process.stdout.write(text);
    });
    child.on('close', (code) => resolve({ code, output }));
  });
}

const first = await attempt([]);
const counts = countsIn(first.output);
process.exitCode = first.code ?? 1;
if (first.code !== 0 && counts && counts.failed <= MOST_ACCIDENTS) {
  console.log(`\n${counts.failed} failed: once more, one after another.\n`);
  const second = await attempt(['--test-concurrency=1']);
  process.exitCode = second.code ?? 1;
  if (second.code === 0) {
    const told = failuresIn(first.output).map((line) => `${unsteadyMark}${line}`);
    // Node counts what was skipped as passed the second time.
    const sum = inWords({ passed: counts.passed + counts.failed, failed: 0, skipped: counts.skipped });
    console.log(`\n${told.join('\n')}\n\n${sum}`);
  }
}
rmSync(folder, { recursive: true });
