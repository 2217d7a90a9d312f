import type { getOrder, Order } from '../contract/orders/order.ts';
import type { LiveEvent } from '../contract/live.ts';
import { capabilityOf, type Operation, type OutputOf, type ParsedInputOf } from '../contract/operation.ts';
import type { Operations } from '../contract/operations.ts';
import { CabinetError, isCabinetError } from '../contract/problem.ts';
import { getCapabilities, type Capabilities } from '../contract/session.ts';
import type { Adapter, CallContext, SubscribeContext } from './adapter.ts';

/** Typed, so that it is the operation's; not imported, so that a page that shows no order loads nothing of it. */
const ORDER: (typeof getOrder)['id'] = 'orders.get';

/** What asks by ids of another capability. */
const goesWith: Readonly<Record<string, string>> = { presence: 'tickets', payments: 'invoices' };

/** Which adapter answers for which capability instead of the base. */
export type AdapterParts = { readonly [Capability in Exclude<keyof Operations, 'capabilities'>]?: Adapter };

/**
 * Takes each capability from the system that has it: everything from `base`, except what `parts` names. What is about
 * things of a part is that system's too unless it is named: presence goes with tickets, payments with invoices.
 * Capabilities and live events are merged, what a system has no events of is polled; it runs where all of them run.
 * Where orders and invoices are kept apart, an order has the papers of its invoices.
 * Each system fails for itself: that a part knows nobody does not end the session, which is the base's.
 *
 * @example
 * ```ts
 * const adapter = combine(vendure({ url }), { tickets: requestTracker({ url: trackerUrl }) });
 * ```
 * @throws TypeError if there is no place where all of them may run.
 */
export function combine(base: Adapter, parts: AdapterParts): Adapter {
  const byCapability = new Map<string, Adapter>(Object.entries(parts));
  const adapters = [...new Set([base, ...byCapability.values()])];
  const responsible = (capability: string) =>
    byCapability.get(capability) ?? byCapability.get(goesWith[capability] ?? '') ?? base;

  const runsIn = base.runsIn.filter((runtime) => adapters.every((adapter) => adapter.runsIn.includes(runtime)));
  if (runsIn.length === 0) {
    throw new TypeError('These adapters cannot be combined: no runtime (browser, server) suits all of them');
  }

  async function capabilities(context: CallContext): Promise<Capabilities> {
    const answers = await Promise.all(
      adapters.map(async (adapter) => {
        const { operations, live, polled } = await adapter.call(getCapabilities, {}, context);
        const own = operations.filter((id) => responsible(capabilityOf({ id })) === adapter);
        const streamed = (capability: string) =>
          live && adapter.subscribe !== undefined && !polled?.includes(capability);
        return { own, polled: own.map((id) => capabilityOf({ id })).filter((capability) => !streamed(capability)) };
      }),
    );
    const operations = answers.flatMap(({ own }) => own);
    const polled = new Set(answers.flatMap((answer) => answer.polled));
    const live = operations.some((id) => !polled.has(capabilityOf({ id })));
    return { operations, live, ...(live && polled.size > 0 && { polled: [...polled] }) };
  }

  const invoices = responsible('invoices');
  const apart = invoices !== responsible('orders');
  async function orderWithPapers(orderId: string, asked: Promise<unknown>, context: CallContext): Promise<Order> {
    // On demand: few are combined so.
    const found = import('./order-invoices.ts').then(({ papersOf }) => papersOf(orderId, invoices, context));
    const [order, papers] = await Promise.all([asked as Promise<Order>, found]);
    return { ...order, documents: [...order.documents, ...papers] };
  }

  const subscribed = adapters.filter((adapter) => adapter.subscribe !== undefined);
  return {
    name: base.name,
    runsIn,
    supports: (operation) => responsible(capabilityOf(operation)).supports(operation),
    async call<O extends Operation>(operation: O, input: never, context: CallContext): Promise<OutputOf<O>> {
      if (operation.id === getCapabilities.id) return (await capabilities(context)) as OutputOf<O>;
      const source = responsible(capabilityOf(operation));
      try {
        const asked = source.call(operation, input, context);
        if (!apart || operation.id !== ORDER) return await asked;
        const { orderId } = input as ParsedInputOf<typeof getOrder>;
        return (await orderWithPapers(orderId, asked, context)) as OutputOf<O>;
      } catch (error) {
        throw source === responsible('session') ? error : notTheSession(error, context);
      }
    },
    ...(subscribed.length > 0 && {
      isStreamed: (capability: string) => {
        const source = responsible(capability);
        return source.subscribe !== undefined && source.isStreamed?.(capability) !== false;
      },
      subscribe: (context: SubscribeContext) =>
        mergeEvents(
          subscribed,
          (event, source) => event.type === 'reset' || responsible(event.entity) === source,
          context,
        ),
    }),
  };
}

/** That a system beside the session's knows nobody: there the person signs in again, and on the server only the company can. */
function notTheSession(error: unknown, { customer }: CallContext): unknown {
  if (!isCabinetError(error) || error.code !== 'unauthenticated') return error;
  const { message } = error;
  return customer
    ? new CabinetError('unavailable', message, { cause: error })
    : new CabinetError('unauthenticated', message, { cause: error, elsewhere: true });
}

/** Where each of the merged streams stands, as the one id that the client remembers. */
function readPositions(lastEventId: string | undefined, count: number): (string | undefined)[] {
  try {
    const positions: unknown = JSON.parse(lastEventId ?? '');
    if (Array.isArray(positions) && positions.length === count) {
      return positions.map((id: unknown) => (typeof id === 'string' ? id : undefined));
    }
  } catch {
    // No position, or one of another combination: every stream starts anew.
  }
  return new Array<undefined>(count).fill(undefined);
}

async function* mergeEvents(
  sources: readonly Adapter[],
  wanted: (event: LiveEvent, source: Adapter) => boolean,
  { signal, lastEventId, onOpen, ...context }: SubscribeContext,
): AsyncGenerator<LiveEvent, void, undefined> {
  const positions = readPositions(lastEventId, sources.length);
  const stop = new AbortController();
  const ended = AbortSignal.any([signal, stop.signal]);
  let closed = sources.length;
  const pending = new Map<number, Promise<{ index: number; result: IteratorResult<LiveEvent> }>>();

  const iterators = sources.map((source, index) => {
    let open = false;
    const events = source.subscribe?.({
      ...context,
      signal: ended,
      lastEventId: positions[index],
      onOpen: () => {
        if (!open && --closed === 0) onOpen?.();
        open = true;
      },
    });
    return events?.[Symbol.asyncIterator]();
  });
  const advance = (index: number) => {
    const next = iterators[index]?.next();
    if (next)
      pending.set(
        index,
        next.then((result) => ({ index, result })),
      );
  };

  try {
    iterators.forEach((_, index) => advance(index));
    for (;;) {
      const { index, result } = await Promise.race(pending.values());
      // One lost link ends them all, so that the client resumes all of them from where they stand.
      if (result.done) return;
      advance(index);
      const source = sources[index];
      positions[index] = result.value.id;
      if (source && wanted(result.value, source)) yield { ...result.value, id: JSON.stringify(positions) };
    }
  } finally {
    stop.abort();
    for (const rest of pending.values()) rest.catch(() => undefined);
  }
}
