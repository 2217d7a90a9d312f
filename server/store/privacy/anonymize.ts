import { announceSignIns } from '../announce.ts';
import type { RunTransaction, StoreTransaction } from '../transaction.ts';
import { wordsFor } from '../words/index.ts';
import { ownedAlone } from './deletion.ts';

/** Takes away those whose days of grace are over; who has become the only owner of a customer waits. */
export async function deleteDueAccounts(run: RunTransaction, now: Date): Promise<void> {
  const due = await run('operator', (transaction) =>
    transaction
      .selectFrom('account_deletions')
      .select(['tenant_id as tenantId', 'person_id as personId'])
      .where('deletes_at', '<=', now)
      .orderBy('deletes_at')
      .limit(100)
      .execute(),
  );
  for (const person of due) {
    await run({ tenantId: person.tenantId }, async (transaction) => {
      // Taken back in the meantime, or done by another process.
      const held = await transaction
        .selectFrom('account_deletions')
        .select('deletes_at')
        .where((builder) => builder.and({ tenant_id: person.tenantId, person_id: person.personId }))
        .forUpdate()
        .executeTakeFirst();
      if (held === undefined) return;
      await holdCustomers(transaction, person);
      if ((await ownedAlone(transaction, person)).length > 0) return;
      await anonymize(transaction, person);
    });
  }
}

/** Held as by everybody who changes members, so that the last two owners do not go at once. */
async function holdCustomers(
  transaction: StoreTransaction,
  { tenantId, personId }: { tenantId: string; personId: string },
): Promise<void> {
  await transaction
    .selectFrom('customers')
    .select('id')
    .where('tenant_id', '=', tenantId)
    .where('id', 'in', (query) =>
      query
        .selectFrom('memberships')
        .select('customer_id')
        .where((builder) => builder.and({ tenant_id: tenantId, person_id: personId })),
    )
    .orderBy('id')
    .forNoKeyUpdate()
    .execute();
}

/** Everything that says who it was goes; papers that the law keeps stay, without the name. */
async function anonymize(
  transaction: StoreTransaction,
  { tenantId, personId }: { tenantId: string; personId: string },
): Promise<void> {
  const tenant = await transaction
    .selectFrom('tenants')
    .select('locale')
    .where('id', '=', tenantId)
    .executeTakeFirstOrThrow();
  const name = wordsFor(tenant.locale).deletedPerson;
  const nothing = { email: null, login: null, locale: null, time_zone: null, last_seen_at: null };
  await transaction
    .updateTable('people')
    .set({
      name,
      ...nothing,
      given_name: null,
      middle_name: null,
      family_name: null,
      job_title: null,
      avatar_id: null,
      current_customer_id: null,
      disabled: true,
    })
    .where((builder) => builder.and({ tenant_id: tenantId, id: personId }))
    .execute();
  const tables = [
    'contacts',
    'avatars',
    'sessions',
    'sign_ins',
    'provider_identities',
    'notification_preferences',
    'data_exports',
    'memberships',
    'idempotency_keys',
    'account_deletions',
  ] as const;
  for (const table of tables) {
    await transaction.deleteFrom(table).where('tenant_id', '=', tenantId).where('person_id', '=', personId).execute();
  }
  await transaction
    .deleteFrom('mails')
    .where((builder) => builder.and({ tenant_id: tenantId, person_id: personId }))
    .where('invoice_id', 'is', null)
    .execute();
  await transaction
    .updateTable('orders')
    .set({ placed_by_name: name })
    .where((builder) => builder.and({ tenant_id: tenantId, placed_by_id: personId }))
    .execute();
  await transaction
    .updateTable('change_requests')
    .set({ requested_by: name })
    .where((builder) => builder.and({ tenant_id: tenantId, person_id: personId }))
    .execute();
  await announceSignIns(transaction, tenantId, [personId]);
}
