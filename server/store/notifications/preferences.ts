import type { ParsedInputOf } from '../../../src/contract/operation.ts';
import {
  type NotificationChannel,
  type NotificationPreferences,
  notificationChannels,
  type updateNotificationPreferences,
} from '../../../src/contract/profile/index.ts';
import { announce } from '../announce.ts';
import { type VerifiedCall, act, ofPerson, personScope } from '../call.ts';
import { assertUnchanged, etagOf } from '../etag.ts';
import { present } from '../orders/mapping.ts';
import { isTimeZone } from '../profile/profile.ts';
import { refuseField } from '../refuse.ts';
import type { RunTransaction, StoreTransaction } from '../transaction.ts';
import { wordsFor } from '../words/index.ts';
import { lockOf, notificationEvents } from './events.ts';
import { isEnabled } from './may-notify.ts';

export function getPreferences(run: RunTransaction, call: VerifiedCall): Promise<NotificationPreferences> {
  return run(personScope(call), (transaction) => readPreferences(transaction, call));
}

async function readStored(transaction: StoreTransaction, call: VerifiedCall) {
  const row = await transaction
    .selectFrom('notification_preferences')
    .select(['settings', 'quiet_hours'])
    .where((builder) => builder.and(ofPerson(call)))
    .executeTakeFirst();
  return { settings: row?.settings ?? {}, quietHours: row?.quiet_hours ?? null };
}

const etagFor = ({ settings, quietHours }: Awaited<ReturnType<typeof readStored>>) =>
  etagOf([
    notificationEvents.map((event) => notificationChannels.map((channel) => isEnabled(event, channel, settings))),
    quietHours && [quietHours.from, quietHours.to, quietHours.timeZone],
  ]);

async function readPreferences(transaction: StoreTransaction, call: VerifiedCall): Promise<NotificationPreferences> {
  const words = wordsFor(call.locale);
  const stored = await readStored(transaction, call);
  const contacts = await transaction
    .selectFrom('contacts')
    .select(['kind', 'value'])
    .where((builder) => builder.and({ ...ofPerson(call), is_primary: true }))
    .execute();
  const valueOf = (wanted: 'email' | 'phone') => contacts.find(({ kind }) => kind === wanted)?.value;
  const channels: NotificationPreferences['channels'] = [
    channel('email', valueOf('email'), words.noEmail),
    channel('sms', valueOf('phone'), words.noPhone),
    { id: 'push', available: false, hint: words.noPush },
    { id: 'cabinet', available: false, hint: words.lockReasons.shown },
  ];
  return {
    channels,
    events: notificationEvents.map((event) => ({
      id: event.id,
      label: words.events[event.id],
      group: words.eventGroups[event.group],
      channels: notificationChannels
        .filter((id) => event.channels[id] !== undefined)
        .map((id) => {
          const lock = lockOf(event, id);
          return {
            id,
            enabled: isEnabled(event, id, stored.settings),
            // What holds for all of them is said once, by the channel.
            ...present({ locked: lock && lock !== 'shown' ? words.lockReasons[lock] : null }),
          };
        }),
    })),
    ...present({ quietHours: stored.quietHours }),
    etag: etagFor(stored),
  };
}

/** A channel that goes to a contact; without one it says what to do. */
function channel(id: NotificationChannel, contact: string | undefined, missing: string) {
  return { id, available: contact !== undefined, hint: contact ?? missing };
}

export function changePreferences(
  run: RunTransaction,
  input: ParsedInputOf<typeof updateNotificationPreferences>,
  call: VerifiedCall,
): Promise<NotificationPreferences> {
  return act(run, personScope(call), call, 'notifications.updatePreferences', input, async (transaction) => {
    // The row may not be there yet, the person always is.
    await transaction
      .selectFrom('people')
      .select('id')
      .where((builder) => builder.and({ tenant_id: call.customer.tenantId, id: call.customer.personId }))
      .forNoKeyUpdate()
      .execute();
    const stored = await readStored(transaction, call);
    assertUnchanged(call.ifMatch, etagFor(stored));
    const settings = { ...stored.settings };
    for (const [index, { eventId, channel: id, enabled }] of (input.changes ?? []).entries()) {
      checkChange(`/changes/${index}`, eventId, id, enabled, call.locale);
      settings[eventId] = { ...settings[eventId], [id]: enabled };
    }
    const quietHours = input.quietHours === undefined ? stored.quietHours : input.quietHours;
    if (quietHours !== null) checkQuietHours(quietHours, call.locale);
    const values = {
      settings: JSON.stringify(settings),
      quiet_hours: quietHours === null ? null : JSON.stringify(quietHours),
    };
    await transaction
      .insertInto('notification_preferences')
      .values({ ...ofPerson(call), ...values })
      .onConflict((conflict) => conflict.columns(['tenant_id', 'person_id']).doUpdateSet(values))
      .execute();
    await announce(transaction, call.customer.tenantId, [
      { customerId: call.customer.customerId, type: 'notifications.updated', entity: 'notifications' },
    ]);
    return readPreferences(transaction, call);
  });
}

function checkChange(
  pointer: string,
  eventId: string,
  id: NotificationChannel,
  enabled: boolean,
  locale: string | undefined,
): void {
  const words = wordsFor(locale);
  const event = notificationEvents.find((candidate) => candidate.id === eventId);
  if (event === undefined) throw refuseField(`${pointer}/eventId`, words.unknownEvent);
  if (event.channels[id] === undefined) throw refuseField(`${pointer}/channel`, words.noSuchChannel);
  const reason = lockOf(event, id);
  if (reason !== undefined && !enabled) throw refuseField(`${pointer}/enabled`, words.lockReasons[reason]);
}

function checkQuietHours(
  { from, to, timeZone }: NonNullable<NotificationPreferences['quietHours']>,
  locale: string | undefined,
): void {
  const words = wordsFor(locale);
  if (from === to) throw refuseField('/quietHours/to', words.emptyQuietHours);
  if (!isTimeZone(timeZone)) throw refuseField('/quietHours/timeZone', words.unknownTimeZone);
}
