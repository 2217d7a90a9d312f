import * as z from 'zod/mini';
import type { LiveEvent } from '../contract/live.ts';
import type { InputOf, Operation, OutputOf } from '../contract/operation.ts';
import type { ErrorCode } from '../contract/problem.ts';
import { getCapabilities } from '../contract/session.ts';
import { Violation, hold, short, unchecked } from './expect.ts';

/** What travels beside an input. */
export interface Conditions {
  /** A key of its own for each mutation, if absent. */
  idempotencyKey?: string | undefined;
  ifMatch?: string | undefined;
}

/** An operation that was refused. */
export interface Refusal {
  code: ErrorCode;
  /** HTTP status, where there is one. */
  status?: number | undefined;
  fields?: Readonly<Record<string, string>> | undefined;
  /** All of it that must be the same for two requests that shall not be told apart. */
  comparable: unknown;
  /** In words. */
  text: string;
}

/** An operation that was done. */
export interface Answer {
  output: unknown;
  /** Of HTTP. */
  headers?: Headers | undefined;
}

/** What became of a call. */
export type Outcome = Answer | { refusal: Refusal };

/** An open stream of changes. */
export interface EventSource {
  /** The next event; rejects when the stream ends. */
  next(): Promise<LiveEvent>;
  close(): Promise<void>;
}

/** What is known of a backend before it is checked. */
export interface Known {
  /** Ids of the operations that it says it has. */
  operations: readonly string[];
  /** Ids of those that whoever asks may call; undefined: it does not say. */
  permissions?: readonly string[] | undefined;
  /** Whether something may be changed there. */
  canWrite: boolean;
}

/** Somebody who asks a backend, whichever way it is reached. */
export abstract class Caller {
  known: Known = { operations: [], canWrite: false };

  /** Sends a call as it is. */
  protected abstract send(operation: Operation, input: unknown, conditions: Conditions): Promise<Outcome>;
  /** Listens to what happens. */
  abstract listen(lastEventId?: string): Promise<EventSource>;

  /** Whether the backend has the operation and lets this person call it; what it can do, it tells anybody. */
  offers({ id }: Operation): boolean {
    const allowed = id === getCapabilities.id || this.known.permissions?.includes(id) !== false;
    return this.known.operations.includes(id) && allowed;
  }

  /** Calls an operation; nothing that changes something, unless that is allowed. */
  attempt(operation: Operation, input: unknown, conditions: Conditions = {}): Promise<Outcome> {
    if (operation.kind === 'query') return this.send(operation, input, conditions);
    this.needsWriting();
    return this.send(operation, input, { idempotencyKey: crypto.randomUUID(), ...conditions });
  }

  /** @throws Unchecked if nothing may be changed */
  needsWriting(): void {
    if (!this.known.canWrite) unchecked('it would have to write');
  }

  /** @throws Unchecked if the backend does not have the operation */
  needs(operation: Operation): void {
    if (!this.offers(operation)) unchecked(`it needs ${operation.id}`);
  }

  /** The answer of an operation, which must be as the contract says. */
  async ask<O extends Operation>(operation: O, input: InputOf<O>, conditions?: Conditions): Promise<OutputOf<O>> {
    this.needs(operation);
    return (await this.done(operation, input, conditions)).output as OutputOf<O>;
  }

  /** What came of an operation that must not be refused. */
  async done(operation: Operation, input: unknown, conditions?: Conditions): Promise<Answer> {
    const outcome = await this.attempt(operation, input, conditions);
    if (!('refusal' in outcome)) return outcome;
    const { code, status, text } = outcome.refusal;
    if (code === 'unsupported' || (status === 404 && !operation.http.includes('{')))
      throw new Violation(`${operation.id} is among the capabilities, but is not there: ${text}`);
    throw new Violation(`${operation.id} was refused: ${text}`);
  }

  /** The refusal of an operation that must be refused with one of the codes. */
  async refused(
    operation: Operation,
    input: unknown,
    codes: readonly ErrorCode[],
    what: string,
    conditions?: Conditions,
  ): Promise<Refusal> {
    const outcome = await this.attempt(operation, input, conditions);
    const wanted = codes.join(' or ');
    if (!('refusal' in outcome)) throw new Violation(`${what}: expected ${wanted}, but it was answered`);
    hold(codes.includes(outcome.refusal.code), `${what}: expected ${wanted}, got ${outcome.refusal.text}`);
    return outcome.refusal;
  }
}

export const isFile = ({ output }: Operation): boolean => output._zod.def.type === 'file';

/** An answer, checked against the contract. @throws Violation naming the fields that are wrong */
export function parseAnswer(operation: Operation, answer: unknown): unknown {
  const parsed = z.safeParse(operation.output, answer, { reportInput: true });
  if (parsed.success) return parsed.data;
  const faults = parsed.error.issues.map((issue) => `${toPath(issue.path)} ${expectation(issue)}`);
  const more = faults.length > 5 ? `; and ${faults.length - 5} more` : '';
  throw new Violation(`${operation.id} answered against the contract: ${faults.slice(0, 5).join('; ')}${more}`);
}

const toPath = (path: readonly PropertyKey[]) => (path.length === 0 ? 'the answer' : path.map(String).join('.'));

/** What should stand there, and what does. */
function expectation(issue: z.core.$ZodIssue): string {
  const got = `it is ${short(JSON.stringify(issue.input), 80)}`;
  switch (issue.code) {
    case 'invalid_type':
      return `must be ${issue.expected}, ${got}`;
    case 'invalid_value':
      return `must be one of ${issue.values.map(String).join(', ')}, ${got}`;
    case 'invalid_format':
      return `must be ${formats[issue.format] ?? issue.format}${issue.format === 'regex' ? ` ${issue.pattern}` : ''}, ${got}`;
    case 'too_small':
      return `must be at least ${issue.minimum}, ${got}`;
    case 'too_big':
      return `must be at most ${issue.maximum}, ${got}`;
    default:
      return `${issue.message}, ${got}`;
  }
}

const formats: Record<string, string> = {
  datetime: 'a moment of RFC 3339 with its offset',
  date: 'a day YYYY-MM-DD',
  regex: 'like',
};
