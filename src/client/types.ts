import type { Adapter } from '../adapters/adapter.ts';
import type { LiveEvent } from '../contract/live.ts';
import type { InputOf, Operation, OutputOf } from '../contract/operation.ts';
import type { OperationReference } from '../contract/operations.ts';
import type { CabinetError } from '../contract/problem.ts';
import type { Session } from '../contract/session.ts';
import type { Outbox } from './outbox/outbox.ts';

/** A bearer token and when it ends (RFC 3339); without an end it is used until refused. */
export interface AccessToken {
  token: string;
  expiresAt?: string | undefined;
}

/**
 * How the host page's own login becomes the cabinet's.
 * - `cookie` (recommended): an HttpOnly cookie of the backend's origin; nothing for scripts to steal.
 * - `token-url`: an endpoint of the host's site answers `{ token, expiresAt }` to its signed-in visitor.
 * - `token`: a function of the page does. It is called again before the token ends, never in parallel.
 */
export type SessionSource =
  | { mode: 'cookie' }
  | { mode: 'token-url'; url: string; fetch?: typeof fetch | undefined }
  | { mode: 'token'; getToken: () => Promise<AccessToken | string | null> };

export interface ClientOptions {
  adapter: Adapter;
  /** Default: `cookie`. */
  session?: SessionSource | undefined;
  /** BCP 47 language sent to the backend; may be changed later by `client.locale`. */
  locale?: string | undefined;
  /** Milliseconds between polls of what is on screen when there are no live events. Default 30 000. */
  pollInterval?: number | undefined;
}

/** Whether somebody is signed in; `unknown` until the first answer. */
export type SessionState = { status: 'unknown' } | { status: 'signed-in'; session: Session } | { status: 'signed-out' };

/** What is known of a query: two axes, so that a failed refresh keeps what was there. */
export interface QueryState<Data> {
  /** The last good answer, if there was one. */
  data: Data | undefined;
  /** Why the last attempt failed, until one succeeds. */
  error: CabinetError | undefined;
  /** Nothing to show yet, and no failure either. */
  pending: boolean;
  /** A request is under way, the first or a refresh. */
  fetching: boolean;
  /** The browser is offline; the request waits. */
  paused: boolean;
  /** `data` belongs to the input before this one, shown until its own answer arrives. */
  previous: boolean;
}

export interface QueryOptions {
  /** Milliseconds for which an answer is taken as fresh. Default 30 000; live events end it early. */
  staleTime?: number | undefined;
  /** Keep showing the previous input's data while the new one loads. Default false. */
  keepPrevious?: boolean | undefined;
}

export interface MutateOptions {
  /** Made by the client if absent; pass one to repeat an earlier act. */
  idempotencyKey?: string | undefined;
  ifMatch?: string | undefined;
  signal?: AbortSignal | undefined;
}

/** Ends an observation. */
export type Unsubscribe = () => void;

/** A query that somebody watches. */
export interface Observation<Data, Input = never> {
  readonly state: QueryState<Data>;
  /** Watches another input of the same operation; with `keepPrevious` its predecessor's data stays meanwhile. */
  setInput(input: Input): void;
  refetch(): void;
  stop: Unsubscribe;
}

/** The one client of a page's widgets: session, cache, live events, outbox. */
export interface CabinetClient {
  locale: string | undefined;
  readonly adapter: Adapter;

  /** Asks once through the cache; rejects with `CabinetError`. */
  query<O extends Operation>(
    operation: O,
    input: InputOf<O>,
    options?: { signal?: AbortSignal; staleTime?: number },
  ): Promise<OutputOf<O>>;
  /** Watches a query: loads it, shares it, refreshes it on live events, polls without them. */
  observe<O extends Operation>(
    operation: O,
    input: InputOf<O>,
    onChange: (state: QueryState<OutputOf<O>>) => void,
    options?: QueryOptions,
  ): Observation<OutputOf<O>, InputOf<O>>;
  /** Performs a mutation once; afterwards the caches of its capability are refreshed. */
  mutate<O extends Operation>(operation: O, input: InputOf<O>, options?: MutateOptions): Promise<OutputOf<O>>;
  /**
   * An opaque name of the person and customer to whom belongs what is kept in this browser: whoever is signed in, and
   * after a reload, until the backend has said who that is, whoever was before it. `undefined`: nobody is known.
   */
  readonly owner: string | undefined;
  /**
   * What the {@link CabinetClient.owner} sent and the backend has not acknowledged yet; what must not be lost is sent
   * through it. Loaded when first asked for. Nothing leaves before the backend has said that they are signed in.
   * Rejects with `unauthenticated` while nobody is, and with `offline` where nobody is known and cannot be now.
   */
  outbox(): Promise<Outbox>;
  /**
   * Hears of changes as they happen, those close together at once. An event of type `reset` means that anything may
   * have changed. Without live events nothing is heard: watch a query too, which polls.
   */
  onEvents(listener: (events: readonly LiveEvent[]) => void): Unsubscribe;
  /** Marks what is cached of a capability as outdated; what is on screen is asked for again. */
  invalidate(capability: string, entityId?: string): void;

  /** Whether backend and roles allow an operation; `undefined` while unknown. */
  may(operation: OperationReference): boolean | undefined;
  readonly session: SessionState;
  /** Hears of changes of `session` and of the answers of `may`. */
  onSessionChange(listener: (state: SessionState) => void): Unsubscribe;
  /** Asks again who is signed in, for instance after the host's login closed. */
  renewSession(): Promise<void>;
  /** Forgets everything about the person, here and in every other tab. */
  signOut(): Promise<void>;
  /** Ends streams, timers and requests. */
  destroy(): void;
}
