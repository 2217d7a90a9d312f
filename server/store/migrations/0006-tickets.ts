import { sql, type Kysely } from 'kysely';
import { databaseRoles } from '../roles.ts';
import { runAsOperator, securedTable } from './secure.ts';

const { customer: person, staff, company, operator } = databaseRoles;

/**
 * Conversations: tickets, their messages and files, who is there, and what each company offers to ask for.
 * Staff (the role `agent`) see the conversations of a whole company, and nothing else of its customers but
 * their names.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of [...settings, ...conversations, ...files, ...security, ...search]) {
    await sql.raw(statement).execute(db);
  }
}

const id = `text collate "C"`;
const moment = 'timestamptz(3)';
const tenant = `tenant_id ${id} not null references tenants on delete cascade`;
const customer = `${tenant}, customer_id ${id} not null, foreign key (tenant_id, customer_id) references customers on delete cascade`;
const ofTicket = `${customer}, ticket_id ${id} not null, foreign key (tenant_id, ticket_id) references tickets on delete cascade`;
const side = `text not null check (side in ('customer', 'staff', 'system'))`;

const settings = [
  // `json`, not `jsonb`: the fields of a form keep their order.
  `create table ticket_kinds (
    ${tenant}, id ${id} not null, label text not null, hint text, fields json, answer_minutes integer,
    position integer not null default 0, primary key (tenant_id, id))`,
  `create table ticket_settings (
    ${tenant}, staff_role text, hours text, open_days integer[] not null default '{}', opens_at time, closes_at time,
    answer_minutes integer, may_rate boolean not null default true, may_close boolean not null default true,
    reopen_days integer not null default 30, primary key (tenant_id))`,
];

const conversations = [
  `create table tickets (
    ${customer}, id ${id} not null, number text not null, kind_id ${id} not null, kind_label text not null,
    title text not null, state ${id} not null check (state in ('open', 'answered', 'waiting', 'closed')),
    created_at ${moment} not null, updated_at ${moment} not null, closed_at ${moment}, deadline ${moment},
    created_by ${id} not null, last_asked_by ${id}, assignee_id ${id}, assignee_name text,
    fields json not null, about json not null, about_ids text[] not null default '{}',
    last_sequence bigint not null default 0, customer_read bigint not null default 0, staff_read bigint not null default 0,
    last_message json, search text not null,
    rating_score integer check (rating_score between 1 and 5), rating_comment text, rated_at ${moment},
    primary key (tenant_id, id), unique (tenant_id, number))`,
  `create index tickets_by_activity on tickets (tenant_id, customer_id, updated_at, id)`,
  `create index tickets_of_company_by_activity on tickets (tenant_id, updated_at, id)`,
  // The sequence is taken while the ticket's row is locked, so its order is the order of commits within a ticket.
  `create table messages (
    ${ofTicket}, id ${id} not null, sequence bigint not null, client_id ${id}, person_id ${id}, side ${side},
    author_name text not null, author_role text, at ${moment} not null, text text, html text, reply_to json,
    files json, event_kind ${id}, search text not null,
    primary key (tenant_id, ticket_id, sequence), unique (tenant_id, id),
    unique (tenant_id, ticket_id, person_id, client_id))`,
  `create table presence (
    ${ofTicket}, person_id ${id} not null, side ${side}, name text not null, typing_until ${moment},
    primary key (tenant_id, ticket_id, person_id))`,
  `create table seen (
    ${customer}, person_id ${id} not null, side ${side}, at ${moment} not null,
    primary key (tenant_id, customer_id, person_id, side))`,
  `create index seen_staff on seen (tenant_id, at) where side = 'staff'`,
];

const files = [
  `create table uploads (
    ${customer}, person_id ${id} not null, id ${id} not null, name text not null, media_type text not null,
    size integer not null check (size >= 0), received integer not null default 0 check (received between 0 and size),
    width integer, height integer, used boolean not null default false,
    created_at ${moment} not null default now(), expires_at ${moment} not null, primary key (tenant_id, id))`,
  `create index uploads_by_person on uploads (tenant_id, person_id)`,
  `create index uploads_by_expiry on uploads (expires_at) where not used`,
  `create table attachments (
    ${ofTicket}, id ${id} not null, message_id ${id} not null, name text not null, media_type text not null,
    size integer not null, primary key (tenant_id, id))`,
  `create index attachments_by_ticket on attachments (tenant_id, ticket_id)`,
];

const sameTenant = `tenant_id = current_setting('cabinet.tenant', true)`;
const samePerson = `${sameTenant} and person_id = current_setting('cabinet.person', true)`;

function policy(table: string, role: string, grant: string, condition: string): string[] {
  return [
    `grant ${grant} on ${table} to ${role}`,
    `create policy ${role} on ${table} to ${role} using (${condition}) with check (${condition})`,
  ];
}

/** What everybody of a company may read, and only the company may set. */
function settingsTable(table: string): string[] {
  return [
    `alter table ${table} enable row level security`,
    `alter table ${table} force row level security`,
    ...policy(table, operator, 'select, insert, update, delete', 'true'),
    ...policy(table, company, 'select, insert, update, delete', sameTenant),
    ...policy(table, person, 'select', sameTenant),
    ...policy(table, staff, 'select', sameTenant),
  ];
}

