import { sql } from 'kysely';
import type { VerifiedCustomer } from '../../src/adapters/adapter.ts';
import type { StoreTransaction } from './transaction.ts';

/** Text that the database can hold; nothing with a zero byte is in it. */
export const storable = (...texts: (string | undefined)[]) => !texts.some((text) => text?.includes('\0'));

/** A person acting for a customer they belong to: the one that is named, the one they chose last, or the first. */
export async function readMember(
  transaction: StoreTransaction,
  tenantId: string,
  personId: string,
  customerId?: string,
): Promise<VerifiedCustomer | null> {
  let query = transaction
    .selectFrom('memberships')
    .innerJoin('people', (join) =>
      join.onRef('people.tenant_id', '=', 'memberships.tenant_id').onRef('people.id', '=', 'memberships.person_id'),
    )
    .select(['memberships.customer_id', 'memberships.roles'])
    .where('memberships.tenant_id', '=', tenantId)
    .where('memberships.person_id', '=', personId)
    .where('people.disabled', '=', false)
    .orderBy(sql`memberships.customer_id is not distinct from people.current_customer_id`, 'desc')
    .orderBy('memberships.customer_id')
    .limit(1);
  if (customerId !== undefined) query = query.where('memberships.customer_id', '=', customerId);
  const member = await query.executeTakeFirst();
  return member === undefined ? null : { tenantId, customerId: member.customer_id, personId, roles: member.roles };
}
