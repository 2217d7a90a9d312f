import { html, nothing, type TemplateResult } from 'lit';
import type { Invoice } from '../../../src/contract/invoices/invoice.ts';
import type { Formatters } from '../../../src/i18n/format.ts';
import type { invoiceMessages } from '../../../src/i18n/invoice.ts';
import type { LocalizeController } from '../../shared/localize-controller.ts';
import { icon } from '../../ui/icon.ts';
import { invoiceStatus, type InvoiceWords } from './invoice-status.ts';

/** The texts of an invoice's details. */
export type InvoiceText = LocalizeController<keyof typeof invoiceMessages.english>['t'];

export interface InvoiceHeaderOptions {
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
  const { invoice, t, words, format, back, pay, openOrder, download, downloading, print } = options;
  const { kind, number, issuedOn, dueOn, customerReference, order, due, pending } = invoice;
  return html`<header class="detail-header" part="header">
    ${back}
    <div class="heading">
      <div>
        <h2 part="heading" tabindex="-1">${t(kind === 'credit_note' ? 'creditNoteTitle' : 'title', { number })}</h2>
        <p class="about">
          <span>${t('issued', { day: format.day(issuedOn) })}</span>
          ${dueOn ? html`<span>${t('dueBy', { day: format.day(dueOn) })}</span>` : nothing}
          ${customerReference ? html`<span>${t('reference', { reference: customerReference })}</span>` : nothing}
          ${
            order
              ? html`<span
                  ><button class="inline-link" type="button" part="button" @click=${openOrder}>
                    ${t('order', { number: order.number })}
                  </button></span
                >`
              : nothing
          }
        </p>
      </div>
      <div class="actions">
        ${
          pay
            ? html`<button class="button primary" type="button" part="button button-pay" @click=${pay}>
                ${t('pay', { amount: format.money(due) })}
              </button>`
            : nothing
        }
        ${
          download
            ? html`<button
                class="button"
                type="button"
                part="button"
                aria-busy=${downloading ? 'true' : nothing}
                @click=${download}
              >
                ${icon(downloading ? 'refresh' : 'download')}${t('pdf')}
              </button>`
            : nothing
        }
        <button
          class="button icon-only"
          type="button"
          part="button"
          aria-label=${t('print')}
          title=${t('print')}
          @click=${print}
        >
          ${icon('print')}
        </button>
      </div>
    </div>
    <div class="standing">
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
    ${pending ? html`<p class="muted">${t('pendingPart', { amount: format.money(pending) })}</p>` : nothing}
  </header>`;
}
