import {
  QueryClient,
  QueryObserver,
  hashKey,
  CancelledError,
  onlineManager,
  type QueryObserverOptions,
} from '@tanstack/query-core';
import type { InputOf, Operation, OutputOf } from '../contract/operation.ts';
import { CabinetError, isCabinetError } from '../contract/problem.ts';
import type { Observation, QueryOptions, QueryState } from './types.ts';

/** Milliseconds for which an answer is taken as fresh unless the caller says otherwise. */
export const FRESH = 30_000;

type Key = readonly [operationId: string, input: unknown];
type Load = <O extends Operation>(operation: O, input: InputOf<O>, signal: AbortSignal) => Promise<OutputOf<O>>;

export interface CacheOptions {
  load: Load;
  /** Milliseconds between polls of what is watched now, or false. */
  pollInterval: (operation: Operation) => number | false;
  /** Hears of every good answer. */
  onData: (operationId: string) => void;
}

/** The answers of queries, shared by all who ask the same, on query-core. */
export class Cache {
  readonly #client: QueryClient;
  readonly #options: CacheOptions;
  readonly #watchers = new Set<Watcher>();
  /** How many `query` callers wait for each key. */
  readonly #waiting = new Map<string, number>();

  constructor(options: CacheOptions) {
    this.#options = options;
    // Adapters know best what is safe to repeat; here nothing is.
    this.#client = new QueryClient({ defaultOptions: { queries: { retry: false } } });
    this.#client.mount();
    const { onLine } = globalThis.navigator ?? {};
    if (typeof onLine === 'boolean') onlineManager.setOnline(onLine);
    this.#client.getQueryCache().subscribe((event) => {
      if (event.type === 'updated' && event.action.type === 'success') options.onData((event.query.queryKey as Key)[0]);
    });
  }

  async query<O extends Operation>(
    operation: O,
    input: InputOf<O>,
    { signal, staleTime }: { signal?: AbortSignal | undefined; staleTime?: number | undefined } = {},
  ): Promise<OutputOf<O>> {
    signal?.throwIfAborted();
    const queryKey: Key = [operation.id, input];
    const hash = hashKey(queryKey);
    const isFile = operation.output._zod.def.type === 'file';
    this.#waiting.set(hash, (this.#waiting.get(hash) ?? 0) + 1);
    const answer = this.#client.query({
      queryKey,
      queryFn: (context) => this.#options.load(operation, input, context.signal),
      staleTime: isFile ? 0 : (staleTime ?? FRESH),
      // A file may be large: the one who asked has it.
      ...(isFile && { gcTime: 0 }),
    });
    return new Promise<OutputOf<O>>((resolve, reject) => {
      const stop = () => {
        leave();
        reject(signal?.reason);
        const query = this.#client.getQueryCache().get(hash);
        // Nobody else wants it: the request ends too.
        if (!this.#waiting.has(hash) && query?.getObserversCount() === 0) void query.cancel({ silent: true });
      };
      const leave = () => {
        signal?.removeEventListener('abort', stop);
        const others = (this.#waiting.get(hash) ?? 1) - 1;
        if (others > 0) this.#waiting.set(hash, others);
        else this.#waiting.delete(hash);
      };
      signal?.addEventListener('abort', stop, { once: true });
      answer.then(
        (data) => {
          if (signal?.aborted) return;
          leave();
          resolve(data);
        },
        (error: unknown) => {
          if (signal?.aborted) return;
          leave();
          reject(toError(error));
        },
      );
    });
  }

  observe<O extends Operation>(
    operation: O,
    input: InputOf<O>,
    onChange: (state: QueryState<OutputOf<O>>) => void,
    { staleTime = FRESH, keepPrevious = false }: QueryOptions = {},
  ): Observation<OutputOf<O>, InputOf<O>> {
    const optionsFor = (wanted: InputOf<O>): QueryObserverOptions<OutputOf<O>, Error> => ({
      queryKey: [operation.id, wanted] satisfies Key,
      queryFn: ({ signal }) => this.#options.load(operation, wanted, signal),
      staleTime,
      refetchInterval: () => this.#options.pollInterval(operation),
      // A new function each time: query-core remembers a placeholder by it, and must not after a sign-out.
      ...(keepPrevious && { placeholderData: ((previous: unknown) => previous) as never }),
    });
    const observer = new QueryObserver<OutputOf<O>, Error>(this.#client, optionsFor(input));
    let current = input;
    let state = toState(observer.getCurrentResult(), undefined);
    const latest = () => {
      const next = toState(observer.getCurrentResult(), state.error);
      return isSame(next, state) ? state : next;
    };
    const update = () => {
      const next = latest();
      if (next === state) return;
      state = next;
      onChange(state);
    };
    const unsubscribe = observer.subscribe(update);
    const watcher: Watcher = {
      refresh: () => observer.setOptions(optionsFor(current)),
      stop: () => {
        unsubscribe();
        this.#watchers.delete(watcher);
      },
    };
    state = latest();
    this.#watchers.add(watcher);
    return {
      get state() {
        return latest();
      },
      setInput: (wanted) => {
        current = wanted;
        state = { ...state, error: undefined };
        observer.setOptions(optionsFor(wanted));
        update();
      },
      refetch: () => void observer.refetch(),
      stop: watcher.stop,
    };
  }

  /**
   * Marks as outdated what a change of an entity may have touched, and asks again for what is watched:
   * every list of the capability, and of the rest what names the entity. Resolves when that is done.
   */
  invalidate(capability?: string, entityId?: string): Promise<void> {
    return this.invalidateEach([{ entity: capability, entityId }]);
  }

  /** {@link invalidate} for several entities at once, asking once for what more than one of them touches. */
  async invalidateEach(
    changes: readonly { entity?: string | undefined; entityId?: string | undefined }[],
  ): Promise<void> {
    await this.#client.invalidateQueries({
      predicate: ({ queryKey }) => {
        const [operationId, input] = queryKey as Key;
        return changes.some(
          ({ entity, entityId }) =>
            entity === undefined || (operationId.startsWith(`${entity}.`) && concerns(input, entityId)),
        );
      },
    });
  }

  /** Asks again for what is watched and was refused for want of a session. */
  retryRefused(): void {
    void this.#client.refetchQueries({
      type: 'active',
      predicate: ({ state }) => isCabinetError(state.error) && state.error.code === 'unauthenticated',
    });
  }

  /** Asks an operation again from the start, dropping what is on its way. */
  async restart(operation: Operation): Promise<void> {
    const filters = { predicate: ({ queryKey }: { queryKey: readonly unknown[] }) => queryKey[0] === operation.id };
    await this.#client.cancelQueries(filters, { silent: true });
    await this.#client.refetchQueries(filters);
  }

  /** Recounts the polls, after live events began or ended. */
  reschedule(): void {
    for (const watcher of this.#watchers) watcher.refresh();
  }

  /** Forgets every answer, except of the operations named; what is watched is asked for again. */
  wipe(except: readonly string[] = []): void {
    const queries = this.#client
      .getQueryCache()
      .getAll()
      .filter(({ queryKey }) => !except.includes((queryKey as Key)[0]));
    for (const query of queries) query.reset();
    // Placeholders are made anew of answers that are gone.
    this.reschedule();
    for (const query of queries) {
      if (query.observers[0]) void query.observers[0].refetch();
      else this.#client.getQueryCache().remove(query);
    }
  }

  destroy(): void {
    for (const watcher of this.#watchers) watcher.stop();
    void this.#client.cancelQueries();
    this.#client.unmount();
    this.#client.clear();
  }
}

const isSame = <Data>(left: QueryState<Data>, right: QueryState<Data>) =>
  (Object.keys(left) as (keyof QueryState<Data>)[]).every((key) => Object.is(left[key], right[key]));

interface Watcher {
  refresh: () => void;
  stop: () => void;
}

/** Whether a query may show an entity: lists always, the rest if its input names the entity. */
function concerns(input: unknown, entityId: string | undefined): boolean {
  const named = Object.entries((input ?? {}) as Record<string, unknown>).filter(([name]) => /Ids?$/.test(name));
  return entityId === undefined || named.length === 0 || named.some(([, value]) => [value].flat().includes(entityId));
}

function toError(error: unknown): unknown {
  if (isCabinetError(error)) return error;
  // The answer was not for the person who is signed in by now.
  return error instanceof CancelledError
    ? new CabinetError('unauthenticated', 'The session changed meanwhile', { cause: error })
    : error;
}

type Result<Data> = Pick<
  ReturnType<QueryObserver<Data, Error>['getCurrentResult']>,
  'data' | 'error' | 'isFetching' | 'fetchStatus' | 'isPlaceholderData' | 'isSuccess'
>;

/** `lastError` stays until an attempt succeeds; query-core forgets it when the next one begins. */
function toState<Data>(result: Result<Data>, lastError: CabinetError | undefined): QueryState<Data> {
  const { data, isPlaceholderData } = result;
  const failure = result.error
    ? isCabinetError(result.error)
      ? result.error
      : new CabinetError('unknown', result.error.message, { cause: result.error })
    : undefined;
  const succeeded = result.isSuccess && !isPlaceholderData;
  const error = failure ?? (succeeded ? undefined : lastError);
  return {
    data,
    error,
    pending: data === undefined && error === undefined,
    fetching: result.isFetching,
    paused: result.fetchStatus === 'paused',
    previous: isPlaceholderData,
  };
}
