import { databaseRoles } from '../roles.ts';

const { customer, company, operator } = databaseRoles;

const ofTenant = `tenant_id = current_setting('cabinet.tenant', true)`;
const ofCustomer = `${ofTenant} and customer_id = current_setting('cabinet.customer', true)`;

/** Statements that lock a table of customers' rows: what a person's request may do there, and what the company's. */
export function securedTable(
  table: string,
  { person, system = 'select, insert, update, delete' }: { person: string; system?: string },
): string[] {
  return [
    `alter table ${table} enable row level security`,
    `alter table ${table} force row level security`,
    ...policy(table, operator, 'select, insert, update, delete', 'true'),
    ...policy(table, company, system, ofTenant),
    ...policy(table, customer, person, ofCustomer),
  ];
}

/** Statements that lock a table of a company's rows, of which a person's request sees nothing. */
export function securedCompanyTable(table: string): string[] {
  return [
    `alter table ${table} enable row level security`,
    `alter table ${table} force row level security`,
    ...policy(table, operator, 'select, insert, update, delete', 'true'),
    ...policy(table, company, 'select, insert, update, delete', ofTenant),
  ];
}

function policy(table: string, role: string, grant: string, condition: string): string[] {
  return [
    `grant ${grant} on ${table} to ${role}`,
    `create policy ${role} on ${table} to ${role} using (${condition}) with check (${condition})`,
  ];
}

/** Statements that let a function run as the operator, whoever calls it; a new owner needs the right to create, if only for this moment. */
export function runAsOperator(signature: string): string[] {
  return [
    `grant create on schema cabinet to ${operator}`,
    `alter function ${signature} owner to ${operator}`,
    `revoke create on schema cabinet from ${operator}`,
  ];
}
