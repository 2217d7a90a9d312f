import type { LiveEvent } from '../../contract/live.ts';
import { operations } from '../../contract/operations.ts';
import type { Caller, EventSource } from '../caller.ts';
import type { Rule } from '../check.ts';
import { hold, same, unchecked } from '../expect.ts';
import { placeOrder } from '../samples/orders.ts';
import { openTicket } from '../samples/tickets.ts';

/** Makes something happen, and answers the id of what it happened to. */
async function happen(caller: Caller): Promise<string> {
  if (caller.offers(operations.orders.reorder)) return placeOrder(caller);
  if (caller.offers(operations.tickets.create)) return openTicket(caller);
  return unchecked('there is no operation to make something happen');
}

/** Reads until something is told of an entity. */
async function readUntil(source: EventSource, entityId: string): Promise<LiveEvent[]> {
  const events: LiveEvent[] = [];
  while (events.at(-1)?.entityId !== entityId) events.push(await source.next());
  return events;
}

/** Reads a stream, and goes away whatever comes of it. */
async function reading<Result>(
  stream: Promise<EventSource>,
  read: (source: EventSource) => Promise<Result>,
): Promise<Result> {
  const source = await stream;
  try {
    return await read(source);
  } finally {
    await source.close();
  }
}

const tells = (events: readonly LiveEvent[], entityId: string) => events.some((event) => event.entityId === entityId);

/** What must hold of the stream of changes; making something happen needs to write. */
export function eventRules(caller: Caller, other: Caller | undefined): Rule[] {
  const rules: Rule[] = [
    {
      name: 'says reset when it does not know the last event',
      test: async () => {
        const { type } = await reading(caller.listen('an-id-of-nobody'), (source) => source.next());
        hold(type === 'reset', `the first event after an unknown Last-Event-ID must be reset, it is ${type}`);
      },
    },
    {
      name: 'tells what happens, and goes on after the last event without gap or repeat',
      test: async () => {
        caller.needsWriting();
        const before = await reading(caller.listen(), async (source) => readUntil(source, await happen(caller)));
        const last = before.at(-1)?.id ?? '';
        hold(last !== '', 'an event has no id, so that nobody can go on after it');
        const missed = [await happen(caller), await happen(caller)];
        // What happens now comes after all that was missed.
        const events = await reading(caller.listen(last), async (source) => readUntil(source, await happen(caller)));
        const ids = events.map(({ id }) => id).filter((id) => id !== '');
        const repeated = ids.find((id, index) => id === last || ids.indexOf(id) !== index);
        hold(
          events.every(({ type }) => type !== 'reset'),
          'resumed, the stream says reset although the last event was just told',
        );
        hold(repeated === undefined, `resumed, the stream repeats the event ${repeated}`);
        for (const id of missed) hold(tells(events, id), `resumed, the stream skips what happened to ${id}`);
        const told = [...new Set(events.flatMap(({ entityId }) => entityId ?? []))];
        same(
          told.filter((id) => missed.includes(id)),
          missed,
          'resumed, what was missed is told in another order',
        );
      },
    },
  ];
  if (other !== undefined) {
    rules.push({
      name: 'tells nobody what happens to others',
      test: async () => {
        caller.needsWriting();
        await reading(other.listen(), (theirs) =>
          reading(caller.listen(), async (mine) => {
            const placed = await happen(caller);
            await readUntil(mine, placed);
            // Something of their own is the proof that their stream works and told nothing before it.
            const told = await readUntil(theirs, await happen(other));
            hold(!tells(told, placed), `the other customer was told what happened to ${placed}`);
          }),
        );
      },
    });
  }
  return rules;
}
