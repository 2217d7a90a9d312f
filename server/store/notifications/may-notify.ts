import type { Selectable } from 'kysely';
import type { NotificationChannel, NotificationPreferences } from '../../../src/contract/profile/index.ts';
import type { NotificationPreferenceTable } from '../profile-schema.ts';
import type { StoreTransaction } from '../transaction.ts';
import { lockOf, notificationEvents, type NotificationEvent } from './events.ts';

type QuietHours = NonNullable<NotificationPreferences['quietHours']>;
type Settings = Selectable<NotificationPreferenceTable>['settings'];

/** Whether a person may be told, and when at the earliest if not now. */
export interface Permission {
  allowed: boolean;
  notBefore?: Date;
}

/**
 * Whether a person wants to be told of an event by a channel, now or after their quiet hours. Everything that is sent
 * to people asks here.
 */
export async function mayNotify(
  transaction: StoreTransaction,
  person: { tenantId: string; personId: string },
  eventId: string,
  channel: NotificationChannel,
  now: Date,
): Promise<Permission> {
  const event = notificationEvents.find(({ id }) => id === eventId);
  if (event === undefined) return { allowed: true };
  const preferences = await transaction
    .selectFrom('notification_preferences')
    .select(['settings', 'quiet_hours'])
    .where((builder) => builder.and({ tenant_id: person.tenantId, person_id: person.personId }))
    .executeTakeFirst();
  if (!isEnabled(event, channel, preferences?.settings ?? {})) return { allowed: false };
  const quiet = preferences?.quiet_hours ?? null;
  const end = quiet === null || event.urgent === true ? null : endOfQuietHours(quiet, now);
  return end === null ? { allowed: true } : { allowed: true, notBefore: end };
}

/** What holds for a channel of an event: the person's wish, unless it is locked. */
export function isEnabled(event: NotificationEvent, channel: NotificationChannel, settings: Settings): boolean {
  const usual = event.channels[channel];
  if (usual === undefined) return false;
  if (lockOf(event, channel) !== undefined) return true;
  return settings[event.id]?.[channel] ?? usual;
}

const DAY_MINUTES = 24 * 60;

/** When the quiet hours end that it is in; null: it is in none. */
export function endOfQuietHours({ from, to, timeZone }: QuietHours, now: Date): Date | null {
  const minute = minuteOfDay(
    new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', minute: '2-digit' }).format(now),
  );
  const begin = minuteOfDay(from);
  const length = minutesUntil(begin, minuteOfDay(to));
  const passed = minutesUntil(begin, minute);
  if (passed >= length) return null;
  const seconds = now.getUTCSeconds() * 1000 + now.getUTCMilliseconds();
  return new Date(now.getTime() - seconds + (length - passed) * 60_000);
}

function minuteOfDay(time: string): number {
  const [hours = '0', minutes = '0'] = time.split(':');
  return (Number(hours) % 24) * 60 + Number(minutes);
}

function minutesUntil(from: number, to: number): number {
  return (to - from + DAY_MINUTES) % DAY_MINUTES;
}
