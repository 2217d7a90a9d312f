import { sql } from 'kysely';
import type { RunTransaction } from '../transaction.ts';
import { notificationEvents } from './events.ts';

/** The company's secret that signs links in its letters; null: there is no such company. */
export async function readLinkSecret(run: RunTransaction, tenantId: string): Promise<Uint8Array | null> {
  if (tenantId.includes('\0')) return null;
  const row = await run({ tenantId }, (transaction) =>
    transaction.selectFrom('tenants').select('link_secret').where('id', '=', tenantId).executeTakeFirst(),
  );
  return row?.link_secret ?? null;
}

/** Switches letters of one kind off, for whoever has the link in one of them. False: they cannot be switched off. */
export async function switchOff(
  run: RunTransaction,
  tenantId: string,
  { personId, event: eventId }: { personId: string; event: string },
): Promise<boolean> {
  const event = notificationEvents.find(({ id }) => id === eventId);
  if (event === undefined || event.locked !== undefined) return false;
  return run({ tenantId, personId }, async (transaction) => {
    const person = await transaction
      .selectFrom('people')
      .select('id')
      .where((builder) => builder.and({ tenant_id: tenantId, id: personId }))
      .forNoKeyUpdate()
      .executeTakeFirst();
    if (person === undefined) return false;
    await sql`insert into notification_preferences (tenant_id, person_id, settings)
      values (${tenantId}, ${personId}, jsonb_build_object(${event.id}::text, jsonb_build_object('email', false)))
      on conflict (tenant_id, person_id) do update set settings = notification_preferences.settings
        || jsonb_build_object(${event.id}::text,
          coalesce(notification_preferences.settings -> ${event.id}::text, '{}') || '{"email": false}')`.execute(
      transaction,
    );
    return true;
  });
}
