import { randomBytes, randomUUID } from 'node:crypto';
import { type MemberRole } from '../../../src/contract/company/index.ts';
import { announce } from '../announce.ts';
import { type VerifiedCall, notFound } from '../call.ts';
import { hashSecret } from '../hash-secret.ts';
import { queueMail } from '../notifications/queue.ts';
import { owned } from '../orders/order.ts';
import { refuse } from '../refuse.ts';
import type { RunTransaction, StoreTransaction } from '../transaction.ts';

const INVITATION_DAYS = 7;
/** Letters that one address may get within an hour. */
const LETTERS_PER_HOUR = 5;

const newToken = () => randomBytes(32).toString('base64url');
const expiry = (now: Date) => new Date(now.getTime() + INVITATION_DAYS * 86_400_000).toISOString();

/** Only the hash of the token is stored; the token itself is in the letter. */
export async function createInvitation(
  transaction: StoreTransaction,
  email: string,
  role: MemberRole,
  call: VerifiedCall,
  now = new Date(),
): Promise<string> {
  const id = randomUUID();
  const token = newToken();
  const inviter = await transaction
    .selectFrom('people')
    .select('name')
    .where((builder) => builder.and({ tenant_id: call.customer.tenantId, id: call.customer.personId }))
    .executeTakeFirst();
  await transaction
    .insertInto('invitations')
    .values({
      ...owned(call.customer),
      id,
      email,
      role,
      token_hash: hashSecret(token),
      invited_by: inviter?.name ?? null,
      invited_at: now.toISOString(),
      expires_at: expiry(now),
    })
    .execute();
  await mailInvitation(transaction, { email, role, token, inviter: inviter?.name ?? '' }, call);
  return id;
}

/** Sends a new link; the one before is void. */
export async function renewInvitation(
  transaction: StoreTransaction,
  id: string,
  call: VerifiedCall,
  now = new Date(),
): Promise<void> {
  const where = { ...owned(call.customer), id };
  const invitation = await transaction
    .selectFrom('invitations')
    .select(['email', 'role', 'invited_by'])
    .where((builder) => builder.and(where))
    .forUpdate()
    .executeTakeFirstOrThrow(notFound('member'));
  const { sent } = await transaction
    .selectFrom('mails')
    .select((builder) => builder.fn.countAll<number>().as('sent'))
    .where((builder) => builder.and({ ...owned(call.customer), kind: 'invitation', recipient: invitation.email }))
    .where('created_at', '>', new Date(now.getTime() - 3_600_000))
    .executeTakeFirstOrThrow();
  if (sent >= LETTERS_PER_HOUR) {
    throw refuse('rate_limited', 'invitationTooOften', call.locale, { retryAfter: 3_600_000 });
  }
  const token = newToken();
  await transaction
    .updateTable('invitations')
    .set({ token_hash: hashSecret(token), invited_at: now.toISOString(), expires_at: expiry(now) })
    .where((builder) => builder.and(where))
    .execute();
  const { email, role, invited_by: inviter } = invitation;
  await mailInvitation(transaction, { email, role, token, inviter: inviter ?? '' }, call);
}

async function mailInvitation(
  transaction: StoreTransaction,
  { email, role, token, inviter }: { email: string; role: MemberRole; token: string; inviter: string },
  { customer, locale }: VerifiedCall,
): Promise<void> {
  const row = await transaction
    .selectFrom('customers')
    .innerJoin('tenants', 'tenants.id', 'customers.tenant_id')
    .select(['customers.name', 'tenants.cabinet_url', 'tenants.origins'])
    .where('customers.tenant_id', '=', customer.tenantId)
    .where('customers.id', '=', customer.customerId)
    .executeTakeFirstOrThrow(notFound('customer'));
  const url = new URL(row.cabinet_url ?? row.origins[0] ?? 'http://localhost');
  url.searchParams.set('cabinet-invitation', token);
  await queueMail(transaction, {
    tenantId: customer.tenantId,
    customerId: customer.customerId,
    kind: 'invitation',
    recipient: email,
    locale,
    payload: { customer: row.name, inviter, role, days: String(INVITATION_DAYS), url: url.href },
  });
}

