import type { VerifiedCustomer } from '../../src/adapters/adapter.ts';
import { CabinetError } from '../../src/contract/problem.ts';
import type { Session } from '../../src/contract/session.ts';
import { present } from './orders/mapping.ts';
import type { RunTransaction, StoreTransaction } from './transaction.ts';

/** Who is asking. What the roles permit is for the HTTP side to say, which enforces it. */
export function getSession(run: RunTransaction, customer: VerifiedCustomer): Promise<Session> {
  // A person's other customers are seen by the company, not by the current customer.
  return run({ tenantId: customer.tenantId }, async (transaction) => {
    const session = await readSession(transaction, customer);
    if (session === null) throw new CabinetError('unauthenticated');
    return session;
  });
}

/** Null: the person is not there any more, or does not act for the customer. */
export async function readSession(
  transaction: StoreTransaction,
  { tenantId, customerId, personId, roles }: VerifiedCustomer,
): Promise<Session | null> {
  const person = await transaction
    .selectFrom('people')
    .select(['id', 'name', 'email', 'locale', 'time_zone'])
    .where((builder) => builder.and({ tenant_id: tenantId, id: personId, disabled: false }))
    .executeTakeFirst();
  const customers = await transaction
    .selectFrom('customers')
    .innerJoin('memberships', (join) =>
      join
        .onRef('memberships.tenant_id', '=', 'customers.tenant_id')
        .onRef('memberships.customer_id', '=', 'customers.id'),
    )
    .select(['customers.id', 'customers.name'])
    .where('customers.tenant_id', '=', tenantId)
    .where('memberships.person_id', '=', personId)
    .orderBy('customers.name')
    .execute();
  const customer = customers.find(({ id }) => id === customerId);
  if (person === undefined || customer === undefined) return null;
  const { id, name, email, locale, time_zone: timeZone } = person;
  return {
    person: { id, name, ...present({ email, locale, timeZone }) },
    customer,
    customers,
    roles: [...roles],
    permissions: [],
  };
}
