import type { Member, MemberRole, changeMemberRole, inviteMember } from '../../../src/contract/company/index.ts';
import { memberRoles } from '../../../src/contract/company/index.ts';
import type { ParsedInputOf } from '../../../src/contract/operation.ts';
import type { Role } from '../../../src/contract/session.ts';
import { announce, announceSignIns } from '../announce.ts';
import { type VerifiedCall, act, notFound, storableId } from '../call.ts';
import { present } from '../orders/mapping.ts';
import { owned } from '../orders/order.ts';
import { normalizeEmail } from '../profile/contact-value.ts';
import { refuse, refuseField } from '../refuse.ts';
import type { RunTransaction, StoreTransaction } from '../transaction.ts';
import { wordsFor } from '../words/index.ts';
import { createInvitation, renewInvitation } from './invitations.ts';

type Members = { items: Member[] };

/** More invitations than these are no colleagues. */
const MAX_INVITATIONS = 100;

/** Sessions and people are the company's, so its scope is needed; the customer is named in every query. */
const scopeOf = ({ customer }: VerifiedCall) => ({ tenantId: customer.tenantId });

export function listMembers(run: RunTransaction, call: VerifiedCall): Promise<Members> {
  return run(scopeOf(call), (transaction) => readMembers(transaction, call));
}

function readMemberships(transaction: StoreTransaction, { customer }: VerifiedCall) {
  return transaction
    .selectFrom('memberships')
    .innerJoin('people', (join) =>
      join.onRef('people.tenant_id', '=', 'memberships.tenant_id').onRef('people.id', '=', 'memberships.person_id'),
    )
    .select(['people.id', 'people.name', 'people.email', 'people.last_seen_at', 'people.disabled', 'memberships.roles'])
    .where('memberships.tenant_id', '=', customer.tenantId)
    .where('memberships.customer_id', '=', customer.customerId)
    .orderBy('people.name')
    .orderBy('people.id')
    .execute();
}

async function readMembers(transaction: StoreTransaction, call: VerifiedCall, now = new Date()): Promise<Members> {
  const { customer } = call;
  const rows = await readMemberships(transaction, call);
  const invitations = await transaction
    .selectFrom('invitations')
    .selectAll()
    .where((builder) => builder.and(owned(customer)))
    .orderBy('invited_at', 'desc')
    .execute();
  const manages = customer.roles.includes('owner');
  const owners = rows.filter(isOwner).length;
  const active = rows.flatMap((row): Member[] => {
    const role = roleOf(row.roles);
    // The company's own staff are not the customer's to manage.
    if (role === undefined) return [];
    const protectedOwner = isOwner(row) && owners <= 1;
    return [
      {
        id: row.id,
        name: row.name,
        role,
        state: 'active',
        ...(row.id === customer.personId && { you: true }),
        ...present({ email: row.email, lastSeenAt: row.last_seen_at?.toISOString() }),
        allowedActions: manages && !protectedOwner ? ['change_role', 'remove'] : [],
      },
    ];
  });
  const invited = invitations.map((row): Member => ({
    id: row.id,
    email: row.email,
    role: row.role,
    state: row.expires_at > now ? 'invited' : 'expired',
    invitedAt: row.invited_at.toISOString(),
    allowedActions: manages ? ['resend', 'change_role', 'remove'] : [],
  }));
  return { items: [...active, ...invited] };
}

/** An owner who may not sign in protects nothing. */
function isOwner({ roles, disabled }: { roles: readonly Role[]; disabled: boolean }): boolean {
  return roles.includes('owner') && !disabled;
}

/** The widest of the roles that a customer gives. */
function roleOf(roles: readonly Role[]): MemberRole | undefined {
  return memberRoles.find((role) => roles.includes(role));
}

/** All who act for the customer, held until the transaction ends: who may go depends on who stays. */
async function lockMembers(transaction: StoreTransaction, { customer }: VerifiedCall) {
  await transaction
    .selectFrom('customers')
    .select('id')
    .where((builder) => builder.and({ tenant_id: customer.tenantId, id: customer.customerId }))
    .forNoKeyUpdate()
    .execute();
  // The row of the customer orders everybody who changes members; these are read after it was had.
  return transaction
    .selectFrom('memberships')
    .innerJoin('people', (join) =>
      join.onRef('people.tenant_id', '=', 'memberships.tenant_id').onRef('people.id', '=', 'memberships.person_id'),
    )
    .select(['memberships.person_id', 'memberships.roles', 'people.disabled'])
    .where('memberships.tenant_id', '=', customer.tenantId)
    .where('memberships.customer_id', '=', customer.customerId)
    .execute();
}

type Held = Awaited<ReturnType<typeof lockMembers>>;

function assertOwnerLeft(members: Held, leaving: string, locale: string | undefined): void {
  const member = members.find(({ person_id: id }) => id === leaving);
  if (member === undefined || !isOwner(member)) return;
  if (members.filter(isOwner).length <= 1) throw refuse('conflict', 'lastOwner', locale);
}

