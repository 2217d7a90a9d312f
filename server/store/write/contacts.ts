import { sql } from 'kysely';
import type { PersonRecord } from '../records.ts';
import type { StoreTransaction } from '../transaction.ts';

/** The address that the company's system sends is the person's, verified and primary; others that they added stay. */
export async function writeContacts(
  transaction: StoreTransaction,
  tenantId: string,
  people: readonly PersonRecord[],
): Promise<void> {
  const given = people.flatMap(({ externalId, email }) =>
    email === undefined ? [] : [{ person_id: externalId, value: email.toLowerCase() }],
  );
  if (given.length === 0) return;
  const rows = sql`json_to_recordset(${JSON.stringify(given)}::json) as given (person_id text, value text)`;
  await sql`insert into contacts (tenant_id, person_id, id, kind, value, verified_at)
    select ${tenantId}, person_id, gen_random_uuid()::text, 'email', value, now() from ${rows}
    on conflict (tenant_id, person_id, kind, value) do update set verified_at = coalesce(contacts.verified_at, now())`.execute(
    transaction,
  );
  for (const primary of [false, true]) {
    await sql`update contacts set is_primary = ${primary} from ${rows}
      where contacts.tenant_id = ${tenantId} and contacts.person_id = given.person_id and contacts.kind = 'email'
        and (contacts.value = given.value) = ${primary} and contacts.is_primary <> ${primary}`.execute(transaction);
  }
}
