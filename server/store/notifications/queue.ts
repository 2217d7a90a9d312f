import { randomUUID } from 'node:crypto';
import type { MailKind, MailPayload } from '../../mail/payload.ts';
import { MAIL_CHANNEL, notify } from '../announce.ts';
import type { VerifiedCall } from '../call.ts';
import type { StoreTransaction } from '../transaction.ts';
import type { NotificationEventId } from './events.ts';
import { mayNotify, type Permission } from './may-notify.ts';

/** A letter, or a text message, to be sent. */
export interface QueuedMail {
  tenantId: string;
  customerId: string;
  /** Whom it concerns; with an event their preferences decide whether and when it goes. */
  personId?: string | undefined;
  event?: NotificationEventId | undefined;
  kind: MailKind;
  /** Default: `email`. */
  channel?: 'email' | 'sms' | undefined;
  recipient: string;
  /** BCP 47; default: the company's. */
  locale?: string | undefined;
  payload?: MailPayload | undefined;
  invoiceId?: string | undefined;
  paymentId?: string | undefined;
  /** Not before this moment. */
  notBefore?: Date | null | undefined;
}

/** Puts a letter into the outbox with the change that it tells of. False: the person does not want it. */
export async function queueMail(transaction: StoreTransaction, mail: QueuedMail, now = new Date()): Promise<boolean> {
  const { tenantId, customerId, personId, event, channel = 'email' } = mail;
  const permission: Permission =
    personId === undefined || event === undefined
      ? { allowed: true }
      : await mayNotify(transaction, { tenantId, personId }, event, channel, now);
  if (!permission.allowed) return false;
  const company = await transaction
    .selectFrom('tenants')
    .select(['locale', 'mail_from'])
    .where('id', '=', tenantId)
    .executeTakeFirstOrThrow();
  const id = randomUUID();
  const earliest = Math.max(permission.notBefore?.getTime() ?? 0, mail.notBefore?.getTime() ?? 0);
  await transaction
    .insertInto('mails')
    .values({
      tenant_id: tenantId,
      customer_id: customerId,
      id,
      kind: mail.kind,
      invoice_id: mail.invoiceId ?? null,
      payment_id: mail.paymentId ?? null,
      person_id: personId ?? null,
      event: event ?? null,
      channel,
      payload: mail.payload === undefined ? null : JSON.stringify(mail.payload),
      recipient: mail.recipient,
      locale: mail.locale ?? company.locale,
      // Known before the mail is sent: a mail sent twice after a crash is the same mail.
      message_id: `<${id}@${company.mail_from.split('@').at(-1) ?? 'localhost'}>`,
      ...(earliest > 0 && { next_attempt_at: new Date(earliest).toISOString() }),
    })
    .execute();
  await notify(transaction, MAIL_CHANNEL);
  return true;
}

/** Tells a person by mail that something about their account was changed; it cannot be switched off. */
export async function queueSecurityNotice(
  transaction: StoreTransaction,
  call: VerifiedCall,
  kind: MailKind,
  recipient: string | null,
  payload: MailPayload = {},
): Promise<void> {
  if (recipient === null) return;
  const { tenantId, customerId, personId } = call.customer;
  const event = 'security.account_changed';
  await queueMail(transaction, {
    tenantId,
    customerId,
    personId,
    event,
    kind,
    recipient,
    locale: call.locale,
    payload,
  });
}
