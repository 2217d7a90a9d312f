import { operations } from '../../contract/operations.ts';
import type { TicketSummary } from '../../contract/tickets/index.ts';
import { unchecked } from '../expect.ts';
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
