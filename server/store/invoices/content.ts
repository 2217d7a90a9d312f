import type { Insertable, Selectable } from 'kysely';
import type { InvoiceContent } from '../../invoices/content.ts';
import { formatDecimal, parseDecimal } from '../amount.ts';
import { addDays, dayIn } from '../days.ts';
import type { Company } from '../orders/reorder-basis.ts';
import type { OrderLineTable, OrderTable } from '../schema.ts';

/** Whom a paper is for. */
export interface Buyer {
  name: string;
  tax_id: string | null;
  billingAddress?: { lines: readonly string[] } | undefined;
}

/** An order with its lines, as it is kept or about to be. */
export type OrderWithLines =
  | { order: Insertable<OrderTable>; lines: readonly Insertable<OrderLineTable>[] }
  | { order: Selectable<OrderTable>; lines: readonly Selectable<OrderLineTable>[] };

/** What the paper says about an order. */
export function invoiceContent(
  company: Company,
  buyer: Buyer,
  { order, lines }: OrderWithLines,
  number: string,
): InvoiceContent {
  const issuedOn = dayIn(company.time_zone, new Date(order.placed_at));
  return {
    locale: company.locale,
    number,
    issuedOn,
    dueOn: addDays(issuedOn, company.payment_days),
    orderNumber: order.number,
    customerReference: order.customer_reference ?? undefined,
    seller: sellerContent(company),
    buyer: buyerContent(buyer),
    currency: order.currency,
    lines: lines.map((line) => ({
      sku: line.sku ?? undefined,
      title: line.title,
      quantity: line.quantity,
      unit: line.unit ?? undefined,
      unitPrice: line.unit_price,
      taxPercent: percent(company.tax_percent),
      total: line.total,
    })),
    subtotal: order.subtotal,
    discount: order.discount ?? undefined,
    shipping: order.shipping ?? undefined,
    tax: order.tax ?? undefined,
    taxPercent: percent(company.tax_percent),
    taxIncluded: order.tax_included ?? company.tax_included,
    total: order.total,
  };
}

/** A rate without the zeros that the database keeps after it. */
export function percent(rate: string): string {
  return formatDecimal(parseDecimal(rate));
}

export function sellerContent(company: Company): InvoiceContent['seller'] {
  return {
    name: company.legal_name,
    taxId: company.tax_id ?? undefined,
    kpp: company.kpp ?? undefined,
    address: company.address,
    bankDetails: company.bank_details,
    bank: company.bank ?? undefined,
  };
}

export function buyerContent(buyer: Buyer): InvoiceContent['buyer'] {
  return { name: buyer.name, taxId: buyer.tax_id ?? undefined, address: buyer.billingAddress?.lines ?? [] };
}
