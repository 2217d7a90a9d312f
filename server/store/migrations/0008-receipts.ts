import { sql, type Kysely } from 'kysely';

/** What the receipt of a payment says, as it was when the money came. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql.raw('alter table payments add receipt jsonb').execute(db);
  await sql
    .raw(`create index documents_by_payment on documents (tenant_id, payment_id) where payment_id is not null`)
    .execute(db);
}
