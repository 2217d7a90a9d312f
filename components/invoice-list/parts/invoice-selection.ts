import { MAX_ARCHIVED_DOCUMENTS } from '../../../src/contract/documents.ts';
import type { InvoiceSummary } from '../../../src/contract/invoices/list.ts';

/** Invoices chosen to be paid or downloaded together, by id. */
export type InvoiceSelection = ReadonlyMap<string, InvoiceSummary>;

/** With an invoice, or without it if it was chosen before; no more than can be had at once. */
export function toggled(selection: InvoiceSelection, invoice: InvoiceSummary): InvoiceSelection {
  const next = new Map(selection);
  if (!next.delete(invoice.id) && next.size < MAX_ARCHIVED_DOCUMENTS) next.set(invoice.id, invoice);
  return next;
}

/** Which of the chosen can be paid now. */
export function payableIds(selection: InvoiceSelection | undefined): string[] {
  return [...(selection?.values() ?? [])]
    .filter(({ allowedActions }) => allowedActions.includes('pay'))
    .map(({ id }) => id);
}
