import { html, nothing, type TemplateResult } from 'lit';
import type { OutputOf } from '../../../src/contract/operation.ts';
import type { reorder } from '../../../src/contract/orders/reorder.ts';
import type { Formatters } from '../../../src/i18n/format.ts';
import { icon } from '../../ui/icon.ts';
import type { ReorderTexts } from './reorder-texts.ts';

export interface ReorderSuccessOptions {
  result: OutputOf<typeof reorder>;
  texts: ReorderTexts;
  format: Formatters;
  openOrder: () => void;
  done: () => void;
}

/** The order is made: its sum, where the invoice went, and where to go from here. */
export function reorderSuccess(options: ReorderSuccessOptions): TemplateResult {
  const { result, texts, format, openOrder, done } = options;
  const { t } = texts;
  const { order, invoice } = result;
  return html`<div class="dialog-content success">
      <span class="success-mark">${icon('check')}</span>
      <p><strong>${t('doneTotal', { total: format.money(order.total) })}</strong></p>
      ${
        invoice
          ? html`<p>
              ${
                invoice.mailedTo
                  ? t('doneInvoice', { invoice: invoice.number, email: invoice.mailedTo })
                  : t('doneInvoiceOnly', { invoice: invoice.number })
              }
            </p>`
          : nothing
      }
      ${order.expectedOn ? html`<p>${t('expected', { day: format.day(order.expectedOn) })}</p>` : nothing}
    </div>
    <div class="dialog-footer">
      <button class="button" type="button" part="button" @click=${openOrder}>${t('openOrder')}</button>
      <button class="button primary" type="button" part="button" @click=${done}>${t('done')}</button>
    </div>`;
}
