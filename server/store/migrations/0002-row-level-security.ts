import { sql, type Kysely } from 'kysely';
import { databaseRoles } from '../roles.ts';

const { customer, company, operator } = databaseRoles;

const ofTenant = `tenant_id = current_setting('cabinet.tenant', true)`;
const ofCustomer = `${ofTenant} and customer_id = current_setting('cabinet.customer', true)`;

/** Tables of a customer's own rows, and what a person's request may do there. */
const customerTables: Record<string, string> = {
  memberships: 'select',
  orders: 'select, insert, update',
  order_lines: 'select, insert',
  order_events: 'select, insert',
  shipments: 'select',
  invoices: 'select, insert',
  documents: 'select, insert',
  events: 'select, insert',
  idempotency_keys: 'select, insert, update',
  mails: 'select, insert',
};

/** Tables of a company of which a person's request sees more than its own customer's rows, or nothing. */
const companyTables = ['api_keys', 'customers', 'people', 'sessions', 'products', 'counters'];

/** What a person's request may do there, and on which rows. */
const customerGrants: [table: string, grant: string, condition: string][] = [
  ['customers', 'select', `${ofTenant} and id = current_setting('cabinet.customer', true)`],
  // Through memberships, which show only this customer's: colleagues, nobody else.
  [
    'people',
    'select (tenant_id, id, name)',
    `${ofTenant} and exists (select from memberships
      where memberships.tenant_id = people.tenant_id and memberships.person_id = people.id)`,
  ],
  ['products', 'select, update (stock)', ofTenant],
  ['counters', 'select, insert, update', ofTenant],
];

const tenantColumns = `id, name, locale, time_zone, currency, tax_percent, tax_included, free_shipping_from,
  shipping_fee, delivery_days, order_prefix, legal_name, tax_id, address, bank_details, mail_from`;

export async function up(db: Kysely<unknown>): Promise<void> {
  const statements = [`grant usage on schema cabinet to ${customer}, ${company}, ${operator}`];
  const policy = (table: string, role: string, condition: string) =>
    statements.push(`create policy ${role} on ${table} to ${role} using (${condition}) with check (${condition})`);

  for (const table of ['tenants', ...companyTables, ...Object.keys(customerTables)]) {
    statements.push(
      `alter table ${table} enable row level security`,
      `alter table ${table} force row level security`,
      `grant select, insert, update, delete on ${table} to ${operator}`,
    );
    policy(table, operator, 'true');
  }
  for (const table of [...companyTables, ...Object.keys(customerTables)]) {
    statements.push(`grant select, insert, update, delete on ${table} to ${company}`);
    policy(table, company, ofTenant);
  }
  for (const [table, grant] of Object.entries(customerTables)) {
    statements.push(`grant ${grant} on ${table} to ${customer}`);
    policy(table, customer, ofCustomer);
  }
  for (const [table, grant, condition] of customerGrants) {
    statements.push(`grant ${grant} on ${table} to ${customer}`);
    policy(table, customer, condition);
  }
  statements.push(
    `grant select on tenants to ${company}`,
    // Not the company's token secret.
    `grant select (${tenantColumns}) on tenants to ${customer}`,
    `grant select on event_retention to ${customer}, ${company}`,
    `grant select, update on event_retention to ${operator}`,
  );
  for (const role of [company, customer]) policy('tenants', role, `id = current_setting('cabinet.tenant', true)`);
  for (const statement of statements) await sql.raw(statement).execute(db);
}
