import { Unchecked, Violation } from './expect.ts';

/** What became of one check. */
export interface CheckResult {
  /** The operation that was checked, or the part of the backend. */
  group: string;
  /** What must hold. */
  name: string;
  /** `skipped`: nothing there to check it by, or it would have to write. */
  status: 'passed' | 'failed' | 'skipped';
  /** What is wrong, or why it was skipped. */
  message?: string | undefined;
  /** Milliseconds. */
  duration: number;
}

/** One thing that must hold. */
export interface Check {
  group: string;
  name: string;
  /** Never rejects: what is wrong stands in the result. */
  run(): Promise<CheckResult>;
}

/** A check as it is written: it throws what is wrong. */
export interface Rule {
  name: string;
  test: () => Promise<void>;
}

/** A check that tells what became of it. */
export function toCheck(group: string, { name, test }: Rule): Check {
  return {
    group,
    name,
    async run() {
      const start = performance.now();
      const [status, message] = await test().then(() => ['passed'] as const, outcomeOf);
      return { group, name, status, message, duration: Math.round(performance.now() - start) };
    },
  };
}

function outcomeOf(error: unknown): readonly ['failed' | 'skipped', string] {
  if (error instanceof Unchecked) return ['skipped', error.message];
  if (error instanceof Violation) return ['failed', error.message];
  return ['failed', error instanceof Error ? error.message : String(error)];
}
