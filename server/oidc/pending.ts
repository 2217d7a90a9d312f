import { timingSafeEqual } from 'node:crypto';
import { hashSecret } from '../store/hash-secret.ts';
import type { RunTransaction } from '../store/index.ts';

/** Seconds that somebody may take at the provider. */
export const PENDING_LIFETIME = 15 * 60;

/** A sign-in that has begun: what is sent to the provider, and where the person comes from. */
export interface PendingSignIn {
  state: string;
  nonce: string;
  /** Of PKCE (RFC 7636). */
  verifier: string;
  returnTo: string;
}

export async function keepPending(
  run: RunTransaction,
  tenantId: string,
  { state, nonce, verifier, returnTo }: PendingSignIn,
  browser: string,
): Promise<void> {
  await run({ tenantId }, (transaction) =>
    transaction
      .insertInto('pending_sign_ins')
      .values({
        tenant_id: tenantId,
        state_hash: hashSecret(state),
        browser_hash: hashSecret(browser),
        nonce,
        verifier,
        return_to: returnTo,
        expires_at: new Date(Date.now() + PENDING_LIFETIME * 1000).toISOString(),
      })
      .execute(),
  );
}

/**
 * Takes what this browser has begun; only the first who asks gets `first`. Null: nothing of the kind is known, it was
 * too long ago, or another browser began it.
 */
export async function takePending(
  run: RunTransaction,
  tenantId: string,
  state: string,
  browser: string,
): Promise<(PendingSignIn & { first: boolean }) | null> {
  return run({ tenantId }, async (transaction) => {
    const row = await transaction
      .selectFrom('pending_sign_ins')
      .selectAll()
      .where('tenant_id', '=', tenantId)
      .where('state_hash', '=', hashSecret(state))
      .where('expires_at', '>', new Date())
      .forUpdate()
      .executeTakeFirst();
    if (row === undefined || !timingSafeEqual(row.browser_hash, hashSecret(browser))) return null;
    await transaction
      .updateTable('pending_sign_ins')
      .set({ taken: true })
      .where('tenant_id', '=', tenantId)
      .where('state_hash', '=', row.state_hash)
      .execute();
    return { state, nonce: row.nonce, verifier: row.verifier, returnTo: row.return_to, first: !row.taken };
  });
}
