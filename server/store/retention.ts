import { sql } from 'kysely';
import { IDEMPOTENCY_DAYS } from './idempotency.ts';
import { markLateOrders } from './invoices/order-payment.ts';
import { deleteDueAccounts } from './privacy/anonymize.ts';
import type { RunTransaction } from './transaction.ts';

/** Hours for which events are kept for readers that come back. */
const EVENT_HOURS = 48;

/** Days for which the history of sign-ins goes back, and for which an expired invitation is still shown. */
const SIGN_IN_DAYS = 365;
const INVITATION_DAYS = 30;

/**
 * Deletes what nobody needs any more: old events, idempotency keys, sessions and copies of data, and accounts that are
 * due; and marks orders whose invoice has become late.
 */
export async function clearUp(run: RunTransaction, now: Date): Promise<void> {
  const before = (hours: number) => new Date(now.getTime() - hours * 3_600_000);
  await run('operator', async (transaction) => {
    const { rows } = await sql<{ xid: string; seq: string }>`
      with gone as (delete from events where created_at < ${before(EVENT_HOURS).toISOString()}::timestamptz returning xid, seq)
      select xid::text as xid, seq::text as seq from gone order by gone.xid desc, gone.seq desc limit 1`.execute(
      transaction,
    );
    const last = rows[0];
    if (last !== undefined) {
      await sql`update event_retention set xid = ${last.xid}::xid8, seq = ${last.seq}::bigint
        where (xid, seq) < (${last.xid}::xid8, ${last.seq}::bigint)`.execute(transaction);
    }
    await transaction
      .deleteFrom('idempotency_keys')
      .where('created_at', '<', before(IDEMPOTENCY_DAYS * 24))
      .execute();
    // Their signatures are too old to be taken once more.
    await transaction.deleteFrom('webhook_events').where('received_at', '<', before(EVENT_HOURS)).execute();
    await markLateOrders(transaction);
    await transaction.deleteFrom('sessions').where('expires_at', '<', now).execute();
    await transaction.deleteFrom('pending_sign_ins').where('expires_at', '<', now).execute();
    await transaction
      .deleteFrom('sign_ins')
      .where('at', '<', before(SIGN_IN_DAYS * 24))
      .execute();
    await transaction
      .deleteFrom('invitations')
      .where('expires_at', '<', before(INVITATION_DAYS * 24))
      .execute();
    await transaction
      .updateTable('data_exports')
      .set({ state: 'expired', content: null })
      .where('state', '=', 'ready')
      .where('expires_at', '<=', now)
      .execute();
  });
  await deleteDueAccounts(run, now);
}
