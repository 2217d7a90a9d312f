import { sql, type Kysely } from 'kysely';
import { databaseRoles } from '../roles.ts';

const { customer, person, company, operator } = databaseRoles;

/** People, companies and addresses that can be edited, members that can be invited, preferences, sign-ins and privacy. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of [...companies, ...people, ...sessions, ...privacy, ...mails, ...security(), ...conversion]) {
    await sql.raw(statement).execute(db);
  }
}

const id = `text collate "C" check (length(id) between 1 and 200)`;
const tenant = `tenant_id text collate "C" not null references tenants on delete cascade`;
const ofCustomer = `${tenant}, customer_id text collate "C" not null,
  foreign key (tenant_id, customer_id) references customers on delete cascade`;
const ofPerson = `${tenant}, person_id text collate "C" not null,
  foreign key (tenant_id, person_id) references people on delete cascade`;
const moment = 'timestamptz(3)';
/** Random enough to sign links with. */
const secret = `decode(replace(gen_random_uuid()::text || gen_random_uuid()::text, '-', ''), 'hex')`;

const companies = [
  `alter table tenants add country text, add cabinet_url text, add locked_company_fields text[] not null default '{}',
    add link_secret bytea not null default ${secret}`,
  `alter table customers add country text, add kind text not null default 'company', add register_status text,
    add requisites jsonb not null default '{}'`,
  `create table addresses (
    ${ofCustomer}, id ${id}, label text, recipient text, phone text, country text not null, postal_code text,
    region text, city text not null, street text not null, note text, lines text[] not null,
    is_delivery boolean not null default false, is_billing boolean not null default false,
    pushed boolean not null default false, created_at ${moment} not null default now(), position integer not null default 0,
    primary key (tenant_id, customer_id, id))`,
  // One default of each purpose, whatever happens at once.
  `create unique index addresses_delivery on addresses (tenant_id, customer_id) where is_delivery`,
  `create unique index addresses_billing on addresses (tenant_id, customer_id) where is_billing`,
  `create table change_requests (
    ${ofCustomer}, id ${id}, number text not null, state text not null default 'requested',
    requested_at ${moment} not null default now(), person_id text collate "C" not null, requested_by text,
    changes jsonb not null, comment text, decided_at ${moment}, answer text, primary key (tenant_id, customer_id, id))`,
  `create index change_requests_by_date on change_requests (tenant_id, customer_id, requested_at, id)`,
  `create table change_request_files (
    ${ofCustomer}, request_id text collate "C" not null, position integer not null, name text not null,
    media_type text not null, content bytea not null, primary key (tenant_id, customer_id, request_id, position),
    foreign key (tenant_id, customer_id, request_id) references change_requests on delete cascade)`,
];

const people = [
  `alter table people add given_name text, add middle_name text, add family_name text, add job_title text,
    add current_customer_id text collate "C", add avatar_id text, add last_seen_at ${moment}`,
  `create table avatars (
    ${ofPerson}, media_type text not null, content bytea not null, primary key (tenant_id, person_id))`,
  `create table contacts (
    ${ofPerson}, id ${id}, kind text not null check (kind in ('email', 'phone')), value text not null,
    verified_at ${moment}, is_primary boolean not null default false, created_at ${moment} not null default now(),
    code_hash bytea, code_sent_at ${moment}, code_expires_at ${moment}, code_attempts integer not null default 0,
    primary key (tenant_id, person_id, id), unique (tenant_id, person_id, kind, value))`,
  `create unique index contacts_primary on contacts (tenant_id, person_id, kind) where is_primary`,
  `create table notification_preferences (
    ${ofPerson}, settings jsonb not null default '{}', quiet_hours jsonb, primary key (tenant_id, person_id))`,
  `create table invitations (
    ${ofCustomer}, id ${id}, email text not null, role text not null, token_hash bytea not null, invited_by text,
    invited_at ${moment} not null default now(), expires_at ${moment} not null,
    primary key (tenant_id, customer_id, id), unique (tenant_id, customer_id, email), unique (tenant_id, token_hash))`,
];

const sessions = [
  `alter table sessions add id text collate "C" not null default gen_random_uuid()::text,
    add signed_in_at ${moment} not null default now(), add last_seen_at ${moment} not null default now(),
    add user_agent text, add address text`,
  `create unique index sessions_by_person on sessions (tenant_id, person_id, id)`,
  `create table sign_ins (
    ${ofPerson}, id text collate "C" not null default gen_random_uuid()::text, at ${moment} not null default now(),
    outcome text not null, user_agent text, address text, primary key (tenant_id, person_id, id))`,
  `create index sign_ins_by_date on sign_ins (tenant_id, person_id, at, id)`,
  `create index sign_ins_by_age on sign_ins (at)`,
];

const privacy = [
  `create table consent_texts (
    ${tenant}, id ${id}, version text not null, title text not null, text text not null, required text, consequence text,
    position integer not null default 0, primary key (tenant_id, id))`,
  // Never changed: it is the proof of what was agreed to and when.
  `create table consent_records (
    ${ofPerson}, id bigint generated always as identity, consent_id text collate "C" not null, version text not null,
    given boolean not null, at ${moment} not null default now(), primary key (tenant_id, person_id, id))`,
  `create table data_exports (
    ${ofPerson}, id ${id}, state text not null default 'preparing', locale text not null,
    requested_at ${moment} not null default now(), ready_at ${moment}, expires_at ${moment}, attempts integer not null default 0,
    next_attempt_at ${moment} not null default now(), content bytea, primary key (tenant_id, person_id, id))`,
  `create unique index data_exports_preparing on data_exports (tenant_id, person_id) where state = 'preparing'`,
  `create index data_exports_to_make on data_exports (next_attempt_at) where state = 'preparing'`,
  `create table account_deletions (
    ${ofPerson}, requested_at ${moment} not null default now(), deletes_at ${moment} not null,
    primary key (tenant_id, person_id))`,
  `create index account_deletions_by_date on account_deletions (deletes_at)`,
];

