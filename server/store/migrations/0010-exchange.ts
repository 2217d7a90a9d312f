import { sql, type Kysely } from 'kysely';
import { securedCompanyTable } from './secure.ts';

/** The exchange with 1C: sign-ins, files that come in parts, how far each was imported, and which orders 1C has. */
export async function up(db: Kysely<unknown>): Promise<void> {
  const id = `text collate "C"`;
  const moment = 'timestamptz(3)';
  const tenant = `tenant_id ${id} not null references tenants on delete cascade`;
  const ofSession = `${tenant}, session_id ${id} not null, type ${id} not null, name text not null,
    primary key (tenant_id, session_id, type, name),
    foreign key (tenant_id, session_id) references exchange_sessions on delete cascade`;
  const statements = [
    `alter table tenants add exchange_statuses jsonb, add exchange_price_type text`,
    `create table exchange_sessions (
      ${tenant}, id ${id} not null, secret_hash bytea not null unique, scheme_version text,
      expires_at ${moment} not null, primary key (tenant_id, id))`,
    `create table exchange_files (
      key ${id} not null, part_sizes integer[] not null default '{}', last_part_hash text, ${ofSession})`,
    `create table exchange_imports (
      units integer not null default 0, accepted integer not null default 0, rejected integer not null default 0,
      remarks text[] not null default '{}', finished boolean not null default false, ${ofSession})`,
    `create table exchange_orders (
      ${tenant}, order_id ${id} not null, offered_version bigint, offered_to ${id}, confirmed_version bigint,
      primary key (tenant_id, order_id), foreign key (tenant_id, order_id) references orders on delete cascade)`,
    // What the company's system has not seen: few, or none, of all the orders.
    `create index orders_for_company on orders (tenant_id, placed_at, id)
      where source_hash is null or cancellation_state = 'requested'`,
    `create index orders_by_own_number on orders (tenant_id, number, placed_at)`,
    ...['exchange_sessions', 'exchange_files', 'exchange_imports', 'exchange_orders'].flatMap(securedCompanyTable),
  ];
  for (const statement of statements) await sql.raw(statement).execute(db);
}
