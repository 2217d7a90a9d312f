import { sql, type Kysely } from 'kysely';
import { databaseRoles } from '../roles.ts';

const { customer, operator } = databaseRoles;

/**
 * Search by any part of a word, through an index of trigrams.
 *
 * PostgreSQL does not let a condition such as `like` go through an index before a row-level policy
 * has passed the row, because it might leak what it sees. So the index is asked by one function that
 * runs as a role whose policy is open, and that repeats the customer's policy itself.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  const statements = [
    'create extension if not exists pg_trgm',
    'create extension if not exists btree_gin',
    'create index orders_by_text on orders using gin (tenant_id, customer_id, search gin_trgm_ops)',
    // An absent word is replaced by the first one: asking for it twice costs nothing.
    `create function search_orders(patterns text[], most integer) returns setof text
      language sql stable security definer rows 500 set search_path = cabinet, public
      as $$
        select id from orders
        where tenant_id = current_setting('cabinet.tenant', true)
          and customer_id = current_setting('cabinet.customer', true)
          and search like patterns[1]
          and search like coalesce(patterns[2], patterns[1])
          and search like coalesce(patterns[3], patterns[1])
        limit most
      $$`,
    'revoke execute on function search_orders from public',
    `grant execute on function search_orders to ${customer}`,
    // A new owner needs the right to create, if only for this moment.
    `grant create on schema cabinet to ${operator}`,
    `alter function search_orders owner to ${operator}`,
    `revoke create on schema cabinet from ${operator}`,
  ];
  for (const statement of statements) await sql.raw(statement).execute(db);
}
