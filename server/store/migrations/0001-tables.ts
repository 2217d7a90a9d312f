import { sql, type Kysely } from 'kysely';

/**
 * Ids are the company's own, unique within its tenant; they compare byte by byte (collation "C").
 * Every row of a customer carries `customer_id`, so that row-level security needs no join.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of [...register, ...goods, ...orders, ...machinery]) await sql.raw(statement).execute(db);
}

const id = `text collate "C" check (length(id) between 1 and 200)`;
const tenant = `tenant_id text collate "C" not null references tenants on delete cascade`;
const customer = `${tenant}, customer_id text collate "C" not null,
  foreign key (tenant_id, customer_id) references customers on delete cascade`;
const ofOrder = `${customer}, order_id text collate "C" not null,
  foreign key (tenant_id, order_id) references orders on delete cascade`;
const money = 'numeric(21, 6)';
const quantity = 'numeric(16, 3) check (quantity >= 0)';
const moment = 'timestamptz(3)';

const register = [
  `create table tenants (
    id ${id} primary key, name text not null, locale text not null, time_zone text not null,
    origins text[] not null, token_issuer text, token_audience text, token_jwks_url text, token_secret text,
    currency text not null, tax_percent numeric(6, 3) not null, tax_included boolean not null,
    free_shipping_from ${money}, shipping_fee ${money} not null, delivery_days integer not null,
    order_prefix text not null, legal_name text not null, tax_id text, address text[] not null,
    bank_details text[] not null, mail_from text not null)`,
  `create table api_keys (
    ${tenant}, key_hash bytea not null, name text not null, created_at ${moment} not null default now(),
    primary key (tenant_id, key_hash))`,
  `create table customers (
    ${tenant}, id ${id}, name text not null, tax_id text, invoice_email text, addresses jsonb not null,
    discount_percent numeric(6, 3) not null default 0 check (discount_percent between 0 and 100),
    primary key (tenant_id, id))`,
  `create table people (
    ${tenant}, id ${id}, name text not null, email text, login text, locale text, time_zone text,
    disabled boolean not null default false,
    primary key (tenant_id, id), unique (tenant_id, login))`,
  `create table memberships (
    ${customer}, person_id text collate "C" not null, roles text[] not null,
    primary key (tenant_id, person_id, customer_id),
    foreign key (tenant_id, person_id) references people on delete cascade)`,
  `create index memberships_by_customer on memberships (tenant_id, customer_id)`,
  `create table sessions (
    ${tenant}, secret_hash bytea not null, person_id text collate "C" not null, expires_at ${moment} not null,
    primary key (tenant_id, secret_hash),
    foreign key (tenant_id, person_id) references people on delete cascade)`,
  `create index sessions_by_expiry on sessions (expires_at)`,
];

const goods = [
  `create table products (
    ${tenant}, id ${id}, sku text, title text not null, image text, unit text,
    price ${money} not null check (price >= 0), stock numeric(16, 3) check (stock >= 0),
    discontinued boolean not null default false, substitutes text[] not null default '{}',
    primary key (tenant_id, id))`,
];

const orders = [
  `create table orders (
    ${customer}, id ${id}, number text collate "C" not null, placed_at ${moment} not null, customer_reference text,
    status text collate "C" not null, status_label text, payment text collate "C" not null, payment_label text,
    fulfilment text collate "C" not null, fulfilment_label text,
    currency text not null, subtotal ${money} not null, discount ${money}, shipping ${money}, tax ${money},
    tax_included boolean, total ${money} not null,
    total_floor bigint not null generated always as (floor(total)::bigint) stored,
    paid ${money}, due ${money}, line_count integer not null, first_line text,
    placed_by_id text collate "C", placed_by_name text, placed_by_staff boolean not null default false,
    expected_on date, shipping_address jsonb, billing_address jsonb, payment_method text, delivery_method text,
    note text, staff_note text, cancellation_state text, cancellation_requested_at ${moment},
    cancellation_message text, search text not null, version bigint not null default 1,
    source_hash text,
    primary key (tenant_id, id))`,
  // One index for each way to sort and for each filter; all end in the id, the tie-break of the cursors.
  `create index orders_by_date on orders (tenant_id, customer_id, placed_at, id)`,
  `create index orders_by_number on orders (tenant_id, customer_id, number, id)`,
  `create index orders_by_total on orders (tenant_id, customer_id, total_floor, total, id)`,
  `create index orders_by_status on orders (tenant_id, customer_id, status, placed_at, id)`,
  `create index orders_by_payment on orders (tenant_id, customer_id, payment, placed_at, id)`,
  `create index orders_by_fulfilment on orders (tenant_id, customer_id, fulfilment, placed_at, id)`,
  `create index orders_by_person on orders (tenant_id, customer_id, placed_by_id, placed_at, id)`,
  `create table order_lines (
    ${ofOrder}, position integer not null, product_id text collate "C" not null, sku text, title text not null,
    image text, unit text, quantity ${quantity} not null, unit_price ${money} not null, total ${money} not null,
    shipped_quantity numeric(16, 3), primary key (tenant_id, order_id, position))`,
  `create table order_events (
    ${ofOrder}, id bigint generated always as identity, kind text not null, label text, at ${moment},
    note text, primary key (tenant_id, order_id, id))`,
  `create table shipments (
    ${ofOrder}, id ${id}, number text, status text not null, label text, carrier text, tracking_number text,
    tracking_url text, shipped_at ${moment}, delivered_at ${moment}, expected_on date, lines jsonb not null,
    primary key (tenant_id, order_id, id))`,
  `create table invoices (
    ${ofOrder}, id ${id}, number text collate "C" not null, issued_at ${moment} not null, currency text not null,
    total ${money} not null, content jsonb not null,
    primary key (tenant_id, id), unique (tenant_id, number))`,
  `create index invoices_by_order on invoices (tenant_id, order_id)`,
  `create table documents (
    ${ofOrder}, id ${id}, invoice_id text collate "C", kind text not null, title text not null,
    media_type text not null, size integer, issued_at ${moment}, primary key (tenant_id, id),
    foreign key (tenant_id, invoice_id) references invoices on delete cascade)`,
  `create index documents_by_order on documents (tenant_id, order_id)`,
];

const machinery = [
  `create table counters (
    ${tenant}, name text not null, value bigint not null, primary key (tenant_id, name))`,
  // Ordered by transaction first: a reader who stops below the oldest open transaction misses nothing.
  `create table events (
    ${customer}, xid xid8 not null default pg_current_xact_id(), seq bigint generated always as identity,
    type text not null, entity text not null, entity_id text, created_at ${moment} not null default now(),
    primary key (xid, seq))`,
  `create index events_by_customer on events (tenant_id, customer_id, xid, seq)`,
  `create index events_by_age on events (created_at)`,
  `create table event_retention (xid xid8 not null, seq bigint not null)`,
  `insert into event_retention values ('0', 0)`,
  `create table idempotency_keys (
    ${customer}, person_id text collate "C" not null, key text not null, request_hash text not null, answer json,
    created_at ${moment} not null default now(), primary key (tenant_id, customer_id, person_id, key))`,
  `create index idempotency_keys_by_age on idempotency_keys (created_at)`,
  `create table mails (
    ${customer}, id ${id}, kind text not null, invoice_id text collate "C" not null, recipient text not null,
    locale text not null, message_id text not null unique, state text not null default 'queued',
    attempts integer not null default 0, next_attempt_at ${moment} not null default now(), last_error text,
    created_at ${moment} not null default now(), sent_at ${moment}, primary key (tenant_id, id),
    foreign key (tenant_id, invoice_id) references invoices on delete cascade)`,
  `create index mails_to_send on mails (next_attempt_at) where state = 'queued'`,
];
