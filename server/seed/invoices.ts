import type { Bill } from '../../src/adapters/memory/demo/bills.ts';
import { toDecimal } from '../../src/adapters/memory/demo/money.ts';
import { texts } from '../../src/adapters/memory/demo/texts.ts';
import type { DemoCompany, DemoCustomer } from '../../src/adapters/memory/demo/index.ts';
import { dayIn } from '../store/days.ts';
import type { EntryRecord, InvoiceRecord, OrderRecord } from '../store/records.ts';

/** A demo bill of an order as the company's system would send it. */
export function toInvoiceRecord(
  bill: Bill,
  order: OrderRecord,
  company: DemoCompany,
  customer: DemoCustomer,
): InvoiceRecord {
  const { subtotal, discount, shipping, tax, taxIncluded, total } = order.totals;
  const dayOf = (moment: number) => dayIn(company.timeZone, new Date(moment));
  return {
    externalId: bill.id,
    customerId: customer.id,
    kind: bill.kind,
    number: bill.number,
    issuedOn: dayOf(bill.issuedAt),
    dueOn: bill.dueAt === undefined ? undefined : dayOf(bill.dueAt),
    void: bill.void,
    orderId: order.externalId,
    customerReference: order.customerReference,
    currency: order.currency,
    totals: { subtotal, discount, shipping, tax, taxIncluded, total },
    lines: order.lines.map((line) => ({
      sku: line.sku,
      title: line.title,
      quantity: line.quantity,
      unit: line.unit,
      unitPrice: line.unitPrice,
      taxPercent: String(company.terms.taxPercent),
      total: line.total,
    })),
  };
}

/** What was paid, credited and paid back, from the bills of one order. */
export function toEntryRecords(
  bills: readonly Bill[],
  { currency }: Pick<OrderRecord, 'currency'>,
  company: DemoCompany,
  customer: DemoCustomer,
): EntryRecord[] {
  const text = texts[company.locale];
  const creditNote = bills.find(({ kind }) => kind === 'credit_note');
  return bills.flatMap((bill) =>
    bill.settlements
      // Credit that is set against an invoice stands at both papers, and is one entry.
      .filter(({ kind }) => bill.kind === 'invoice' || kind === 'refund')
      .map(({ kind, at, amount }, index): EntryRecord => ({
        externalId: `${bill.id}-${index + 1}`,
        customerId: customer.id,
        kind,
        on: dayIn(company.timeZone, new Date(at)),
        currency,
        amount: toDecimal(amount),
        ...(kind === 'refund'
          ? { title: text.refund, creditNoteId: bill.id }
          : { allocations: [{ invoiceId: bill.id, amount: toDecimal(amount) }] }),
        ...(kind === 'payment' && { title: text.payment }),
        ...(kind === 'credit' && { creditNoteId: creditNote?.id }),
      })),
  );
}
