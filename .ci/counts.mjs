// What the runners counted, read from what they printed.

/** What colours a terminal, or moves its cursor. */
const control = /\u001b\[[0-9;]*[A-Za-z]/g;

/** @typedef {{ passed: number, failed: number, skipped: number }} Counts */

/**
 * @param {string} output of node's test runner, or of a suite that ends with `N passed, N failed[, N skipped]`
 * @returns {Counts | undefined} what it counted; nothing if it did not get that far
 */
export function countsIn(output) {
  const plain = output.replace(control, '');
  const own = [...plain.matchAll(/^(\d+) passed, (\d+) failed(?:, (\d+) skipped)?$/gm)].at(-1);
  if (own) return { passed: Number(own[1]), failed: Number(own[2]), skipped: Number(own[3] ?? 0) };
  /** @param {string} name */
  const number = (name) => [...plain.matchAll(new RegExp(`^ℹ ${name} (\\d+)$`, 'gm'))].at(-1)?.[1];
  if (number('pass') === undefined) return undefined;
  const [passed, failed, cancelled, skipped, todo] = ['pass', 'fail', 'cancelled', 'skipped', 'todo'].map((name) =>
    Number(number(name) ?? 0),
  );
  return { passed: passed ?? 0, failed: (failed ?? 0) + (cancelled ?? 0), skipped: (skipped ?? 0) + (todo ?? 0) };
}

/**
 * What a finished stage adds to the sum. One that ended badly has at least one failure, and so has a suite that ran nothing.
 *
 * @param {{ counts: boolean }} stage
 * @param {number | null} exitCode
 * @param {string} output
 * @returns {Counts}
 */
export function resultOf(stage, exitCode, output) {
  if (!stage.counts)
    return exitCode === 0 ? { passed: 1, failed: 0, skipped: 0 } : { passed: 0, failed: 1, skipped: 0 };
  const counted = countsIn(output) ?? { passed: 0, failed: 0, skipped: 0 };
  const sound = exitCode === 0 && counted.passed + counted.skipped > 0;
  return { ...counted, failed: sound ? counted.failed : Math.max(counted.failed, 1) };
}

/** Begins each line about a test that passed only when it was tried again. */
export const unsteadyMark = 'unsteady: ';

/** @param {string} output @returns {string[]} what it says of tests that passed only when they were tried again */
export const unsteadyIn = (output) => output.split('\n').filter((line) => line.startsWith(unsteadyMark));

/** Lines of an error that say what was waited for and where. */
const ERROR_LINES = 12;

/**
 * What a reader of only the end of a log needs: which tests failed and why, or what the stage said last.
 *
 * @param {string} output of a stage that failed
 * @returns {string[]} what node says of each failed test, from `✖ name of the test` on; else such lines alone, which our
 *   own suites print too; else the last of the output
 */
export function failuresIn(output) {
  const lines = output
    .replace(control, '')
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean);
  const told = lines.slice(lines.lastIndexOf('✖ failing tests:') + 1);
  if (told.length < lines.length) {
    let since = 0;
    return told.filter((line) => {
      since = line.startsWith('✖ ') ? 0 : since + 1;
      return since <= ERROR_LINES && !line.startsWith('test at ');
    });
  }
  const failures = lines.filter((line) => line.startsWith('✖ '));
  return failures.length > 0 ? [...new Set(failures)] : lines.slice(-10);
}

/**
 * @param {Counts} counts
 * @returns {string} `N passed, N failed`, with `, N skipped` if any
 */
export function inWords({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed${skipped ? `, ${skipped} skipped` : ''}`;
}
