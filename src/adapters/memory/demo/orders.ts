import type { DocumentReference } from '../../../contract/documents.ts';
import type { Order, OrderLine, Shipment } from '../../../contract/orders/index.ts';
import { money, toTotals } from './money.ts';
import { planOrder, prepareHistory, statusesOf, type History, type OrderPlan } from './plan.ts';
import { writeTimeline } from './timeline.ts';
import type { DemoCompany, DemoCustomer, DemoOrder } from './types.ts';
import { invoiceNumber, texts } from './texts.ts';

export const toInstant = (milliseconds: number): string => new Date(milliseconds).toISOString();
export const toDay = (milliseconds: number): string => toInstant(milliseconds).slice(0, 10);

/** Id and number of an order, from its place in the customer's history. */
export function nameOrder({ company, customer }: Pick<History, 'company' | 'customer'>, ordinal: number) {
  const series = (company.customers.indexOf(customer) + 1) * 1_000_000;
  return { id: `${customer.id}-${ordinal}`, number: `${company.orderPrefix}-${series + ordinal}` };
}

function writeLines({ company }: History, plan: OrderPlan, id: string, shipments: readonly Shipment[]): OrderLine[] {
  const { currency } = company.terms;
  const sent = new Map(
    shipments.flatMap(({ shippedAt, lines }) =>
      shippedAt === undefined ? [] : lines.map(({ lineId, quantity }) => [lineId, quantity] as const),
    ),
  );
  return plan.lines.flatMap(({ position, quantity, unitPrice }, index) => {
    const product = company.products[position];
    const lineId = `${id}-l${index + 1}`;
    return product === undefined
      ? []
      : {
          id: lineId,
          product: { id: product.id, sku: product.sku, title: product.title },
          quantity,
          unit: product.unit,
          unitPrice: money(unitPrice, currency),
          total: money(unitPrice * quantity, currency),
          shippedQuantity: sent.get(lineId) ?? 0,
        };
  });
}

/** One parcel, or two if the order is sent in parts; none before anything is picked. */
function writeShipments({ company, now }: History, plan: OrderPlan, id: string): Shipment[] {
  const { at, fate } = plan;
  if (fate === 'cancelled' || fate === 'held' || at.picking > now) return [];
  const text = texts[company.locale];
  const lines = plan.lines.map(({ quantity }, index) => ({ lineId: `${id}-l${index + 1}`, quantity }));
  const half = Math.ceil(lines.length / 2);
  const parcels =
    fate === 'split' && lines.length > 1
      ? [
          { lines: lines.slice(0, half), shippedAt: at.shipped, deliveredAt: at.shipped + (at.delivered - at.rest) },
          { lines: lines.slice(half), shippedAt: at.rest, deliveredAt: at.delivered },
        ]
      : [{ lines, shippedAt: at.rest, deliveredAt: at.delivered }];
  return parcels.map((parcel, index) => {
    const shipped = parcel.shippedAt <= now;
    const delivered = parcel.deliveredAt <= now;
    const trackingNumber = `DEMO${String(plan.ordinal).padStart(7, '0')}${index + 1}`;
    return {
      id: `${id}-s${index + 1}`,
      number: `${index + 1}/${parcels.length}`,
      status: delivered
        ? fate === 'returned' && at.returned <= now
          ? 'returned'
          : 'delivered'
        : !shipped
          ? 'preparing'
          : parcel.deliveredAt - now < 12 * 3_600_000
            ? 'out_for_delivery'
            : 'shipped',
      carrier: text.carriers[(plan.ordinal + index) % text.carriers.length],
      ...(shipped && {
        trackingNumber,
        trackingUrl: `https://tracking.example/${trackingNumber}`,
        shippedAt: toInstant(parcel.shippedAt),
      }),
      ...(delivered ? { deliveredAt: toInstant(parcel.deliveredAt) } : { expectedOn: toDay(parcel.deliveredAt) }),
      lines: parcel.lines,
    };
  });
}

