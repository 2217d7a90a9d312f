import type { InputOf } from '../../contract/operation.ts';
import type { Order, TimelineStep, reorder } from '../../contract/orders/index.ts';
import { money, toTotals } from './demo/money.ts';
import { invoiceNumber, texts } from './demo/texts.ts';
import type { DemoCompany, DemoCustomer, DemoOrder, DemoPerson } from './demo/types.ts';
import type { Offer } from './reorder.ts';

const stages = ['placed', 'confirmed', 'picking', 'ready', 'shipped', 'delivered'] as const;
type Stage = (typeof stages)[number];

/** What the two axes say at each stage that staff can move an order to. */
const statuses: Record<Exclude<Stage, 'placed'>, Pick<Order, 'status' | 'fulfilment'>> = {
  confirmed: { status: { code: 'confirmed' }, fulfilment: { code: 'unfulfilled' } },
  picking: { status: { code: 'confirmed' }, fulfilment: { code: 'picking' } },
  ready: { status: { code: 'confirmed' }, fulfilment: { code: 'ready' } },
  shipped: { status: { code: 'confirmed' }, fulfilment: { code: 'shipped' } },
  delivered: { status: { code: 'completed' }, fulfilment: { code: 'delivered' } },
};

function nextStage({ status, fulfilment }: Order): Exclude<Stage, 'placed'> | undefined {
  if (status.code === 'pending' || status.code === 'on_hold') return 'confirmed';
  if (status.code !== 'confirmed') return undefined;
  const next = {
    unfulfilled: 'picking',
    picking: 'ready',
    ready: 'shipped',
    part_shipped: 'shipped',
    shipped: 'delivered',
  } as const;
  return fulfilment.code in next ? next[fulfilment.code as keyof typeof next] : undefined;
}

/** Steps up to a stage, the ones after it still to come; what is not a stage, such as payment, stays last. */
function timelineAt(stage: Stage, before: readonly TimelineStep[], at: string): TimelineStep[] {
  const reached = stages.indexOf(stage);
  const steps = stages.map((kind, index): TimelineStep => {
    const known = before.find((step) => step.kind === kind);
    if (index > reached) return { ...known, id: kind, kind, state: 'upcoming' };
    const { expectedOn: _, ...rest } = known ?? {};
    return {
      ...rest,
      id: kind,
      kind,
      state: index === reached && kind !== 'delivered' ? 'current' : 'done',
      at: known?.at ?? at,
    };
  });
  return [...steps, ...before.filter(({ kind }) => kind === 'invoiced' || kind === 'paid')];
}

/** The order as the company would move it one stage on; undefined when it is at its end. */
export function advanceOrder({ order, shipments, timeline, placedById }: DemoOrder, now: Date): DemoOrder | undefined {
  const stage = nextStage(order);
  if (!stage) return undefined;
  const at = now.toISOString();
  const sent = stage === 'shipped' || stage === 'delivered';
  const lines = order.lines.map(({ id, quantity }) => ({ lineId: id, quantity }));
  const parcels =
    shipments.length > 0 ? shipments : [{ id: `${order.id}-s1`, number: '1/1', status: 'preparing' as const, lines }];
  const trackingNumber = `DEMO${order.number.replace(/\D/g, '')}`;
  const { staffNote: _note, ...kept } = order;
  return {
    placedById,
    timeline: timelineAt(stage, timeline, at),
    shipments:
      stage === 'confirmed'
        ? shipments
        : parcels.map((parcel) => ({
            ...parcel,
            ...(sent && {
              status: stage,
              trackingNumber: parcel.trackingNumber ?? trackingNumber,
              trackingUrl: parcel.trackingUrl ?? `https://tracking.example/${trackingNumber}`,
              shippedAt: parcel.shippedAt ?? at,
            }),
            ...(stage === 'delivered' && { deliveredAt: parcel.deliveredAt ?? at }),
          })),
    order: {
      ...kept,
      ...statuses[stage],
      lines: order.lines.map((line) => (sent ? { ...line, shippedQuantity: line.quantity } : line)),
      allowedActions:
        stage === 'confirmed'
          ? order.allowedActions
          : order.allowedActions.filter((action) => action !== 'request_cancellation'),
    },
  };
}

/** The order that a confirmed reorder makes. */
export function writeReordered(
  { company, customer, person, now }: { company: DemoCompany; customer: DemoCustomer; person: DemoPerson; now: Date },
  { id, number }: { id: string; number: string },
  { preview, sums }: Offer,
  { customerReference, note }: InputOf<typeof reorder>,
): DemoOrder {
  const text = texts[company.locale];
  const placedAt = now.toISOString();
  const lines = preview.lines
    .filter(({ quantity }) => quantity > 0)
    .map(({ product, quantity, unit, unitPrice, previousUnitPrice, total }, index) => ({
      id: `${id}-l${index + 1}`,
      product,
      quantity,
      unit,
      unitPrice: unitPrice ?? previousUnitPrice,
      total: total ?? money(0, company.terms.currency),
    }));
  const order: Order = {
    id,
    number,
    placedAt,
    customerReference,
    status: { code: 'pending' },
    payment: { code: 'unpaid' },
    fulfilment: { code: 'unfulfilled' },
    total: money(sums.total, company.terms.currency),
    lineCount: lines.length,
    firstLine: lines[0]?.product.title,
    placedBy: { name: person.name },
    expectedOn: preview.expectedOn,
    allowedActions: ['reorder', 'request_cancellation', 'ask'],
    lines,
    totals: toTotals(sums, company.terms, 0),
    shippingAddress: preview.shippingAddress,
    billingAddress: customer.addresses[0],
    paymentMethod: text.onInvoice,
    deliveryMethod: text.delivery,
    note,
    documents: [
      {
        id: `${id}-invoice`,
        kind: 'invoice',
        title: `${text.invoice} ${invoiceNumber(number, company.locale)}`,
        mediaType: 'text/html',
        issuedAt: placedAt,
      },
    ],
    etag: 'v1',
  };
  const timeline = timelineAt('placed', [{ id: 'paid', kind: 'paid', state: 'upcoming' }], placedAt);
  return { order, shipments: [], timeline, placedById: person.id };
}
