import type { InputOf, Operation, OutputOf } from '../contract/operation.ts';
import { CabinetError, isCabinetError } from '../contract/problem.ts';
import { Query, type Watcher } from './query.ts';
import type { Observation, QueryOptions, QueryState } from './types.ts';

/** Milliseconds for which an answer is taken as fresh unless the caller says otherwise. */
export const FRESH = 30_000;

/** Milliseconds after which it is tried whether a browser without a network has one all the same: some are wrong about it. */
const PROBE = 15_000;

/** Answers that are kept although nobody watches them; the longest unused go first. */
const KEPT = 40;

type Load = <O extends Operation>(operation: O, input: InputOf<O>, signal: AbortSignal) => Promise<OutputOf<O>>;

export interface CacheOptions {
  load: Load;
  /** Milliseconds between polls of what is watched now, or false; `failed`: the last attempt did. */
  pollInterval: (operation: Operation, failed: boolean) => number | false;
  /** Hears of every good answer. */
  onData: (operationId: string) => void;
}

interface Watched extends Watcher {
  /** Asks again if the answer is no longer fresh. */
  refresh(): void;
  /** Counts the poll anew. */
  reschedule(): void;
  /** Drops what is shown of an earlier input. */
  forget(): void;
  stop(): void;
}

/**
 * The answers of queries, shared by all who ask the same: shown at once, refreshed behind, asked again
 * when the network or the person comes back. What is watched is kept; of the rest a few.
 */
export class Cache {
  readonly #options: CacheOptions;
  readonly #queries = new Map<string, Query>();
  readonly #idle = new Set<string>();
  readonly #watched = new Set<Watched>();
  readonly #ended = new AbortController();
  #offline = globalThis.navigator?.onLine === false;

