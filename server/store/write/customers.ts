import { announceSignIns } from '../announce.ts';
import { writeMany } from '../bulk.ts';
import { countryOfCompany } from '../company/country.ts';
import type { CustomerRecord, Refusal, WriteResult } from '../records.ts';
import type { StoreTransaction } from '../transaction.ts';
import { writeAddresses } from './addresses.ts';
import { writeContacts } from './contacts.ts';
import { writeCustomerRequisites } from './requisites.ts';

/** Adds or replaces customers by their ids, with the people who act for them. */
export async function writeCustomers(
  transaction: StoreTransaction,
  tenantId: string,
  records: readonly CustomerRecord[],
): Promise<WriteResult> {
  const refused = await takenLogins(transaction, tenantId, records);
  const refusedIds = new Set(refused.map(({ externalId }) => externalId));
  const accepted = records.filter(({ externalId }) => !refusedIds.has(externalId));
  await writeMany(
    transaction,
    'customers',
    ['tenant_id', 'id', 'name', 'tax_id', 'invoice_email', 'discount_percent'],
    accepted.map((record) => ({
      tenant_id: tenantId,
      id: record.externalId,
      name: record.name,
      tax_id: record.taxId,
      invoice_email: record.invoiceEmail,
      discount_percent: record.discountPercent ?? '0',
    })),
    { key: ['tenant_id', 'id'], keep: ['tax_id'] },
  );
  await writeCustomerRequisites(transaction, tenantId, accepted);
  const country = await countryOfCompany(transaction, tenantId);
  await writeAddresses(
    transaction,
    tenantId,
    accepted.flatMap((record) =>
      record.addresses === undefined
        ? []
        : [{ customerId: record.externalId, country: record.country ?? country, addresses: record.addresses }],
    ),
  );
  await writePeople(transaction, tenantId, accepted);
  return { accepted: accepted.length, refused };
}

async function writePeople(
  transaction: StoreTransaction,
  tenantId: string,
  customers: readonly CustomerRecord[],
): Promise<void> {
  const withPeople = customers.filter(({ people }) => people !== undefined);
  if (withPeople.length === 0) return;
  // A person of several customers is one person; the last record says how they are called.
  const people = new Map(
    withPeople.flatMap((customer) => customer.people ?? []).map((person) => [person.externalId, person]),
  );
  await writeMany(
    transaction,
    'people',
    ['tenant_id', 'id', 'name', 'email', 'login', 'locale', 'time_zone', 'disabled'],
    [...people.values()].map((person) => ({
      tenant_id: tenantId,
      id: person.externalId,
      name: person.name,
      email: person.email,
      login: person.login,
      locale: person.locale,
      time_zone: person.timeZone,
      disabled: person.disabled ?? false,
    })),
    // What people chose themselves stays where the company's system says nothing.
    { key: ['tenant_id', 'id'], keep: ['email', 'locale', 'time_zone'] },
  );
  await writeContacts(transaction, tenantId, [...people.values()]);
  const before = await transaction
    .deleteFrom('memberships')
    .where('tenant_id', '=', tenantId)
    .where(
      'customer_id',
      'in',
      withPeople.map(({ externalId }) => externalId),
    )
    .returning('person_id')
    .execute();
  await announceSignIns(transaction, tenantId, [...people.keys(), ...before.map(({ person_id: id }) => id)]);
  await writeMany(
    transaction,
    'memberships',
    ['tenant_id', 'customer_id', 'person_id', 'roles'],
    withPeople.flatMap((customer) =>
      (customer.people ?? []).map((person) => ({
        tenant_id: tenantId,
        customer_id: customer.externalId,
        person_id: person.externalId,
        roles: person.roles,
      })),
    ),
    { key: ['tenant_id', 'person_id', 'customer_id'] },
  );
}

/** A login belongs to one person of the company. */
async function takenLogins(
  transaction: StoreTransaction,
  tenantId: string,
  records: readonly CustomerRecord[],
): Promise<Refusal[]> {
  const logins = records.flatMap(({ people = [] }) => people.flatMap(({ login }) => login ?? []));
  if (logins.length === 0) return [];
  const known = await transaction
    .selectFrom('people')
    .select(['id', 'login'])
    .where('tenant_id', '=', tenantId)
    .where('login', 'in', logins)
    .execute();
  const ownerOf = new Map(known.map(({ id, login }) => [login, id]));
  const refused: Refusal[] = [];
  for (const { externalId, people = [] } of records) {
    for (const [index, person] of people.entries()) {
      if (person.login === undefined) continue;
      const owner = ownerOf.get(person.login) ?? person.externalId;
      ownerOf.set(person.login, owner);
      if (owner !== person.externalId) {
        refused.push({ externalId, pointer: `/people/${index}/login`, reason: 'loginTaken' });
      }
    }
  }
  return refused;
}
