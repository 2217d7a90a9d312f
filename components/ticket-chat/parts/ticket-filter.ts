import { TicketFilter } from '../../../src/contract/tickets/list.ts';
import type { UrlNames } from '../../shared/url-state.ts';

/** What the customer narrows the list by; answered by the backend. */
export type TicketListFilter = Omit<TicketFilter, 'cursor' | 'limit'>;

const { cursor: _cursor, limit: _limit, ...schemas } = TicketFilter.shape;

/** How the list writes itself into the page's address. */
export const ticketUrlNames: UrlNames = {
  prefix: 'tickets.',
  schemas,
  open: { parameter: 'ticket', property: 'ticketId' },
};
