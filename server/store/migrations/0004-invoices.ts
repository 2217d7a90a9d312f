import { sql, type Kysely } from 'kysely';
import { databaseRoles } from '../roles.ts';
import { runAsOperator, securedCompanyTable, securedTable } from './secure.ts';

const { customer: person, operator } = databaseRoles;

/**
 * Invoices that are paid: one ledger, from which what is due, the balance and statements follow; payments
 * with what they reserve; what customers said to lines of their statements.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  const statements = [
    ...columns,
    ...ledger,
    ...payments,
    ...statementTables,
    ...security,
    ...earlierInvoices,
    ...indexes,
  ];
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const id = `text collate "C"`;
const money = 'numeric(21, 6)';
const moment = 'timestamptz(3)';
const tenant = `tenant_id ${id} not null references tenants on delete cascade`;
const customer = `${tenant}, customer_id ${id} not null, foreign key (tenant_id, customer_id) references customers on delete cascade`;

const columns = [
  `alter table tenants
    add payment_days integer not null default 14 check (payment_days between 0 and 3650), add kpp text, add bank jsonb,
    add payment_settings jsonb, add payment_secret text`,
  // What is due and whether it is open follow from the ledger, through a trigger on it; nobody else writes them.
  `alter table invoices
    alter order_id drop not null, alter issued_at drop not null,
    add kind ${id} not null default 'invoice' check (kind in ('invoice', 'credit_note')),
    add issued_on date, add due_on date, add order_number text, add customer_reference text,
    add is_void boolean not null default false,
    add balance ${money} not null default 0, add paid ${money} not null default 0,
    add state ${id} not null generated always as (case
      when is_void then 'void'
      when kind = 'credit_note' then case when balance < 0 then 'issued' else 'credited' end
      when balance = 0 then case when paid = 0 and total > 0 then 'credited' else 'paid' end
      when balance < total then 'part_paid'
      else 'issued' end) stored,
    add is_open boolean not null generated always as (kind = 'invoice' and balance > 0 and not is_void) stored,
    add total_floor bigint not null generated always as (floor(total)::bigint) stored,
    add due_floor bigint not null generated always as (floor(abs(balance))::bigint) stored,
    add search text not null default '', add version bigint not null default 1, add source_hash text,
    add constraint invoices_not_overpaid check (case kind when 'invoice' then balance >= 0 else balance <= 0 end)`,
  `alter table documents alter order_id drop not null, add payment_id ${id}`,
  `alter table mails alter invoice_id drop not null, add payment_id ${id}`,
];

const ledger = [
  // Rows of one movement are one line of the statement; each is set against an invoice, or is credit of the customer.
  // Nothing is ever changed or taken out: what was wrong is followed by its correction.
  `create table ledger (
    ${customer}, id bigint generated always as identity, movement_id ${id} not null,
    kind ${id} not null check (kind in ('invoice', 'payment', 'credit_note', 'refund', 'correction', 'application')),
    posted_on date not null, number text, title text, currency text not null, amount ${money} not null,
    invoice_id ${id}, payment_id ${id}, created_at ${moment} not null default now(),
    primary key (tenant_id, id), unique nulls not distinct (tenant_id, movement_id, invoice_id),
    foreign key (tenant_id, invoice_id) references invoices on delete cascade)`,
  `create function post_to_invoice() returns trigger language plpgsql security definer set search_path = cabinet, public
    as $$ begin
      update invoices set balance = balance + new.amount, version = version + 1,
        paid = paid - case when new.kind in ('payment', 'refund') then new.amount else 0 end
      where tenant_id = new.tenant_id and customer_id = new.customer_id and id = new.invoice_id;
      if not found then raise foreign_key_violation using message = 'the customer has no invoice ' || new.invoice_id; end if;
      return null;
    end $$`,
  ...runAsOperator('post_to_invoice()'),
  `create trigger post_to_invoice after insert on ledger for each row when (new.invoice_id is not null)
    execute function post_to_invoice()`,
];

const payments = [
  `create table payments (
    ${customer}, id ${id}, number text not null, status ${id} not null, provider text not null, provider_id ${id},
    method ${id} not null, currency text not null, amount ${money} not null, advance ${money} not null, fee ${money} not null,
    total ${money} not null check (total > 0), return_url text not null, redirect_url text,
    person_id ${id} not null, locale text not null, created_at ${moment} not null default now(), expires_at ${moment} not null,
    settled_at ${moment}, failure text, problem text, checks integer not null default 0,
    next_check_at ${moment} not null default now(), primary key (tenant_id, id), unique (tenant_id, provider, provider_id))`,
  `create table payment_allocations (
    ${customer}, payment_id ${id} not null, invoice_id ${id} not null, position integer not null,
    amount ${money} not null check (amount > 0), active boolean not null default true,
    primary key (tenant_id, payment_id, invoice_id),
    foreign key (tenant_id, payment_id) references payments on delete cascade,
    foreign key (tenant_id, invoice_id) references invoices on delete cascade)`,
  `create index payment_allocations_active on payment_allocations (tenant_id, invoice_id) where active`,
  // Payments under way never reserve more than is due: whoever comes second is refused here at the latest.
  `create function reserve_invoice() returns trigger language plpgsql security definer set search_path = cabinet, public
    as $$ declare due numeric; begin
      select balance into due from invoices where tenant_id = new.tenant_id and customer_id = new.customer_id
        and id = new.invoice_id and is_open for update;
      if due is null or due < (select sum(amount) from payment_allocations where tenant_id = new.tenant_id
        and invoice_id = new.invoice_id and active) then
        raise check_violation using constraint = 'payment_allocations_within_due', message = 'more than is due would be paid';
      end if;
      return null;
    end $$`,
  ...runAsOperator('reserve_invoice()'),
  `create trigger reserve_invoice after insert on payment_allocations for each row when (new.active)
    execute function reserve_invoice()`,
  `create table payment_changes (
    ${customer}, id bigint generated always as identity, payment_id ${id} not null, status ${id} not null,
    cause text not null, at ${moment} not null default now(), primary key (tenant_id, id),
    foreign key (tenant_id, payment_id) references payments on delete cascade)`,
  `create table webhook_events (
    ${tenant}, provider text not null, event_id text not null, received_at ${moment} not null default now(),
    primary key (tenant_id, provider, event_id))`,
];

const statementTables = [
  `create table movement_responses (
    ${customer}, movement_id ${id} not null, state text not null check (state in ('agreed', 'disputed', 'resolved')),
    comment text, person_id ${id} not null, person_name text, at ${moment} not null default now(),
    answer text, answered_at ${moment}, primary key (tenant_id, movement_id))`,
  `create table statement_agreements (
    ${customer}, period_from date not null, period_to date not null, currency text not null, etag text not null,
    person_id ${id} not null, person_name text, at ${moment} not null default now(),
    primary key (tenant_id, customer_id, period_from, period_to, currency))`,
];

const security = [
  // The ledger is only added to, by whomever.
  ...securedTable('ledger', { person: 'select, insert', system: 'select, insert' }),
  ...securedTable('payments', { person: 'select, insert' }),
  ...securedTable('payment_allocations', { person: 'select, insert' }),
  ...securedTable('payment_changes', { person: 'select, insert', system: 'select, insert' }),
  ...securedTable('movement_responses', { person: 'select, insert, update' }),
  ...securedTable('statement_agreements', { person: 'select, insert, update' }),
  ...securedCompanyTable('webhook_events'),
  `grant select (origins, payment_days, kpp, bank, payment_settings) on tenants to ${person}`,
  // Enough to lock a row while it is looked at, and to change nothing that matters.
  `grant update (version) on invoices to ${person}`,
];

/** Invoices of earlier versions were for orders, and as paid as their order. */
const earlierInvoices = [
  `set local role ${operator}`,
  `update invoices set issued_on = (content->>'issuedOn')::date, order_number = content->>'orderNumber',
    customer_reference = content->>'customerReference', search = lower(number || E'\\n' || (content->>'orderNumber')),
    due_on = (content->>'issuedOn')::date + tenants.payment_days from tenants where tenants.id = invoices.tenant_id`,
  `insert into ledger (tenant_id, customer_id, movement_id, kind, posted_on, number, currency, amount, invoice_id)
    select tenant_id, customer_id, 'invoice-' || id, 'invoice', issued_on, number, currency, total, id from invoices`,
  `insert into ledger (tenant_id, customer_id, movement_id, kind, posted_on, currency, amount, invoice_id)
    select invoices.tenant_id, invoices.customer_id, 'paid-' || invoices.id, 'payment', issued_on, invoices.currency,
      -invoices.total, invoices.id
    from invoices join orders on orders.tenant_id = invoices.tenant_id and orders.id = invoices.order_id
    where orders.payment = 'paid'`,
  `reset role`,
  `alter table invoices alter issued_on set not null, alter due_on set not null`,
];

