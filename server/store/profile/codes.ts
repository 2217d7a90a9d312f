import { randomInt, scrypt, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';
import { sql, type Selectable } from 'kysely';
import type { VerifiedCall } from '../call.ts';
import { ofPerson } from '../call.ts';
import { queueMail } from '../notifications/queue.ts';
import type { ContactTable } from '../profile-schema.ts';
import { refuse } from '../refuse.ts';
import type { StoreTransaction } from '../transaction.ts';
import { CODE_ATTEMPTS, RESEND_SECONDS } from './profile.ts';

type Contact = Selectable<ContactTable>;

/** Minutes for which a code may be typed. */
const CODE_MINUTES = 10;
/** Codes that one person may have sent in an hour, whatever the address: more is not forgetfulness. */
const CODES_PER_HOUR = 30;

const derive = promisify(scrypt);

/** Six digits are quickly tried through, so each try is made to cost something. */
async function hashCode(code: string, contactId: string): Promise<Uint8Array> {
  return (await derive(code, contactId, 32)) as Buffer;
}

/**
 * Puts a new code for a contact into the outbox; the one before is void.
 *
 * @throws CabinetError `rate_limited` with the wait if the last one is too young, or there were too many
 */
export async function sendCode(
  transaction: StoreTransaction,
  contact: Pick<Contact, 'id' | 'kind' | 'value' | 'code_sent_at'>,
  call: VerifiedCall,
  now = new Date(),
): Promise<void> {
  const wait =
    contact.code_sent_at === null ? 0 : contact.code_sent_at.getTime() + RESEND_SECONDS * 1000 - now.getTime();
  if (wait > 0) throw refuse('rate_limited', 'codeTooSoon', call.locale, { retryAfter: wait });
  const { sent, oldest } = await transaction
    .selectFrom('mails')
    .select((builder) => [
      builder.fn.countAll<number>().as('sent'),
      builder.fn.min<Date | null>('created_at').as('oldest'),
    ])
    .where((builder) => builder.and({ ...ofPerson(call), kind: 'code' }))
    .where('created_at', '>', new Date(now.getTime() - 3_600_000))
    .executeTakeFirstOrThrow();
  if (sent >= CODES_PER_HOUR) {
    const retryAfter = (oldest ?? now).getTime() + 3_600_000 - now.getTime();
    throw refuse('rate_limited', 'tooManyCodes', call.locale, { retryAfter });
  }
  const code = String(randomInt(1_000_000)).padStart(6, '0');
  await transaction
    .updateTable('contacts')
    .set({
      code_hash: await hashCode(code, contact.id),
      code_sent_at: now.toISOString(),
      code_expires_at: new Date(now.getTime() + CODE_MINUTES * 60_000).toISOString(),
      code_attempts: 0,
    })
    .where((builder) => builder.and({ ...ofPerson(call), id: contact.id }))
    .execute();
  await queueMail(transaction, {
    tenantId: call.customer.tenantId,
    customerId: call.customer.customerId,
    personId: call.customer.personId,
    kind: 'code',
    channel: contact.kind === 'email' ? 'email' : 'sms',
    recipient: contact.value,
    locale: call.locale,
    payload: { code, minutes: String(CODE_MINUTES) },
  });
}

/** What typing a code came to; a wrong one has been counted. */
export type CodeOutcome = 'right' | 'wrong' | 'expired' | 'exhausted';

/** Compares a typed code. The count of tries is part of the transaction, which must therefore be committed. */
export async function tryCode(
  transaction: StoreTransaction,
  contact: Contact,
  typed: string,
  call: VerifiedCall,
  now = new Date(),
): Promise<CodeOutcome> {
  if (contact.code_hash === null || contact.code_expires_at === null || contact.code_expires_at <= now) {
    return 'expired';
  }
  if (contact.code_attempts >= CODE_ATTEMPTS) return 'exhausted';
  // People copy it with spaces and dashes.
  const hash = await hashCode(typed.replace(/[\s\p{Pd}]/gu, ''), contact.id);
  const right = timingSafeEqual(hash, contact.code_hash);
  await transaction
    .updateTable('contacts')
    .set(
      right
        ? { verified_at: now.toISOString(), code_hash: null, code_sent_at: null, code_expires_at: null }
        : { code_attempts: sql`code_attempts + 1` },
    )
    .where((builder) => builder.and({ ...ofPerson(call), id: contact.id }))
    .execute();
  return right ? 'right' : contact.code_attempts + 1 >= CODE_ATTEMPTS ? 'exhausted' : 'wrong';
}
