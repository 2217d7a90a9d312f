import { dayIn } from '../days.ts';
import type { StoreTransaction } from '../transaction.ts';

/** The day that it is for a company: what is late, and when a payment came, goes by it. */
export async function readToday(transaction: StoreTransaction, tenantId: string, now = new Date()): Promise<string> {
  const { time_zone: timeZone } = await transaction
    .selectFrom('tenants')
    .select('time_zone')
    .where('id', '=', tenantId)
    .executeTakeFirstOrThrow();
  return dayIn(timeZone, now);
}
