import * as z from 'zod/mini';
import { toHttp } from '../adapters/rest/request.ts';
import { EVENTS_PATH } from '../contract/live.ts';
import type { Operation } from '../contract/operation.ts';
import { Problem, codeOf } from '../contract/problem.ts';
import {
  Caller,
  isFile,
  parseAnswer,
  type Conditions,
  type EventSource,
  type Outcome,
  type Refusal,
} from './caller.ts';
import { EventReader } from './event-reader.ts';
import { Violation, hold, short } from './expect.ts';

/** How somebody reaches a backend over HTTP. */
export interface Reach {
  /** Below it are the contract's paths, such as `https://shop.example/api/nordwind`. */
  url: string;
  /** Headers that sign them in. */
  credentials: Readonly<Record<string, string>>;
  /** Another `fetch`, for instance one that calls an app without a network. */
  fetch?: typeof fetch | undefined;
}

/** Milliseconds for one answer. */
const PATIENCE = 30_000;

/** Headers that tell one request from another, whatever it asks. */
const ofEachRequest =
  /^(date|age|content-length|server-timing|set-cookie|via)$|request-id|trace|rate-?limit|^(cf|x-amz)-/;

/** Calls a backend over HTTP. */
export class HttpCaller extends Caller {
  readonly url: string;
  readonly #credentials: Readonly<Record<string, string>>;
  readonly #fetch: typeof fetch;

  constructor({ url, credentials, fetch: send = fetch }: Reach) {
    super();
    this.url = url.replace(/\/+$/, '');
    this.#credentials = credentials;
    this.#fetch = (...request) => send(...request);
  }

  protected async send(operation: Operation, input: unknown, conditions: Conditions): Promise<Outcome> {
    const response = await this.post(operation, input, {
      ...(conditions.idempotencyKey !== undefined && { 'Idempotency-Key': conditions.idempotencyKey }),
      ...(conditions.ifMatch !== undefined && { 'If-Match': `"${conditions.ifMatch}"` }),
    });
    if (!response.ok) return { refusal: await readProblem(response, operation.id) };
    return { output: await readAnswer(operation, response), headers: response.headers };
  }

  /** Sends an operation as it is bound to HTTP, with exactly these headers. */
  post(operation: Operation, input: unknown, headers: Readonly<Record<string, string>> = {}): Promise<Response> {
    const { method, path, json, body } = toHttp(operation, input);
    return this.request(path, {
      method,
      headers: { ...(json === undefined ? {} : { 'Content-Type': 'application/json' }), ...headers },
      ...(json === undefined ? {} : { body: JSON.stringify(json) }),
      ...(body && { body }),
    });
  }

  /** Sends anything. */
  async request(
    path: string,
    init: { method?: string; headers?: Record<string, string>; body?: string | FormData } = {},
  ): Promise<Response> {
    const headers = { 'X-Cabinet': '1', ...this.#credentials, ...init.headers };
    const signal = AbortSignal.timeout(PATIENCE);
    try {
      return await this.#fetch(this.url + path, { signal, redirect: 'manual', ...init, headers });
    } catch (error) {
      const why = signal.aborted ? `within ${PATIENCE / 1000} s` : `(${reasonOf(error)})`;
      throw new Violation(`no answer from ${init.method ?? 'GET'} ${this.url}${path} ${why}`);
    }
  }

  /** The refusal of what was sent by hand, which must have one of the statuses. */
  async refusedWith(statuses: readonly number[], response: Response, what: string): Promise<Refusal> {
    const { status, ok } = response;
    if (ok) {
      await response.body?.cancel();
      throw new Violation(`${what}: expected ${statuses.join(' or ')}, but it was answered (${status})`);
    }
    const refusal = await readProblem(response, what);
    hold(statuses.includes(status), `${what}: expected ${statuses.join(' or ')}, got ${refusal.text}`);
    return refusal;
  }

  async listen(lastEventId?: string): Promise<EventSource> {
    const reader = await EventReader.open(
      this.url + EVENTS_PATH,
      { 'X-Cabinet': '1', ...this.#credentials, ...(lastEventId !== undefined && { 'Last-Event-ID': lastEventId }) },
      this.#fetch,
    );
    const type = reader.response.headers.get('Content-Type') ?? '';
    if (!/^text\/event-stream\b/.test(type)) {
      await reader.close();
      throw new Violation(`the event stream has the type "${type}", not text/event-stream`);
    }
    return {
      // What resumes a stream is the id that it gives, not one that stands in the data.
      next: async () => {
        const { id, data } = await reader.next();
        return { ...data, id };
      },
      close: () => reader.close(),
    };
  }
}

/** `fetch` says why it failed only in the cause. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { code } = (error.cause ?? {}) as { code?: unknown };
  return typeof code === 'string' ? code : error.message;
}

/** The body of a good answer, checked against the contract. */
async function readAnswer(operation: Operation, response: Response): Promise<unknown> {
  const type = response.headers.get('Content-Type') ?? '';
  if (/^application\/problem\+json\b/.test(type))
    throw new Violation(
      `${operation.id} answered ${response.status} with a problem document: ${short(await response.text())}`,
    );
  if (isFile(operation)) return response.arrayBuffer();
  const text = await response.text();
  hold(
    /^application\/json\b/.test(type),
    `${operation.id}: the Content-Type must be application/json, it is "${type}": ${short(text, 80)}`,
  );
  return parseAnswer(operation, parseJson(text, operation.id));
}

function parseJson(text: string, what: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new Violation(`${what}: the body is no JSON: ${short(text, 80)}`);
  }
}

/** The problem document of a refusal, which must be one. */
async function readProblem(response: Response, what: string): Promise<Refusal> {
  const { status, headers } = response;
  const text = await response.text();
  const type = headers.get('Content-Type') ?? '';
  hold(
    /^application\/problem\+json\b/.test(type),
    `${what}: an error must be application/problem+json; the answer is ${status} "${type}": ${short(text, 80)}`,
  );
  const document = parseJson(text, what);
  const { data: problem = {} } = z.safeParse(Problem, document);
  hold(
    problem.code !== undefined,
    `${what}: a problem needs one of the contract's codes; the answer is ${status} ${short(text)}`,
  );
  hold(
    problem.code === codeOf(status) || status >= 500,
    `${what}: the code ${problem.code} does not belong to the status ${status}`,
  );
  hold(problem.title, `${what}: a problem needs a title`);
  hold((problem.status ?? status) === status, `${what}: the problem says ${problem.status}, the answer ${status}`);
  hold(
    !/\bat .+:\d+:\d+|\bselect\b.+\bfrom\b|node_modules|Traceback \(most recent|\.php on line/i.test(text),
    `${what}: a problem must tell nothing of the inside (a stack, a query, a path): ${short(text)}`,
  );
  const { instance: _instance, ...rest } = document as Record<string, unknown>;
  return {
    code: problem.code,
    status,
    fields: problem.fields,
    comparable: { status, headers: [...headers].filter(([name]) => !ofEachRequest.test(name)), problem: rest },
    text: `${status} ${problem.code}${problem.detail === undefined ? '' : ` (${short(problem.detail, 120)})`}`,
  };
}
