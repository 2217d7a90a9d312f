// Runs a suite that drives a browser: `wtr …`, or `node --test …`. What fails is tried once more, with nothing beside it.
// What passes only then is named at the end, with what it said first: it is to be mended, but tells no fault of a change.
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { countsIn, failuresIn, inWords, unsteadyMark } from './counts.mjs';

/** More failures than that are no accident. */
const MOST_ACCIDENTS = 3;

/** A person at a terminal sees everything as it comes, and tries again themselves. */
const attended = process.stdout.isTTY;

/**
 * @param {string[]} words the command and its arguments
 * @returns {Promise<{ code: number, output: string }>}
 */
function run([command = '', ...words]) {
  return new Promise((resolve) => {
    const child = spawn(command, words, {
      stdio: attended ? 'inherit' : ['ignore', 'pipe', 'inherit'],
      shell: process.platform === 'win32',
    });
    let output = '';
    child.stdout?.setEncoding('utf8').on('data', (/** @type {string} */ text) => {
      output += text;
      process.stdout.write(text);
    });
    child.on('close', (code) => resolve({ code: code ?? 1, output }));
  });
}

/** @param {string} output of our reporter of `wtr`: `✖ name of the test: why (file)`, or `✖ file` */
const filesIn = (output) => [
  ...new Set(failuresIn(output).flatMap((line) => /(?:^✖ |\()([^()]+\.test\.ts)\)?$/.exec(line)?.[1] ?? [])),
];

const folder = mkdtempSync(join(tmpdir(), 'cabinet-attempts-'));
const words = process.argv.slice(2);
const tests = ['node', '--test', '--test-reporter=spec', `--test-rerun-failures=${join(folder, 'state.json')}`];
const attempts =
  words[0] === 'wtr'
    ? { first: words, second: (/** @type {string} */ output) => ['wtr', '--files', ...filesIn(output)] }
    : { first: [...tests, ...words], second: () => [...tests, '--test-concurrency=1', ...words] };

const { code, output } = await run(attempts.first);
const counts = countsIn(output);
process.exitCode = code;
if (code !== 0 && counts && counts.failed <= MOST_ACCIDENTS) {
  console.log(`\n${counts.failed} failed: once more, with nothing beside.\n`);
  const second = await run(attempts.second(output));
  process.exitCode = second.code;
  if (second.code === 0) {
    const told = failuresIn(output).map((line) => `${unsteadyMark}${line}`);
    // The second attempt counts files alone, or what was skipped as passed.
    const sum = inWords({ passed: counts.passed + counts.failed, failed: 0, skipped: counts.skipped });
    console.log(`\n${told.join('\n')}\n\n${sum}`);
  }
}
rmSync(folder, { recursive: true });