// One index for each way to sort and for each filter; all end in the id, the tie-break of the cursors.
const indexes = [
  `create index invoices_by_date on invoices (tenant_id, customer_id, issued_on, id)`,
  `create index invoices_by_due_day on invoices (tenant_id, customer_id, due_on, id)`,
  `create index invoices_by_due on invoices (tenant_id, customer_id, due_floor, id)`,
  `create index invoices_by_total on invoices (tenant_id, customer_id, total_floor, id)`,
  `create index invoices_by_state on invoices (tenant_id, customer_id, state, issued_on, id)`,
  `create index invoices_by_kind on invoices (tenant_id, customer_id, kind, issued_on, id)`,
  `create index invoices_open on invoices (tenant_id, customer_id, is_open, due_on, id)`,
  `create index invoices_by_text on invoices using gin (tenant_id, customer_id, search gin_trgm_ops)`,
  `create index documents_by_invoice on documents (tenant_id, invoice_id) where invoice_id is not null`,
  `create index ledger_by_date on ledger (tenant_id, customer_id, currency, posted_on, id)`,
  `create index ledger_by_invoice on ledger (tenant_id, invoice_id)`,
  `create index payments_by_date on payments (tenant_id, customer_id, created_at, id)`,
  `create index payments_to_check on payments (next_check_at) where status in ('created', 'pending')`,
  `create index payment_allocations_by_invoice on payment_allocations (tenant_id, invoice_id)`,
  `create index payment_changes_by_payment on payment_changes (tenant_id, payment_id)`,
  `create index webhook_events_by_age on webhook_events (received_at)`,
  `create function search_invoices(patterns text[], most integer) returns setof text
    language sql stable security definer rows 500 set search_path = cabinet, public
    as $$
      select id from invoices
      where tenant_id = current_setting('cabinet.tenant', true)
        and customer_id = current_setting('cabinet.customer', true)
        and search like patterns[1]
        and search like coalesce(patterns[2], patterns[1])
        and search like coalesce(patterns[3], patterns[1])
      limit most
    $$`,
  'revoke execute on function search_invoices from public',
  `grant execute on function search_invoices to ${person}`,
  ...runAsOperator('search_invoices(text[], integer)'),
];
