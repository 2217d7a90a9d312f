import { randomBytes, randomUUID } from 'node:crypto';
import { hashSecret } from '../store/hash-secret.ts';
import type { RunTransaction } from '../store/transaction.ts';

const SESSION_HOURS = 12;

/** What 1C may send: goods, or orders. */
export type ExchangeType = 'catalog' | 'sale';

/** 1C that has shown its key, and what one exchange of its has brought. */
export interface ExchangeSession {
  tenantId: string;
  id: string;
  /** Version of CommerceML that 1C asked for; null: an old 1C, which does not say. */
  schemeVersion: string | null;
}

/** Answers the secret of a new session; only its hash is kept. */
export async function startExchange(run: RunTransaction, tenantId: string): Promise<string> {
  const secret = randomBytes(32).toString('hex');
  await run({ tenantId }, (transaction) =>
    transaction
      .insertInto('exchange_sessions')
      .values({
        tenant_id: tenantId,
        id: randomUUID(),
        secret_hash: hashSecret(secret),
        expires_at: new Date(Date.now() + SESSION_HOURS * 3_600_000).toISOString(),
      })
      .execute(),
  );
  return secret;
}

export async function findExchange(
  run: RunTransaction,
  tenantId: string,
  secret: string,
): Promise<ExchangeSession | null> {
  const row = await run({ tenantId }, (transaction) =>
    transaction
      .selectFrom('exchange_sessions')
      .select(['id', 'scheme_version'])
      .where('tenant_id', '=', tenantId)
      .where('secret_hash', '=', hashSecret(secret))
      .where('expires_at', '>', new Date())
      .executeTakeFirst(),
  );
  return row === undefined ? null : { tenantId, id: row.id, schemeVersion: row.scheme_version };
}

/** Notes which version 1C speaks. */
export async function noteVersion(run: RunTransaction, session: ExchangeSession, version: string): Promise<void> {
  await run({ tenantId: session.tenantId }, (transaction) =>
    transaction
      .updateTable('exchange_sessions')
      .set({ scheme_version: version })
      .where('tenant_id', '=', session.tenantId)
      .where('id', '=', session.id)
      .execute(),
  );
}

/** Rows of a session, for queries. */
export const ofSession = ({ tenantId, id }: ExchangeSession) => ({ tenant_id: tenantId, session_id: id });
