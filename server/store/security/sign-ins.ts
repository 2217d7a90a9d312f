import { randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import type { Directory, SignInDevice } from '../../ports.ts';
import { announceSignIns } from '../announce.ts';
import { hashSecret } from '../hash-secret.ts';
import { tellPerson } from '../notifications/tell-person.ts';
import { readMember, storable } from '../read-member.ts';
import type { SignInTable } from '../profile-schema.ts';
import type { RunTransaction, StoreTransaction } from '../transaction.ts';
import { deviceName } from './device.ts';

/** Milliseconds between notes of when a session was last seen: every request would be a write. */
const SEEN_EVERY = 60_000;

type SignIns = Pick<Directory, 'createSession' | 'findSession' | 'endSession' | 'signInFailed'>;

/** Sign-ins by cookie: who has one, from where, and what became of it. */
export function signIns(run: RunTransaction, read: RunTransaction): SignIns {
  return {
    async createSession(tenantId, personId, lifetimeSeconds, device = {}) {
      const secret = randomBytes(32).toString('base64url');
      const expiresAt = new Date(Date.now() + lifetimeSeconds * 1000).toISOString();
      await run({ tenantId }, async (transaction) => {
        await tellOfNewDevice(transaction, tenantId, personId, device);
        await transaction
          .insertInto('sessions')
          .values({
            tenant_id: tenantId,
            secret_hash: hashSecret(secret),
            person_id: personId,
            expires_at: expiresAt,
            ...columnsOf(device),
          })
          .execute();
        await noteSignIn(transaction, tenantId, personId, 'succeeded', device);
        await noteSeen(transaction, tenantId, personId);
      });
      return secret;
    },
    async findSession(tenantId, secret) {
      if (!storable(tenantId)) return null;
      const found = await read({ tenantId }, async (transaction) => {
        const session = await transaction
          .selectFrom('sessions')
          .select(['id', 'person_id', 'last_seen_at'])
          .where('tenant_id', '=', tenantId)
          .where('secret_hash', '=', hashSecret(secret))
          .where('expires_at', '>', new Date())
          .executeTakeFirst();
        if (session === undefined) return null;
        const customer = await readMember(transaction, tenantId, session.person_id);
        return customer === null ? null : { session, customer };
      });
      if (found === null) return null;
      const { session, customer } = found;
      if (Date.now() - session.last_seen_at.getTime() > SEEN_EVERY) {
        await run({ tenantId }, (transaction) => noteSeen(transaction, tenantId, session.person_id, session.id));
      }
      return { ...customer, sessionId: session.id };
    },
    async endSession(tenantId, secret) {
      if (!storable(tenantId)) return;
      await run({ tenantId }, async (transaction) => {
        const ended = await transaction
          .deleteFrom('sessions')
          .where('tenant_id', '=', tenantId)
          .where('secret_hash', '=', hashSecret(secret))
          .returning(['person_id', 'user_agent', 'address'])
          .execute();
        for (const { person_id: personId, user_agent: userAgent, address } of ended) {
          await noteSignIn(transaction, tenantId, personId, 'signed_out', { userAgent, address });
        }
        await announceSignIns(
          transaction,
          tenantId,
          ended.map((session) => session.person_id),
        );
      });
    },
    async signInFailed(tenantId, login, device) {
      if (!storable(tenantId, login)) return;
      await run({ tenantId }, async (transaction) => {
        const person = await transaction
          .selectFrom('people')
          .select('id')
          .where((builder) => builder.and({ tenant_id: tenantId, login }))
          .executeTakeFirst();
        if (person !== undefined) await noteSignIn(transaction, tenantId, person.id, 'failed', device);
      });
    },
  };
}

/** What a device says of itself is cut to what may be stored. */
function columnsOf({ userAgent, address }: SignInDevice) {
  const cut = (text: string | null | undefined) => text?.replaceAll('\0', '').slice(0, 500) ?? null;
  return { user_agent: cut(userAgent), address: cut(address) };
}

export async function noteSignIn(
  transaction: StoreTransaction,
  tenantId: string,
  personId: string,
  outcome: SignInTable['outcome'],
  device: SignInDevice,
): Promise<void> {
  await transaction
    .insertInto('sign_ins')
    .values({ tenant_id: tenantId, person_id: personId, outcome, ...columnsOf(device) })
    .execute();
}

async function noteSeen(
  transaction: StoreTransaction,
  tenantId: string,
  personId: string,
  sessionId?: string,
): Promise<void> {
  if (sessionId !== undefined) {
    await transaction
      .updateTable('sessions')
      .set({ last_seen_at: sql<string>`now()` })
      .where((builder) => builder.and({ tenant_id: tenantId, id: sessionId }))
      .execute();
  }
  await transaction
    .updateTable('people')
    .set({ last_seen_at: sql<string>`now()` })
    .where((builder) => builder.and({ tenant_id: tenantId, id: personId }))
    .execute();
}

/** A letter about a sign-in from a device that this person never used; not about the very first one. */
async function tellOfNewDevice(
  transaction: StoreTransaction,
  tenantId: string,
  personId: string,
  device: SignInDevice,
): Promise<void> {
  const known = await transaction
    .selectFrom('sign_ins')
    .select('user_agent')
    .distinct()
    .where((builder) => builder.and({ tenant_id: tenantId, person_id: personId, outcome: 'succeeded' }))
    .execute();
  const { user_agent: userAgent, address } = columnsOf(device);
  const person = await transaction
    .selectFrom('people')
    .select('locale')
    .where((builder) => builder.and({ tenant_id: tenantId, id: personId }))
    .executeTakeFirst();
  const locale = person?.locale ?? undefined;
  const name = deviceName(userAgent, locale);
  const isNew = known.length > 0 && !known.some((before) => deviceName(before.user_agent, locale) === name);
  const customer = isNew ? await readMember(transaction, tenantId, personId) : null;
  if (customer === null) return;
  const payload = { device: name ?? '', address: address ?? '', at: new Date().toISOString() };
  await tellPerson(
    transaction,
    { tenantId, customerId: customer.customerId, personId },
    { event: 'security.sign_in', kind: 'sign_in', payload: () => payload },
  );
}
