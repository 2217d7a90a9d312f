import type { SubscribeContext, VerifiedCustomer } from '../../../src/adapters/adapter.ts';
import { EVENTS_BEFORE, type LiveEvent } from '../../../src/contract/live.ts';
import type { RunTransaction, Scope } from '../transaction.ts';
import { formatCursor, isAfter, parseCursor, type EventCursor } from './cursor.ts';
import { ticketScope } from '../tickets/side.ts';
import type { SeenBook } from '../tickets/seen.ts';
import { RESET, type EventHub, type HeardEvent } from './hub.ts';
import { BATCH, hasRecentEvents, readEvents, readHorizon, readPosition } from './read.ts';

/** Events that may wait for a slow reader; beyond that it is told to look at everything again. */
const MAX_WAITING = 1000;

/** The changes of one customer: first what was missed since `lastEventId`, then what happens. */
export async function* subscribe(
  { hub, run, seen: seenBook }: { hub: EventHub; run: RunTransaction; seen: SeenBook },
  customer: VerifiedCustomer,
  { signal, lastEventId, onOpen }: SubscribeContext,
): AsyncGenerator<LiveEvent, void, undefined> {
  let waiting: HeardEvent[] = [];
  let overflown = false;
  let wake = Promise.withResolvers<undefined>();
  const subscription = await hub.subscribe(customer, (event) => {
    if (waiting.length === MAX_WAITING) {
      waiting = [];
      overflown = true;
    }
    waiting.push(event);
    wake.resolve(undefined);
  });
  const abort = () => wake.resolve(undefined);
  signal.addEventListener('abort', abort);
  const leave = seenBook.keep(customer);
  try {
    let seen: EventCursor = subscription.position;
    const scope = ticketScope(customer);
    if (lastEventId === undefined) onOpen?.();
    const since =
      lastEventId === undefined ? await freshStart(run, scope, customer, seen) : await resumable(run, lastEventId);
    if (since === null) {
      yield { ...RESET, id: formatCursor(seen) };
    } else if (lastEventId !== undefined) {
      seen = since;
      for (let more = true; more && !signal.aborted;) {
        const after = seen;
        const missed = await run(scope, (transaction) => readEvents(transaction, after, customer));
        for (const { event, cursor } of missed) {
          yield event;
          seen = cursor;
        }
        more = missed.length === BATCH;
      }
    }
    if (lastEventId !== undefined) onOpen?.();
    while (!signal.aborted) {
      if (overflown) {
        overflown = false;
        // The reader looks at everything again, and goes on behind what waits now.
        seen = waiting.findLast(({ cursor }) => cursor !== undefined)?.cursor ?? seen;
        waiting = [];
        yield { ...RESET, id: formatCursor(seen) };
      }
      const next = waiting.shift();
      if (next === undefined) {
        wake = Promise.withResolvers();
        await wake.promise;
      } else if (next.cursor === undefined) {
        yield next.event;
      } else if (isAfter(next.cursor, seen)) {
        seen = next.cursor;
        yield next.event;
      }
    }
  } finally {
    signal.removeEventListener('abort', abort);
    leave();
    subscription.stop();
  }
}

/** The present place, unless what has just happened may be missing from what the reader was told before. */
async function freshStart(
  run: RunTransaction,
  scope: Scope,
  customer: VerifiedCustomer,
  position: EventCursor,
): Promise<EventCursor | null> {
  const recent = await run(scope, (transaction) => hasRecentEvents(transaction, customer, EVENTS_BEFORE));
  return recent ? null : position;
}

/** The place that an id names, if events after it are still kept and it is not from the future. */
async function resumable(run: RunTransaction, lastEventId: string): Promise<EventCursor | null> {
  const cursor = parseCursor(lastEventId);
  if (cursor === null) return null;
  return run('operator', async (transaction) => {
    const horizon = await readHorizon(transaction);
    const position = await readPosition(transaction);
    return isAfter(horizon, cursor) || isAfter(cursor, position) ? null : cursor;
  });
}
