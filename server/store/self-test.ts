import { sql, type Kysely } from 'kysely';
import { databaseRoles } from './roles.ts';
import type { Schema } from './schema.ts';
import { StoreError } from './store-error.ts';
import { enterScope } from './transaction.ts';

/**
 * Refuses to go on if the database would not keep companies and customers apart.
 *
 * @throws StoreError that names the role or table at fault
 */
export async function assertRowLevelSecurity(kysely: Kysely<Schema>): Promise<void> {
  const problems = [...(await badRoles(kysely)), ...(await openTables(kysely))];
  if (problems.length === 0) problems.push(...(await leaks(kysely)));
  if (problems.length > 0) {
    throw new StoreError(
      `Row-level security would not hold: ${problems.join('; ')}. The server does not start, because one customer could ` +
        'see the data of another. Undo what was changed by hand in the schema "cabinet" or in its roles.',
    );
  }
}

async function badRoles(kysely: Kysely<Schema>): Promise<string[]> {
  const { rows } = await sql<{ rolname: string; rolsuper: boolean; rolbypassrls: boolean }>`
    select rolname, rolsuper, rolbypassrls from pg_roles
    where rolname = any(${Object.values(databaseRoles)}::text[]) and (rolsuper or rolbypassrls)`.execute(kysely);
  return rows.map(({ rolname, rolsuper }) => `role ${rolname} ${rolsuper ? 'is a superuser' : 'has BYPASSRLS'}`);
}

/** Every table with a tenant's rows, and the tenants, must be locked, also for its owner, by policies that name whose rows they pass. */
async function openTables(kysely: Kysely<Schema>): Promise<string[]> {
  const { rows } = await sql<TableSecurity>`
    select relname as table, relrowsecurity as enabled, relforcerowsecurity as forced,
      exists (select from pg_attribute where attrelid = pg_class.oid and attname = 'customer_id') as "ofCustomers",
      exists (select from pg_attribute where attrelid = pg_class.oid and attname = 'person_id') as "ofPeople",
      array(select array[polname::text, coalesce(pg_get_expr(polqual, polrelid), ''),
        coalesce(pg_get_expr(polwithcheck, polrelid), '')] from pg_policy where polrelid = pg_class.oid) as policies
    from pg_class
    where relnamespace = 'cabinet'::regnamespace and relkind in ('r', 'p') and (relname = 'tenants' or exists (
      select from pg_attribute where attrelid = pg_class.oid and attname = 'tenant_id' and not attisdropped))
    order by relname`.execute(kysely);
  return rows.flatMap(({ table, enabled, forced, policies, ...columns }) => {
    if (!enabled) return [`row-level security is off on table ${table}`];
    if (!forced) return [`row-level security is not forced on table ${table}`];
    return policies.flatMap(([name, ...conditions]) => {
      const wanted = expectedSettings(table, name, columns);
      if (wanted === null) return [`table ${table} has the unknown policy ${name}`];
      const open = conditions.some((condition) => wanted.some((setting) => !condition.includes(`'${setting}'`)));
      return open ? [`the policy ${name} of table ${table} does not ask whose rows they are`] : [];
    });
  });
}

interface TableSecurity {
  table: string;
  enabled: boolean;
  forced: boolean;
  ofCustomers: boolean;
  ofPeople: boolean;
  /** Name, condition for reading, condition for writing. */
  policies: [name: string, reading: string, writing: string][];
}

/** The only tables of which staff see rows of customers they do not act for, and what the policies must ask. */
const staffTables: Readonly<Record<string, string[]>> = {
  tenants: ['cabinet.tenant'],
  customers: ['cabinet.tenant'],
  people: ['cabinet.tenant'],
  ticket_kinds: ['cabinet.tenant'],
  ticket_settings: ['cabinet.tenant'],
  tickets: ['cabinet.tenant'],
  messages: ['cabinet.tenant'],
  presence: ['cabinet.tenant'],
  seen: ['cabinet.tenant'],
  attachments: ['cabinet.tenant'],
  uploads: ['cabinet.tenant', 'cabinet.person'],
  idempotency_keys: ['cabinet.tenant', 'cabinet.person'],
  events: ['cabinet.tenant', 'cabinet.customer'],
};

/** The settings that a policy must compare rows with; null: it is none of ours. */
function expectedSettings(
  table: string,
  policy: string,
  { ofCustomers, ofPeople }: Pick<TableSecurity, 'ofCustomers' | 'ofPeople'>,
): string[] | null {
  switch (policy) {
    case databaseRoles.customer:
      return ofCustomers ? ['cabinet.tenant', 'cabinet.customer'] : ['cabinet.tenant'];
    case databaseRoles.person:
      return ofPeople ? ['cabinet.tenant', 'cabinet.person'] : ['cabinet.tenant'];
    case databaseRoles.staff:
      return staffTables[table] ?? null;
    case databaseRoles.company:
      return ['cabinet.tenant'];
    case databaseRoles.operator:
      return [];
    default:
      return null;
  }
}

/** Thrown to take the probe back. */
class Rollback extends Error {}

/** Writes two companies with a customer each, looks from each role at what it may not see, and rolls back. */
async function leaks(kysely: Kysely<Schema>): Promise<string[]> {
  const found: string[] = [];
  const probe = kysely.transaction().execute(async (transaction) => {
    const ids = [`probe-${crypto.randomUUID()}`, `probe-${crypto.randomUUID()}`] as const;
    await enterScope(transaction, 'operator');
    await sql`insert into tenants (id, name, locale, time_zone, origins, currency, tax_percent, tax_included, shipping_fee,
        delivery_days, order_prefix, legal_name, address, bank_details, mail_from)
      select id, '', 'en', 'UTC', '{}', 'EUR', 0, true, 0, 0, '', '', '{}', '{}', '' from unnest(${[...ids]}::text[]) id`.execute(
      transaction,
    );
    await sql`insert into customers (tenant_id, id, name)
      select id, id, '' from unnest(${[...ids]}::text[]) id`.execute(transaction);
    const visible = async () => {
      const { rows } = await sql<{ count: number }>`
        select count(*)::int as count from customers where id = any(${[...ids]}::text[])`.execute(transaction);
      return rows[0]?.count;
    };
    const expectations = [
      [{ tenantId: ids[0], customerId: ids[0] }, 1, 'a customer sees the row of another company'],
      [{ tenantId: ids[0], customerId: 'nobody' }, 0, 'a customer sees the row of another customer'],
      [{ tenantId: ids[0], personId: 'nobody' }, 0, 'a person sees the row of a customer they do not act for'],
      [{ tenantId: ids[0] }, 1, 'a company sees the row of another company'],
      [{ tenantId: '', customerId: '' }, 0, 'rows are seen when nobody is named'],
    ] as const;
    for (const [scope, rows, leak] of expectations) {
      await enterScope(transaction, scope);
      if ((await visible()) !== rows) found.push(`in a trial ${leak}`);
    }
    throw new Rollback();
  });
  await probe.catch((error: unknown) => {
    if (!(error instanceof Rollback)) throw error;
  });
  return found;
}
