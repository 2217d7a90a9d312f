import type { Adapter } from '../adapters/adapter.ts';
import type { LiveEvent } from '../contract/live.ts';
import { capabilityOf, type InputOf, type Operation, type OutputOf } from '../contract/operation.ts';
import type { OperationReference } from '../contract/operations.ts';
import { getCapabilities, getSession } from '../contract/session.ts';
import { Cache } from './cache.ts';
import { Caller } from './caller.ts';
import { forgetOutbox } from './kept.ts';
import type { OutboxKeeper } from './outbox/keeper.ts';
import type { Outbox } from './outbox/outbox.ts';
import { watchPage } from './page.ts';
import { isAllowed, isMissing } from './permission.ts';
import { randomKey } from './random-key.ts';
import { SessionKeeper } from './session.ts';
import { Stream } from './stream.ts';
import type {
  CabinetClient,
  ClientOptions,
  MutateOptions,
  Observation,
  QueryOptions,
  QueryState,
  SessionState,
} from './types.ts';

const POLL_INTERVAL = 30_000;
/** What the backend can do changes when it is updated. */
const CAPABILITIES_FRESH = 3_600_000;

/**
 * The client that the widgets of a page share.
 *
 * It asks nothing until somebody asks it. What is on screen is asked for at once, beside the session and
 * the capabilities; live events are taken up after the first answer.
 *
 * @example
 * ```ts
 * const client = createClient({
 *   adapter: rest({ baseUrl: '/cabinet' }),
 *   session: { mode: 'token-url', url: '/account/cabinet-token' },
 * });
 * const page = await client.query(listOrders, { status: ['confirmed'] });
 * ```
 */
export function createClient(options: ClientOptions): CabinetClient {
  return new Client(options);
}

class Client implements CabinetClient {
  readonly adapter: Adapter;
  #locale: string | undefined;
  readonly #pollInterval: number;
  readonly #ended = new AbortController();
  readonly #caller: Caller;
  readonly #session: SessionKeeper;
  readonly #cache: Cache;
  readonly #stream: Stream;
  readonly #listeners = new Set<(state: SessionState) => void>();
  readonly #eventListeners = new Set<(events: readonly LiveEvent[]) => void>();
  #status: SessionState['status'] = 'unknown';
  #outbox: Promise<OutboxKeeper> | undefined;
  /** Lasts while it is being asked whether another person is signed in now. */
  #doubt: Promise<void> | undefined;

  #sessionWatch: Observation<OutputOf<typeof getSession>> | undefined;
  #capabilitiesWatch: Observation<OutputOf<typeof getCapabilities>> | undefined;
  #leavePage: (() => void) | undefined;

