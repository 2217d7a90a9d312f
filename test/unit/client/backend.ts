import type { Adapter, CallContext, SubscribeContext } from '../../../src/adapters/adapter.ts';
import { memory, type MemoryAdapter } from '../../../src/adapters/memory/index.ts';
import { CabinetError, type LiveEvent, type Operation } from '../../../src/index.ts';

export const now = new Date('2026-11-23T10:00:00Z');

export interface Call {
  id: string;
  input: unknown;
  context: CallContext;
}

/** A call that waits until the test lets it go on. */
export interface Held extends Call {
  release(): void;
}

/** The demo backend, watched: it tells what it was asked, and a test can hold, fail or replace an answer. */
export class Backend implements Adapter {
  readonly runsIn = ['browser'] as const;
  readonly memory: MemoryAdapter = memory({ now });
  readonly calls: Call[] = [];
  readonly held: Held[] = [];
  readonly streams: Stream[] = [];
  /** Answers instead of the demo data, by operation id; `undefined` means: as usual. */
  readonly answers: Record<string, (call: Call) => unknown> = {};
  holding: (call: Call) => boolean = () => false;
  live = false;
  subscribe?: NonNullable<Adapter['subscribe']>;

  constructor({ live = false } = {}) {
    this.live = live;
    this.answers['capabilities.get'] = async () => ({
      operations: [
        'capabilities.get',
        'session.get',
        'orders.list',
        'orders.get',
        'orders.reorder',
        'orders.previewReorder',
      ],
      live: this.live,
    });
    if (live) this.subscribe = (context) => this.#open(context);
  }

  supports(operation: Pick<Operation, 'id'>): boolean {
    return this.memory.supports(operation);
  }

  async call(operation: Operation, input: unknown, context: CallContext): Promise<never> {
    const call = { id: operation.id, input, context };
    this.calls.push(call);
    if (this.holding(call)) {
      await new Promise<void>((resolve, reject) => {
        this.held.push({ ...call, release: resolve });
        context.signal?.addEventListener('abort', () => reject(context.signal?.reason));
      });
    }
    const answer = await this.answers[operation.id]?.(call);
    if (answer !== undefined) return answer as never;
    return this.memory.call(operation, input, context) as Promise<never>;
  }

  /** How often an operation was asked. */
  count(id: string): number {
    return this.calls.filter((call) => call.id === id).length;
  }

  async *#open(context: SubscribeContext): AsyncGenerator<LiveEvent> {
    const stream = new Stream(context);
    this.streams.push(stream);
    yield* stream;
  }
}

/** One open event stream, as the backend sees it. */
export class Stream {
  readonly context: SubscribeContext;
  readonly #events: LiveEvent[] = [];
  #wake: () => void = () => {};
  #end: { error: Error | undefined } | undefined;

  constructor(context: SubscribeContext) {
    this.context = context;
    context.signal.addEventListener('abort', () => this.#wake());
  }

  get open(): boolean {
    return !this.context.signal.aborted && !this.#end;
  }

  send(event: Partial<LiveEvent>): void {
    this.#events.push({ id: '1', type: 'order.updated', entity: 'orders', ...event });
    this.#wake();
  }

  /** Ends it, by an error or quietly. */
  end(error?: Error): void {
    this.#end = { error };
    this.#wake();
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<LiveEvent> {
    for (;;) {
      yield* this.#events.splice(0);
      this.context.signal.throwIfAborted();
      if (this.#end?.error !== undefined) throw this.#end.error;
      if (this.#end) return;
      await new Promise<void>((resolve) => (this.#wake = resolve));
    }
  }
}

export const refused = (): never => {
  throw new CabinetError('unauthenticated');
};

/** The error of a call that must fail. */
export async function failure(call: Promise<unknown>): Promise<unknown> {
  let value: unknown;
  try {
    value = await call;
  } catch (error) {
    return error;
  }
  throw new Error(`It succeeded: ${JSON.stringify(value)}`);
}
