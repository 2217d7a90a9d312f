import { html, nothing, type TemplateResult } from 'lit';
import type { Invoice } from '../../../src/contract/invoices/invoice.ts';
import type { Formatters } from '../../../src/i18n/format.ts';
import type { invoiceMessages } from '../../../src/i18n/invoice.ts';
import type { LocalizeController } from '../../shared/localize-controller.ts';
import type { Divided } from '../../shared/blocks.ts';
import { detailHeader } from '../../shared/detail-header.ts';
import { invoiceStatus, type InvoiceWords } from './invoice-status.ts';

/** The texts of an invoice's details. */
export type InvoiceText = LocalizeController<keyof typeof invoiceMessages.english>['t'];

export interface InvoiceHeaderOptions {
  host: Divided;
  invoice: Invoice;
  t: InvoiceText;
  words: InvoiceWords;
  format: Formatters;
  back: TemplateResult | typeof nothing;
  /** Absent: it may not be paid, here or now. */
  pay: (() => void) | undefined;
  /** Absent: it bills no order. */
  openOrder: (() => void) | undefined;
  /** Absent: there is no file. */
  download: (() => void) | undefined;
  downloading: boolean;
  print: () => void;
}

/** Which invoice it is, how it stands, and what may be done with it. */
export function invoiceHeader(options: InvoiceHeaderOptions): TemplateResult {
  const { host, invoice, t, words, format, back, pay, download, downloading, print } = options;
  const { kind, number, due, pending } = invoice;
  return detailHeader(host, {
    back,
    title: t(kind === 'credit_note' ? 'creditNoteTitle' : 'title', { number }),
    about: about(options),
    actions: [
      { name: 'pay', label: t('pay', { amount: format.money(due) }), look: 'primary', run: pay },
      {
        name: 'download',
        label: t('pdf'),
        icon: downloading ? 'refresh' : 'download',
        busy: downloading,
        run: download,
      },
      { name: 'print', label: t('print'), icon: 'print', look: 'icon-only', run: print },
    ],
    standing: html`<div class="standing">
        ${invoiceStatus(invoice, words)}
        ${
          Number(due.amount) > 0
            ? html`<span>
                <span class="muted">${t(kind === 'credit_note' ? 'leftCredit' : 'left')}</span>
                <strong class="number">${format.money(due)}</strong>
              </span>`
            : nothing
        }
      </div>
      ${pending ? html`<p class="muted">${t('pendingPart', { amount: format.money(pending) })}</p>` : nothing}`,
  });
}

function about({ invoice, t, format, openOrder }: InvoiceHeaderOptions): TemplateResult {
  const { issuedOn, dueOn, customerReference, order } = invoice;
  return html`<span>${t('issued', { day: format.day(issuedOn) })}</span>
    ${dueOn ? html`<span>${t('dueBy', { day: format.day(dueOn) })}</span>` : nothing}
    ${customerReference ? html`<span>${t('reference', { reference: customerReference })}</span>` : nothing}
    ${
      order
        ? html`<span
            ><button class="link" type="button" part="button" @click=${openOrder}>
              ${t('order', { number: order.number })}
            </button></span
          >`
        : nothing
    }`;
}
