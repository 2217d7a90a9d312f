import { toMinor } from './money.ts';
import { nameOrder } from './orders.ts';
import type { History, OrderPlan } from './plan.ts';
import { creditNoteNumber, invoiceNumber } from './texts.ts';
import type { DemoLocale, DemoOrder } from './types.ts';

const DAY = 86_400_000;

/** What was set against a bill. */
export interface BillSettlement {
  kind: 'payment' | 'credit' | 'refund';
  /** Milliseconds. */
  at: number;
  /** Hundredths. */
  amount: number;
  /** The payment, where it was made in the cabinet. */
  paymentId?: string | undefined;
  /** The credit note, or the invoice that a credit note was used for. */
  number?: string | undefined;
}

/** An invoice or a credit note in numbers. */
export interface Bill {
  id: string;
  kind: 'invoice' | 'credit_note';
  number: string;
  order: { id: string; number: string };
  /** Place of the order in the customer's history. */
  orderOrdinal: number;
  /** Milliseconds. */
  issuedAt: number;
  dueAt: number | undefined;
  /** Hundredths. */
  total: number;
  void: boolean;
  settlements: readonly BillSettlement[];
  customerReference: string | undefined;
  productIds: readonly string[];
}

/** The invoice of an order that is billed, and its credit note where the goods came back. */
export function planBills(history: History, plan: OrderPlan): Bill[] {
  const { company, now } = history;
  const { at, fate, sums, halfPaid, customerReference, ordinal } = plan;
  const cancelled = fate === 'cancelled';
  // The newest order is billed as it comes, so that there is an invoice that nobody has paid yet.
  const issuedAt = cancelled || ordinal === history.count ? at.confirmed : at.shipped;
  if (fate === 'held' || issuedAt > now) return [];
  const order = nameOrder(history, ordinal);
  const returned = fate === 'returned' && at.returned <= now;
  const paid = at.paid <= now;
  const creditNote = creditNoteNumber(order.number, company.locale);
  const number = invoiceNumber(order.number, company.locale);
  const half = Math.round(sums.total / 2);
  const settlements: BillSettlement[] = [];
  if (!cancelled && halfPaid) settlements.push({ kind: 'payment', at: at.shipped, amount: half });
  if (!cancelled && paid) {
    settlements.push({ kind: 'payment', at: at.paid, amount: halfPaid ? sums.total - half : sums.total });
  } else if (returned) {
    settlements.push({ kind: 'credit', at: at.returned, amount: sums.total, number: creditNote });
  }
  const shared = {
    order,
    orderOrdinal: ordinal,
    customerReference,
    total: sums.total,
    productIds: plan.lines.map(({ position }) => company.products[position]?.id ?? ''),
  };
  const invoice: Bill = {
    ...shared,
    id: `${order.id}-invoice`,
    kind: 'invoice',
    number,
    issuedAt,
    dueAt: at.due,
    void: cancelled,
    settlements,
  };
  if (!returned) return [invoice];
  const refundedAt = at.returned + 60 * DAY;
  const used: BillSettlement[] = paid
    ? refundedAt <= now
      ? [{ kind: 'refund', at: refundedAt, amount: sums.total }]
      : []
    : [{ kind: 'credit', at: at.returned, amount: sums.total, number }];
  const credit: Bill = {
    ...shared,
    id: `${order.id}-credit`,
    kind: 'credit_note',
    number: creditNote,
    issuedAt: at.returned,
    dueAt: undefined,
    void: false,
    settlements: used,
  };
  return [invoice, credit];
}

/** The invoice of an order that was placed in the cabinet: it is billed at once. */
export function billOrder({ order }: DemoOrder, orderOrdinal: number, locale: DemoLocale): Bill {
  const issuedAt = Date.parse(order.placedAt);
  return {
    id: `${order.id}-invoice`,
    kind: 'invoice',
    number: invoiceNumber(order.number, locale),
    order: { id: order.id, number: order.number },
    orderOrdinal,
    issuedAt,
    dueAt: issuedAt + 14 * DAY,
    total: toMinor(order.total.amount),
    void: false,
    settlements: [],
    customerReference: order.customerReference,
    productIds: order.lines.map(({ product }) => product.id),
  };
}
