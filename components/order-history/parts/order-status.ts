import type { TemplateResult } from 'lit';
import type { OrderSummary } from '../../../src/contract/orders/list.ts';
import type { ordersMessages } from '../../../src/i18n/orders.ts';
import type { IconName } from '../../ui/icon.ts';
import { statusMark, type Tone } from '../../ui/status.ts';

/** The three axes on which an order has a status. */
export type StatusAxis = 'status' | 'payment' | 'fulfilment';
type Status = OrderSummary[StatusAxis];
type Key = keyof typeof ordersMessages.english;

const looks: Readonly<Record<Status['code'], readonly [Tone, IconName]>> = {
  pending: ['neutral', 'clock'],
  confirmed: ['info', 'check'],
  on_hold: ['caution', 'pause'],
  completed: ['positive', 'check'],
  cancelled: ['neutral', 'close'],
  not_required: ['neutral', 'check'],
  unpaid: ['caution', 'clock'],
  part_paid: ['caution', 'clock'],
  paid: ['positive', 'check'],
  overdue: ['critical', 'warning'],
  refunded: ['neutral', 'undo'],
  unfulfilled: ['neutral', 'clock'],
  picking: ['info', 'clock'],
  ready: ['info', 'check'],
  part_shipped: ['info', 'truck'],
  shipped: ['info', 'truck'],
  delivered: ['positive', 'check'],
  returned: ['neutral', 'undo'],
  unknown: ['neutral', 'info'],
};

/** A status on one axis as an icon and the company's word for it, or ours. */
export function orderStatus({ code, label }: Status, t: (key: Key) => string): TemplateResult {
  const [tone, iconName] = looks[code];
  return statusMark(tone, iconName, label ?? t(code));
}

/**
 * What a row says of an order in one place: where the goods are, unless the order itself is held up
 * or over before any were sent.
 */
export function mainStatus(order: OrderSummary): Status {
  const { status, fulfilment } = order;
  const decided = ['pending', 'on_hold', 'cancelled'].includes(status.code);
  const silent = fulfilment.code === 'unfulfilled' || (fulfilment.code === 'unknown' && !fulfilment.label);
  return decided || silent ? status : fulfilment;
}
