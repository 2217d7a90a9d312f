import type { Operation } from '../contract/operation.ts';
import type { CabinetError } from '../contract/problem.ts';

/** Hears of every change of a query that is watched. */
export interface Watcher {
  changed(): void;
}

export interface QueryHooks {
  /** Undefined while the browser is online, otherwise ends when it may be again, or rejects when the signal aborts. */
  online(signal: AbortSignal): Promise<void> | undefined;
  toError(cause: unknown): CabinetError;
  /** Hears of every good answer. */
  answered(): void;
  /** Nobody watches or waits any more. */
  idle(query: Query): void;
}

/** A request under way, and what became of it if it was dropped: a newer one was sent, or the answer is for nobody. */
class Attempt extends AbortController {
  outcome: 'restarted' | CabinetError | undefined;
}

/** One question to the backend and what is known of its answer, shared by all who ask the same. */
export class Query<Data = unknown> {
  readonly operation: Operation;
  readonly input: unknown;
  readonly watchers = new Set<Watcher>();
  data: Data | undefined;
  /** Why the last attempt failed; stays until one succeeds. */
  error: CabinetError | undefined;
  /** The request under way, or waiting for the network. */
  running: Promise<Data> | undefined;
  /** The request waits for the network. */
  paused = false;
  readonly #ask: (signal: AbortSignal) => Promise<Data>;
  readonly #hooks: QueryHooks;
  #current: Attempt | undefined;
  #outdated = false;
  #answeredAt: number | undefined;
  #callers = 0;

  constructor(operation: Operation, input: unknown, ask: (signal: AbortSignal) => Promise<Data>, hooks: QueryHooks) {
    this.operation = operation;
    this.input = input;
    this.#ask = ask;
    this.#hooks = hooks;
  }

  get answered(): boolean {
    return this.#answeredAt !== undefined;
  }

  get wanted(): boolean {
    return this.watchers.size + this.#callers > 0;
  }

  /** @param staleTime milliseconds for which an answer is taken as fresh. */
  isFresh(staleTime: number): boolean {
    return this.#answeredAt !== undefined && Date.now() - this.#answeredAt < staleTime;
  }

  /** Asks, unless a request is under way already. */
  run(): Promise<Data> {
    return this.running ?? this.#start();
  }

  /** {@link run} for one caller. When the last one leaves and nobody watches, the request ends. */
  async call(signal: AbortSignal | undefined): Promise<Data> {
    this.#callers++;
    try {
      return await unlessAborted(this.run(), signal);
    } finally {
      this.#callers--;
      this.release();
    }
  }

  /** The answer is no longer fresh, nor that of a request under way, which may have read too early. Asks anew if watched. */
  async outdate(): Promise<void> {
    if (this.answered) this.#answeredAt = -Infinity;
    if (this.watchers.size > 0) await this.restart();
    else this.#outdated = true;
  }

  /** Asks afresh; who waits for the request before gets this answer. */
  restart(): Promise<Data> {
    this.#drop('restarted');
    return this.#start();
  }

  /** Forgets the answer. Who waits for it is told the reason; who watches is answered when it is asked anew. */
  reset(reason: CabinetError): void {
    this.#drop(reason);
    this.data = undefined;
    this.error = undefined;
    this.#answeredAt = undefined;
    this.#tell();
  }

  /** Ends what nobody wants any more. */
  release(): void {
    if (this.wanted) return;
    this.#drop();
    this.#hooks.idle(this);
  }

  #drop(outcome?: Attempt['outcome']): void {
    const request = this.#current;
    this.#current = undefined;
    this.running = undefined;
    this.paused = false;
    if (!request) return;
    request.outcome = outcome;
    request.abort();
  }

  #start(): Promise<Data> {
    const request = new Attempt();
    this.#current = request;
    this.#outdated = false;
    const running = this.#attempt(request);
    // Watchers see a failure in the state; the promise may have nobody to hear of it.
    running.catch(() => undefined);
    this.running = running;
    this.#tell();
    return running;
  }

  async #attempt(request: Attempt): Promise<Data> {
    const { signal } = request;
    try {
      const online = this.#hooks.online(signal);
      if (online) {
        this.paused = true;
        await online;
        this.paused = false;
        this.#tell();
      }
      const data = await this.#ask(signal);
      signal.throwIfAborted();
      this.data = shared(this.data, data);
      this.error = undefined;
      this.#answeredAt = this.#outdated ? -Infinity : Date.now();
      this.#end();
      this.#hooks.answered();
      return this.data;
    } catch (cause) {
      if (signal.aborted) {
        if (request.outcome === 'restarted') return this.run();
        throw request.outcome ?? signal.reason;
      }
      // An end from elsewhere is no failure to show.
      if (cause instanceof DOMException && cause.name === 'AbortError') {
        this.#end();
        throw cause;
      }
      const error = this.#hooks.toError(cause);
      this.error = error;
      this.#end();
      throw error;
    }
  }

  #end(): void {
    this.#current = undefined;
    this.running = undefined;
    this.#tell();
  }

  #tell(): void {
    for (const watcher of [...this.watchers]) watcher.changed();
  }
}

/** The earlier answer if the later one says the same, so that nothing is drawn anew. */
function shared<Data>(before: Data | undefined, after: Data): Data {
  if (before === undefined || after instanceof Blob) return after;
  return JSON.stringify(before) === JSON.stringify(after) ? before : after;
}

function unlessAborted<Data>(promise: Promise<Data>, signal: AbortSignal | undefined): Promise<Data> {
  if (!signal) return promise;
  return new Promise((resolve, reject) => {
    const abort = (): void => reject(signal.reason as Error);
    signal.addEventListener('abort', abort, { once: true });
    promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort));
  });
}
