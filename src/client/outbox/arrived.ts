import type { Page } from '../../contract/page.ts';
import { listMessages, MAX_MESSAGES, sendMessage, type Message } from '../../contract/tickets/message.ts';
import { listTickets, type TicketSummary } from '../../contract/tickets/list.ts';
import { createTicket, getTicket } from '../../contract/tickets/ticket.ts';
import type { OutboxItem } from './store.ts';
import type { UploadOptions } from './upload.ts';

/** Pages of messages, and of requests, that are looked through at most. */
const PAGES = 20;
/** Clocks may differ by so much; milliseconds. */
const SKEW = 86_400_000;

/**
 * Looks whether the backend has something of which its answers could not be read: what it would have answered, or null
 * if it surely has not.
 *
 * @throws CabinetError, or Error, where that cannot be known
 */
export async function findArrived(item: OutboxItem, query: UploadOptions['query']): Promise<unknown> {
  const { operationId, input, createdAt } = item;
  const fresh = { staleTime: 0 };
  const isBefore = (at: string) => Date.parse(at) < createdAt - SKEW;
  const findIn = (messages: readonly Message[]) => {
    if (messages.some(({ author, clientId, event }) => author.side === 'customer' && !clientId && !event)) {
      throw new Error('The backend does not say which message is which');
    }
    return messages.find(({ clientId }) => clientId === item.id);
  };
  if (operationId === sendMessage.id) {
    const ticketId = String(input['ticketId']);
    let before: number | undefined;
    for (let page = 0; page < PAGES; page++) {
      const { items, hasEarlier } = await query(listMessages, { ticketId, before, limit: MAX_MESSAGES }, fresh);
      const found = findIn(items);
      if (found) return found;
      const [first] = items;
      if (!first || !hasEarlier || isBefore(first.at)) return null;
      before = first.sequence;
    }
  }
  if (operationId === createTicket.id) {
    let cursor: string | undefined;
    for (let page = 0; page < PAGES; page++) {
      const { items, nextCursor, leftOut }: Page<TicketSummary> = await query(listTickets, { cursor }, fresh);
      if (leftOut) break;
      for (const { id: ticketId } of items.filter(({ title }) => title === input['title'])) {
        const { items: messages } = await query(listMessages, { ticketId, after: 0 }, fresh);
        if (findIn(messages)) return query(getTicket, { ticketId }, fresh);
      }
      const last = items.at(-1);
      if (nextCursor === null || (last && isBefore(last.updatedAt))) return null;
      cursor = nextCursor;
    }
  }
  throw new Error(`It cannot be known whether ${operationId} arrived`);
}
