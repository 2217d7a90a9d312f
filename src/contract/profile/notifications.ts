import * as z from 'zod/mini';
import { operation } from '../operation.ts';
import { Etag, Id, Text, code } from '../scalars.ts';

export const notificationChannels = ['email', 'sms', 'push', 'cabinet'] as const;
export type NotificationChannel = (typeof notificationChannels)[number];

/** A time of day, `HH:MM`. */
const TimeOfDay = z.string().check(z.regex(/^([01]\d|2[0-3]):[0-5]\d$/));

const quietHours = z.object({
  from: TimeOfDay,
  /** Before `from`: on the next day. */
  to: TimeOfDay,
  /** IANA time zone. */
  timeZone: z.string().check(z.maxLength(64)),
});

/** Which events reach a person by which channel. */
export const NotificationPreferences = /* @__PURE__ */ z.object({
  /** In the order to show them in; one that cannot be used says why. */
  channels: z.array(
    z.object({
      id: code(notificationChannels),
      available: z.boolean(),
      /** Why it cannot be used, or where it goes, such as the address. */
      hint: z.optional(Text),
    }),
  ),
  events: z.array(
    z.object({
      /** Such as `invoice.issued`. */
      id: Id,
      label: Text,
      /** Heading under which events are gathered. */
      group: z.optional(Text),
      channels: z.array(
        z.object({
          id: code(notificationChannels),
          enabled: z.boolean(),
          /** Present: it cannot be changed, and this is why. */
          locked: z.optional(Text),
        }),
      ),
    }),
  ),
  /** While they last, only what cannot wait is sent; the rest is sent afterwards. */
  quietHours: z.optional(quietHours),
  etag: Etag,
});
export type NotificationPreferences = z.output<typeof NotificationPreferences>;

export const getNotificationPreferences = operation({
  id: 'notifications.preferences',
  kind: 'query',
  http: 'GET /notification-preferences',
  summary: 'Which events reach the person by which channel',
  input: z.object({}),
  output: NotificationPreferences,
});

export const updateNotificationPreferences = operation({
  id: 'notifications.updatePreferences',
  kind: 'mutation',
  http: 'PATCH /notification-preferences',
  summary: 'Switches what is given; a null takes the quiet hours away',
  input: z.object({
    changes: z.optional(
      z
        .array(z.object({ eventId: Id, channel: z.enum(notificationChannels), enabled: z.boolean() }))
        .check(z.maxLength(500)),
    ),
    quietHours: z.optional(z.nullable(quietHours)),
  }),
  output: NotificationPreferences,
  conditional: true,
});
