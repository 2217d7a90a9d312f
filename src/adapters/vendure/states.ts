import type { OrderFilter, OrderSummary } from '../../contract/orders/list.ts';
import type { ShopOrder } from './types.ts';

type Status = OrderSummary['status']['code'];
type Payment = OrderSummary['payment']['code'];
type Fulfilment = OrderSummary['fulfilment']['code'];

/** The shop's one axis of states, from the one in which an order is placed, and what each says of ours. */
const statuses: Readonly<Record<string, Status>> = {
  PaymentAuthorized: 'confirmed',
  PaymentSettled: 'confirmed',
  PartiallyShipped: 'confirmed',
  Shipped: 'confirmed',
  PartiallyDelivered: 'confirmed',
  Delivered: 'completed',
  Modifying: 'on_hold',
  ArrangingAdditionalPayment: 'on_hold',
  Cancelled: 'cancelled',
};

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

/** What was really paid, and what went back. */
export function paidOf({ payments }: ShopOrder): { settled: number; refunded: number } {
  const settled = (payments ?? []).filter(({ state }) => state === 'Settled');
  const refunds = settled.flatMap((payment) => payment.refunds).filter(({ state }) => state === 'Settled');
  return { settled: sum(settled.map(({ amount }) => amount)), refunded: sum(refunds.map(({ total }) => total)) };
}

/** A company's own state has a word, and nothing that we know. */
export function statusOf({ state }: ShopOrder): OrderSummary['status'] {
  const code = statuses[state];
  return code ? { code } : { code: 'unknown', label: state };
}

export function paymentOf(order: ShopOrder): Payment {
  const { settled, refunded } = paidOf(order);
  if (settled > 0 && refunded >= settled) return 'refunded';
  if (order.state === 'Cancelled') return settled > 0 ? 'paid' : 'not_required';
  if (order.totalWithTax === 0) return 'not_required';
  if (settled === 0) return 'unpaid';
  return settled < order.totalWithTax ? 'part_paid' : 'paid';
}

export function fulfilmentOf({ state, fulfillments }: ShopOrder): Fulfilment {
  switch (state) {
    case 'PartiallyShipped':
    case 'PartiallyDelivered':
      return 'part_shipped';
    case 'Shipped':
      return 'shipped';
    case 'Delivered':
      return 'delivered';
    default: {
      const states = (fulfillments ?? []).map((fulfillment) => fulfillment.state);
      if (states.some((each) => each === 'Shipped' || each === 'Delivered')) return 'part_shipped';
      return states.includes('Pending') && state !== 'Cancelled' ? 'picking' : 'unfulfilled';
    }
  }
}

/** States that an order with this fulfilment may have; any other: none. */
const statesOfFulfilment: Readonly<Record<string, readonly string[]>> = {
  unfulfilled: ['PaymentAuthorized', 'PaymentSettled', 'Modifying', 'ArrangingAdditionalPayment', 'Cancelled'],
  picking: ['PaymentAuthorized', 'PaymentSettled', 'Modifying', 'ArrangingAdditionalPayment'],
  part_shipped: ['PartiallyShipped', 'PartiallyDelivered', 'Modifying', 'ArrangingAdditionalPayment', 'Cancelled'],
  shipped: ['Shipped'],
  delivered: ['Delivered'],
};

/**
 * The states to ask the shop for; undefined: any. The shop cannot filter by money paid or parcels sent, so what it
 * answers is sieved by {@link matches}.
 */
export function statesFor({ status, fulfilment }: OrderFilter): string[] | undefined {
  if (!status?.length && !fulfilment?.length) return undefined;
  return Object.entries(statuses)
    .filter(([, code]) => !status?.length || (status as string[]).includes(code))
    .map(([state]) => state)
    .filter((state) => !fulfilment?.length || fulfilment.some((code) => statesOfFulfilment[code]?.includes(state)));
}

/** Whether the answer to {@link statesFor} has to be sieved. */
export const needsSieve = ({ payment, fulfilment }: OrderFilter): boolean =>
  Boolean(payment?.length || fulfilment?.length);

export function matches(order: OrderSummary, { payment, fulfilment }: OrderFilter): boolean {
  const wanted = (codes: readonly string[] | undefined, code: string) => !codes?.length || codes.includes(code);
  return wanted(payment, order.payment.code) && wanted(fulfilment, order.fulfilment.code);
}
