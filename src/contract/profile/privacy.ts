import * as z from 'zod/mini';
import { operation } from '../operation.ts';
import { Id, Instant, LongText, Text, code } from '../scalars.ts';

/** Something that the person agreed to, or may agree to, with its text as it is in force. */
export const Consent = /* @__PURE__ */ z.object({
  id: Id,
  title: Text,
  text: LongText,
  version: Text,
  state: code(['given', 'revoked', 'not_given']),
  /** When it was given or revoked. */
  at: z.optional(Instant),
  /** Why it cannot be revoked; absent: it can. */
  required: z.optional(Text),
  /** What revoking means, for the person. */
  consequence: z.optional(Text),
});
export type Consent = z.output<typeof Consent>;

export const listConsents = operation({
  id: 'privacy.consents',
  kind: 'query',
  http: 'GET /privacy/consents',
  summary: 'What the person agreed to, and what may be revoked',
  input: z.object({}),
  output: z.object({ items: z.array(Consent) }),
});

const consentInput = z.object({
  consentId: Id,
  /** The version whose text was shown; `conflict` if there is a newer one. */
  version: z.string().check(z.minLength(1), z.maxLength(500)),
});

export const giveConsent = operation({
  id: 'privacy.giveConsent',
  kind: 'mutation',
  http: 'PUT /privacy/consents/{consentId}',
  summary: 'Agrees to a text',
  input: consentInput,
  output: Consent,
});

export const revokeConsent = operation({
  id: 'privacy.revokeConsent',
  kind: 'mutation',
  http: 'DELETE /privacy/consents/{consentId}',
  summary: 'Takes an agreement back',
  input: z.object({ consentId: Id }),
  output: Consent,
});

/** A copy of everything that is stored about the person, made on request. */
export const DataExport = /* @__PURE__ */ z.object({
  id: Id,
  state: code(['preparing', 'ready', 'expired', 'failed']),
  requestedAt: Instant,
  readyAt: z.optional(Instant),
  /** After that the file is gone. */
  expiresAt: z.optional(Instant),
  /** Bytes. */
  size: z.optional(z.int().check(z.minimum(0))),
});
export type DataExport = z.output<typeof DataExport>;

export const listDataExports = operation({
  id: 'privacy.exports',
  kind: 'query',
  http: 'GET /privacy/exports',
  summary: 'Copies of the person’s data that were asked for, newest first',
  input: z.object({}),
  output: z.object({ items: z.array(DataExport) }),
});

export const requestDataExport = operation({
  id: 'privacy.requestExport',
  kind: 'mutation',
  http: 'POST /privacy/exports',
  summary: 'Asks for a copy of the person’s data; the one that is being made, if there is one',
  input: z.object({}),
  output: DataExport,
});

export const downloadDataExport = operation({
  id: 'privacy.downloadExport',
  kind: 'query',
  http: 'GET /privacy/exports/{exportId}/content',
  summary: 'The copy as a ZIP file',
  input: z.object({ exportId: Id }),
  output: z.file(),
});

/** Whether the person's account is to be deleted. */
export const AccountDeletion = /* @__PURE__ */ z.object({
  state: code(['none', 'scheduled']),
  /** What has to be typed to ask for it. */
  phrase: Text,
  /** Days between asking and deleting, in which it can be taken back. */
  graceDays: z.int().check(z.minimum(0)),
  /** What is deleted, and what the law makes the company keep. */
  consequences: z.array(Text),
  /** Why it cannot be asked for now; absent: it can. */
  obstacle: z.optional(Text),
  requestedAt: z.optional(Instant),
  deletesAt: z.optional(Instant),
});
export type AccountDeletion = z.output<typeof AccountDeletion>;

export const getAccountDeletion = operation({
  id: 'privacy.deletion',
  kind: 'query',
  http: 'GET /privacy/deletion',
  summary: 'Whether the account is to be deleted, when, and what that means',
  input: z.object({}),
  output: AccountDeletion,
});

export const requestAccountDeletion = operation({
  id: 'privacy.requestDeletion',
  kind: 'mutation',
  http: 'POST /privacy/deletion',
  summary: 'Has the account deleted after the days of grace; `invalid` at `/phrase` if it was mistyped',
  input: z.object({ phrase: z.string().check(z.maxLength(500)) }),
  output: AccountDeletion,
});

export const cancelAccountDeletion = operation({
  id: 'privacy.cancelDeletion',
  kind: 'mutation',
  http: 'DELETE /privacy/deletion',
  summary: 'Keeps the account after all',
  input: z.object({}),
  output: AccountDeletion,
});
