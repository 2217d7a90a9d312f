import type { Shipment, TimelineStep } from '../../contract/orders/order.ts';
import type { ShopFulfillment, ShopHistoryEntry, ShopOrder } from './types.ts';

type Kind = TimelineStep['kind'];

/** The stages of an order that is not cancelled, in order, and the shop's states that complete them. */
const stages: readonly { kind: Kind; reachedBy: readonly string[]; begunBy?: readonly string[] }[] = [
  { kind: 'paid', reachedBy: ['PaymentSettled'] },
  { kind: 'shipped', reachedBy: ['Shipped', 'PartiallyDelivered', 'Delivered'], begunBy: ['PartiallyShipped'] },
  { kind: 'delivered', reachedBy: ['Delivered'], begunBy: ['PartiallyDelivered'] },
];

/** What the shop has written down of an order's way, oldest first. */
export function timelineOf(order: ShopOrder, history: readonly ShopHistoryEntry[]): TimelineStep[] {
  const moves = history.filter(({ type }) => type === 'ORDER_STATE_TRANSITION');
  const firstMove = (states: readonly string[]) =>
    moves.find(({ data }) => states.includes(String(data['to'])))?.createdAt;

  const past: TimelineStep[] = [{ id: 'placed', kind: 'placed', state: 'done', at: order.orderPlacedAt }];
  const ahead: TimelineStep[] = [];
  for (const { kind, reachedBy, begunBy = [] } of stages) {
    const at = firstMove(reachedBy);
    if (at !== undefined) past.push({ id: kind, kind, state: 'done', at });
    else if (order.state === 'Cancelled') continue;
    else ahead.push({ id: kind, kind, state: firstMove(begunBy) === undefined ? 'upcoming' : 'current' });
  }
  const cancelledAt = firstMove(['Cancelled']);
  if (cancelledAt !== undefined) past.push({ id: 'cancelled', kind: 'cancelled', state: 'done', at: cancelledAt });
  for (const { id, type, createdAt, data } of history) {
    const { note } = data;
    // Private notes are not among what the shop answers to a customer.
    if (type !== 'ORDER_NOTE' || typeof note !== 'string') continue;
    past.push({ id: `note-${id}`, kind: 'note', state: 'done', at: createdAt, note: note.slice(0, 10_000) });
  }
  const [placed, ...later] = past;
  // The shop keeps seconds only: what happened within one stays in the order of the stages.
  later.sort((one, other) => Date.parse(one.at ?? '') - Date.parse(other.at ?? ''));
  return [...(placed ? [placed] : []), ...later, ...ahead];
}

const shipmentStatuses: Readonly<Record<string, Shipment['status']>> = {
  Pending: 'preparing',
  Shipped: 'shipped',
  Delivered: 'delivered',
};

function toShipment(fulfillment: ShopFulfillment, history: readonly ShopHistoryEntry[]): Shipment {
  const { id, state, method, trackingCode, lines } = fulfillment;
  const moved = (to: string) =>
    history.find(
      ({ type, data }) =>
        type === 'ORDER_FULFILLMENT_TRANSITION' && String(data['fulfillmentId']) === id && data['to'] === to,
    )?.createdAt;
  const shippedAt = moved('Shipped');
  const deliveredAt = moved('Delivered');
  const status = shipmentStatuses[state];
  return {
    id,
    ...(status ? { status } : { status: 'unknown', label: state }),
    carrier: method,
    ...(trackingCode && { trackingNumber: trackingCode }),
    ...(shippedAt !== undefined && { shippedAt }),
    ...(deliveredAt !== undefined && { deliveredAt }),
    lines: lines.map(({ orderLineId, quantity }) => ({ lineId: orderLineId, quantity })),
  };
}

/** The parcels of an order; one that was given up is none. */
export const shipmentsOf = (order: ShopOrder, history: readonly ShopHistoryEntry[]): Shipment[] =>
  (order.fulfillments ?? [])
    .filter(({ state }) => state !== 'Cancelled')
    .map((fulfillment) => toShipment(fulfillment, history));
