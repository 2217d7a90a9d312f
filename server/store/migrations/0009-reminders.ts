import { sql, type Kysely } from 'kysely';
import { securedCompanyTable } from './secure.ts';

/** Which reminders of invoices went out, and the company's news that did: each once. */
export async function up(db: Kysely<unknown>): Promise<void> {
  const id = `text collate "C"`;
  const statements = [
    `create table invoice_reminders (
      tenant_id ${id} not null, customer_id ${id} not null, invoice_id ${id} not null, step integer not null,
      sent_at timestamptz(3) not null default now(), primary key (tenant_id, invoice_id, step),
      foreign key (tenant_id, customer_id) references customers on delete cascade,
      foreign key (tenant_id, invoice_id) references invoices on delete cascade)`,
    `create index invoices_to_remind on invoices (tenant_id, due_on) where is_open`,
    `create table news (
      tenant_id ${id} not null references tenants on delete cascade, id ${id} not null, title text not null,
      text text not null, url text, sent_at timestamptz(3) not null default now(), primary key (tenant_id, id))`,
    ...securedCompanyTable('invoice_reminders'),
    ...securedCompanyTable('news'),
  ];
  for (const statement of statements) await sql.raw(statement).execute(db);
}
