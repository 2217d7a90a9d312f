import { CabinetError } from '../../../src/contract/problem.ts';
import type { Session } from '../../../src/contract/session.ts';
import { announce, announceSignIns } from '../announce.ts';
import { type VerifiedCall, act, notFound, storableId } from '../call.ts';
import { refuse } from '../refuse.ts';
import { readSession } from '../session.ts';
import type { RunTransaction } from '../transaction.ts';

/** Acts for another customer from now on; kept with the person, so that it holds on every device. */
export function switchCustomer(run: RunTransaction, customerId: string, call: VerifiedCall): Promise<Session> {
  const { tenantId, personId } = call.customer;
  return act(run, { tenantId }, call, 'session.switchCustomer', { customerId }, async (transaction) => {
    const membership = await transaction
      .selectFrom('memberships')
      .select('roles')
      .where((builder) =>
        builder.and({ tenant_id: tenantId, person_id: personId, customer_id: storableId(customerId, 'customer') }),
      )
      .executeTakeFirstOrThrow(notFound('customer'));
    if (call.customer.customerFixed === true && customerId !== call.customer.customerId) {
      throw refuse('forbidden', 'customerFixed', call.locale);
    }
    await transaction
      .updateTable('people')
      .set({ current_customer_id: customerId })
      .where((builder) => builder.and({ tenant_id: tenantId, id: personId }))
      .execute();
    await announce(transaction, tenantId, [
      { customerId: call.customer.customerId, type: 'session.updated', entity: 'session' },
    ]);
    await announceSignIns(transaction, tenantId, [personId]);
    const session = await readSession(transaction, { tenantId, personId, customerId, roles: membership.roles });
    if (session === null) throw new CabinetError('unauthenticated');
    return session;
  });
}
