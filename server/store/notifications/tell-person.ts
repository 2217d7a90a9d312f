import type { MailKind, MailPayload } from '../../mail/payload.ts';
import type { StoreTransaction } from '../transaction.ts';
import { notificationEvents, type NotificationEventId } from './events.ts';
import { queueMail } from './queue.ts';

/** Who reads a letter, and how it is worded for them. */
export interface Reader {
  /** BCP 47: the person's, otherwise the company's. */
  locale: string;
  /** The person's, otherwise the company's. */
  timeZone: string;
  /** The page with the cabinet. */
  cabinetUrl: string | null;
}

/** What somebody is told. */
export interface Notification {
  event: NotificationEventId;
  kind: MailKind;
  /** What the letter says; where it holds sums and days, in the reader's language. */
  payload: (reader: Reader) => MailPayload;
  /** Where the letter goes if the person has no address. */
  otherwise?: string | null | undefined;
  /** The payment whose receipt comes with it. */
  paymentId?: string | undefined;
  /** Not before this moment. */
  notBefore?: ((reader: Reader) => Date | null) | undefined;
}

/**
 * Tells a person of something in the transaction that makes it true, by every channel that leaves the cabinet and
 * that they want.
 */
export async function tellPerson(
  transaction: StoreTransaction,
  { tenantId, customerId, personId }: { tenantId: string; customerId: string; personId: string },
  { event, kind, payload, otherwise = null, paymentId, notBefore }: Notification,
  now = new Date(),
): Promise<void> {
  const person = await transaction
    .selectFrom('people')
    .innerJoin('tenants', 'tenants.id', 'people.tenant_id')
    .leftJoin('contacts', (join) =>
      join
        .onRef('contacts.tenant_id', '=', 'people.tenant_id')
        .onRef('contacts.person_id', '=', 'people.id')
        .on('contacts.kind', '=', 'phone')
        .on('contacts.is_primary', '=', true),
    )
    .select(['people.email', 'people.locale', 'people.time_zone', 'contacts.value as phone'])
    .select(['tenants.locale as companyLocale', 'tenants.time_zone as companyZone', 'tenants.cabinet_url'])
    .where('people.tenant_id', '=', tenantId)
    .where('people.id', '=', personId)
    .where('people.disabled', '=', false)
    .executeTakeFirst();
  if (person === undefined) return;
  const reader: Reader = {
    locale: person.locale ?? person.companyLocale,
    timeZone: person.time_zone ?? person.companyZone,
    cabinetUrl: person.cabinet_url,
  };
  const recipients = { email: person.email ?? otherwise, sms: person.phone };
  const channels = notificationEvents.find(({ id }) => id === event)?.channels ?? {};
  for (const channel of ['email', 'sms'] as const) {
    const recipient = recipients[channel];
    if (recipient === null || channels[channel] === undefined) continue;
    await queueMail(
      transaction,
      {
        ...{ tenantId, customerId, personId, event, kind, channel, recipient, paymentId },
        locale: reader.locale,
        payload: payload(reader),
        notBefore: notBefore?.(reader),
      },
      now,
    );
  }
}
