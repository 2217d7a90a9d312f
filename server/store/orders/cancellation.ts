import { sql } from 'kysely';
import type { VerifiedCustomer } from '../../../src/adapters/adapter.ts';
import type { ParsedInputOf } from '../../../src/contract/operation.ts';
import type { Order, requestCancellation } from '../../../src/contract/orders/index.ts';
import { CabinetError } from '../../../src/contract/problem.ts';
import { announce } from '../announce.ts';
import { once } from '../idempotency.ts';
import type { RunTransaction } from '../transaction.ts';
import { mayRequestCancellation } from './mapping.ts';
import { orderRow, owned, readOrder } from './order.ts';

/** Notes that a customer asks to cancel; the order itself changes when the company decides. */
export function askToCancel(
  run: RunTransaction,
  input: ParsedInputOf<typeof requestCancellation>,
  customer: VerifiedCustomer,
  idempotencyKey: string | undefined,
): Promise<Order> {
  return run(customer, (transaction) =>
    once(transaction, { customer, key: idempotencyKey, operation: 'orders.requestCancellation', input }, async () => {
      const order = await orderRow(transaction, input.orderId, customer);
      if (!mayRequestCancellation(order)) {
        throw new CabinetError('conflict', 'This order can no longer be cancelled, or it was asked for already.');
      }
      const now = new Date().toISOString();
      const asked = await transaction
        .updateTable('orders')
        .set({
          cancellation_state: 'requested',
          cancellation_requested_at: now,
          cancellation_message: input.comment ?? null,
          version: sql`version + 1`,
          source_hash: null,
        })
        .where((builder) => builder.and({ ...owned(customer), id: order.id }))
        // Somebody else's request, or the company's decision, may have been quicker.
        .where('version', '=', order.version)
        .executeTakeFirst();
      if (asked.numUpdatedRows === 0n) {
        throw new CabinetError('conflict', 'The order has just changed; look at it again.');
      }
      await transaction
        .insertInto('order_events')
        .values({
          ...owned(customer),
          order_id: order.id,
          kind: 'note',
          label: input.reason,
          at: now,
          note: input.comment ?? null,
        })
        .execute();
      await announce(transaction, customer.tenantId, [
        { customerId: customer.customerId, type: 'order.updated', entity: 'orders', entityId: order.id },
      ]);
      return readOrder(transaction, order.id, customer);
    }),
  );
}