/** What an invitation is to, for the page that its link leads to. */
export interface OpenInvitation {
  email: string;
  role: MemberRole;
  customerId: string;
  customerName: string;
}

const findOpen = (transaction: StoreTransaction, tenantId: string, token: string, now: Date) =>
  transaction
    .selectFrom('invitations')
    .innerJoin('customers', (join) =>
      join
        .onRef('customers.tenant_id', '=', 'invitations.tenant_id')
        .onRef('customers.id', '=', 'invitations.customer_id'),
    )
    .select(['invitations.id', 'invitations.customer_id', 'invitations.email', 'invitations.role', 'customers.name'])
    .where('invitations.tenant_id', '=', tenantId)
    .where('invitations.token_hash', '=', hashSecret(token))
    .where('invitations.expires_at', '>', now);

/** Null: there is no such invitation, it has expired, or it was accepted. */
export function findInvitation(
  run: RunTransaction,
  tenantId: string,
  token: string,
  now = new Date(),
): Promise<OpenInvitation | null> {
  return run({ tenantId }, async (transaction) => {
    const row = await findOpen(transaction, tenantId, token, now).executeTakeFirst();
    if (row === undefined) return null;
    return { email: row.email, role: row.role, customerId: row.customer_id, customerName: row.name };
  });
}

/** Who accepts an invitation: by the company's own id, known already or new. */
export interface InvitedPerson {
  id: string;
  name: string;
  login?: string | undefined;
}

/**
 * Makes a person, whom the company's site has signed in, a member. The link came by mail, so the address is theirs.
 * Null: there is no such invitation, it has expired, or it was accepted.
 */
export function acceptInvitation(
  run: RunTransaction,
  tenantId: string,
  token: string,
  person: InvitedPerson,
  now = new Date(),
): Promise<OpenInvitation | null> {
  return run({ tenantId }, async (transaction) => {
    const row = await findOpen(transaction, tenantId, token, now).forUpdate('invitations').executeTakeFirst();
    if (row === undefined) return null;
    const { email, role, customer_id: customerId, name: customerName } = row;
    await transaction
      .insertInto('people')
      .values({ tenant_id: tenantId, id: person.id, name: person.name, email, login: person.login ?? null })
      .onConflict((conflict) => conflict.columns(['tenant_id', 'id']).doNothing())
      .execute();
    const primary = await transaction
      .selectFrom('contacts')
      .select('id')
      .where((builder) => builder.and({ tenant_id: tenantId, person_id: person.id, kind: 'email', is_primary: true }))
      .executeTakeFirst();
    await transaction
      .insertInto('contacts')
      .values({
        tenant_id: tenantId,
        person_id: person.id,
        id: randomUUID(),
        kind: 'email',
        value: email,
        verified_at: now.toISOString(),
        is_primary: primary === undefined,
      })
      .onConflict((conflict) => conflict.columns(['tenant_id', 'person_id', 'kind', 'value']).doNothing())
      .execute();
    await transaction
      .insertInto('memberships')
      .values({ tenant_id: tenantId, customer_id: customerId, person_id: person.id, roles: [role] })
      .onConflict((conflict) =>
        conflict.columns(['tenant_id', 'person_id', 'customer_id']).doUpdateSet({ roles: [role] }),
      )
      .execute();
    await transaction
      .deleteFrom('invitations')
      .where((builder) => builder.and({ tenant_id: tenantId, customer_id: customerId, id: row.id }))
      .execute();
    await announce(transaction, tenantId, [
      { customerId, type: 'member.updated', entity: 'members', entityId: person.id },
    ]);
    return { email, role, customerId, customerName };
  });
}
