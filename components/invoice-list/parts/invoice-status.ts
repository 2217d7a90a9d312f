import { nothing, type TemplateResult } from 'lit';
import type { InvoiceSummary } from '../../../src/contract/invoices/list.ts';
import type { invoicesMessages } from '../../../src/i18n/invoices.ts';
import type { LocalizeController } from '../../shared/localize-controller.ts';
import type { IconName } from '../../ui/icon.ts';
import { statusMark, type Tone } from '../../ui/status.ts';

/** The words of the invoice list. */
export type InvoiceWords = LocalizeController<keyof typeof invoicesMessages.english>['t'];

type Shown = Pick<InvoiceSummary, 'kind' | 'status' | 'overdueDays' | 'pending'>;

const looks: Readonly<Record<InvoiceSummary['status']['code'], readonly [Tone, IconName]>> = {
  issued: ['caution', 'clock'],
  part_paid: ['caution', 'clock'],
  paid: ['positive', 'check'],
  overdue: ['critical', 'warning'],
  credited: ['neutral', 'undo'],
  void: ['neutral', 'close'],
  unknown: ['neutral', 'info'],
};

/** How an invoice stands, in a word: the company's own, or ours, with how late it is. */
export function invoiceStatusText({ kind, status, overdueDays }: Shown, t: InvoiceWords): string {
  const { code, label } = status;
  if (label !== undefined) return label;
  if (kind === 'credit_note' && (code === 'issued' || code === 'credited' || code === 'paid')) {
    return t(`creditNote.${code}`);
  }
  return code === 'overdue' && overdueDays !== undefined ? t('overdueBy', { count: overdueDays }) : t(code);
}

/** How an invoice stands, as an icon and a word. */
export function invoiceStatus(invoice: Shown, t: InvoiceWords): TemplateResult {
  const { kind, status, pending } = invoice;
  if (pending !== undefined) return statusMark('info', 'refresh', t('pending'));
  const [tone, iconName] = kind === 'credit_note' ? (['neutral', 'undo'] as const) : looks[status.code];
  return statusMark(tone, iconName, invoiceStatusText(invoice, t));
}

/** That it is a credit note, where it is one. */
export function kindMark({ kind }: Pick<InvoiceSummary, 'kind'>, t: InvoiceWords): string | typeof nothing {
  return kind === 'credit_note' ? t('creditNote') : nothing;
}
