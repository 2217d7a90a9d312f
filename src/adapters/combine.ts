import type { LiveEvent } from '../contract/live.ts';
import type { Operation, OutputOf } from '../contract/operation.ts';
import type { Operations } from '../contract/operations.ts';
import { getCapabilities, type Capabilities } from '../contract/session.ts';
import type { Adapter, CallContext, SubscribeContext } from './adapter.ts';

/** Which adapter answers for which capability instead of the base. */
export type AdapterParts = { readonly [Capability in Exclude<keyof Operations, 'capabilities'>]?: Adapter };

/**
 * Takes each capability from the system that has it: everything from `base`, except what `parts` names.
 * Capabilities and live events are merged; it runs where all of them run.
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
  const responsible = (capability: string) => byCapability.get(capability) ?? base;
  const capabilityOf = (operationId: string) => operationId.slice(0, operationId.indexOf('.'));

  const runsIn = base.runsIn.filter((runtime) => adapters.every((adapter) => adapter.runsIn.includes(runtime)));
  if (runsIn.length === 0) {
    throw new TypeError('These adapters cannot be combined: no runtime (browser, server) suits all of them');
  }

  async function capabilities(context: CallContext): Promise<Capabilities> {
    const answers = await Promise.all(
      adapters.map(async (adapter) => {
        const { operations, live } = await adapter.call(getCapabilities, {}, context);
        const own = operations.filter((id) => responsible(capabilityOf(id)) === adapter);
        return { operations: own, live: live && adapter.subscribe !== undefined };
      }),
    );
    return {
      operations: answers.flatMap(({ operations }) => operations),
      live: answers.some(({ live }) => live),
    };
  }

  const subscribed = adapters.filter((adapter) => adapter.subscribe !== undefined);
  return {
    name: base.name,
    runsIn,
    supports: (operation) => responsible(capabilityOf(operation.id)).supports(operation),
    async call<O extends Operation>(operation: O, input: never, context: CallContext): Promise<OutputOf<O>> {
      if (operation.id === getCapabilities.id) return (await capabilities(context)) as OutputOf<O>;
      return responsible(capabilityOf(operation.id)).call(operation, input, context);
    },
    ...(subscribed.length > 0 && {
      subscribe: (context: SubscribeContext) =>
        mergeEvents(
          subscribed,
          (event, source) => event.type === 'reset' || responsible(event.entity) === source,
          context,
        ),
    }),
  };
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
