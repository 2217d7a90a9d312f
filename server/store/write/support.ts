import type { Insertable } from 'kysely';
import type { TicketKindTable, TicketSettingsTable } from '../tickets-schema.ts';
import type { StoreTransaction } from '../transaction.ts';

/** How a company answers its customers, and what they may ask for. */
export interface SupportRecord {
  settings: Omit<Insertable<TicketSettingsTable>, 'tenant_id'>;
  /** In the order to offer them in. `fields` is a JSON Schema of an object. */
  kinds: readonly {
    id: string;
    label: string;
    hint?: string | undefined;
    answerMinutes?: number | undefined;
    fields?: Readonly<Record<string, unknown>> | undefined;
  }[];
}

/** Sets up how a company answers; kinds that are missing are no longer offered. */
export async function writeSupport(
  transaction: StoreTransaction,
  tenantId: string,
  { settings, kinds }: SupportRecord,
): Promise<void> {
  await transaction
    .insertInto('ticket_settings')
    .values({ ...settings, tenant_id: tenantId })
    .onConflict((conflict) => conflict.column('tenant_id').doUpdateSet(settings))
    .execute();
  await transaction.deleteFrom('ticket_kinds').where('tenant_id', '=', tenantId).execute();
  if (kinds.length === 0) return;
  const rows = kinds.map(({ id, label, hint, answerMinutes, fields }, position): Insertable<TicketKindTable> => ({
    tenant_id: tenantId,
    id,
    label,
    hint: hint ?? null,
    answer_minutes: answerMinutes ?? null,
    fields: fields === undefined ? null : JSON.stringify(fields),
    position,
  }));
  await transaction.insertInto('ticket_kinds').values(rows).execute();
}
