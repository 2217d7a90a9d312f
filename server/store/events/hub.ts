import type { LiveEvent } from '../../../src/contract/live.ts';
import type { VerifiedCustomer } from '../../../src/adapters/adapter.ts';
import { EVENT_CHANNEL, PRESENCE_CHANNEL, type PresenceNotice } from '../announce.ts';
import type { Database } from '../database.ts';
import { TYPING } from '../tickets/presence.ts';
import { sideOf } from '../tickets/side.ts';
import type { RunTransaction } from '../transaction.ts';
import type { EventCursor } from './cursor.ts';
import { BATCH, readEvents, readPosition } from './read.ts';

/** Milliseconds between looks at the database, in case a notification was lost or a transaction committed late. */
const POLL_INTERVAL = 1000;

/** Something that happened to a customer; without a place in the stream it is kept nowhere. */
export interface HeardEvent {
  event: LiveEvent;
  cursor?: EventCursor;
}

type Listener = (event: HeardEvent) => void;

/** What staff hear of from all customers of their company. */
const STAFF_ENTITIES = ['tickets', 'presence'];

/** Reads each event once for the whole process and hands it to those whom it concerns. */
export interface EventHub {
  /** Resolves when nothing that happens from now on can be missed; answers the place in the stream. */
  subscribe(customer: VerifiedCustomer, listener: Listener): Promise<Subscription>;
  close(): Promise<void>;
}

export interface Subscription {
  position: EventCursor;
  stop: () => void;
}

export const RESET: Pick<LiveEvent, 'type' | 'entity'> = { type: 'reset', entity: '*' };

const keyOf = ({ tenantId, customerId }: { tenantId: string; customerId: string }) =>
  JSON.stringify([tenantId, customerId]);
const staffKeyOf = ({ tenantId }: { tenantId: string }) => JSON.stringify([tenantId]);

export function createEventHub(
  database: Pick<Database, 'listen'>,
  run: RunTransaction,
  onError: (error: unknown) => void,
): EventHub {
  const listeners = new Map<string, Set<Listener>>();
  let position: Promise<EventCursor> | undefined;
  let timer: NodeJS.Timeout | undefined;
  let stopListening: Promise<(() => Promise<void>)[]> | undefined;
  const forgetting = new Set<NodeJS.Timeout>();
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

  /** Tells those whom it concerns, each once. */
  const tell = (customer: { tenantId: string; customerId: string }, heard: HeardEvent) => {
    const concerned = new Set(listeners.get(keyOf(customer)));
    if (STAFF_ENTITIES.includes(heard.event.entity)) {
      for (const listener of listeners.get(staffKeyOf(customer)) ?? []) concerned.add(listener);
    }
    for (const listener of concerned) listener(heard);
  };

  /** Told when somebody begins to type, and when they have surely stopped. */
  const onPresence = (payload: string) => {
    try {
      const { typing, ticketId, ...customer } = JSON.parse(payload) as PresenceNotice;
      const heard = { event: { id: '', type: 'presence.updated', entity: 'presence', entityId: ticketId } };
      tell(customer, heard);
      if (!typing) return;
      const timer = setTimeout(() => {
        forgetting.delete(timer);
        tell(customer, heard);
      }, TYPING);
      timer.unref();
      forgetting.add(timer);
    } catch (error) {
      // Somebody else used the channel.
      onError(error);
    }
  };

  const read = async () => {
    for (let more = true; more && position !== undefined;) {
      const after = await position;
      const events = await run('operator', (transaction) => readEvents(transaction, after));
      const last = events.at(-1);
      if (last !== undefined) position = Promise.resolve(last.cursor);
      for (const event of events) tell(event, event);
      more = events.length === BATCH;
    }
  };

  const start = async (): Promise<EventCursor> => {
    stopListening ??= Promise.all([
      database.listen(EVENT_CHANNEL, wake),
      database.listen(PRESENCE_CHANNEL, onPresence),
    ]);
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
    for (const timer of forgetting) clearTimeout(timer);
    forgetting.clear();
    for (const end of (await stopping?.catch(() => undefined)) ?? []) await end();
  };

  return {
    async subscribe(customer, listener) {
      const keys = [keyOf(customer), ...(sideOf(customer) === 'staff' ? [staffKeyOf(customer)] : [])];
      for (const key of keys) listeners.set(key, (listeners.get(key) ?? new Set()).add(listener));
      const remove = () => {
        for (const key of keys) {
          const group = listeners.get(key);
          group?.delete(listener);
          if (group?.size === 0) listeners.delete(key);
        }
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
