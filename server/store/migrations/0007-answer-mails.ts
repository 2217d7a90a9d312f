import { sql, type Kysely } from 'kysely';

/** Up to which message the customer was told by mail that there is an answer; what is old already is not told of. */
export async function up(db: Kysely<unknown>): Promise<void> {
  const statements = [
    'alter table tickets add notified_sequence bigint not null default 0',
    'update tickets set notified_sequence = last_sequence',
    `create index tickets_to_notify on tickets (updated_at) where state = 'answered' and notified_sequence < last_sequence`,
  ];
  for (const statement of statements) await sql.raw(statement).execute(db);
}
