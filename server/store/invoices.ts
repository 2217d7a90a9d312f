import { randomUUID } from 'node:crypto';
import type { Insertable, Selectable } from 'kysely';
import type { VerifiedCustomer } from '../../src/adapters/adapter.ts';
import type { InvoiceContent } from '../invoices/content.ts';
import { invoiceTexts } from '../invoices/texts.ts';
import { notify, MAIL_CHANNEL } from './announce.ts';
import { owned } from './orders/order.ts';
import { dayIn, nextNumber } from './orders/place.ts';
import type { Company, ReorderBasis } from './orders/reorder-basis.ts';
import type { OrderLineTable, OrderTable } from './schema.ts';
import type { StoreTransaction } from './transaction.ts';

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
      currency: order.currency,
      total: order.total,
      content: JSON.stringify(content),
    })
    .execute();
  await transaction
    .insertInto('documents')
    .values({
      ...ofOrder,
      id: randomUUID(),
      invoice_id: id,
      kind: 'invoice',
      title: invoiceTexts(company.locale).title(number),
      media_type: 'application/pdf',
      issued_at: order.placed_at,
    })
    .execute();
  if (buyer.invoice_email === null) return { id, number };
  const mailId = randomUUID();
  await transaction
    .insertInto('mails')
    .values({
      ...owned(customer),
      id: mailId,
      kind: 'invoice',
      invoice_id: id,
      recipient: buyer.invoice_email,
      locale: company.locale,
      // Known before the mail is sent: a mail sent twice after a crash is the same mail.
      message_id: `<${mailId}@${company.mail_from.split('@').at(-1) ?? 'localhost'}>`,
    })
    .execute();
  await notify(transaction, MAIL_CHANNEL);
  return { id, number, mailedTo: buyer.invoice_email };
}

/** What the paper says about an order. */
export function invoiceContent(
  company: Company,
  buyer: { name: string; tax_id: string | null; addresses: readonly { lines: readonly string[] }[] },
  { order, lines }: PlacedOrder | { order: Selectable<OrderTable>; lines: readonly Selectable<OrderLineTable>[] },
  number: string,
): InvoiceContent {
  return {
    locale: company.locale,
    number,
    issuedOn: dayIn(company.time_zone, new Date(order.placed_at)),
    orderNumber: order.number,
    customerReference: order.customer_reference ?? undefined,
    seller: {
      name: company.legal_name,
      taxId: company.tax_id ?? undefined,
      address: company.address,
      bankDetails: company.bank_details,
    },
    buyer: { name: buyer.name, taxId: buyer.tax_id ?? undefined, address: buyer.addresses[0]?.lines ?? [] },
    currency: order.currency,
    lines: lines.map((line) => ({
      sku: line.sku ?? undefined,
      title: line.title,
      quantity: line.quantity,
      unit: line.unit ?? undefined,
      unitPrice: line.unit_price,
      total: line.total,
    })),
    subtotal: order.subtotal,
    discount: order.discount ?? undefined,
    shipping: order.shipping ?? undefined,
    tax: order.tax ?? undefined,
    taxPercent: company.tax_percent,
    taxIncluded: order.tax_included ?? company.tax_included,
    total: order.total,
  };
}
