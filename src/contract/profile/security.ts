import * as z from 'zod/mini';
import { operation } from '../operation.ts';
import { pageInput, pageOf } from '../page.ts';
import { Id, Instant, Text, code } from '../scalars.ts';

/** Where a person is signed in. */
export const ActiveSession = /* @__PURE__ */ z.object({
  id: Id,
  /** The one that asks. */
  current: z.boolean(),
  /** Such as "Firefox, Windows". */
  device: z.optional(Text),
  /** Network address. */
  address: z.optional(Text),
  location: z.optional(Text),
  signedInAt: Instant,
  lastSeenAt: z.optional(Instant),
});
export type ActiveSession = z.output<typeof ActiveSession>;

export const listActiveSessions = operation({
  id: 'security.sessions',
  kind: 'query',
  http: 'GET /security/sessions',
  summary: 'Where the person is signed in, this session first',
  input: z.object({}),
  output: z.object({ items: z.array(ActiveSession) }),
});

const sessionsLeft = z.object({ items: z.array(ActiveSession) });

export const endActiveSession = operation({
  id: 'security.endSession',
  kind: 'mutation',
  http: 'DELETE /security/sessions/{sessionId}',
  summary: 'Signs out one device; answers the sessions that are left',
  input: z.object({ sessionId: Id }),
  output: sessionsLeft,
});

export const endOtherSessions = operation({
  id: 'security.endOtherSessions',
  kind: 'mutation',
  http: 'DELETE /security/sessions',
  summary: 'Signs out every device but this one',
  input: z.object({}),
  output: sessionsLeft,
});

export const SignInRecord = /* @__PURE__ */ z.object({
  id: Id,
  at: Instant,
  outcome: code(['succeeded', 'failed', 'signed_out', 'ended']),
  device: z.optional(Text),
  address: z.optional(Text),
  location: z.optional(Text),
});
export type SignInRecord = z.output<typeof SignInRecord>;

export const listSignIns = operation({
  id: 'security.signIns',
  kind: 'query',
  http: 'GET /security/sign-ins',
  summary: 'Sign-ins and attempts, newest first',
  input: z.object(pageInput),
  output: pageOf(SignInRecord),
});
