import * as z from 'zod/mini';
import type { Adapter, VerifiedCustomer } from '../../src/adapters/adapter.ts';
import { LiveEvent } from '../../src/contract/live.ts';
import { CabinetError } from '../../src/contract/problem.ts';
import type { Authenticate, SignIn } from '../auth/authenticate.ts';
import type { Directory } from '../ports.ts';
import { adapterOf, type AppOptions, type RequestContext } from './environment.ts';

type Subscribe = NonNullable<Adapter['subscribe']>;

/** Milliseconds that a browser waits before it connects again. */
const RECONNECTION_TIME = 3000;
/** Milliseconds to wait for the backend's word that the stream is open; without it events are sent as they come. */
const OPENING_TIME = 2000;
/** Texts that may wait for a slow reader before the backend's events are left waiting. */
const WAITING_TEXTS = 16;
/** Heartbeats through which a reader may take nothing before it is let go; it comes back and resumes. */
const MISSED_HEARTBEATS = 4;
const MAX_EVENT_ID_LENGTH = 200;

/** The event stream: what changes for the verified customer, as `text/event-stream`. */
export function eventStream(options: AppOptions, authenticate: Authenticate) {
  const readers = new Readers(options.directory);
  return async (context: RequestContext): Promise<Response> => {
    context.set('operation', 'events');
    const signIn = await authenticate(context);
    const adapter = adapterOf(options, context);
    if (adapter.subscribe === undefined) throw new CabinetError('unsupported');
    const lastEventId = context.req.header('Last-Event-ID')?.slice(0, MAX_EVENT_ID_LENGTH);
    const ended = [context.req.raw.signal, ...(options.shutdown === undefined ? [] : [options.shutdown])];
    const stream = new CustomerStream(adapter.subscribe.bind(adapter), signIn, lastEventId, ended, options);
    readers.add(signIn.customer, stream);
    await stream.opened;
    context.header('Content-Type', 'text/event-stream');
    context.header('Cache-Control', 'no-store');
    // Proxies that collect an answer before they pass it on would hold events back.
    context.header('X-Accel-Buffering', 'no');
    return context.body(stream.body);
  };
}

/** Who reads, by person: so that a sign-out ends what the person reads at once. */
class Readers {
  readonly #streams = new Map<string, Set<CustomerStream>>();

  constructor({ onSignInChanged }: Directory) {
    onSignInChanged?.((person) => {
      for (const stream of this.#streams.get(personKey(person)) ?? []) void stream.checkSession();
    });
  }

  add(person: VerifiedCustomer, stream: CustomerStream): void {
    if (stream.ended.aborted) return;
    const key = personKey(person);
    const streams = this.#streams.get(key) ?? new Set();
    this.#streams.set(key, streams.add(stream));
    stream.ended.addEventListener('abort', () => {
      streams.delete(stream);
      if (streams.size === 0 && this.#streams.get(key) === streams) this.#streams.delete(key);
    });
  }
}

function personKey({ tenantId, personId }: { tenantId: string; personId: string }): string {
  return JSON.stringify([tenantId, personId]);
}

/** One reader's stream; everything it holds is freed when either side ends it. */
class CustomerStream {
  readonly body: ReadableStream<Uint8Array>;
  /** Settled when the backend listens, so that nothing can change unseen after the answer has begun; rejects when it cannot. */
  readonly opened: Promise<undefined>;
  readonly #signIn: SignIn;
  readonly #end = new AbortController();
  /** Aborted when the stream has ended. */
  readonly ended = this.#end.signal;
  readonly #encoder = new TextEncoder();
  readonly #timers: ReturnType<typeof setInterval>[] = [];
  #controller: ReadableStreamDefaultController<Uint8Array> | undefined;
  #opening = Promise.withResolvers<undefined>();
  #demand: (() => void) | undefined;
  #missedHeartbeats = 0;

  constructor(
    subscribe: Subscribe,
    signIn: SignIn,
    lastEventId: string | undefined,
    ended: readonly AbortSignal[],
    { heartbeatInterval = 15_000, sessionCheckInterval = 30_000 }: AppOptions,
  ) {
    this.#signIn = signIn;
    this.opened = this.#opening.promise;
    this.body = new ReadableStream(
      {
        start: (controller) => void (this.#controller = controller),
        pull: () => this.#demand?.(),
        cancel: () => this.#close(),
      },
      { highWaterMark: WAITING_TEXTS },
    );
    const { signal } = this.#end;
    for (const end of ended) end.addEventListener('abort', () => this.#close(), { once: true, signal });
    this.#send(`retry: ${RECONNECTION_TIME}\n\n`);
    this.#timers.push(
      setTimeout(() => this.#opening.resolve(undefined), OPENING_TIME),
      setInterval(() => this.#beat(), heartbeatInterval),
      setInterval(() => void this.checkSession(), sessionCheckInterval),
    );
    const events = subscribe({
      signal,
      lastEventId,
      customer: signIn.customer,
      onOpen: () => this.#opening.resolve(undefined),
    });
    void this.#pass(events);
    if (ended.some(({ aborted }) => aborted)) this.#close();
  }

  async #pass(events: AsyncIterable<LiveEvent>): Promise<void> {
    try {
      for await (const event of events) {
        this.#opening.resolve(undefined);
        this.#send(eventText(event));
        await this.#readerIsReady();
        if (this.#end.signal.aborted) break;
      }
    } catch (error) {
      // Before the answer has begun it becomes a problem document; afterwards the reader just connects again.
      this.#opening.reject(error);
    }
    this.#close();
  }

  /** Waits while the reader is slow, so that nothing piles up here. */
  async #readerIsReady(): Promise<void> {
    if (this.#end.signal.aborted || (this.#controller?.desiredSize ?? 0) > 0) return;
    await new Promise<void>((resolve) => (this.#demand = resolve));
  }

  #beat(): void {
    if ((this.#controller?.desiredSize ?? 0) > 0) {
      this.#missedHeartbeats = 0;
      this.#send(':\n\n');
    } else if (++this.#missedHeartbeats >= MISSED_HEARTBEATS) {
      this.#close();
    }
  }

  /** Ends the stream if its reader is not signed in any more. */
  async checkSession(): Promise<void> {
    // A failed check is no proof of a sign-out; the next one tells.
    const holds = await this.#signIn.holds().catch(() => true);
    if (!holds) this.#close();
  }

  #send(text: string): void {
    if (!this.#end.signal.aborted) this.#controller?.enqueue(this.#encoder.encode(text));
  }

  #close(): void {
    if (this.#end.signal.aborted) return;
    this.#end.abort();
    this.#timers.forEach((timer) => clearInterval(timer));
    this.#opening.resolve(undefined);
    this.#demand?.();
    try {
      this.#controller?.close();
    } catch {
      // The reader has gone and closed it already.
    }
  }
}

/** One event as the stream writes it; nothing if the backend sent what is no event. */
function eventText(event: LiveEvent): string {
  const parsed = z.safeParse(LiveEvent, event);
  if (!parsed.success || /[\0\r\n]/.test(parsed.data.id)) return '';
  // What is kept nowhere has no id, and leaves the reader's place in the stream as it is.
  const id = parsed.data.id === '' ? '' : `id: ${parsed.data.id}\n`;
  return `${id}data: ${JSON.stringify(parsed.data)}\n\n`;
}
