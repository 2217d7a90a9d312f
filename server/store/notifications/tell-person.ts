import { createPayment } from '../../../src/contract/payments/index.ts';
import { mayCall } from '../../../src/contract/permissions.ts';
import type { MailKind, MailPayload } from '../../mail/payload.ts';
import type { StoreTransaction } from '../transaction.ts';
import { notificationEvents, type NotificationEventId } from './events.ts';
import { isTimeZone } from '../profile/profile.ts';
import { endOfQuietHours } from './may-notify.ts';
import { queueMail } from './queue.ts';

/** Who reads a letter, and how it is worded for them. */
export interface Reader {
  /** BCP 47: the person's, otherwise the company's. */
  locale: string;
  /** The person's, otherwise the company's. */
  timeZone: string;
  /** The page with the cabinet, where it shows what the letter is about. */
  cabinetUrl: string | null;
}

/** What somebody is told. */
export interface Notification {
  event: NotificationEventId;
  kind: MailKind;
  /** What of the cabinet its link opens, by the names of the cabinet's addresses: `{ 'orders.order': '42' }`. */
  opens?: Readonly<Record<string, string>> | undefined;
  /** What the letter says; where it holds sums and days, in the reader's language. */
  payload: (reader: Reader) => MailPayload;
  /** Where the letter goes if the person has no address. */
  otherwise?: string | null | undefined;
  /** The payment whose receipt comes with it. */
  paymentId?: string | undefined;
  /** The invoice or credit note that comes with it. */
  invoiceId?: string | undefined;
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
  { event, kind, opens, payload, otherwise = null, paymentId, invoiceId, notBefore }: Notification,
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
    timeZone: isTimeZone(person.time_zone ?? '') ? (person.time_zone ?? '') : person.companyZone,
    cabinetUrl: placeInCabinet(person.cabinet_url, opens),
  };
  const recipients = { email: person.email ?? otherwise, sms: person.phone };
  const channels = notificationEvents.find(({ id }) => id === event)?.channels ?? {};
  for (const channel of ['email', 'sms'] as const) {
    const recipient = recipients[channel];
    if (recipient === null || channels[channel] === undefined) continue;
    await queueMail(
      transaction,
      {
        ...{ tenantId, customerId, personId, event, kind, channel, recipient, paymentId, invoiceId },
        locale: reader.locale,
        payload: payload(reader),
        notBefore: notBefore?.(reader),
      },
      now,
    );
  }
}

/** Tells everybody who may pay for a customer, and answers who they are. */
export async function tellPayers(
  transaction: StoreTransaction,
  { tenantId, customerId }: { tenantId: string; customerId: string },
  notification: Notification,
  now = new Date(),
): Promise<string[]> {
  const members = await transaction
    .selectFrom('memberships')
    .select(['person_id', 'roles'])
    .where((builder) => builder.and({ tenant_id: tenantId, customer_id: customerId }))
    .orderBy('person_id')
    .execute();
  const payers = members.filter(({ roles }) => mayCall(roles, createPayment)).map(({ person_id: id }) => id);
  for (const personId of payers) {
    await tellPerson(transaction, { tenantId, customerId, personId }, notification, now);
  }
  return payers;
}

/** Tells everybody who may pay for a customer, and the customer's address for invoices if it is nobody's of them. */
export async function tellBilling(
  transaction: StoreTransaction,
  customer: { tenantId: string; customerId: string },
  notification: Notification,
): Promise<void> {
  const payers = await tellPayers(transaction, customer, notification);
  const { invoice_email: recipient, ...company } = await transaction
    .selectFrom('customers')
    .innerJoin('tenants', 'tenants.id', 'customers.tenant_id')
    .select(['customers.invoice_email', 'tenants.locale', 'tenants.time_zone', 'tenants.cabinet_url'])
    .where('customers.tenant_id', '=', customer.tenantId)
    .where('customers.id', '=', customer.customerId)
    .executeTakeFirstOrThrow();
  if (recipient === null) return;
  const reader: Reader = {
    locale: company.locale,
    timeZone: company.time_zone,
    cabinetUrl: placeInCabinet(company.cabinet_url, notification.opens),
  };
  const readers = await transaction
    .selectFrom('people')
    .select('email')
    .where('tenant_id', '=', customer.tenantId)
    .where('id', 'in', ['', ...payers])
    .execute();
  if (readers.some(({ email }) => email?.toLowerCase() === recipient.toLowerCase())) return;
  const { kind, payload, invoiceId } = notification;
  await queueMail(transaction, { ...customer, kind, recipient, invoiceId, payload: payload(reader) });
}

/** The address of something in the cabinet, as `<cabinet-app>` reads it. An address that names a place already is left alone. */
function placeInCabinet(cabinetUrl: string | null, opens: Notification['opens']): string | null {
  if (cabinetUrl === null || opens === undefined || cabinetUrl.includes('#')) return cabinetUrl;
  return `${cabinetUrl}#${new URLSearchParams(opens).toString()}`;
}

/** When the morning comes for somebody who is not to be woken by what can wait; null: it is day. */
export function morningAfter(timeZone: string, now: Date): Date | null {
  return endOfQuietHours({ from: '20:00', to: '09:00', timeZone }, now);
}
