import * as z from 'zod/mini';
import { ChangeRequest, memberRoles } from '../../src/contract/company/index.ts';
import { Id, LongText } from '../../src/contract/scalars.ts';
import { Words } from './schemas.ts';

/** What the company decided on a change request, as `PUT /push/:tenant/change-decisions` takes it. */
export const PushedDecision = z.strictObject({
  externalId: Id,
  approved: z.boolean(),
  answer: z.optional(LongText),
});

/** A text that people agree to, as `PUT /push/:tenant/consents` takes it. */
export const PushedConsent = z.strictObject({
  externalId: Id,
  version: Words,
  title: Words,
  text: LongText,
  required: z.optional(Words),
  consequence: z.optional(Words),
  position: z.optional(z.int()),
});

/** The change requests that wait for a decision, as `GET /push/:tenant/change-requests` answers them. */
export const WaitingRequests = z.object({
  items: z.array(z.extend(ChangeRequest, { customerId: Id, customerName: z.string() })),
});
export type WaitingRequests = z.output<typeof WaitingRequests>;

/** That somebody accepts an invitation, as `POST /push/:tenant/invitations/accept` takes it. */
export const Acceptance = z.strictObject({
  token: Words,
  person: z.strictObject({ externalId: Id, name: Words }),
});

/** What an accepted invitation was to. */
export const Membership = z.object({
  customerId: Id,
  customerName: z.string(),
  email: z.string(),
  role: z.enum(memberRoles),
});
export type Membership = z.output<typeof Membership>;

/** That a person has signed in at the company's site, as `POST /push/:tenant/sessions` takes it. */
export const SignIn = z.strictObject({ personId: Id });
