import assert from 'node:assert/strict';
import * as z from 'zod/mini';
import { toHttp } from '../../src/adapters/rest/request.ts';
import type { InputOf, Operation, OutputOf } from '../../src/contract/operation.ts';
import { Problem } from '../../src/contract/problem.ts';

/** A backend that is asked whether it keeps the contract. */
export interface Target {
  /** Below it are the contract's paths, such as `https://shop.example/api/nordwind`. */
  url: string;
  /** Headers that sign in somebody who may do everything and has at least three orders. */
  credentials: Readonly<Record<string, string>>;
  /** Headers that sign in somebody of another customer, who has orders too. Without them isolation is not checked. */
  otherCredentials?: Readonly<Record<string, string>> | undefined;
  /** An origin whose pages may call. Without it CORS is checked for strangers only. */
  origin?: string | undefined;
  /** Whether orders may be placed and changed. */
  canWrite?: boolean | undefined;
}

/** One thing that must hold. */
export interface Check {
  name: string;
  /** Rejects with what is wrong. */
  run(): Promise<void>;
}

/** Milliseconds for one answer. */
const PATIENCE = 30_000;

/** Calls a target as somebody. */
export class Caller {
  readonly url: string;
  readonly #credentials: Readonly<Record<string, string>>;

  constructor({ url }: Target, credentials: Readonly<Record<string, string>>) {
    this.url = url.replace(/\/$/, '');
    this.#credentials = credentials;
  }

  /** Sends an operation as it is bound to HTTP; a mutation with a key of its own unless `headers` bring one. */
  send(operation: Operation, input: unknown, headers: Readonly<Record<string, string>> = {}): Promise<Response> {
    const { method, path, json, body } = toHttp(operation, input);
    const key: Record<string, string> = operation.kind === 'mutation' ? { 'Idempotency-Key': crypto.randomUUID() } : {};
    return this.request(path, {
      method,
      headers: { ...(json === undefined ? {} : { 'Content-Type': 'application/json' }), ...key, ...headers },
      ...(json === undefined ? {} : { body: JSON.stringify(json) }),
      ...(body && { body }),
    });
  }

  /** Sends anything. */
  request(
    path: string,
    init: { method?: string; headers?: Record<string, string>; body?: string | FormData } = {},
  ): Promise<Response> {
    const headers = { ...this.#credentials, ...init.headers };
    return fetch(this.url + path, { signal: AbortSignal.timeout(PATIENCE), ...init, headers });
  }

  /** The answer of an operation, which must be as the contract says. */
  async ask<O extends Operation>(
    operation: O,
    input: InputOf<O>,
    headers?: Readonly<Record<string, string>>,
  ): Promise<OutputOf<O>> {
    const response = await this.send(operation, input, headers);
    return (await readAnswer(operation, response)) as OutputOf<O>;
  }
}

/** The body of a good answer, checked against the contract. */
export async function readAnswer(operation: Operation, response: Response): Promise<unknown> {
  if (!response.ok)
    assert.fail(`${operation.id} answered ${response.status}: ${(await response.text()).slice(0, 500)}`);
  if (operation.output._zod.def.type === 'file') return response.arrayBuffer();
  assert.match(response.headers.get('Content-Type') ?? '', /^application\/json\b/, `${operation.id}: Content-Type`);
  const body: unknown = await response.json();
  const parsed = z.safeParse(operation.output, body);
  if (!parsed.success) {
    const faults = parsed.error.issues.map(
      (issue) => `${issue.path.join('.')}: ${JSON.stringify({ ...issue, path: undefined })}`,
    );
    assert.fail(`${operation.id} answered against its schema: ${faults.slice(0, 5).join('; ')}`);
  }
  return parsed.data;
}

/** The problem document of a refusal, which must be one, with one of the statuses. */
export async function readProblem(response: Response, statuses: readonly number[], what: string): Promise<Problem> {
  const text = await response.text();
  assert.ok(
    statuses.includes(response.status),
    `${what}: expected ${statuses.join(' or ')}, got ${response.status} ${text.slice(0, 300)}`,
  );
  assert.match(response.headers.get('Content-Type') ?? '', /^application\/problem\+json\b/, `${what}: Content-Type`);
  const problem = z.parse(Problem, JSON.parse(text));
  assert.ok(problem.code, `${what}: the problem has one of our codes`);
  assert.ok(problem.title, `${what}: the problem has a title`);
  assert.equal(problem.status ?? response.status, response.status, `${what}: the problem repeats the status`);
  assert.doesNotMatch(text, /\bat .+:\d+:\d+|\bselect\b.+\bfrom\b|node_modules/i, `${what}: no stack, SQL or path`);
  return problem;
}
