import * as z from 'zod/mini';
import { operation } from '../operation.ts';
import { Id, Instant, Text, code } from '../scalars.ts';
import { Session, type Role } from '../session.ts';

/** The roles that a customer's owner may give; `agent` is the company's own staff. */
export const memberRoles = ['owner', 'buyer', 'accountant', 'viewer'] as const satisfies readonly Role[];
export type MemberRole = (typeof memberRoles)[number];

/** Somebody who acts for the customer, or is invited to. */
export const Member = /* @__PURE__ */ z.object({
  id: Id,
  name: z.optional(Text),
  email: z.optional(Text),
  role: code(memberRoles),
  state: code(['active', 'invited', 'expired']),
  /** The person who asks. */
  you: z.optional(z.boolean()),
  invitedAt: z.optional(Instant),
  lastSeenAt: z.optional(Instant),
  /** `change_role`, `remove`, `resend`; unknown ones are for newer widgets. */
  allowedActions: z.array(z.string()),
});
export type Member = z.output<typeof Member>;

const members = z.object({
  items: z.array(Member),
});

export const listMembers = operation({
  id: 'members.list',
  kind: 'query',
  http: 'GET /members',
  summary: 'Who acts for the customer, and who is invited to',
  input: z.object({}),
  output: members,
});

const role = z.enum(memberRoles);

export const inviteMember = operation({
  id: 'members.invite',
  kind: 'mutation',
  http: 'POST /members',
  summary: 'Invites somebody by mail; `conflict` if they are a member already',
  input: z.object({ email: z.string().check(z.minLength(3), z.maxLength(254)), role }),
  output: members,
});

const memberInput = { memberId: Id };

export const resendInvitation = operation({
  id: 'members.resendInvitation',
  kind: 'mutation',
  http: 'POST /members/{memberId}/invitation',
  summary: 'Mails the invitation again',
  input: z.object(memberInput),
  output: members,
});

export const changeMemberRole = operation({
  id: 'members.changeRole',
  kind: 'mutation',
  http: 'PUT /members/{memberId}/role',
  summary: 'Gives another role; `conflict` for the last owner',
  input: z.object({ ...memberInput, role }),
  output: members,
  affects: ['session'],
});

export const removeMember = operation({
  id: 'members.remove',
  kind: 'mutation',
  http: 'DELETE /members/{memberId}',
  summary: 'Ends a membership or an invitation; `conflict` for the last owner',
  input: z.object(memberInput),
  output: members,
});

export const switchCustomer = operation({
  id: 'session.switchCustomer',
  kind: 'mutation',
  http: 'PUT /session/customer',
  summary: 'Acts for another of the person’s customers from now on, on every device',
  input: z.object({ customerId: Id }),
  output: Session,
});