async function done(transaction: StoreTransaction, call: VerifiedCall, entityId: string): Promise<Members> {
  const { tenantId, customerId } = call.customer;
  await announce(transaction, tenantId, [
    { customerId, type: 'member.updated', entity: 'members', entityId },
    { customerId, type: 'session.updated', entity: 'session' },
  ]);
  return readMembers(transaction, call);
}

export function invite(
  run: RunTransaction,
  { email, role }: ParsedInputOf<typeof inviteMember>,
  call: VerifiedCall,
): Promise<Members> {
  return act(run, scopeOf(call), call, 'members.invite', { email, role }, async (transaction) => {
    const { customer, locale } = call;
    const address = normalizeEmail(email);
    if (address === null) throw refuseField('/email', wordsFor(locale).notAnEmail);
    await lockMembers(transaction, call);
    const members = await readMemberships(transaction, call);
    if (members.some((member) => member.email?.toLowerCase() === address)) {
      throw refuse('conflict', 'alreadyMember', locale);
    }
    const open = await transaction
      .selectFrom('invitations')
      .select('email')
      .where((builder) => builder.and(owned(customer)))
      .execute();
    if (open.some((invitation) => invitation.email === address)) throw refuse('conflict', 'alreadyInvited', locale);
    if (open.length >= MAX_INVITATIONS) throw refuse('conflict', 'invitedTooOften', locale);
    return done(transaction, call, await createInvitation(transaction, address, role, call));
  });
}

export function resendInvitation(run: RunTransaction, memberId: string, call: VerifiedCall): Promise<Members> {
  return act(run, scopeOf(call), call, 'members.resendInvitation', { memberId }, async (transaction) => {
    const members = await lockMembers(transaction, call);
    if (members.some(({ person_id: id }) => id === memberId)) throw refuse('conflict', 'notInvited', call.locale);
    await renewInvitation(transaction, storableId(memberId, 'member'), call);
    return done(transaction, call, memberId);
  });
}

export function changeRole(
  run: RunTransaction,
  { memberId, role }: ParsedInputOf<typeof changeMemberRole>,
  call: VerifiedCall,
): Promise<Members> {
  return act(run, scopeOf(call), call, 'members.changeRole', { memberId, role }, async (transaction) => {
    const { customer } = call;
    const members = await lockMembers(transaction, call);
    const member = members.find(({ person_id: id }) => id === storableId(memberId, 'member'));
    if (member === undefined || roleOf(member.roles) === undefined) {
      const changed = await transaction
        .updateTable('invitations')
        .set({ role })
        .where((builder) => builder.and({ ...owned(customer), id: memberId }))
        .executeTakeFirst();
      if (changed.numUpdatedRows === 0n) throw notFound('member')();
      return done(transaction, call, memberId);
    }
    if (role !== 'owner') assertOwnerLeft(members, memberId, call.locale);
    await transaction
      .updateTable('memberships')
      .set({ roles: [role, ...member.roles.filter((one) => one === 'agent')] })
      .where((builder) => builder.and({ ...owned(customer), person_id: memberId }))
      .execute();
    await announceSignIns(transaction, customer.tenantId, [memberId]);
    return done(transaction, call, memberId);
  });
}

export function removeMember(run: RunTransaction, memberId: string, call: VerifiedCall): Promise<Members> {
  return act(run, scopeOf(call), call, 'members.remove', { memberId }, async (transaction) => {
    const { customer } = call;
    const members = await lockMembers(transaction, call);
    const member = members.find(({ person_id: id }) => id === storableId(memberId, 'member'));
    if (member === undefined || roleOf(member.roles) === undefined) {
      const gone = await transaction
        .deleteFrom('invitations')
        .where((builder) => builder.and({ ...owned(customer), id: memberId }))
        .executeTakeFirst();
      if (gone.numDeletedRows === 0n) throw notFound('member')();
      return done(transaction, call, memberId);
    }
    assertOwnerLeft(members, memberId, call.locale);
    await transaction
      .deleteFrom('memberships')
      .where((builder) => builder.and({ ...owned(customer), person_id: memberId }))
      .execute();
    await endSessionsOfNobody(transaction, customer.tenantId, memberId);
    await announceSignIns(transaction, customer.tenantId, [memberId]);
    return done(transaction, call, memberId);
  });
}

/** Who acts for nobody any more is signed out; others go on with the customers that are left. */
async function endSessionsOfNobody(transaction: StoreTransaction, tenantId: string, personId: string): Promise<void> {
  const left = await transaction
    .selectFrom('memberships')
    .select('customer_id')
    .where((builder) => builder.and({ tenant_id: tenantId, person_id: personId }))
    .executeTakeFirst();
  if (left !== undefined) return;
  await transaction
    .deleteFrom('sessions')
    .where((builder) => builder.and({ tenant_id: tenantId, person_id: personId }))
    .execute();
}
