import * as z from 'zod/mini';
import { operation } from '../operation.ts';
import { Etag, Id, Instant, Text, code } from '../scalars.ts';

const name = z.string().check(z.maxLength(100));

/** An e-mail address or a phone number by which a person is reached. */
export const ContactPoint = /* @__PURE__ */ z.object({
  id: Id,
  kind: code(['email', 'phone']),
  /** An address, or a number in E.164 form such as `+79990001122`. */
  value: Text,
  /** Its owner has typed the code that was sent there. */
  verified: z.boolean(),
  /** Where messages go, one of each kind. */
  primary: z.boolean(),
  /** A code is on its way. */
  verification: z.optional(
    z.object({
      expiresAt: Instant,
      /** When another code may be sent. */
      resendAt: Instant,
      attemptsLeft: z.int().check(z.minimum(0)),
    }),
  ),
  /** What would stop working without it, for the customer. */
  consequence: z.optional(Text),
  /** `verify`, `make_primary`, `remove`; unknown ones are for newer widgets. */
  allowedActions: z.array(z.string()),
});
export type ContactPoint = z.output<typeof ContactPoint>;

/** The person who is signed in. */
export const Profile = /* @__PURE__ */ z.object({
  id: Id,
  givenName: Text,
  middleName: z.optional(Text),
  familyName: z.optional(Text),
  jobTitle: z.optional(Text),
  /** BCP 47 language of letters and of the cabinet. */
  locale: z.optional(Text),
  /** IANA time zone. */
  timeZone: z.optional(Text),
  /** Names the picture of `profile.avatar`; another one when it changes; absent: there is none. */
  avatar: z.optional(Id),
  contacts: z.array(ContactPoint),
  /** Fields that only the company's login can change, with the reason. */
  locked: z.array(z.object({ field: Text, reason: z.optional(Text) })),
  etag: Etag,
});
export type Profile = z.output<typeof Profile>;

export const getProfile = operation({
  id: 'profile.get',
  kind: 'query',
  http: 'GET /profile',
  summary: 'The person who is signed in: names, contacts, language and time zone',
  input: z.object({}),
  output: Profile,
});

export const updateProfile = operation({
  id: 'profile.update',
  kind: 'mutation',
  http: 'PATCH /profile',
  summary: 'Changes what is given; an empty text takes the field away',
  input: z.object({
    givenName: z.optional(name.check(z.minLength(1))),
    middleName: z.optional(name),
    familyName: z.optional(name),
    jobTitle: z.optional(name),
    locale: z.optional(z.string().check(z.maxLength(35))),
    timeZone: z.optional(z.string().check(z.maxLength(64))),
  }),
  output: Profile,
  conditional: true,
  affects: ['session'],
});

export const addContact = operation({
  id: 'profile.addContact',
  kind: 'mutation',
  http: 'POST /profile/contacts',
  summary: 'Adds an e-mail address or a phone number and sends a code there',
  input: z.object({
    kind: z.enum(['email', 'phone']),
    value: z.string().check(z.minLength(3), z.maxLength(254)),
  }),
  output: Profile,
});

const contactInput = { contactId: Id };

export const sendContactCode = operation({
  id: 'profile.sendContactCode',
  kind: 'mutation',
  http: 'POST /profile/contacts/{contactId}/code',
  summary: 'Sends another code; `rate_limited` with the wait if it is too soon',
  input: z.object(contactInput),
  output: Profile,
});

export const verifyContact = operation({
  id: 'profile.verifyContact',
  kind: 'mutation',
  http: 'POST /profile/contacts/{contactId}/verification',
  summary: 'Shows by its code that a contact is the person’s own; `invalid` with a message at `/code` otherwise',
  input: z.object({ ...contactInput, code: z.string().check(z.minLength(1), z.maxLength(20)) }),
  output: Profile,
  affects: ['notifications'],
});

export const makeContactPrimary = operation({
  id: 'profile.makeContactPrimary',
  kind: 'mutation',
  http: 'PUT /profile/contacts/{contactId}/primary',
  summary: 'Messages go there from now on; only for a verified contact',
  input: z.object(contactInput),
  output: Profile,
  affects: ['session', 'notifications'],
});

export const removeContact = operation({
  id: 'profile.removeContact',
  kind: 'mutation',
  http: 'DELETE /profile/contacts/{contactId}',
  summary: 'Removes a contact; `conflict` for the primary one while there are others, or the last one',
  input: z.object(contactInput),
  output: Profile,
  affects: ['notifications'],
});

/** The largest picture that is taken, in bytes. */
export const MAX_AVATAR_SIZE = 5_000_000;

export const downloadAvatar = operation({
  id: 'profile.avatar',
  kind: 'query',
  http: 'GET /profile/avatar',
  summary: 'The person’s picture',
  input: z.object({}),
  output: z.file(),
});

export const setAvatar = operation({
  id: 'profile.setAvatar',
  kind: 'mutation',
  http: 'PUT /profile/avatar',
  summary: 'Puts a picture (PNG, JPEG or WebP) in place of the one before',
  input: z.object({
    file: z.file().check(z.maxSize(MAX_AVATAR_SIZE), z.mime(['image/png', 'image/jpeg', 'image/webp'])),
  }),
  output: Profile,
});

export const removeAvatar = operation({
  id: 'profile.removeAvatar',
  kind: 'mutation',
  http: 'DELETE /profile/avatar',
  summary: 'Removes the person’s picture',
  input: z.object({}),
  output: Profile,
});
