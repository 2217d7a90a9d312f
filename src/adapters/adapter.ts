import type { LiveEvent } from '../contract/live.ts';
import type { Operation, OutputOf, ParsedInputOf } from '../contract/operation.ts';
import type { Role } from '../contract/session.ts';

/** Who the server has verified to be asking, and for which customer. */
export interface VerifiedCustomer {
  /** The company whose cabinet it is. */
  tenantId: string;
  /** Whose orders, invoices and tickets may be seen. */
  customerId: string;
  personId: string;
  roles: readonly Role[];
  /** The sign-in itself says for which customer, so the person cannot switch to another. */
  customerFixed?: boolean | undefined;
  /** Names the sign-in where the server keeps sign-ins: the one that is "this device". */
  sessionId?: string | undefined;
}

/** What travels beside an operation's input. */
export interface CallContext {
  /** Ends the call; the adapter rejects with the signal's reason. */
  signal?: AbortSignal | undefined;
  /** Made once when the person acts; the same through every retry. Present on every mutation. */
  idempotencyKey?: string | undefined;
  /** The `etag` that an update was made from. */
  ifMatch?: string | undefined;
  /** BCP 47 language for texts that the backend writes. */
  locale?: string | undefined;
  /** Only in the browser, in the token modes: the current bearer token, fresh enough to send. */
  token?: string | undefined;
  /** Only on the server; there it is always present. */
  customer?: VerifiedCustomer | undefined;
}

/** What a subscription to changes may be told. */
export interface SubscribeContext {
  signal: AbortSignal;
  /** Id of the last event seen, to go on after it. */
  lastEventId?: string | undefined;
  token?: string | undefined;
  customer?: VerifiedCustomer | undefined;
  /** Called whenever the stream is (again) open and nothing was missed since `lastEventId`. */
  onOpen?: (() => void) | undefined;
}

/** Where an adapter may run: `server` if the backend knows only a service account. */
export type Runtime = 'browser' | 'server';

/**
 * The way to one backend, the same interface on both sides of the wire. It rejects with
 * {@link CabinetError} and nothing else; whoever calls it validates what it answers.
 */
export interface Adapter {
  /** Names the backend, where a browser may know several: what is kept for one is never sent to another. */
  readonly name?: string | undefined;
  readonly runsIn: readonly Runtime[];
  /** Whether the adapter knows the operation; what the backend knows, `capabilities.get` tells. */
  supports(operation: Pick<Operation, 'id'>): boolean;
  /** What it does not know, it rejects as `unsupported`. */
  call<O extends Operation>(operation: O, input: ParsedInputOf<O>, context: CallContext): Promise<OutputOf<O>>;
  /** Whether changes of a capability, such as `tickets`, come by `subscribe`; widgets poll the others. Absent: all do. */
  isStreamed?(capability: string): boolean;
  /** Changes as they happen, until the signal aborts. Absent: widgets poll. Ends or rejects when the link is lost; the client reconnects. */
  subscribe?(context: SubscribeContext): AsyncIterable<LiveEvent>;
}
