import type { NotificationChannel } from '../../../src/contract/profile/index.ts';

/** Why a channel of an event cannot be switched off; `shown`: the cabinet shows it anyway. */
export type LockReason = 'security' | 'legal' | 'shown';

/** Something that a person may be told of. */
export interface NotificationEvent {
  id: string;
  group: 'orders' | 'money' | 'support' | 'account' | 'news';
  /** By which channels it may go, and whether it does unless the person says otherwise. */
  channels: Partial<Record<NotificationChannel, boolean>>;
  /** Why its letters cannot be switched off. */
  locked?: Exclude<LockReason, 'shown'>;
  /** Also sent in quiet hours. */
  urgent?: true;
}

/** Everything that people are told of, in the order to show it in: what is never sent is not offered. */
const events = [
  { id: 'order.confirmed', group: 'orders', channels: { email: false, push: false, cabinet: true } },
  { id: 'order.shipped', group: 'orders', channels: { email: true, sms: false, push: false, cabinet: true } },
  { id: 'order.delivered', group: 'orders', channels: { email: false, sms: false, push: false, cabinet: true } },
  { id: 'invoice.issued', group: 'money', channels: { email: true, push: false, cabinet: true } },
  { id: 'invoice.due_soon', group: 'money', channels: { email: true, sms: false, push: false, cabinet: true } },
  { id: 'invoice.overdue', group: 'money', channels: { email: true, sms: false, push: false, cabinet: true } },
  { id: 'payment.received', group: 'money', channels: { email: true, push: false, cabinet: true } },
  { id: 'payment.refunded', group: 'money', channels: { email: true, push: false, cabinet: true } },
  { id: 'papers.legal', group: 'money', channels: { email: true, cabinet: true }, locked: 'legal' },
  { id: 'ticket.answered', group: 'support', channels: { email: true, sms: false, push: false, cabinet: true } },
  { id: 'company.change_decided', group: 'account', channels: { email: true, push: false, cabinet: true } },
  {
    id: 'security.sign_in',
    group: 'account',
    channels: { email: true, sms: false, cabinet: true },
    locked: 'security',
    urgent: true,
  },
  {
    id: 'security.account_changed',
    group: 'account',
    channels: { email: true, cabinet: true },
    locked: 'security',
    urgent: true,
  },
  { id: 'news', group: 'news', channels: { email: false } },
] as const satisfies readonly NotificationEvent[];

export type NotificationEventId = (typeof events)[number]['id'];

/** {@link NotificationEvent} with the ids that there are. */
export const notificationEvents: readonly (NotificationEvent & { id: NotificationEventId })[] = events;

/** Why a channel of an event cannot be switched off; none: it can. */
export function lockOf(event: NotificationEvent, channel: NotificationChannel): LockReason | undefined {
  if (channel === 'cabinet') return 'shown';
  return channel === 'email' ? event.locked : undefined;
}
