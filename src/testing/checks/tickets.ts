import { operations } from '../../contract/operations.ts';
import { MAX_MESSAGES, type Message, type TicketSummary } from '../../contract/tickets/index.ts';
import type { Caller } from '../caller.ts';
import type { Rule } from '../check.ts';
import { hold, unchecked } from '../expect.ts';
import { openConversation } from '../samples/tickets.ts';
import { idsOf, sameRows } from './lists.ts';
import { codeProbes, type Narrowing } from './narrowing.ts';

/** How the list of tickets is filtered; it has one order, the latest activity first. */
export const ticketNarrowing: Narrowing<TicketSummary> = {
  list: operations.tickets.list,
  item: 'ticket',
  sorts: [],
  compare: {},
  filters: {
    state: (all) => codeProbes(all, 'state', ({ status }) => status.code),
    unread: () => [{ filter: { unread: true }, keeps: ({ unread }) => unread > 0 }],
    kindId: (all) => {
      const id = all[0]?.kind.id;
      return [{ filter: { kindId: id }, keeps: ({ kind }) => kind.id === id }];
    },
    aboutId: (all) => {
      const id = all.flatMap(({ about }) => about)[0]?.id ?? unchecked('no ticket is about something');
      return [{ filter: { aboutId: id }, keeps: ({ about }) => about.some((subject) => subject.id === id) }];
    },
    search: (all) => {
      const number = all[Math.floor(all.length / 2)]?.number ?? '';
      // It is looked for in messages too.
      return [{ filter: { search: number }, keeps: (row) => row.number === number, mayKeepOthers: true }];
    },
  },
  unasked: ['customerId', 'queue'],
};

/** Tickets whose conversations are looked at for one that is long enough to be read in parts. */
const CONVERSATIONS = 5;
/** Messages of a part. */
const PART = 2;
/** Messages that are read again in parts. */
const ENOUGH = 15;

/** What must hold of a conversation, which is read in parts from any place both ways. */
export function messageRules(caller: Caller): Rule[] {
  const { list, messages } = operations.tickets;
  const longest = async () => {
    const { items } = caller.offers(list) ? await caller.ask(list, { limit: CONVERSATIONS }) : { items: [] };
    const read = async (ticketId: string) => ({
      ticketId,
      ...(await caller.ask(messages, { ticketId, limit: MAX_MESSAGES })),
    });
    const conversations = await Promise.all(items.map(({ id }) => read(id)));
    const [conversation] = conversations.toSorted((one, other) => other.items.length - one.items.length);
    return conversation && conversation.items.length > PART ? conversation : read(await openConversation(caller));
  };
  return [
    {
      name: 'counts up, and ends with the latest message',
      test: async () => {
        const { items, hasLater } = await longest();
        const wrong = items.find(({ sequence }, index) => sequence <= (items[index - 1]?.sequence ?? 0));
        hold(wrong === undefined, `the sequence ${wrong?.sequence} of ${wrong?.id} does not count up`);
        hold(!hasLater, 'there are said to be later messages than the latest');
      },
    },
    {
      name: 'has no gap and no repeat, read in parts backwards and forwards',
      test: async () => {
        const { ticketId, items, hasEarlier } = await longest();
        const wanted = items.slice(-ENOUGH);
        const before: Message[] = [];
        for (let more = true; more && before.length < wanted.length;) {
          const from = before[0] && { before: before[0].sequence };
          const part = await caller.ask(messages, { ticketId, limit: PART, ...from });
          hold(part.items.length <= PART, `${part.items.length} messages came where ${PART} were asked for`);
          before.unshift(...part.items);
          more = part.hasEarlier && part.items.length > 0;
          if (!more) hold(!hasEarlier, 'the conversation ends earlier when it is read in parts');
        }
        sameRows(idsOf(before.slice(-wanted.length)), idsOf(wanted), 'read backwards');
        const after = wanted.slice(0, 1);
        for (let more = true; more && after.length < wanted.length;) {
          const part = await caller.ask(messages, { ticketId, limit: PART, after: after.at(-1)?.sequence });
          after.push(...part.items);
          more = part.hasLater && part.items.length > 0;
        }
        sameRows(idsOf(after), idsOf(wanted), 'read forwards');
      },
    },
  ];
}