  constructor(options: CacheOptions) {
    this.#options = options;
    const { signal } = this.#ended;
    const refresh = (): void => {
      if (isVisible()) for (const watched of this.#watched) watched.refresh();
    };
    globalThis.addEventListener?.('offline', () => (this.#offline = true), { signal });
    globalThis.addEventListener?.(
      'online',
      () => {
        this.#offline = false;
        refresh();
      },
      { signal },
    );
    globalThis.document?.addEventListener('visibilitychange', refresh, { signal });
  }

  async query<O extends Operation>(
    operation: O,
    input: InputOf<O>,
    { signal, staleTime = FRESH }: { signal?: AbortSignal | undefined; staleTime?: number | undefined } = {},
  ): Promise<OutputOf<O>> {
    signal?.throwIfAborted();
    const query = this.#queryOf(operation, input);
    return query.isFresh(staleTime) ? (query.data as OutputOf<O>) : query.call(signal);
  }

  observe<O extends Operation>(
    operation: O,
    input: InputOf<O>,
    onChange: (state: QueryState<OutputOf<O>>) => void,
    { staleTime = FRESH, keepPrevious = false }: QueryOptions = {},
  ): Observation<OutputOf<O>, InputOf<O>> {
    let query = this.#queryOf(operation, input);
    let previous: OutputOf<O> | undefined;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let state = stateOf(query, previous);
    let joined = false;
    const latest = () => {
      const next = stateOf(query, previous);
      return isSame(next, state) ? state : next;
    };
    const watched: Watched = {
      changed: () => {
        if (!query.running) watched.reschedule();
        const next = latest();
        if (next === state || !joined) return;
        state = next;
        onChange(state);
      },
      refresh: () => {
        if (!query.isFresh(staleTime)) void query.run();
      },
      reschedule: () => {
        clearTimeout(timer);
        const interval = this.#options.pollInterval(operation, query.error !== undefined);
        if (interval !== false) timer = setTimeout(poll, interval);
      },
      forget: () => (previous = undefined),
      stop: () => {
        clearTimeout(timer);
        this.#watched.delete(watched);
        query.watchers.delete(watched);
        query.release();
      },
    };
    const poll = () => {
      if (isVisible()) void query.run();
      watched.reschedule();
    };
    const join = () => {
      joined = false;
      query.watchers.add(watched);
      watched.refresh();
      watched.reschedule();
      joined = true;
    };
    this.#watched.add(watched);
    join();
    state = latest();
    return {
      get state() {
        return latest();
      },
      setInput: (wanted) => {
        const left = query;
        query = this.#queryOf(operation, wanted);
        if (query === left) return;
        previous = keepPrevious ? (left.data ?? previous) : undefined;
        left.watchers.delete(watched);
        join();
        left.release();
        watched.changed();
      },
      refetch: () => {
        // The person knows better than the browser.
        this.#offline = false;
        void query.restart();
      },
      stop: watched.stop,
    };
  }

  /**
   * Marks as outdated what a change of an entity may have touched, and asks again for what is wanted:
   * every list of the capability, and of the rest what names the entity. Resolves when that is done.
   */
  invalidate(capability?: string, entityId?: string): Promise<void> {
    return this.invalidateEach([{ entity: capability, entityId }]);
  }

  /** {@link invalidate} for several entities at once, asking once for what more than one of them touches. */
  async invalidateEach(
    changes: readonly { entity?: string | undefined; entityId?: string | undefined }[],
  ): Promise<void> {
    const touched = [...this.#queries.values()].filter(({ operation, input }) =>
      changes.some(
        ({ entity, entityId }) =>
          entity === undefined || (operation.id.startsWith(`${entity}.`) && concerns(input, entityId)),
      ),
    );
    await Promise.allSettled(touched.map((query) => query.outdate()));
  }

  /** Asks again for what is watched and was refused for want of a session. */
  retryRefused(): void {
    for (const query of this.#queries.values()) {
      if (query.watchers.size > 0 && query.error?.code === 'unauthenticated') void query.run();
    }
  }

  /** Asks an operation again from the start, dropping what is on its way. */
  async restart(operation: Operation): Promise<void> {
    const queries = [...this.#queries.values()].filter((query) => query.operation.id === operation.id && query.wanted);
    await Promise.allSettled(queries.map((query) => query.restart()));
  }

  /** Recounts the polls, after live events began or ended. */
  reschedule(): void {
    for (const watched of this.#watched) watched.reschedule();
  }

  /** Asks for what is watched and was forgotten. */
  askForgotten(): void {
    for (const query of this.#queries.values()) {
      if (query.watchers.size > 0 && !query.answered && !query.error) void query.run();
    }
  }

  /** Forgets every answer, except of the operations named. */
  wipe(except: readonly string[] = []): void {
    for (const watched of this.#watched) watched.forget();
    const reason = new CabinetError('unauthenticated', 'The session changed meanwhile');
    for (const [key, query] of [...this.#queries]) {
      if (except.includes(query.operation.id)) continue;
      query.reset(reason);
      if (!query.wanted) this.#queries.delete(key);
    }
  }

  destroy(): void {
    this.#ended.abort();
    for (const watched of this.#watched) watched.stop();
    this.#queries.clear();
  }

  #queryOf<O extends Operation>(operation: O, input: InputOf<O>): Query<OutputOf<O>> {
    const key = keyOf(operation, input);
    let query = this.#queries.get(key);
    if (!query) {
      query = new Query(operation, input, (signal) => this.#options.load(operation, input, signal), {
        online: (signal) => this.#online(signal),
        toError,
        answered: () => {
          this.#offline = false;
          this.#options.onData(operation.id);
        },
        idle: (left) => this.#keep(key, left),
      });
      this.#queries.set(key, query);
    }
    this.#idle.delete(key);
    return query as Query<OutputOf<O>>;
  }

  #online(signal: AbortSignal): Promise<void> | undefined {
    if (!this.#offline) return undefined;
    return new Promise((resolve, reject) => {
      addEventListener('online', () => resolve(), { once: true, signal });
      setTimeout(resolve, PROBE);
      signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
    });
  }

  /** Keeps an answer for whoever comes back to it; a file is not kept, the one who asked has it. */
  #keep(key: string, query: Query): void {
    const file = query.operation.output._zod.def.type === 'file';
    if (this.#queries.get(key) !== query || file || !query.answered) {
      if (this.#queries.get(key) === query) this.#queries.delete(key);
      return;
    }
    this.#idle.delete(key);
    this.#idle.add(key);
    for (const oldest of this.#idle) {
      if (this.#idle.size <= KEPT) break;
      this.#idle.delete(oldest);
      this.#queries.delete(oldest);
    }
  }
}

/** The same for the same question, whatever the order of its fields; what is undefined is not there. */
function keyOf({ id }: Operation, input: unknown): string {
  return `${id} ${JSON.stringify(input, (_, value: unknown) =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1)))
      : value,
  )}`;
}

/** Whether a query may show an entity: lists always, the rest if its input names the entity. */
function concerns(input: unknown, entityId: string | undefined): boolean {
  const named = Object.entries((input ?? {}) as Record<string, unknown>).filter(([name]) => /Ids?$/.test(name));
  return entityId === undefined || named.length === 0 || named.some(([, value]) => [value].flat().includes(entityId));
}

function isVisible(): boolean {
  return globalThis.document?.visibilityState !== 'hidden';
}

function toError(cause: unknown): CabinetError {
  if (isCabinetError(cause)) return cause;
  return new CabinetError('unknown', cause instanceof Error ? cause.message : String(cause), { cause });
}

function stateOf<Data>(query: Query<Data>, previous: Data | undefined): QueryState<Data> {
  const { answered, error, paused } = query;
  const data = answered ? query.data : previous;
  return {
    data,
    error,
    pending: data === undefined && error === undefined,
    fetching: query.running !== undefined && !paused,
    paused,
    previous: !answered && previous !== undefined,
  };
}

function isSame<Data>(left: QueryState<Data>, right: QueryState<Data>): boolean {
  return (Object.keys(left) as (keyof QueryState<Data>)[]).every((key) => Object.is(left[key], right[key]));
}
