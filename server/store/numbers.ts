import { sql } from 'kysely';
import type { StoreTransaction } from './transaction.ts';

/** Counts on within a company; its row is locked until the transaction ends, so that no number is given twice or lost. */
export async function nextNumber(transaction: StoreTransaction, tenantId: string, name: string): Promise<number> {
  const { value } = await transaction
    .insertInto('counters')
    .values({ tenant_id: tenantId, name, value: 1 })
    .onConflict((conflict) => conflict.columns(['tenant_id', 'name']).doUpdateSet({ value: sql`counters.value + 1` }))
    .returning('value')
    .executeTakeFirstOrThrow();
  return value;
}
