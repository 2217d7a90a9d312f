import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { VerifiedCustomer } from '../../src/adapters/adapter.ts';
import type { Directory, Tenant } from '../ports.ts';
import { present } from './orders/mapping.ts';
import { announceSignIns, SIGN_IN_CHANNEL } from './announce.ts';
import type { Database } from './database.ts';
import type { RunTransaction, StoreTransaction } from './transaction.ts';

/** Secrets are long and random, so that one round of a fast hash is enough to keep them unreadable. */
export function hashSecret(secret: string): Uint8Array {
  return createHash('sha256').update(secret).digest();
}

/** Text that the database can hold; nothing with a zero byte is in it. */
const storable = (...texts: (string | undefined)[]) => !texts.some((text) => text?.includes('\0'));

export function createDirectory(
  run: RunTransaction,
  read: RunTransaction,
  { listen, onError }: Pick<Database, 'listen'> & { onError: (error: unknown) => void },
): Directory {
  return {
    async tenant(tenantId) {
      if (!storable(tenantId)) return null;
      return read({ tenantId }, (transaction) => readTenant(transaction, tenantId));
    },
    async identify(tenantId, subject, customerId) {
      if (!storable(tenantId, subject, customerId)) return null;
      return read({ tenantId }, (transaction) => readMember(transaction, tenantId, subject, customerId));
    },
    async createSession(tenantId, personId, lifetimeSeconds) {
      const secret = randomBytes(32).toString('base64url');
      const expiresAt = new Date(Date.now() + lifetimeSeconds * 1000).toISOString();
      await run({ tenantId }, (transaction) =>
        transaction
          .insertInto('sessions')
          .values({ tenant_id: tenantId, secret_hash: hashSecret(secret), person_id: personId, expires_at: expiresAt })
          .execute(),
      );
      return secret;
    },
    async findSession(tenantId, secret) {
      if (!storable(tenantId)) return null;
      return read({ tenantId }, async (transaction) => {
        const session = await transaction
          .selectFrom('sessions')
          .select('person_id')
          .where('tenant_id', '=', tenantId)
          .where('secret_hash', '=', hashSecret(secret))
          .where('expires_at', '>', new Date())
          .executeTakeFirst();
        return session === undefined ? null : readMember(transaction, tenantId, session.person_id);
      });
    },
    async endSession(tenantId, secret) {
      if (!storable(tenantId)) return;
      await run({ tenantId }, async (transaction) => {
        const ended = await transaction
          .deleteFrom('sessions')
          .where('tenant_id', '=', tenantId)
          .where('secret_hash', '=', hashSecret(secret))
          .returning('person_id')
          .execute();
        await announceSignIns(
          transaction,
          tenantId,
          ended.map((session) => session.person_id),
        );
      });
    },
    onSignInChanged(listener) {
      const tell = (payload: string) => {
        try {
          listener(JSON.parse(payload) as { tenantId: string; personId: string });
        } catch (error) {
          // Somebody else used the channel.
          onError(error);
        }
      };
      listen(SIGN_IN_CHANNEL, tell).catch(onError);
    },
    async personByLogin(tenantId, login) {
      if (!storable(tenantId, login)) return null;
      return read({ tenantId }, async (transaction) => {
        const person = await transaction
          .selectFrom('people')
          .select('id')
          .where('tenant_id', '=', tenantId)
          .where('login', '=', login)
          .where('disabled', '=', false)
          .executeTakeFirst();
        return person === undefined ? null : { personId: person.id };
      });
    },
    async acceptsApiKey(tenantId, key) {
      if (!storable(tenantId)) return false;
      const given = hashSecret(key);
      const keys = await read({ tenantId }, (transaction) =>
        transaction.selectFrom('api_keys').select('key_hash').where('tenant_id', '=', tenantId).execute(),
      );
      // Every key is compared, so that the time tells nothing.
      return keys.map((row) => timingSafeEqual(row.key_hash, given)).includes(true);
    },
  };
}

async function readTenant(transaction: StoreTransaction, tenantId: string): Promise<Tenant | null> {
  const row = await transaction
    .selectFrom('tenants')
    .select(['id', 'name', 'origins', 'token_issuer', 'token_audience', 'token_jwks_url', 'token_secret'])
    .where('id', '=', tenantId)
    .executeTakeFirst();
  if (row === undefined) return null;
  const { id, name, origins, token_issuer: issuer, token_audience: audience } = row;
  if (issuer === null || audience === null) return { id, name, origins };
  const token = { issuer, audience, ...present({ jwksUrl: row.token_jwks_url, secret: row.token_secret }) };
  return { id, name, origins, token };
}

/** A person acting for a customer they belong to. */
async function readMember(
  transaction: StoreTransaction,
  tenantId: string,
  personId: string,
  customerId?: string,
): Promise<VerifiedCustomer | null> {
  let query = transaction
    .selectFrom('memberships')
    .innerJoin('people', (join) =>
      join.onRef('people.tenant_id', '=', 'memberships.tenant_id').onRef('people.id', '=', 'memberships.person_id'),
    )
    .select(['memberships.customer_id', 'memberships.roles'])
    .where('memberships.tenant_id', '=', tenantId)
    .where('memberships.person_id', '=', personId)
    .where('people.disabled', '=', false)
    .orderBy('memberships.customer_id')
    .limit(1);
  if (customerId !== undefined) query = query.where('memberships.customer_id', '=', customerId);
  const member = await query.executeTakeFirst();
  return member === undefined ? null : { tenantId, customerId: member.customer_id, personId, roles: member.roles };
}
