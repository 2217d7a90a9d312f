import {
  notificationChannels,
  type NotificationChannel,
  type NotificationPreferences,
} from '../../../contract/profile/notifications.ts';
import { CabinetError } from '../../../contract/problem.ts';
import type { AdapterHandlers } from '../../define-adapter.ts';
import { profileTexts } from '../demo/profile-texts.ts';
import type { Served } from '../served.ts';
import type { MemoryPerson } from './person.ts';
import { countVersions } from './version.ts';

type Group = keyof (typeof profileTexts)['en']['groups'];
type EventId = keyof (typeof profileTexts)['en']['events'];

/** Which events there are, where they stand, by which channels they go, and which of these cannot be switched off. */
const events: readonly {
  id: EventId;
  group: Group;
  on: readonly NotificationChannel[];
  locked?: 'security' | 'legal';
}[] = [
  { id: 'order.placed', group: 'orders', on: ['email', 'cabinet'] },
  { id: 'order.confirmed', group: 'orders', on: ['cabinet'] },
  { id: 'order.shipped', group: 'orders', on: ['email', 'sms', 'cabinet'] },
  { id: 'invoice.issued', group: 'invoices', on: ['email', 'cabinet'], locked: 'legal' },
  { id: 'invoice.due', group: 'invoices', on: ['email', 'cabinet'] },
  { id: 'invoice.overdue', group: 'invoices', on: ['email', 'cabinet'] },
  { id: 'payment.received', group: 'invoices', on: ['cabinet'] },
  { id: 'ticket.answered', group: 'account', on: ['email', 'push', 'cabinet'] },
  { id: 'security.signIn', group: 'account', on: ['email', 'cabinet'], locked: 'security' },
  { id: 'news.offers', group: 'account', on: [] },
];

export function memoryNotifications(
  { company, stream }: Served,
  person: MemoryPerson,
): Pick<AdapterHandlers, 'notifications'> {
  const text = profileTexts[company.locale];
  const version = countVersions();
  const switched = new Map<string, boolean>();
  let quietHours: NotificationPreferences['quietHours'];

  const locked = (event: (typeof events)[number], channel: NotificationChannel): string | undefined =>
    event.locked && channel === 'email' ? text.channelLocked[event.locked] : undefined;
  const preferences = (): NotificationPreferences => ({
    channels: [
      { id: 'email', available: true, hint: person.email() },
      { id: 'sms', available: person.hasPhone(), ...(!person.hasPhone() && { hint: text.channelHints.sms }) },
      { id: 'push', available: false, hint: text.channelHints.push },
      { id: 'cabinet', available: true },
    ],
    events: events.map((event) => ({
      id: event.id,
      label: text.events[event.id],
      group: text.groups[event.group],
      channels: notificationChannels
        .filter((channel) => channel !== 'sms' || event.group !== 'account')
        .map((channel) => {
          const reason = locked(event, channel);
          return {
            id: channel,
            enabled: switched.get(`${event.id} ${channel}`) ?? event.on.includes(channel),
            ...(reason !== undefined && { locked: reason }),
          };
        }),
    })),
    ...(quietHours && { quietHours }),
    etag: version.etag,
  });

  return {
    notifications: {
      preferences,
      updatePreferences: ({ changes = [], quietHours: hours }, context) => {
        version.require(context);
        for (const [index, { eventId, channel }] of changes.entries()) {
          const event = events.find(({ id }) => id === eventId);
          if (!event)
            throw new CabinetError('invalid', 'Unknown event', { fields: { [`/changes/${index}/eventId`]: '?' } });
          const reason = locked(event, channel);
          if (reason) throw new CabinetError('invalid', reason, { fields: { [`/changes/${index}/enabled`]: reason } });
        }
        for (const { eventId, channel, enabled } of changes) switched.set(`${eventId} ${channel}`, enabled);
        if (hours !== undefined) quietHours = hours ?? undefined;
        version.next();
        stream.publish('notifications.updated', 'notifications');
        return preferences();
      },
    },
  };
}
