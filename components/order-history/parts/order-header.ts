import { html, nothing, type TemplateResult } from 'lit';
import type { Order } from '../../../src/contract/orders/order.ts';
import type { Formatters } from '../../../src/i18n/format.ts';
import type { ordersMessages } from '../../../src/i18n/orders.ts';
import type { Divided } from '../../shared/blocks.ts';
import { detailHeader } from '../../shared/detail-header.ts';
import type { OrderTexts } from './order-texts.ts';
import { orderStatus } from './order-status.ts';

export interface OrderHeaderOptions {
  host: Divided;
  order: Order;
  texts: OrderTexts;
  /** Words for statuses. */
  words: (key: keyof typeof ordersMessages.english) => string;
  format: Formatters;
  /** Goes back to where the order was opened from. */
  back: TemplateResult | typeof nothing;
  /** Absent: it may not be repeated. */
  repeat: (() => void) | undefined;
  /** Absent: it may not be cancelled. */
  cancel: (() => void) | undefined;
  print: () => void;
}

/** Which order it is, how it stands, and what may be done with it. */
export function orderHeader(options: OrderHeaderOptions): TemplateResult {
  const { host, order, texts, words, back, repeat, cancel, print } = options;
  const { t } = texts;
  return detailHeader(host, {
    back,
    title: t('title', { number: order.number }),
    about: about(options),
    actions: [
      { name: 'repeat', label: t('repeat'), icon: 'repeat', look: 'primary', run: repeat },
      { name: 'cancel', label: t('cancel'), run: cancel },
      { name: 'print', label: t('print'), icon: 'print', look: 'icon-only', run: print },
    ],
    standing: html`<div class="statuses" part="statuses">
      ${[order.status, order.payment, order.fulfilment].map((status) => orderStatus(status, words))}
    </div>`,
  });
}

function about({ order, texts: { t }, format }: OrderHeaderOptions): TemplateResult {
  const { placedAt, placedBy, customerReference, expectedOn, fulfilment, status } = order;
  const arrived = ['delivered', 'returned'].includes(fulfilment.code) || status.code === 'cancelled';
  return html`<span title=${format.dateTime(placedAt)}>${t('placed', { when: format.when(placedAt) })}</span>
    ${
      placedBy
        ? html`<span>${t(placedBy.staff ? 'placedByStaff' : 'placedBy', { name: placedBy.name })}</span>`
        : nothing
    }
    ${customerReference ? html`<span>${t('customerReference', { reference: customerReference })}</span>` : nothing}
    ${expectedOn && !arrived ? html`<span>${t('expected', { day: format.day(expectedOn) })}</span>` : nothing} `;
}
