import { timingSafeEqual } from 'node:crypto';
import type { Directory, Tenant } from '../ports.ts';
import { present } from './orders/mapping.ts';
import { SIGN_IN_CHANNEL } from './announce.ts';
import type { Database } from './database.ts';
import { hashSecret } from './hash-secret.ts';
import { readMember, storable } from './read-member.ts';
import { signIns } from './security/sign-ins.ts';
import type { RunTransaction, StoreTransaction } from './transaction.ts';

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
    async customer(tenantId, customerId) {
      if (!storable(tenantId, customerId)) return null;
      const row = await read({ tenantId }, (transaction) =>
        transaction
          .selectFrom('customers')
          .select(['id', 'name'])
          .where((builder) => builder.and({ tenant_id: tenantId, id: customerId }))
          .executeTakeFirst(),
      );
      return row ?? null;
    },
    ...signIns(run, read),
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
