import { sql, type SqlBool } from 'kysely';
import type { VerifiedCustomer } from '../../../src/adapters/adapter.ts';
import type { Page } from '../../../src/contract/page.ts';
import type { TicketFilter, TicketSummary } from '../../../src/contract/tickets/index.ts';
import { pageOfRows, readCursor } from '../newest-first.ts';
import type { RunTransaction, StoreTransaction } from '../transaction.ts';
import { toSummary } from './mapping.ts';
import { readSettings } from './settings.ts';
import { sideOf, ticketScope } from './side.ts';
import { ticketRows, unreadCount } from './ticket.ts';

const DEFAULT_PAGE_SIZE = 20;
/** Tickets in which words were found, at most. */
const MAX_FOUND = 1000;

/** Tickets with the latest activity first; for staff the queue of the whole company. */
export function listTickets(
  run: RunTransaction,
  filter: TicketFilter,
  customer: VerifiedCustomer,
): Promise<Page<TicketSummary>> {
  const limit = filter.limit ?? DEFAULT_PAGE_SIZE;
  return run(ticketScope(customer), async (transaction) => {
    const settings = await readSettings(transaction, customer.tenantId);
    const found = filter.search === undefined ? null : await findTickets(transaction, filter.search, customer);
    if (found?.length === 0) return { items: [], nextCursor: null };
    let query = ticketRows(transaction, customer)
      .orderBy('tickets.updated_at', 'desc')
      .orderBy('tickets.id', 'desc')
      .limit(limit + 1);
    if (found !== null) query = query.where(sql<SqlBool>`tickets.id = any(${found}::text[])`);
    if (filter.state !== undefined && filter.state.length > 0) query = query.where('tickets.state', 'in', filter.state);
    if (filter.kindId !== undefined) query = query.where('tickets.kind_id', '=', withoutZero(filter.kindId));
    if (filter.aboutId !== undefined) {
      query = query.where(sql<SqlBool>`${withoutZero(filter.aboutId)} = any(tickets.about_ids)`);
    }
    if (filter.unread !== undefined) {
      query = query.where(sql<SqlBool>`(${unreadCount(customer)} > 0) = ${filter.unread}`);
    }
    if (sideOf(customer) === 'staff' && filter.customerId !== undefined) {
      query = query.where('tickets.customer_id', '=', withoutZero(filter.customerId));
    }
    if (sideOf(customer) === 'staff' && filter.queue === 'mine') {
      query = query.where('tickets.assignee_id', '=', customer.personId);
    }
    if (sideOf(customer) === 'staff' && filter.queue === 'unassigned') {
      query = query.where('tickets.assignee_id', 'is', null);
    }
    if (filter.cursor !== undefined) {
      const { at, id } = readCursor(filter.cursor);
      query = query.where(sql<SqlBool>`(tickets.updated_at, tickets.id) < (${at}::timestamptz, ${id})`);
    }
    return pageOfRows(
      await query.execute(),
      limit,
      ({ updated_at: at, id }) => ({ at, id }),
      (row) => toSummary(row, customer, settings),
    );
  });
}

/** No text of the database holds a zero byte, so nothing is found by one. */
const withoutZero = (id: string) => id.replaceAll('\0', '\uFFFD');

async function findTickets(
  transaction: StoreTransaction,
  search: string,
  customer: VerifiedCustomer,
): Promise<string[] | null> {
  const words = [...new Set(search.replaceAll('\0', '').toLowerCase().split(/\s+/).filter(Boolean))];
  if (words.length === 0) return null;
  const patterns = words.map((word) => `%${word.replace(/[\\%_]/g, '\\$&')}%`);
  const find = sideOf(customer) === 'staff' ? 'search_tickets_of_company' : 'search_tickets';
  const { rows } = await sql<{ id: string }>`
    select ${sql.ref(find)}(${patterns}::text[], ${MAX_FOUND}) as id`.execute(transaction);
  return rows.map(({ id }) => id);
}
