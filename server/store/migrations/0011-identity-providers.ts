import { sql, type Kysely } from 'kysely';
import { securedCompanyTable } from './secure.ts';

/** Sign-in at an OpenID Connect provider of the company's: which one, sign-ins under way, and who is who there. */
export async function up(db: Kysely<unknown>): Promise<void> {
  const id = `text collate "C"`;
  const moment = 'timestamptz(3)';
  const tenant = `tenant_id ${id} not null references tenants on delete cascade`;
  const statements = [
    `alter table tenants add oidc_issuer text, add oidc_client_id text, add oidc_client_secret text,
      add oidc_scopes text, add oidc_person_claim text, add oidc_customer_claim text,
      add oidc_admit_by_email boolean not null default false, add oidc_signed_out_url text`,
    `alter table sessions add provider_subject ${id}, add provider_session ${id}, add provider_tokens text,
      add renew_at ${moment}, add renewing_until ${moment}`,
    `create index sessions_by_provider_subject on sessions (tenant_id, provider_subject) where provider_subject is not null`,
    `create index sessions_by_provider_session on sessions (tenant_id, provider_session) where provider_session is not null`,
    `create table pending_sign_ins (
      ${tenant}, state_hash bytea not null, browser_hash bytea not null, nonce text not null, verifier text not null,
      return_to text not null, taken boolean not null default false, expires_at ${moment} not null,
      primary key (tenant_id, state_hash))`,
    `create index pending_sign_ins_by_expiry on pending_sign_ins (expires_at)`,
    `create table provider_identities (
      ${tenant}, issuer ${id} not null, subject ${id} not null, person_id ${id} not null,
      created_at ${moment} not null default now(), primary key (tenant_id, issuer, subject),
      unique (tenant_id, issuer, person_id),
      foreign key (tenant_id, person_id) references people on delete cascade)`,
    ...['pending_sign_ins', 'provider_identities'].flatMap(securedCompanyTable),
  ];
  for (const statement of statements) await sql.raw(statement).execute(db);
}
