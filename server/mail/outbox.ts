import { sql } from 'kysely';
import type { InvoiceContent } from '../invoices/content.ts';
import type { ReceiptContent } from '../invoices/receipt.ts';
import type { RunTransaction, StoreTransaction } from '../store/index.ts';
import { mayNotify } from '../store/notifications/may-notify.ts';
import type { MailKind, MailPayload } from './payload.ts';

/** Seconds for which a mail belongs to the process that took it; after a crash another one takes it then. */
const LEASE = 30;
/** After this many attempts, about a day and a half, a person must look at it. */
const MAX_ATTEMPTS = 40;
const LONGEST_WAIT = 3600;

/** A letter, or a text message, to be sent. */
export interface Outgoing {
  tenantId: string;
  id: string;
  kind: MailKind;
  channel: 'email' | 'sms';
  /** Whom it concerns, and what it tells of. */
  personId: string | null;
  event: string | null;
  payload: MailPayload;
  /** Signs the links in it. */
  linkSecret: Uint8Array;
  recipient: string;
  locale: string;
  messageId: string;
  attempts: number;
  createdAt: Date;
  from: { name: string; address: string };
  /** What the attached paper says: an invoice, or the receipt of a payment. */
  invoice?: InvoiceContent | undefined;
  receipt?: ReceiptContent | undefined;
}

/** An invoice to be mailed. */
export interface OutgoingMail extends Outgoing {
  invoice: InvoiceContent;
}

/** Takes mails that are due; no other process gets them for a while. */
export function takeMails(run: RunTransaction, most: number, now = new Date()): Promise<Outgoing[]> {
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
      .leftJoin('invoices', (join) =>
        join.onRef('invoices.tenant_id', '=', 'mails.tenant_id').onRef('invoices.id', '=', 'mails.invoice_id'),
      )
      .leftJoin('payments', (join) =>
        join.onRef('payments.tenant_id', '=', 'mails.tenant_id').onRef('payments.id', '=', 'mails.payment_id'),
      )
      .select(['mails.tenant_id', 'mails.id', 'mails.recipient', 'mails.locale', 'mails.message_id', 'mails.attempts'])
      .select(['mails.kind', 'mails.channel', 'mails.person_id', 'mails.event', 'mails.payload'])
      .select(['mails.created_at', 'tenants.name', 'tenants.mail_from', 'tenants.link_secret', 'invoices.content'])
      .select('payments.receipt')
      .where((builder) =>
        builder.or(taken.map((mail) => builder.and({ 'mails.tenant_id': mail.tenant_id, 'mails.id': mail.id }))),
      )
      .orderBy('mails.created_at')
      .execute();
    const mails = rows.map((row): Outgoing => ({
      kind: row.kind,
      channel: row.channel,
      personId: row.person_id,
      event: row.event,
      payload: row.payload ?? {},
      linkSecret: row.link_secret,
      tenantId: row.tenant_id,
      id: row.id,
      recipient: row.recipient,
      locale: row.locale,
      messageId: row.message_id,
      attempts: row.attempts,
      createdAt: row.created_at,
      from: { name: row.name, address: row.mail_from },
      invoice: row.content ?? undefined,
      receipt: row.receipt ?? undefined,
    }));
    const wanted: Outgoing[] = [];
    for (const mail of mails) if (await isWantedNow(transaction, mail, now)) wanted.push(mail);
    return wanted;
  });
}

/** Asks again when it is to be sent: the person may have changed their mind, or be in their quiet hours. */
async function isWantedNow(transaction: StoreTransaction, mail: Outgoing, now: Date): Promise<boolean> {
  const { tenantId, personId, event, channel } = mail;
  if (personId === null || event === null) return true;
  const { allowed, notBefore } = await mayNotify(transaction, { tenantId, personId }, event, channel, now);
  if (allowed && notBefore === undefined) return true;
  await transaction
    .updateTable('mails')
    .set(
      notBefore === undefined
        ? { state: 'suppressed', payload: null }
        : { next_attempt_at: notBefore, attempts: sql`attempts - 1` },
    )
    .where((builder) => builder.and({ tenant_id: tenantId, id: mail.id }))
    .execute();
  return false;
}

export async function markSent(run: RunTransaction, { tenantId, id }: Outgoing): Promise<void> {
  await run('operator', (transaction) =>
    transaction
      .updateTable('mails')
      // Codes and links are nobody's any more but the recipient's.
      .set({ state: 'sent', sent_at: sql`now()`, last_error: null, payload: null })
      .where((builder) => builder.and({ tenant_id: tenantId, id }))
      .execute(),
  );
}

/** Puts a mail back for later, or aside if nothing but a person can help. Answers whether it was put aside. */
export async function markFailed(
  run: RunTransaction,
  { tenantId, id, attempts }: Outgoing,
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

/** Lets every mail that was tried be tried again now: after a start nobody else has any of them. Others wait for their time. */
export async function releaseMails(run: RunTransaction): Promise<void> {
  await run('operator', (transaction) =>
    transaction
      .updateTable('mails')
      .set({ next_attempt_at: sql`now()` })
      .where('state', '=', 'queued')
      .where('attempts', '>', 0)
      .execute(),
  );
}
