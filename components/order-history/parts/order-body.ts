import { html, nothing, type TemplateResult } from 'lit';
import type { OutputOf } from '../../../src/contract/operation.ts';
import type { Order, getOrderTimeline, listShipments } from '../../../src/contract/orders/order.ts';
import type { Formatters } from '../../../src/i18n/format.ts';
import { facts } from '../../ui/facts.ts';
import { skeleton } from '../../ui/skeleton.ts';
import type { CommonText } from '../../ui/state-panel.ts';
import { addressText } from './address.ts';
import { orderLine } from './order-lines.ts';
import { orderProgress } from './order-progress.ts';
import type { OrderSections } from './order-sections.ts';
import type { OrderTexts } from './order-texts.ts';
import { block, type Divided } from '../../shared/blocks.ts';
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
  const { host, order, texts, format, timeline, shipments } = options;
  const { t } = texts;
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
              () => placeholder('block'),
            )}
          </section>`
        : nothing,
    )}
    <div class="columns">
      <div class="main">
        ${block(host, 'parcels', shipments ? parcels(shipments, options) : nothing)}
        <section aria-labelledby="lines" class="lines-section">
          <h3 id="lines">${t('lines')}</h3>
          ${block(
            host,
            'lines',
            linesTable(
              order.lines.map((line) => orderLine(line, texts, format)),
              t,
              format,
            ),
          )}
          ${block(host, 'totals', totalsList(order.totals, texts.t, format))}
        </section>
      </div>
      <div class="aside">${aside(options)}</div>
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

function parcels(
  shipments: NonNullable<OrderBodyOptions['shipments']>,
  options: OrderBodyOptions,
): TemplateResult | typeof nothing {
  const { order, texts, sections } = options;
  const { data, error } = shipments.state;
  const expected =
    data?.items.map(({ status }): Parcel => (status === 'preparing' ? 'packed' : 'sent')) ??
    expectedParcels[order.fulfilment.code] ??
    [];
  if (expected.length === 0 && !error) return nothing;
  const room = (): TemplateResult =>
    html`<div class="parcels">${expected.map((parcel) => placeholder(`parcel-room ${parcel}`))}</div>`;
  return section(
    'shipments',
    texts.t('shipments'),
    loaded(
      shipments,
      options,
      ({ items }) => loaded(sections, options, (ready) => ready.parcels(order, items), room),
      room,
    ),
  );
}

/** Keeps the place of what is still loading. */
function placeholder(name: string): TemplateResult {
  return html`<span class="skeleton ${name}" aria-hidden="true"></span>`;
}

function section(id: string, title: string, content: unknown): TemplateResult {
  return html`<section aria-labelledby=${id}>
    <h3 id=${id}>${title}</h3>
    ${content}
  </section>`;
}

function loaded<Data>(
  { state, retry }: Section<Data>,
  { texts, common }: Pick<OrderBodyOptions, 'texts' | 'common'>,
  content: (data: Data) => unknown,
  room: () => unknown,
): unknown {
  if (state.data) return content(state.data);
  if (!state.error) return room();
  return html`<div class="section-failed" role="status">
    <span class="muted">${texts.t('sectionFailed')}</span>
    <button class="button" type="button" part="button" @click=${retry}>${common('retry')}</button>
  </div>`;
}

function cancellation({ order, texts: { t }, format }: OrderBodyOptions): TemplateResult | typeof nothing {
  if (!order.cancellation) return nothing;
  const { state, requestedAt, message } = order.cancellation;
  return html`<div class="cancellation" role="status" part="cancellation">
    <strong>${t(`cancellation.${state}`, { when: format.when(requestedAt) })}</strong>
    <span>${message ?? t(`cancellation.${state}.text`)}</span>
  </div>`;
}

function aside(options: OrderBodyOptions): TemplateResult {
  const { host, order, texts, common, hasDocuments, sections } = options;
  const { t } = texts;
  const { documents } = order;
  const deliverTo = addressText(order.shippingAddress);
  const billTo = addressText(order.billingAddress);
  const details = facts([
    { label: t('staffNote'), value: order.staffNote },
    { label: t('shippingAddress'), value: deliverTo },
    { label: t('deliveryMethod'), value: order.deliveryMethod },
    { label: t('billingAddress'), value: billTo !== undefined && billTo === deliverTo ? t('sameAddress') : billTo },
    { label: t('paymentMethod'), value: order.paymentMethod },
    { label: t('note'), value: order.note },
  ]);
  return html`${block(host, 'details', details === nothing ? nothing : section('details', t('details'), details))}
  ${block(
    host,
    'documents',
    hasDocuments && documents[0]
      ? section(
          'documents',
          t('documents'),
          loaded(
            sections,
            options,
            (ready) => ready.documents(order, common),
            () => documents.map(() => placeholder('document-room')),
          ),
        )
      : nothing,
  )}
  ${sections.state.data?.ask(order)}`;
}

/** The final layout while the order is loading. */
export function orderSkeleton(loading?: string): TemplateResult {
  return html`<div class="detail" aria-busy="true">
    ${loading ? html`<span class="visually-hidden" role="status">${loading}</span>` : nothing}
    <div class="detail-header">
      <div class="heading">
        <div>
          ${placeholder('title')}
          <p class="about">${skeleton('medium')}</p>
        </div>
        <div class="actions"></div>
      </div>
      <div class="statuses">${skeleton('medium')}</div>
    </div>
    ${placeholder('block')}
    <div class="columns">
      <div class="main skeleton-lines">${[0, 1, 2, 3].map(() => skeleton())}</div>
      <div class="aside skeleton-lines">${skeleton('medium')}${skeleton('short')}</div>
    </div>
  </div>`;
}
