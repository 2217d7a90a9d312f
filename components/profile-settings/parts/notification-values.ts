import type { InputOf } from '../../../src/contract/operation.ts';
import {
  notificationChannels,
  type NotificationChannel,
  type NotificationPreferences,
  type updateNotificationPreferences,
} from '../../../src/contract/profile/notifications.ts';
import type { FormValues, Stored } from '../../shared/form-merge.ts';

/** The name of a switch among the fields of the form; the last space parts event and channel. */
export const fieldOf = (eventId: string, channel: string): string => `${eventId} ${channel}`;

/** The event and channel of a switch; undefined for another field. */
export function switchOf(field: string): { eventId: string; channel: NotificationChannel } | undefined {
  const at = field.lastIndexOf(' ');
  const channel = notificationChannels.find((each) => each === field.slice(at + 1));
  return at > 0 && channel ? { eventId: field.slice(0, at), channel } : undefined;
}

/** Preferences as fields: each switch `on` or `off`, and the quiet hours. @param timeZone where the person is */
export function toStored({ events, quietHours, etag }: NotificationPreferences, timeZone: string): Stored {
  const switches = events.flatMap(({ id, channels }) =>
    channels.map((channel) => [fieldOf(id, channel.id), channel.enabled ? 'on' : 'off'] as const),
  );
  return {
    values: {
      ...Object.fromEntries(switches),
      quiet: quietHours ? 'on' : 'off',
      'quiet.from': quietHours?.from ?? '22:00',
      'quiet.to': quietHours?.to ?? '07:00',
      'quiet.timeZone': quietHours?.timeZone ?? timeZone,
    },
    etag,
  };
}

/** What to send for what was switched. */
export function toInput(changes: FormValues, values: FormValues): InputOf<typeof updateNotificationPreferences> {
  const switched = Object.entries(changes).flatMap(([field, value]) => {
    const found = switchOf(field);
    return found ? [{ ...found, enabled: value === 'on' }] : [];
  });
  const quietChanged = Object.keys(changes).some((field) => field.startsWith('quiet'));
  const { 'quiet.from': from = '', 'quiet.to': to = '', 'quiet.timeZone': timeZone = '' } = values;
  return {
    ...(switched.length > 0 && { changes: switched }),
    ...(quietChanged && { quietHours: values['quiet'] === 'on' ? { from, to, timeZone } : null }),
  };
}

/** The field that a pointer into the input means. */
export function fieldOfPointer(pointer: string, changes: FormValues): string {
  const index = /^\/changes\/(\d+)/.exec(pointer)?.[1];
  if (index !== undefined) return Object.keys(changes).filter((field) => switchOf(field))[Number(index)] ?? pointer;
  return pointer.replace(/^\/quietHours\//, 'quiet.');
}
