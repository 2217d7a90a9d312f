import type { Selectable } from 'kysely';
import type { VerifiedCustomer } from '../../../src/adapters/adapter.ts';
import { type RequisiteFault, checkRequisite, normalizeRequisite } from '../../../src/contract/company/checks.ts';
import { type Company, type CompanyField, companyFields } from '../../../src/contract/company/index.ts';
import { CabinetError } from '../../../src/contract/problem.ts';
import { notFound } from '../call.ts';
import { etagOf } from '../etag.ts';
import { present } from '../orders/mapping.ts';
import type { CustomerTable, Requisites } from '../schema.ts';
import type { StoreTransaction } from '../transaction.ts';
import { wordsFor } from '../words/index.ts';
import { countryOf } from './country.ts';

/** @param lock holds the company until the transaction ends */
export async function readRequisites(
  transaction: StoreTransaction,
  customer: Pick<VerifiedCustomer, 'tenantId' | 'customerId'>,
  locale: string | undefined,
  lock = false,
): Promise<Company> {
  const query = transaction
    .selectFrom('customers')
    .select(['id', 'name', 'tax_id', 'kind', 'requisites', 'register_status'])
    .where((builder) => builder.and({ tenant_id: customer.tenantId, id: customer.customerId }));
  const row = await (lock ? query.forNoKeyUpdate() : query).executeTakeFirstOrThrow(notFound('company'));
  const { locked } = await transaction
    .selectFrom('tenants')
    .select('locked_company_fields as locked')
    .where('id', '=', customer.tenantId)
    .executeTakeFirstOrThrow(notFound('company'));
  const requisites = requisitesOf(row);
  const country = await countryOf(transaction, customer);
  return {
    id: row.id,
    kind: row.kind,
    country,
    requisites,
    ...present({ status: row.register_status }),
    locked: locked.map((field) => ({ field, reason: wordsFor(locale).locked })),
    etag: etagOf([row.kind, country, companyFields.map((field) => requisites[field] ?? ''), locked]),
  };
}

/** The tax number is the company's system's too, and so a column; the name of the account stands for a legal name. */
function requisitesOf(row: Pick<Selectable<CustomerTable>, 'name' | 'tax_id' | 'requisites'>): Requisites {
  return { legalName: row.name, ...row.requisites, ...present({ taxId: row.tax_id }) };
}

/** What differs from what is there; numbers without what people write between the digits. */
export function changesOf(given: Requisites, company: Company): Requisites {
  const changes: Requisites = {};
  for (const field of companyFields) {
    const text = given[field];
    if (text === undefined) continue;
    const value = normalizeRequisite(field, text);
    if (value !== (company.requisites[field] ?? '')) changes[field] = value;
  }
  return changes;
}

/**
 * Checks what changes, and what belongs together with it.
 *
 * @throws CabinetError `invalid` with a message for each field
 */
export function assertValid(changes: Requisites, company: Company, locale: string | undefined): void {
  const requisites = { ...company.requisites, ...changes };
  const checked = companyFields.filter(
    (field) =>
      changes[field] !== undefined ||
      (changes.bic !== undefined && (field === 'account' || field === 'correspondentAccount')),
  );
  const messages = checked.flatMap((field) => {
    const fault = checkRequisite(field, requisites[field] ?? '', { ...company, requisites });
    return fault === undefined ? [] : [[field, messageOf(fault, locale)] as const];
  });
  if (messages.length > 0) throw refuseRequisites(messages);
}

export function refuseRequisites(messages: readonly (readonly [CompanyField, string])[]): CabinetError {
  return new CabinetError('invalid', messages.map(([field, message]) => `${field}: ${message}`).join(' '), {
    fields: Object.fromEntries(messages.map(([field, message]) => [`/requisites/${field}`, message])),
  });
}

function messageOf(fault: RequisiteFault, locale: string | undefined): string {
  const { requisite: words } = wordsFor(locale);
  switch (fault.reason) {
    case 'length':
      return words.length(fault.lengths.join(words.or));
    case 'format':
      return words.format(fault.example);
    default:
      return words[fault.reason];
  }
}

/** Writes changed requisites; an empty text takes a field away. What a register said of the company before is void. */
export async function writeRequisites(
  transaction: StoreTransaction,
  customer: Pick<VerifiedCustomer, 'tenantId' | 'customerId'>,
  company: Company,
  changes: Requisites,
): Promise<void> {
  const { taxId, ...others } = { ...company.requisites, ...changes };
  const kept = Object.fromEntries(Object.entries(others).filter(([, value]) => value !== ''));
  await transaction
    .updateTable('customers')
    .set({
      tax_id: taxId === undefined || taxId === '' ? null : taxId,
      requisites: JSON.stringify(kept),
      ...((changes.taxId ?? changes.ogrn) !== undefined && { register_status: null }),
    })
    .where((builder) => builder.and({ tenant_id: customer.tenantId, id: customer.customerId }))
    .execute();
}