  constructor({ adapter, session = { mode: 'cookie' }, locale, pollInterval = POLL_INTERVAL }: ClientOptions) {
    this.adapter = adapter;
    this.#locale = locale;
    this.#pollInterval = pollInterval;
    this.#session = new SessionKeeper(session, adapter.name ?? '', {
      onChange: (forget) => this.#onSession(forget),
      onForget: (owner) => {
        forgetOutbox(owner);
        void this.#outbox?.then((keeper) => keeper.close(true));
      },
      onDoubt: () => (this.#doubt = this.renewSession().catch(() => undefined)),
    });
    this.#caller = new Caller({
      adapter,
      session: this.#session,
      ended: this.#ended.signal,
      locale: () => this.#locale,
    });
    this.#cache = new Cache({
      load: (operation, input, signal) => this.#caller.call(operation, input, { signal }),
      pollInterval: (operation, failed) => this.#pollIntervalOf(operation, failed),
      onData: (operationId) => {
        if (operationId !== getSession.id && operationId !== getCapabilities.id) this.#stream.dataArrived();
      },
    });
    this.#stream = new Stream({
      adapter,
      mayStream: () => this.session.status !== 'signed-out' && this.#capabilitiesWatch?.state.data?.live === true,
      token: (refused) =>
        refused === undefined ? this.#session.tokens.current() : this.#session.tokens.replace(refused),
      group: () => this.#session.identity ?? adapter.name ?? '',
      onEvents: (events) =>
        this.#unlessReplaced(() => {
          for (const listener of [...this.#eventListeners]) listener(events);
        }),
      refresh: (events) =>
        this.#unlessReplaced(() =>
          events.some(({ type }) => type === 'reset') ? this.#cache.invalidate() : this.#cache.invalidateEach(events),
        ),
      onChange: () => this.#cache.reschedule(),
    });
  }

  get locale(): string | undefined {
    return this.#locale;
  }

  set locale(locale: string | undefined) {
    if (locale === this.#locale) return;
    this.#locale = locale;
    void this.#cache.invalidate();
  }

  get session(): SessionState {
    return this.#session.state;
  }

  query<O extends Operation>(
    operation: O,
    input: InputOf<O>,
    options?: { signal?: AbortSignal; staleTime?: number },
  ): Promise<OutputOf<O>> {
    const answer = this.#cache.query(operation, input, options);
    this.#start();
    return answer;
  }

  observe<O extends Operation>(
    operation: O,
    input: InputOf<O>,
    onChange: (state: QueryState<OutputOf<O>>) => void,
    options?: QueryOptions,
  ): Observation<OutputOf<O>, InputOf<O>> {
    const observation = this.#cache.observe(operation, input, onChange, options);
    this.#start();
    this.#stream.watch(1);
    let watching = true;
    const { stop } = observation;
    observation.stop = () => {
      stop();
      if (watching) this.#stream.watch(-1);
      watching = false;
    };
    return observation;
  }

  async mutate<O extends Operation>(
    operation: O,
    input: InputOf<O>,
    options: MutateOptions = {},
  ): Promise<OutputOf<O>> {
    this.#start();
    const { idempotencyKey = randomKey(), ifMatch, signal } = options;
    const answer = await this.#caller.call(operation, input, { idempotencyKey, ifMatch, signal });
    for (const capability of [capabilityOf(operation), ...(operation.affects ?? [])]) this.invalidate(capability);
    return answer;
  }

  get owner(): string | undefined {
    return this.session.status === 'signed-out' ? undefined : this.#session.identity;
  }

  async outbox(): Promise<Outbox> {
    this.#start();
    this.#outbox ??= import('./outbox/keeper.ts').then(
      ({ OutboxKeeper }) =>
        new OutboxKeeper({
          mutate: (...act) => this.mutate(...act),
          query: (...question) => this.query(...question),
          owner: () => this.owner,
          maySend: () => this.session.status === 'signed-in',
        }),
    );
    this.#outbox.catch(() => (this.#outbox = undefined));
    return (await this.#outbox).open();
  }

  onEvents(listener: (events: readonly LiveEvent[]) => void): () => void {
    this.#eventListeners.add(listener);
    return () => void this.#eventListeners.delete(listener);
  }

  invalidate(capability: string, entityId?: string): void {
    void this.#cache.invalidate(capability, entityId);
  }

  may(operation: OperationReference): boolean | undefined {
    this.#start();
    return isAllowed(operation, {
      adapter: this.adapter,
      session: this.session,
      capabilities: this.#capabilitiesWatch?.state,
      whoAsks: this.#sessionWatch?.state,
    });
  }

  onSessionChange(listener: (state: SessionState) => void): () => void {
    this.#start();
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  async renewSession(): Promise<void> {
    this.#start();
    this.#session.beginAnew();
    if (!this.#sessionWatch || isMissing(this.#sessionWatch.state)) {
      this.#session.unknown();
      await this.#cache.invalidate();
      return;
    }
    this.#caller.rechecks += 1;
    try {
      await this.#cache.restart(getSession);
    } finally {
      this.#caller.rechecks -= 1;
    }
    if (this.session.status === 'signed-in') this.#cache.retryRefused();
    const { error } = this.#sessionWatch.state;
    if (error && error.code !== 'unauthenticated') throw error;
  }

  async signOut(): Promise<void> {
    this.#start();
    this.#session.signOut();
    this.#session.tabs.tell({ type: 'signed-out' });
  }

  destroy(): void {
    if (this.#ended.signal.aborted) return;
    this.#ended.abort(new DOMException('The client was destroyed', 'AbortError'));
    this.#stream.end();
    void this.#outbox?.then((keeper) => keeper.close());
    this.#leavePage?.();
    this.#listeners.clear();
    this.#eventListeners.clear();
    this.#sessionWatch?.stop();
    this.#capabilitiesWatch?.stop();
    this.#session.tabs.close();
    this.#session.tokens.forget();
    this.#cache.destroy();
  }

  /** Asks who is there and what can be done, once somebody wants anything; beside their question, not before it. */
  #start(): void {
    if (this.#capabilitiesWatch || this.#ended.signal.aborted) return;
    this.#session.tabs.open();
    this.#leavePage = watchPage({
      onActive: (active) => this.#stream.setActive(active),
      onLeave: () => this.#session.tabs.close(),
      onReturn: () => {
        this.#session.tabs.open();
        this.#stream.askedAnew();
        void this.renewSession().catch(() => undefined);
        void this.#cache.invalidate();
      },
    });
    this.#capabilitiesWatch = this.#cache.observe(
      getCapabilities,
      {},
      () => {
        this.#stream.update();
        this.#tell();
      },
      { staleTime: CAPABILITIES_FRESH },
    );
    if (!this.adapter.supports(getSession)) return;
    this.#sessionWatch = this.#cache.observe(getSession, {}, () => this.#tell());
  }

  #pollIntervalOf(operation: Operation, failed: boolean): number | false {
    if (this.session.status === 'signed-out' || this.#pollInterval <= 0) return false;
    if (operation.id === getSession.id) return this.session.status === 'unknown' && this.#pollInterval;
    if (operation.id === getCapabilities.id) return !this.#capabilitiesWatch?.state.data && this.#pollInterval;
    const { polled } = this.#capabilitiesWatch?.state.data ?? {};
    // No event tells that what failed would succeed now.
    const streamed = !failed && this.#stream.streaming && !polled?.includes(capabilityOf(operation));
    return !streamed && this.#pollInterval;
  }

  #onSession(forget: boolean): void {
    if (this.#ended.signal.aborted) return;
    const before = this.#status;
    this.#status = this.session.status;
    void this.#outbox?.then((keeper) => keeper.onSession());
    const kept = this.#status === 'signed-out' ? [getCapabilities.id] : [getCapabilities.id, getSession.id];
    if (forget) this.#cache.wipe(kept);
    else if (before === 'signed-out') this.#cache.retryRefused();
    if (forget || before === 'signed-out') this.#stream.restart();
    this.#tell();
    // Whoever heard of it has closed by then what the one before had open, and nobody is asked for it.
    if (forget) queueMicrotask(() => this.#cache.askForgotten());
  }

  #tell(): void {
    for (const listener of [...this.#listeners]) listener(this.session);
  }

  /** Does what events ask for, unless another person turns out to be signed in, who has nothing of what is open. */
  async #unlessReplaced(act: () => Promise<void> | void): Promise<void> {
    const { identity } = this.#session;
    await this.#doubt;
    if (!this.#ended.signal.aborted && identity === this.#session.identity) await act();
  }
}