const security = [
  ...settingsTable('ticket_kinds'),
  ...settingsTable('ticket_settings'),
  ...securedTable('tickets', { person: 'select, insert, update' }),
  ...securedTable('messages', { person: 'select, insert' }),
  ...securedTable('presence', { person: 'select, insert, update' }),
  ...securedTable('seen', { person: 'select, insert, update' }),
  ...securedTable('uploads', { person: 'select, insert, update, delete' }),
  ...securedTable('attachments', { person: 'select, insert' }),
  `grant usage on schema cabinet to ${staff}`,
  ...policy('tickets', staff, 'select, update', sameTenant),
  ...policy('messages', staff, 'select, insert', sameTenant),
  ...policy('presence', staff, 'select, insert, update', sameTenant),
  ...policy('seen', staff, 'select, insert, update', sameTenant),
  ...policy('attachments', staff, 'select, insert', sameTenant),
  // A file on its way is its sender's alone.
  ...policy('uploads', staff, 'select, insert, update, delete', samePerson),
  ...policy('idempotency_keys', staff, 'select, insert, update', samePerson),
  // What happens in conversations, and what happens to the customer that the agent acts for.
  ...policy(
    'events',
    staff,
    'select, insert',
    `${sameTenant} and (entity = 'tickets' or customer_id = current_setting('cabinet.customer', true))`,
  ),
  // Whose ticket it is and who writes: names, no more.
  ...policy('customers', staff, 'select (tenant_id, id, name)', sameTenant),
  ...policy('people', staff, 'select (tenant_id, id, name)', sameTenant),
  ...policy('tenants', staff, 'select (id, name, locale, time_zone)', `id = current_setting('cabinet.tenant', true)`),
  `grant select on event_retention to ${staff}`,
];

/** The tickets in which each of the words occurs somewhere: in their number, their title, or a message. */
function searchFunction(name: string, role: string, condition: string): string[] {
  return [
    `create function ${name}(patterns text[], most integer) returns setof text
      language sql stable security definer rows 200 set search_path = cabinet, public
      as $$
        select found.id from unnest(patterns) pattern, lateral (
          select id from tickets where ${condition} and search like pattern
          union select ticket_id from messages where ${condition} and search like pattern) found
        group by found.id having count(*) = cardinality(patterns) limit most
      $$`,
    `revoke execute on function ${name} from public`,
    `grant execute on function ${name} to ${role}`,
    ...runAsOperator(`${name}(text[], integer)`),
  ];
}

const search = [
  'create index tickets_by_text on tickets using gin (tenant_id, customer_id, search gin_trgm_ops)',
  'create index messages_by_text on messages using gin (tenant_id, customer_id, search gin_trgm_ops)',
  ...searchFunction(
    'search_tickets',
    person,
    `${sameTenant} and customer_id = current_setting('cabinet.customer', true)`,
  ),
  ...searchFunction('search_tickets_of_company', staff, sameTenant),
  // A customer sees that somebody is there, not who.
  `create function staff_seen_at() returns timestamptz language sql stable security definer set search_path = cabinet, public
    as $$ select max(at) from seen where ${sameTenant} and side = 'staff' $$`,
  'revoke execute on function staff_seen_at from public',
  `grant execute on function staff_seen_at to ${person}, ${staff}`,
  ...runAsOperator('staff_seen_at()'),
];
