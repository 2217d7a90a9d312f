import { html, nothing, type TemplateResult } from 'lit';
import type { OutputOf } from '../../../src/contract/operation.ts';
import type { Order, getOrderTimeline, listShipments } from '../../../src/contract/orders/order.ts';
import type { Formatters } from '../../../src/i18n/format.ts';
import { facts } from '../../ui/facts.ts';
import { skeleton } from '../../ui/skeleton.ts';
import { banner, type CommonText } from '../../ui/state-panel.ts';
import { addressText } from './address.ts';
import { orderLine } from './order-lines.ts';
import { orderProgress } from './order-progress.ts';
import type { OrderSections } from './order-sections.ts';
import type { OrderTexts } from './order-texts.ts';
import { block, type Divided } from '../../shared/blocks.ts';
import { detailsSection } from '../../shared/details-section.ts';
import { linesTable } from '../../shared/lines-table.ts';
import { totalsList } from '../../shared/totals.ts';

/** A part of an order that comes by itself and may be missing. */
interface Section<Data> {
  state: { data?: Data | undefined; error?: unknown };
  retry: () => void;
}

export interface OrderBodyOptions {
  host: Divided;
  order: Order;
  texts: OrderTexts;
  common: CommonText;
  format: Formatters;
  /** `undefined`: the backend does not have it. */
  timeline: Section<OutputOf<typeof getOrderTimeline>> | undefined;
  shipments: Section<OutputOf<typeof listShipments>> | undefined;
  /** The backend hands out documents. */
  hasDocuments: boolean;
  /** What draws parcels and documents; it comes after the first view, into the room that is kept for them. */
  sections: Section<OrderSections>;
}

/** Everything below the header of an order. Each section stands alone: one that fails hides no other. */
export function orderBody(options: OrderBodyOptions): TemplateResult {
  const { host, order, texts, format, common, timeline, hasDocuments, sections } = options;
  const { t } = texts;
  const { documents } = order;
  const deliverTo = addressText(order.shippingAddress);
  const billTo = addressText(order.billingAddress);
  const headed = (name: 'shipments' | 'lines' | 'details' | 'documents', content: unknown): unknown =>
    detailsSection(host, name, t(name), content);
  return html`${cancellation(options)}
    ${block(
      host,
      'timeline',
      timeline && timeline.state.data?.steps.length !== 0
        ? html`<section part="timeline" aria-label=${t('progress')}>
            ${loaded(
              timeline,
              options,
              ({ steps }) => orderProgress(steps, texts, format),
              () => skeleton('block'),
            )}
          </section>`
        : nothing,
    )}
    <div class="columns">
      <div class="main">
        ${headed('shipments', parcels(options))}
        <div class="lines-section">
          ${headed(
            'lines',
            linesTable(
              order.lines.map((line) => orderLine(line, texts, format)),
              t,
              format,
            ),
          )}
          ${block(host, 'totals', totalsList(order.totals, t, format))}
        </div>
      </div>
      <div class="aside">
        ${headed(
          'details',
          facts([
            { label: t('staffNote'), value: order.staffNote },
            { label: t('shippingAddress'), value: deliverTo },
            { label: t('deliveryMethod'), value: order.deliveryMethod },
            {
              label: t('billingAddress'),
              value: billTo !== undefined && billTo === deliverTo ? t('sameAddress') : billTo,
            },
            { label: t('paymentMethod'), value: order.paymentMethod },
            { label: t('note'), value: order.note },
          ]),
        )}
        ${headed(
          'documents',
          hasDocuments && documents[0]
            ? loaded(
                sections,
                options,
                (ready) => ready.documents(order, common),
                () => documents.map(() => skeleton('document-room')),
              )
            : nothing,
        )}
        ${block(host, 'ask', sections.state.data?.ask(order))}
      </div>
    </div>`;
}

/** A parcel takes less room while it is not sent. */
type Parcel = 'packed' | 'sent';

/** Which parcels there will be, as far as the order tells. */
const expectedParcels: Partial<Record<Order['fulfilment']['code'], readonly Parcel[]>> = {
  picking: ['packed'],
  ready: ['packed'],
  part_shipped: ['sent', 'packed'],
  shipped: ['sent'],
  delivered: ['sent'],
  returned: ['sent'],
};

function parcels(options: OrderBodyOptions): unknown {
  const { order, shipments, sections } = options;
  if (!shipments) return nothing;
  const { data, error } = shipments.state;
  const expected =
    data?.items.map(({ status }): Parcel => (status === 'preparing' ? 'packed' : 'sent')) ??
    expectedParcels[order.fulfilment.code] ??
    [];
  if (expected.length === 0 && !error) return nothing;
  const room = (): TemplateResult =>
    html`<div class="parcels">${expected.map((parcel) => skeleton(`parcel-room ${parcel}`))}</div>`;
  return loaded(
    shipments,
    options,
    ({ items }) => loaded(sections, options, (ready) => ready.parcels(order, items), room),
    room,
  );
}

function loaded<Data>(
  { state, retry }: Section<Data>,
  { texts, common }: Pick<OrderBodyOptions, 'texts' | 'common'>,
  content: (data: Data) => unknown,
  room: () => unknown,
): unknown {
  if (state.data) return content(state.data);
  if (!state.error) return room();
  return banner(texts.t('sectionFailed'), { label: common('retry'), run: retry });
}

function cancellation({ order, texts: { t }, format }: OrderBodyOptions): TemplateResult | typeof nothing {
  if (!order.cancellation) return nothing;
  const { state, requestedAt, message } = order.cancellation;
  return html`<div class="cancellation" role="status" part="cancellation">
    <strong>${t(`cancellation.${state}`, { when: format.when(requestedAt) })}</strong>
    <span>${message ?? t(`cancellation.${state}.text`)}</span>
  </div>`;
}

/** The final layout while the order is loading. */
export function orderSkeleton(loading?: string): TemplateResult {
  return html`<div class="detail" aria-busy="true">
    ${loading ? html`<span class="visually-hidden" role="status">${loading}</span>` : nothing}
    <div class="detail-header">
      <div class="heading">
        <div>
          ${skeleton('title')}
          <p class="about">${skeleton('medium')}</p>
        </div>
        <div class="actions"></div>
      </div>
      <div class="statuses">${skeleton('medium')}</div>
    </div>
    ${skeleton('block')}
    <div class="columns">
      <div class="main skeleton-lines">${[0, 1, 2, 3].map(() => skeleton())}</div>
      <div class="aside skeleton-lines">${skeleton('medium')}${skeleton('short')}</div>
    </div>
  </div>`;
}
