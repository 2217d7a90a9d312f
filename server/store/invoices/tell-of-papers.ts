import { createFormat } from '../../invoices/format.ts';
import type { PaperChange } from '../../mail/notice-texts/types.ts';
import { toMoney } from '../amount.ts';
import { daysBetween } from '../days.ts';
import { tellBilling, type Notification } from '../notifications/tell-person.ts';
import { present } from '../orders/mapping.ts';
import type { InvoiceRecord } from '../records.ts';
import type { StoreTransaction } from '../transaction.ts';

/** Days after which nobody is told of a new paper any more: what comes later is a history that is taken over. */
const NEWS_DAYS = 3;

/** An invoice or a credit note that the company's books have, and what was there of it before. */
export interface WrittenPaper {
  record: InvoiceRecord;
  before: { total: string; is_void: boolean } | undefined;
}

/**
 * Tells whoever pays for a customer of a new invoice, and of what changes what they owe: credit notes, changed and
 * cancelled invoices. A paper that comes again as it was is no news.
 */
export async function tellOfPapers(
  transaction: StoreTransaction,
  tenantId: string,
  papers: readonly WrittenPaper[],
  today: string,
): Promise<void> {
  for (const paper of papers) {
    const notification = notificationOf(paper, today);
    const { customerId } = paper.record;
    if (notification !== null) await tellBilling(transaction, { tenantId, customerId }, notification);
  }
}

function notificationOf(paper: WrittenPaper, today: string): Notification | null {
  const { externalId, kind: sort = 'invoice', number, currency, totals, dueOn } = paper.record;
  const change = changeOf(paper, today);
  if (change === null) return null;
  const amount = (locale: string) => createFormat(locale, currency).money(toMoney(totals.total, currency).amount);
  if (change === 'issued') {
    return {
      event: 'invoice.issued',
      kind: 'invoice_issued',
      invoiceId: externalId,
      opens: { 'invoices.invoice': externalId },
      payload: ({ locale, cabinetUrl }) => ({
        number,
        amount: amount(locale),
        ...present({ due: dueOn && createFormat(locale, currency).day(dueOn), url: cabinetUrl }),
      }),
    };
  }
  return {
    event: 'papers.legal',
    kind: 'paper_changed',
    ...(change === 'credited' && { invoiceId: externalId }),
    opens: { 'invoices.invoice': externalId },
    payload: ({ locale, cabinetUrl }) => ({
      change,
      paper: sort,
      number,
      amount: amount(locale),
      ...present({ url: cabinetUrl }),
    }),
  };
}

function changeOf({ record, before }: WrittenPaper, today: string): PaperChange | 'issued' | null {
  if (before === undefined) {
    if (record.void === true || daysBetween(record.issuedOn, today) > NEWS_DAYS) return null;
    return record.kind === 'credit_note' ? 'credited' : 'issued';
  }
  if (record.void === true) return before.is_void ? null : 'voided';
  return Number(before.total) === Number(record.totals.total) ? null : 'changed';
}
