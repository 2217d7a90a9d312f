import { randomUUID } from 'node:crypto';
import type { Insertable } from 'kysely';
import type { VerifiedCustomer } from '../../../src/adapters/adapter.ts';
import { invoiceTexts } from '../../invoices/texts.ts';
import { announce } from '../announce.ts';
import { movementIds, post } from '../ledger/post.ts';
import { searchText } from '../list/search.ts';
import { nextNumber } from '../numbers.ts';
import { queueMail } from '../notifications/queue.ts';
import { owned } from '../orders/order.ts';
import type { ReorderBasis } from '../orders/reorder-basis.ts';
import type { OrderLineTable, OrderTable } from '../schema.ts';
import type { StoreTransaction } from '../transaction.ts';
import { invoiceContent } from './content.ts';

interface PlacedOrder {
  order: Insertable<OrderTable>;
  lines: readonly Insertable<OrderLineTable>[];
}

export interface IssuedInvoice {
  id: string;
  number: string;
  mailedTo?: string | undefined;
}

/** Numbers and keeps the invoice of an order just placed, lists it among its documents, and puts its mail in the outbox. */
export async function issueInvoice(
  transaction: StoreTransaction,
  { company, customer: buyer }: ReorderBasis,
  placed: PlacedOrder,
  customer: VerifiedCustomer,
): Promise<IssuedInvoice> {
  const { order } = placed;
  const number = `${company.order_prefix}-${invoiceTexts(company.locale).numberPrefix}-${await nextNumber(transaction, customer.tenantId, 'invoice')}`;
  const id = randomUUID();
  const content = invoiceContent(company, buyer, placed, number);
  const ofOrder = { ...owned(customer), order_id: order.id };
  await transaction
    .insertInto('invoices')
    .values({
      ...ofOrder,
      id,
      number,
      issued_at: order.placed_at,
      issued_on: content.issuedOn,
      due_on: content.dueOn ?? content.issuedOn,
      order_number: order.number,
      customer_reference: order.customer_reference ?? null,
      currency: order.currency,
      total: order.total,
      search: searchText(`${number}\n${order.number}`, order.customer_reference, placed.lines),
      content: JSON.stringify(content),
    })
    .execute();
  await post(transaction, [
    {
      ...owned(customer),
      movement_id: movementIds.invoice(id),
      kind: 'invoice',
      posted_on: content.issuedOn,
      number,
      currency: order.currency,
      amount: order.total,
      invoice_id: id,
    },
  ]);
  await announce(transaction, customer.tenantId, [
    { customerId: customer.customerId, type: 'invoice.created', entity: 'invoices', entityId: id },
  ]);
  await transaction
    .insertInto('documents')
    .values({
      ...ofOrder,
      id,
      invoice_id: id,
      kind: 'invoice',
      title: invoiceTexts(company.locale).title(number),
      media_type: 'application/pdf',
      issued_at: order.placed_at,
    })
    .execute();
  if (buyer.invoice_email === null) return { id, number };
  const mailed = await queueMail(transaction, {
    ...customer,
    event: 'invoice.issued',
    kind: 'invoice',
    invoiceId: id,
    recipient: buyer.invoice_email,
    locale: company.locale,
  });
  return { id, number, ...(mailed && { mailedTo: buyer.invoice_email }) };
}
