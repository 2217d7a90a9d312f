import type { VerifiedCustomer } from '../../../src/adapters/adapter.ts';
import type { Side } from '../tickets-schema.ts';
import type { StoreTransaction } from '../transaction.ts';
import { sideOf } from './side.ts';
import type { TicketSettings } from './settings.ts';

/** Who writes into a conversation, as it will always say there. */
export interface Writer {
  personId: string;
  side: Side;
  name: string;
  role?: string | undefined;
}

export async function writerOf(
  transaction: StoreTransaction,
  customer: VerifiedCustomer,
  settings: TicketSettings,
): Promise<Writer> {
  const { tenantId, personId } = customer;
  const side = sideOf(customer);
  const person = await transaction
    .selectFrom('people')
    .select('name')
    .where((builder) => builder.and({ tenant_id: tenantId, id: personId }))
    .executeTakeFirst();
  return {
    personId,
    side,
    name: person?.name ?? '',
    ...(side === 'staff' && settings.staffRole !== null && { role: settings.staffRole }),
  };
}
