import { sql, type Kysely, type Selectable } from 'kysely';
import type { VerifiedCustomer } from '../../../src/adapters/adapter.ts';
import type { Ticket } from '../../../src/contract/tickets/index.ts';
import { notFound, storableId } from '../call.ts';
import type { Schema } from '../schema.ts';
import type { TicketTable } from '../tickets-schema.ts';
import type { RunTransaction, StoreTransaction } from '../transaction.ts';
import { toTicket } from './mapping.ts';
import { readSettings } from './settings.ts';
import { ofSide, sideOf, ticketScope } from './side.ts';

export const ticketNotFound = notFound('ticket');

export function getTicket(run: RunTransaction, ticketId: string, customer: VerifiedCustomer): Promise<Ticket> {
  return run(ticketScope(customer), (transaction) => readTicket(transaction, ticketId, customer));
}

export async function readTicket(
  transaction: StoreTransaction,
  ticketId: string,
  customer: VerifiedCustomer,
): Promise<Ticket> {
  const row = await ticketRows(transaction, customer)
    .where('tickets.id', '=', storableId(ticketId, 'ticket'))
    .executeTakeFirstOrThrow(ticketNotFound);
  return toTicket(row, customer, await readSettings(transaction, customer.tenantId));
}

/** What a person sees of tickets: all of their customer's, or, as staff, of the company's. */
export function ticketRows(database: Kysely<Schema>, customer: VerifiedCustomer) {
  return database
    .selectFrom('tickets')
    .leftJoin('customers', (join) =>
      join.onRef('customers.tenant_id', '=', 'tickets.tenant_id').onRef('customers.id', '=', 'tickets.customer_id'),
    )
    .selectAll('tickets')
    .select(['customers.name as customer_name', unreadCount(customer).as('unread')])
    .where((builder) => builder.and(ticketsOf(customer)));
}

/** The rows of {@link ofSide} where there are other tables beside. */
export function ticketsOf(customer: VerifiedCustomer) {
  const { tenant_id: tenantId, customer_id: customerId } = ofSide(customer);
  return { 'tickets.tenant_id': tenantId, ...(customerId !== undefined && { 'tickets.customer_id': customerId }) };
}

/** Messages of the other side that this side has not read; what merely happened is none. */
export function unreadCount(customer: VerifiedCustomer) {
  const [other, readUpTo] = sideOf(customer) === 'staff' ? ['customer', 'staff_read'] : ['staff', 'customer_read'];
  return sql<number>`(select count(*) from messages where messages.tenant_id = tickets.tenant_id
    and messages.ticket_id = tickets.id and messages.sequence > ${sql.ref(`tickets.${readUpTo}`)}
    and messages.side = ${other} and messages.event_kind is null)`;
}

/** The ticket's row, kept from others until the transaction ends: whoever writes into a ticket comes through here. */
export function lockTicket(
  transaction: StoreTransaction,
  ticketId: string,
  customer: VerifiedCustomer,
): Promise<Selectable<TicketTable>> {
  return transaction
    .selectFrom('tickets')
    .selectAll()
    .where((builder) => builder.and({ ...ofSide(customer), id: storableId(ticketId, 'ticket') }))
    .forUpdate()
    .executeTakeFirstOrThrow(ticketNotFound);
}