const mails = [
  `alter table mails alter invoice_id drop not null`,
  `alter table mails add channel text not null default 'email', add person_id text collate "C", add event text,
    add payload jsonb`,
  `create index mails_by_person on mails (tenant_id, person_id, created_at) where person_id is not null`,
];

/** What was there before goes into the new tables: by the operator, because the owner's own statements see no rows. */
const conversion = [
  `set local role ${operator}`,
  // The last line is the town, the first address the default.
  `insert into addresses (tenant_id, customer_id, id, recipient, phone, country, city, street, lines, is_delivery,
      is_billing, pushed, position)
    select customers.tenant_id, customers.id, gen_random_uuid()::text, sent ->> 'recipient', sent ->> 'phone',
      case when tenants.currency = 'RUB' then 'RU' else 'DE' end,
      case when jsonb_array_length(sent -> 'lines') > 1 then sent -> 'lines' ->> -1 else '—' end,
      case when jsonb_array_length(sent -> 'lines') > 1
        then array_to_string(array(select jsonb_array_elements_text((sent -> 'lines') - -1)), ', ')
        else sent -> 'lines' ->> 0 end,
      array(select jsonb_array_elements_text(sent -> 'lines')), number = 1, number = 1, true, number
    from customers join tenants on tenants.id = customers.tenant_id,
      jsonb_array_elements(customers.addresses) with ordinality as given (sent, number)
    where jsonb_array_length(sent -> 'lines') > 0`,
  `insert into contacts (tenant_id, person_id, id, kind, value, verified_at, is_primary)
    select tenant_id, id, gen_random_uuid()::text, 'email', lower(email), now(), true from people where email is not null`,
  'set local role none',
  `alter table customers drop addresses`,
];

/** Who may see which rows: as in `0002-row-level-security.ts`, and a person their own. */
function security(): string[] {
  const sameTenant = `tenant_id = current_setting('cabinet.tenant', true)`;
  const sameCustomer = `${sameTenant} and customer_id = current_setting('cabinet.customer', true)`;
  const samePerson = `${sameTenant} and person_id = current_setting('cabinet.person', true)`;
  const member = (table: string, column: string) => `exists (select from memberships
    where memberships.tenant_id = ${table}.tenant_id and memberships.customer_id = ${table}.${column}
      and memberships.person_id = current_setting('cabinet.person', true))`;
  const policy = (table: string, role: string, condition: string) =>
    `create policy ${role} on ${table} to ${role} using (${condition}) with check (${condition})`;

  const customerTables: [table: string, grant: string][] = [
    ['addresses', 'select, insert, update, delete'],
    ['change_requests', 'select, insert, update'],
    ['change_request_files', 'select, insert'],
  ];
  const personTables: [table: string, grant: string][] = [
    ['avatars', 'select, insert, update, delete'],
    ['contacts', 'select, insert, update, delete'],
    ['notification_preferences', 'select, insert, update'],
    ['sign_ins', 'select, insert'],
    ['consent_records', 'select, insert'],
    ['data_exports', 'select, insert'],
    ['account_deletions', 'select, insert, delete'],
  ];
  const created = [...customerTables, ...personTables].map(([table]) => table).concat('invitations', 'consent_texts');
  return [
    `grant usage on schema cabinet to ${person}`,
    ...created.flatMap((table) => [
      `alter table ${table} enable row level security`,
      `alter table ${table} force row level security`,
      `grant select, insert, update, delete on ${table} to ${company}, ${operator}`,
      policy(table, company, sameTenant),
      policy(table, operator, 'true'),
    ]),
    ...customerTables.flatMap(([table, grant]) => [
      `grant ${grant} on ${table} to ${customer}`,
      policy(table, customer, sameCustomer),
    ]),
    ...personTables.flatMap(([table, grant]) => [
      `grant ${grant} on ${table} to ${person}`,
      policy(table, person, samePerson),
    ]),
    // An invoice made in a customer's name asks whether the person wants the letter.
    `grant select on notification_preferences to ${customer}`,
    policy(
      'notification_preferences',
      customer,
      `${sameTenant} and exists (select from memberships where memberships.tenant_id = notification_preferences.tenant_id
        and memberships.person_id = notification_preferences.person_id)`,
    ),
    // What was there already.
    `grant update (tax_id, requisites, register_status) on customers to ${customer}`,
    `grant select (country, cabinet_url, locked_company_fields) on tenants to ${customer}`,
    `grant select (id, name, locale, time_zone, country, currency, mail_from) on tenants to ${person}`,
    policy('tenants', person, `id = current_setting('cabinet.tenant', true)`),
    `grant select, update on people to ${person}`,
    policy('people', person, `${sameTenant} and id = current_setting('cabinet.person', true)`),
    `grant select on memberships to ${person}`,
    policy('memberships', person, samePerson),
    `grant select on customers to ${person}`,
    policy('customers', person, `${sameTenant} and ${member('customers', 'id')}`),
    `grant select, delete on sessions to ${person}`,
    policy('sessions', person, samePerson),
    `grant select, insert, update on idempotency_keys to ${person}`,
    policy('idempotency_keys', person, samePerson),
    `grant insert on events to ${person}`,
    policy('events', person, `${sameTenant} and ${member('events', 'customer_id')}`),
    `grant select, insert on mails to ${person}`,
    policy('mails', person, samePerson),
    `grant select on consent_texts to ${person}`,
    policy('consent_texts', person, sameTenant),
  ];
}
