import type { Store } from '../../../server/store/index.ts';
import type { EntryRecord, InvoiceRecord } from '../../../server/store/records.ts';
import { addDays, dayIn } from '../../../server/store/days.ts';
import { writeEntries } from '../../../server/store/write/entries.ts';
import { writeInvoices } from '../../../server/store/write/invoices.ts';

/** The day that it is for the companies of the tests. */
export const today = (): string => dayIn('Europe/Berlin', new Date());
/** The day so many days from today. */
export const day = (days: number): string => addDays(today(), days);

/** An invoice over a round sum, due so many days from today, as a company's system would send it. */
export function invoiceRecord(
  externalId: string,
  total: string,
  dueIn: number,
  changes: Partial<InvoiceRecord> = {},
): InvoiceRecord {
  return {
    externalId,
    customerId: 'one',
    number: `R-${externalId}`,
    issuedOn: day(dueIn - 14),
    dueOn: day(dueIn),
    currency: 'EUR',
    totals: { subtotal: total, total, taxIncluded: true },
    lines: [{ title: 'Coffee beans', quantity: 1, unitPrice: total, total }],
    ...changes,
  };
}

/** A payment of an invoice, as a company's system would send it. */
export function entryRecord(
  externalId: string,
  amount: string,
  invoiceId: string,
  changes: Partial<EntryRecord> = {},
): EntryRecord {
  return {
    externalId,
    customerId: 'one',
    kind: 'payment',
    on: today(),
    currency: 'EUR',
    amount,
    allocations: [{ invoiceId, amount }],
    ...changes,
  };
}

export function addInvoices(store: Store, tenantId: string, records: readonly InvoiceRecord[]) {
  return store.transaction({ tenantId }, (transaction) => writeInvoices(transaction, tenantId, records));
}

export function addEntries(store: Store, tenantId: string, records: readonly EntryRecord[]) {
  return store.transaction({ tenantId }, (transaction) => writeEntries(transaction, tenantId, records));
}
