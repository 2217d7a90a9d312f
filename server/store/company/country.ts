import type { VerifiedCustomer } from '../../../src/adapters/adapter.ts';
import type { StoreTransaction } from '../transaction.ts';

/** The country of a customer: its own, or that of the company's customers; by ISO 3166-1 alpha-2. */
export async function countryOf(
  transaction: StoreTransaction,
  { tenantId, customerId }: Pick<VerifiedCustomer, 'tenantId' | 'customerId'>,
): Promise<string> {
  const row = await transaction
    .selectFrom('tenants')
    .innerJoin('customers', 'customers.tenant_id', 'tenants.id')
    .select(['tenants.locale', 'tenants.country as of_company', 'customers.country'])
    .where('tenants.id', '=', tenantId)
    .where('customers.id', '=', customerId)
    .executeTakeFirst();
  return row?.country ?? row?.of_company ?? regionOf(row?.locale);
}

/** The country of a company's customers, unless they say another. */
export async function countryOfCompany(transaction: StoreTransaction, tenantId: string): Promise<string> {
  const row = await transaction
    .selectFrom('tenants')
    .select(['country', 'locale'])
    .where('id', '=', tenantId)
    .executeTakeFirst();
  return row?.country ?? regionOf(row?.locale);
}

function regionOf(locale = 'en'): string {
  return new Intl.Locale(locale).maximize().region ?? 'US';
}
