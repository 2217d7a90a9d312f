import { junit } from 'node:test/reporters';
import type { CheckResult, Report } from '../testing/index.ts';

type Colour = 'green' | 'red' | 'yellow' | 'dim' | 'bold';
/** How text is made to stand out. */
export type Paint = (colour: Colour, text: string) => string;

const codes: Record<Colour, number> = { bold: 1, dim: 2, red: 31, green: 32, yellow: 33 };
export const ansi: Paint = (colour, text) => `\u001b[${codes[colour]}m${text}\u001b[0m`;
export const plain: Paint = (_colour, text) => text;

const marks: Record<CheckResult['status'], readonly [Colour, string]> = {
  passed: ['green', '✓'],
  failed: ['red', '✗'],
  skipped: ['yellow', '–'],
};

/** Writes results as they come: a line for each group, below it what went wrong. */
export class Progress {
  readonly #print: (text: string) => void;
  readonly #paint: Paint;
  readonly #verbose: boolean;
  #results: CheckResult[] = [];

  constructor(print: (text: string) => void, paint: Paint, verbose: boolean) {
    this.#print = print;
    this.#paint = paint;
    this.#verbose = verbose;
  }

  add(result: CheckResult): void {
    if (result.group !== this.#results[0]?.group) this.flush();
    this.#results.push(result);
  }

  /** Writes what is still held back: the last group. */
  flush(): void {
    const [first] = this.#results;
    if (!first) return;
    const paint = this.#paint;
    const failed = this.#results.filter(({ status }) => status === 'failed').length;
    const passed = this.#results.filter(({ status }) => status === 'passed').length;
    const mark = failed > 0 ? 'failed' : passed > 0 ? 'passed' : 'skipped';
    this.#print(`${paint(...marks[mark])} ${paint('bold', first.group)} ${paint('dim', countsOf(this.#results))}`);
    // A group of which nothing could be checked is told by one reason.
    const shown = mark === 'skipped' && !this.#verbose ? this.#results.slice(0, 1) : this.#results;
    const told = new Set<string>();
    for (const { status, name, message } of shown) {
      if (status === 'passed' && !this.#verbose) continue;
      this.#print(`    ${paint(...marks[status])} ${name}`);
      if (message === undefined) continue;
      const text = told.has(message) ? 'for the same reason' : message;
      this.#print(paint(status === 'failed' ? 'red' : 'dim', `      ${text}`));
      told.add(message);
    }
    this.#results = [];
  }
}

function countsOf(results: readonly CheckResult[]): string {
  return inWords({
    passed: results.filter(({ status }) => status === 'passed').length,
    failed: results.filter(({ status }) => status === 'failed').length,
    skipped: results.filter(({ status }) => status === 'skipped').length,
  });
}

/** Such as `12 passed, 1 failed`. */
export function inWords(counts: Pick<Report, CheckResult['status']>): string {
  const words = (['passed', 'failed', 'skipped'] as const).filter((status) => counts[status] > 0);
  return words.map((status) => `${counts[status]} ${status}`).join(', ') || 'nothing checked';
}

/** The report in JUnit's format, by the reporter that Node has: a suite for each group. */
export async function toJunit({ results }: Report): Promise<string> {
  // Node's reporter reads the events of its test runner; these are the few that it needs.
  async function* events() {
    const groups = [...new Set(results.map(({ group }) => group))];
    for (const group of groups) {
      yield { type: 'test:start', data: { nesting: 0, name: group } };
      const own = results.filter((result) => result.group === group);
      for (const result of own) {
        yield { type: 'test:start', data: { nesting: 1, name: result.name } };
        yield endOf(result);
      }
      const duration = own.reduce((sum, result) => sum + result.duration, 0);
      const failed = own.some(({ status }) => status === 'failed');
      yield {
        type: failed ? 'test:fail' : 'test:pass',
        data: {
          nesting: 0,
          name: group,
          details: { duration_ms: duration, type: 'suite', error: new Error('see its checks') },
        },
      };
    }
  }
  let text = '';
  for await (const part of junit(events() as unknown as Parameters<typeof junit>[0])) text += part;
  return text;
}

function endOf({ name, status, message, duration }: CheckResult) {
  const error = new Error(message);
  // Where in our code it was found helps nobody.
  error.stack = message ?? '';
  Object.defineProperty(error, 'failureType', { value: 'testCodeFailure' });
  const details = { duration_ms: duration, ...(status === 'failed' && { error }) };
  return {
    type: status === 'failed' ? 'test:fail' : 'test:pass',
    data: { nesting: 1, name, details, ...(status === 'skipped' && { skip: message ?? true }) },
  };
}
