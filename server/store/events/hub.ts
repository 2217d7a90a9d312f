import type { LiveEvent } from '../../../src/contract/live.ts';
import { EVENT_CHANNEL } from '../announce.ts';
import type { Database } from '../database.ts';
import type { RunTransaction } from '../transaction.ts';
import type { EventCursor } from './cursor.ts';
import { BATCH, readEvents, readPosition, type StoredEvent } from './read.ts';

/** Milliseconds between looks at the database, in case a notification was lost or a transaction committed late. */
const POLL_INTERVAL = 1000;

type Listener = (event: StoredEvent) => void;

/** Reads each event once for the whole process and hands it to those whom it concerns. */
export interface EventHub {
  /** Resolves when nothing that happens from now on can be missed; answers the place in the stream. */
  subscribe(customer: { tenantId: string; customerId: string }, listener: Listener): Promise<Subscription>;
  close(): Promise<void>;
}

export interface Subscription {
  position: EventCursor;
  stop: () => void;
}

export const RESET: Pick<LiveEvent, 'type' | 'entity'> = { type: 'reset', entity: '*' };

const keyOf = ({ tenantId, customerId }: { tenantId: string; customerId: string }) =>
  JSON.stringify([tenantId, customerId]);

export function createEventHub(
  database: Pick<Database, 'listen'>,
  run: RunTransaction,
  onError: (error: unknown) => void,
): EventHub {
  const listeners = new Map<string, Set<Listener>>();
  let position: Promise<EventCursor> | undefined;
  let timer: NodeJS.Timeout | undefined;
  let stopListening: Promise<() => Promise<void>> | undefined;
  let reading: Promise<void> | undefined;
  let again = false;

  /** One reading at a time; who asks meanwhile gets another one after it. */
  const wake = () => {
    if (reading !== undefined || position === undefined) {
      again = true;
      return;
    }
    again = false;
    reading = read()
      .catch(onError)
      .finally(() => {
        reading = undefined;
        if (again) wake();
      });
  };

  const read = async () => {
    for (let more = true; more && position !== undefined;) {
      const after = await position;
      const events = await run('operator', (transaction) => readEvents(transaction, after));
      const last = events.at(-1);
      if (last !== undefined) position = Promise.resolve(last.cursor);
      for (const event of events) for (const listener of listeners.get(keyOf(event)) ?? []) listener(event);
      more = events.length === BATCH;
    }
  };

  const start = async (): Promise<EventCursor> => {
    stopListening ??= database.listen(EVENT_CHANNEL, wake);
    await stopListening;
    timer ??= setInterval(wake, POLL_INTERVAL);
    timer.unref();
    return run('operator', readPosition);
  };

  const stop = async () => {
    clearInterval(timer);
    timer = undefined;
    position = undefined;
    const stopping = stopListening;
    stopListening = undefined;
    await (
      await stopping?.catch(() => undefined)
    )?.();
  };

  return {
    async subscribe(customer, listener) {
      const key = keyOf(customer);
      const group = listeners.get(key) ?? new Set();
      listeners.set(key, group.add(listener));
      const remove = () => {
        group.delete(listener);
        if (group.size === 0 && listeners.get(key) === group) listeners.delete(key);
        // Nobody listens: the database is left alone until somebody comes.
        if (listeners.size === 0) stop().catch(onError);
      };
      try {
        position ??= start();
        return { position: await position, stop: remove };
      } catch (error) {
        position = undefined;
        remove();
        throw error;
      }
    },
    async close() {
      listeners.clear();
      await stop();
      await reading;
    },
  };
}
