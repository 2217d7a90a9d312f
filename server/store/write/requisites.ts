import { sql } from 'kysely';
import type { CustomerRecord } from '../records.ts';
import type { StoreTransaction } from '../transaction.ts';

/** What the company's system knows of its customers' requisites; fields that it does not send stay. */
export async function writeCustomerRequisites(
  transaction: StoreTransaction,
  tenantId: string,
  records: readonly CustomerRecord[],
): Promise<void> {
  const given = records
    .filter(({ country, kind, requisites }) => (country ?? kind ?? requisites) !== undefined)
    .map(({ externalId: id, country, kind, requisites }) => ({ id, country, kind, requisites }));
  if (given.length === 0) return;
  await sql`update customers set country = coalesce(given.country, customers.country),
      kind = coalesce(given.kind, customers.kind), requisites = customers.requisites || coalesce(given.requisites, '{}')
    from json_to_recordset(${JSON.stringify(given)}::json)
      as given (id text, country text, kind text, requisites jsonb)
    where customers.tenant_id = ${tenantId} and customers.id = given.id`.execute(transaction);
}
