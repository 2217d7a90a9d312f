import { html, nothing, type TemplateResult } from 'lit';
import type { Order } from '../../../src/contract/orders/order.ts';
import type { Formatters } from '../../../src/i18n/format.ts';
import type { ordersMessages } from '../../../src/i18n/orders.ts';
import { backButton } from '../../ui/back-button.ts';
import { icon } from '../../ui/icon.ts';
import type { OrderTexts } from './order-texts.ts';
import { orderStatus } from './order-status.ts';

export interface OrderHeaderOptions {
  order: Order;
  texts: OrderTexts;
  /** Words for statuses. */
  words: (key: keyof typeof ordersMessages.english) => string;
  format: Formatters;
  /** Goes back to where the order was opened from; absent: there is no such place. */
  back?: (() => void) | undefined;
  /** Absent: it may not be repeated. */
  repeat?: (() => void) | undefined;
  /** Absent: it may not be cancelled. */
  cancel?: (() => void) | undefined;
  print: () => void;
}

/** Which order it is, how it stands, and what may be done with it. */
export function orderHeader(options: OrderHeaderOptions): TemplateResult {
  const { order, texts, words, back, repeat, cancel, print } = options;
  const { t } = texts;
  return html`<header class="detail-header" part="header">
    ${back ? backButton(t('back'), back) : nothing}
    <div class="heading">
      <div>
        <h2 part="heading" tabindex="-1">${t('title', { number: order.number })}</h2>
        ${about(options)}
      </div>
      <div class="actions">
        ${
          repeat
            ? html`<button class="button primary" type="button" part="button button-repeat" @click=${repeat}>
                ${icon('repeat')}${t('repeat')}
              </button>`
            : nothing
        }
        ${
          cancel
            ? html`<button class="button" type="button" part="button" @click=${cancel}>${t('cancel')}</button>`
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
    <div class="statuses" part="statuses">
      ${orderStatus(order.status, words)} ${orderStatus(order.payment, words)} ${orderStatus(order.fulfilment, words)}
    </div>
  </header>`;
}

function about({ order, texts: { t }, format }: OrderHeaderOptions): TemplateResult {
  const { placedAt, placedBy, customerReference, expectedOn, fulfilment, status } = order;
  const arrived = ['delivered', 'returned'].includes(fulfilment.code) || status.code === 'cancelled';
  return html`<p class="about">
    <span title=${format.dateTime(placedAt)}>${t('placed', { when: format.when(placedAt) })}</span>
    ${
      placedBy
        ? html`<span>${t(placedBy.staff ? 'placedByStaff' : 'placedBy', { name: placedBy.name })}</span>`
        : nothing
    }
    ${customerReference ? html`<span>${t('customerReference', { reference: customerReference })}</span>` : nothing}
    ${expectedOn && !arrived ? html`<span>${t('expected', { day: format.day(expectedOn) })}</span>` : nothing}
  </p>`;
}
