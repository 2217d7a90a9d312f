import { sql } from 'kysely';
import type { InvoiceContent } from '../invoices/content.ts';
import type { RunTransaction } from '../store/index.ts';

/** Seconds for which a mail belongs to the process that took it; after a crash another one takes it then. */
const LEASE = 30;
/** After this many attempts, about a day and a half, a person must look at it. */
const MAX_ATTEMPTS = 40;
const LONGEST_WAIT = 3600;

/** An invoice to be mailed. */
export interface OutgoingMail {
  tenantId: string;
  id: string;
  recipient: string;
  locale: string;
  messageId: string;
  attempts: number;
  createdAt: Date;
  from: { name: string; address: string };
  invoice: InvoiceContent;
}

/** Takes mails that are due; no other process gets them for a while. */
export function takeMails(run: RunTransaction, most: number): Promise<OutgoingMail[]> {
  return run('operator', async (transaction) => {
    const taken = await transaction
      .updateTable('mails')
      .set({ attempts: sql`attempts + 1`, next_attempt_at: sql`now() + make_interval(secs => ${LEASE})` })
      .where(
        sql<boolean>`(tenant_id, id) in (
        select tenant_id, id from mails where state = 'queued' and next_attempt_at <= now()
        order by next_attempt_at limit ${most} for update skip locked)`,
      )
      .returning(['tenant_id', 'id'])
      .execute();
    if (taken.length === 0) return [];
    const rows = await transaction
      .selectFrom('mails')
      .innerJoin('tenants', 'tenants.id', 'mails.tenant_id')
      .innerJoin('invoices', (join) =>
        join.onRef('invoices.tenant_id', '=', 'mails.tenant_id').onRef('invoices.id', '=', 'mails.invoice_id'),
      )
      .select(['mails.tenant_id', 'mails.id', 'mails.recipient', 'mails.locale', 'mails.message_id', 'mails.attempts'])
      .select(['mails.created_at', 'tenants.name', 'tenants.mail_from', 'invoices.content'])
      .where((builder) =>
        builder.or(taken.map((mail) => builder.and({ 'mails.tenant_id': mail.tenant_id, 'mails.id': mail.id }))),
      )
      .orderBy('mails.created_at')
      .execute();
    return rows.map((row) => ({
      tenantId: row.tenant_id,
      id: row.id,
      recipient: row.recipient,
      locale: row.locale,
      messageId: row.message_id,
      attempts: row.attempts,
      createdAt: row.created_at,
      from: { name: row.name, address: row.mail_from },
      invoice: row.content,
    }));
  });
}

export async function markSent(run: RunTransaction, { tenantId, id }: OutgoingMail): Promise<void> {
  await run('operator', (transaction) =>
    transaction
      .updateTable('mails')
      .set({ state: 'sent', sent_at: sql`now()`, last_error: null })
      .where((builder) => builder.and({ tenant_id: tenantId, id }))
      .execute(),
  );
}

/** Puts a mail back for later, or aside if nothing but a person can help. Answers whether it was put aside. */
export async function markFailed(
  run: RunTransaction,
  { tenantId, id, attempts }: OutgoingMail,
  error: string,
  final: boolean,
): Promise<boolean> {
  const givenUp = final || attempts >= MAX_ATTEMPTS;
  const wait = Math.min(2 ** Math.min(attempts, 12), LONGEST_WAIT) * (0.5 + Math.random() / 2);
  await run('operator', (transaction) =>
    transaction
      .updateTable('mails')
      .set({
        state: givenUp ? 'failed' : 'queued',
        last_error: error.slice(0, 500),
        next_attempt_at: sql`now() + make_interval(secs => ${wait})`,
      })
      .where((builder) => builder.and({ tenant_id: tenantId, id }))
      .execute(),
  );
  return givenUp;
}

/** Lets every mail that waits be tried now: after a start nobody else has any of them. */
export async function releaseMails(run: RunTransaction): Promise<void> {
  await run('operator', (transaction) =>
    transaction
      .updateTable('mails')
      .set({ next_attempt_at: sql`now()` })
      .where('state', '=', 'queued')
      .execute(),
  );
}
