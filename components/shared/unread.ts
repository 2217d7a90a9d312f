import type { TicketSummary } from '../../src/contract/tickets/list.ts';
import type { Page } from '../../src/contract/page.ts';

/** Conversations in which something is unread, as everybody asks who counts them: one answer serves all. */
export const unreadInput = { unread: true, limit: 10 };

/** How many there are, `more` than that where the backend does not count them all. */
export function unreadCount({
  items,
  total,
  nextCursor,
}: Pick<Page<TicketSummary>, 'items' | 'total' | 'nextCursor'>): {
  count: number;
  more: boolean;
} {
  return { count: total ?? items.length, more: total === undefined && nextCursor !== null };
}
