import { sql } from 'kysely';
import { announce } from '../announce.ts';
import { queueMail } from '../notifications/queue.ts';
import { readMember } from '../read-member.ts';
import type { RunTransaction } from '../transaction.ts';
import { EXPORT_DAYS } from './exports.ts';

/** Seconds for which a copy belongs to the process that took it; after a crash another one takes it then. */
const LEASE = 120;
const MAX_ATTEMPTS = 5;

/** A copy that is to be made. */
export interface WantedExport {
  tenantId: string;
  personId: string;
  id: string;
  locale: string;
}

/** Takes one that waits; no other process gets it for a while. */
export function takeExport(run: RunTransaction): Promise<WantedExport | null> {
  return run('operator', async (transaction) => {
    const row = await transaction
      .updateTable('data_exports')
      .set({ attempts: sql`attempts + 1`, next_attempt_at: sql`now() + make_interval(secs => ${LEASE})` })
      .where(
        sql<boolean>`(tenant_id, person_id, id) in (
        select tenant_id, person_id, id from data_exports where state = 'preparing' and next_attempt_at <= now()
        order by next_attempt_at limit 1 for update skip locked)`,
      )
      .returning(['tenant_id as tenantId', 'person_id as personId', 'id', 'locale'])
      .executeTakeFirst();
    return row ?? null;
  });
}

/** Keeps a copy for a few days and tells the person. */
export async function finishExport(run: RunTransaction, wanted: WantedExport, content: Uint8Array): Promise<void> {
  const { tenantId, personId, id, locale } = wanted;
  const now = new Date();
  await run({ tenantId }, async (transaction) => {
    const kept = await transaction
      .updateTable('data_exports')
      .set({
        state: 'ready',
        content,
        ready_at: now.toISOString(),
        expires_at: new Date(now.getTime() + EXPORT_DAYS * 86_400_000).toISOString(),
      })
      .where((builder) => builder.and({ tenant_id: tenantId, person_id: personId, id, state: 'preparing' }))
      .executeTakeFirst();
    const member = await readMember(transaction, tenantId, personId);
    if (kept.numUpdatedRows === 0n || member === null) return;
    const { customerId } = member;
    await announce(transaction, tenantId, [{ customerId, type: 'export.updated', entity: 'privacy', entityId: id }]);
    const person = await transaction
      .selectFrom('people')
      .select('email')
      .where((builder) => builder.and({ tenant_id: tenantId, id: personId }))
      .executeTakeFirst();
    const email = person?.email ?? null;
    if (email === null) return;
    await queueMail(transaction, {
      tenantId,
      customerId,
      personId,
      event: 'security.account_changed',
      kind: 'export_ready',
      recipient: email,
      locale,
      payload: { days: String(EXPORT_DAYS) },
    });
  });
}

/** After some attempts the person is told that it failed, and may ask again. */
export async function giveUpExport(run: RunTransaction, { tenantId, personId, id }: WantedExport): Promise<void> {
  await run({ tenantId }, (transaction) =>
    transaction
      .updateTable('data_exports')
      .set({ state: 'failed' })
      .where((builder) => builder.and({ tenant_id: tenantId, person_id: personId, id, state: 'preparing' }))
      .where('attempts', '>=', MAX_ATTEMPTS)
      .execute(),
  );
}
