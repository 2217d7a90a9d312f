import { sql } from 'kysely';
import type { RunTransaction, StoreTransaction } from '../store/index.ts';

/** One kind of data about a person: rows of named values. */
export interface DataSection {
  name: SectionName;
  rows: Record<string, unknown>[];
}

export type SectionName =
  | 'profile'
  | 'contacts'
  | 'memberships'
  | 'notifications'
  | 'consents'
  | 'sign_ins'
  | 'sessions'
  | 'orders'
  | 'change_requests'
  | 'letters';

/** All that is stored about a person. */
export interface PersonData {
  sections: DataSection[];
  picture: { mediaType: string; content: Uint8Array } | undefined;
}

/** What is read for each section; secrets and hashes are nobody's data. */
const questions: readonly [SectionName, (tenantId: string, personId: string) => ReturnType<typeof sql>][] = [
  [
    'profile',
    (tenantId, personId) => sql`select id, name, given_name, middle_name, family_name, job_title, email, login, locale,
      time_zone, last_seen_at from people where tenant_id = ${tenantId} and id = ${personId}`,
  ],
  [
    'contacts',
    (tenantId, personId) => sql`select kind, value, verified_at, is_primary, created_at from contacts
      where tenant_id = ${tenantId} and person_id = ${personId} order by created_at`,
  ],
  [
    'memberships',
    (tenantId, personId) => sql`select customers.name as customer, array_to_string(roles, ', ') as roles
      from memberships join customers on customers.tenant_id = memberships.tenant_id and customers.id = memberships.customer_id
      where memberships.tenant_id = ${tenantId} and person_id = ${personId} order by customers.name`,
  ],
  [
    'notifications',
    (tenantId, personId) => sql`select settings::text as settings, quiet_hours::text as quiet_hours
      from notification_preferences where tenant_id = ${tenantId} and person_id = ${personId}`,
  ],
  [
    'consents',
    (tenantId, personId) => sql`select consent_id, version, given, at from consent_records
      where tenant_id = ${tenantId} and person_id = ${personId} order by id`,
  ],
  [
    'sign_ins',
    (tenantId, personId) => sql`select at, outcome, user_agent, address from sign_ins
      where tenant_id = ${tenantId} and person_id = ${personId} order by at desc`,
  ],
  [
    'sessions',
    (tenantId, personId) => sql`select signed_in_at, last_seen_at, user_agent, address from sessions
      where tenant_id = ${tenantId} and person_id = ${personId} order by signed_in_at desc`,
  ],
  [
    'orders',
    (
      tenantId,
      personId,
    ) => sql`select number, placed_at, status, total::text as total, currency, customer_reference, note
      from orders where tenant_id = ${tenantId} and placed_by_id = ${personId} order by placed_at desc`,
  ],
  [
    'change_requests',
    (tenantId, personId) => sql`select number, state, requested_at, changes::text as changes, comment, answer
      from change_requests where tenant_id = ${tenantId} and person_id = ${personId} order by requested_at desc`,
  ],
  [
    'letters',
    (tenantId, personId) => sql`select kind, channel, recipient, state, created_at, sent_at from mails
      where tenant_id = ${tenantId} and person_id = ${personId} order by created_at desc`,
  ],
];

export function collectData(
  run: RunTransaction,
  { tenantId, personId }: { tenantId: string; personId: string },
): Promise<PersonData> {
  return run({ tenantId }, async (transaction) => {
    const sections: DataSection[] = [];
    for (const [name, ask] of questions) {
      const { rows } = await ask(tenantId, personId).execute(transaction);
      sections.push({ name, rows: rows as Record<string, unknown>[] });
    }
    return { sections, picture: await readPicture(transaction, tenantId, personId) };
  });
}

async function readPicture(transaction: StoreTransaction, tenantId: string, personId: string) {
  const row = await transaction
    .selectFrom('avatars')
    .select(['media_type', 'content'])
    .where((builder) => builder.and({ tenant_id: tenantId, person_id: personId }))
    .executeTakeFirst();
  return row && { mediaType: row.media_type, content: new Uint8Array(row.content) };
}