function writeDocuments({ company, now }: History, { at, fate }: OrderPlan, id: string, number: string) {
  if (fate === 'cancelled' || fate === 'held' || at.shipped > now) return [];
  const text = texts[company.locale];
  const issuedAt = toInstant(at.shipped);
  const document = (kind: 'invoice' | 'delivery_note', title: string): DocumentReference => ({
    id: `${id}-${kind}`,
    kind,
    title: `${title} ${kind === 'invoice' ? invoiceNumber(number, company.locale) : number}`,
    mediaType: 'text/html',
    issuedAt,
  });
  return [document('invoice', text.invoice), document('delivery_note', text.deliveryNote)];
}

/** How much of a planned order is paid, in hundredths. */
function paidOf({ sums, halfPaid, at }: OrderPlan, now: number): number {
  if (at.paid <= now) return sums.total;
  return halfPaid && at.shipped <= now ? Math.round(sums.total / 2) : 0;
}

/** Writes a planned order out as the contract's records. */
export function writeOrder(history: History, plan: OrderPlan): DemoOrder {
  const { company, customer, now } = history;
  const { at, sums, fate, ordinal } = plan;
  const text = texts[company.locale];
  const { id, number } = nameOrder(history, ordinal);
  const { status, payment, fulfilment } = statusesOf(plan, now);
  const shipments = writeShipments(history, plan, id);
  const lines = writeLines(history, plan, id, shipments);
  const person = plan.placedBy.staff ? undefined : customer.people[plan.placedBy.position];
  const clerk = plan.placedBy.staff ? company.staff[plan.placedBy.position] : undefined;
  const started = fulfilment !== 'unfulfilled' || status === 'cancelled';
  const owed = payment !== 'refunded' && payment !== 'not_required';
  const paid = paidOf(plan, now);

  const order: Order = {
    id,
    number,
    placedAt: toInstant(at.placed),
    ...(plan.customerReference !== undefined && { customerReference: plan.customerReference }),
    status: { code: status, ...(status === 'on_hold' && { label: text.awaitingPrepayment }) },
    payment: { code: payment },
    fulfilment: { code: fulfilment },
    total: money(sums.total, company.terms.currency),
    lineCount: lines.length,
    ...(lines[0] && { firstLine: lines[0].product.title }),
    ...(person && { placedBy: { name: person.name } }),
    ...(clerk !== undefined && { placedBy: { name: clerk, staff: true } }),
    ...(at.delivered > now && fate !== 'cancelled' && fate !== 'held' && { expectedOn: toDay(at.delivered) }),
    allowedActions: ['reorder', ...(started ? [] : ['request_cancellation']), 'ask'],
    lines,
    totals: toTotals(sums, company.terms, owed ? paid : undefined),
    shippingAddress: customer.addresses[ordinal % customer.addresses.length],
    billingAddress: customer.addresses[0],
    paymentMethod: plan.prepaid ? text.prepaid : text.onInvoice,
    deliveryMethod: text.delivery,
    ...(ordinal % 7 === 0 && { note: text.note }),
    ...(fate === 'held' && { staffNote: text.heldNote }),
    documents: writeDocuments(history, plan, id, number),
    ...(fate === 'cancelled' && {
      cancellation: {
        state: 'approved' as const,
        requestedAt: toInstant(at.confirmed + 900_000),
        message: text.cancelled,
      },
    }),
    etag: 'v1',
  };
  return { order, shipments, timeline: writeTimeline(history, plan), placedById: person?.id };
}

/**
 * A customer's orders, newest first, made one at a time: 100 000 of them need no memory.
 * The same arguments always make the same orders.
 *
 * @example
 * ```ts
 * for (const { order } of demoOrders(company, customer, { now: new Date() })) console.log(order.number);
 * ```
 */
export function* demoOrders(
  company: DemoCompany,
  customer: DemoCustomer,
  { now, count = customer.orderCount }: { now: Date; count?: number | undefined },
): Generator<DemoOrder, void, undefined> {
  const history = prepareHistory(company, customer, now, count);
  for (let index = 0; index < count; index++) yield writeOrder(history, planOrder(history, index));
}
