import type { Selectable } from 'kysely';
import type { VerifiedCustomer } from '../../../src/adapters/adapter.ts';
import type { Order, Shipment, TimelineStep } from '../../../src/contract/orders/index.ts';
import { CabinetError } from '../../../src/contract/problem.ts';
import type { OrderTable } from '../schema.ts';
import type { RunTransaction, StoreTransaction } from '../transaction.ts';
import { toOrder, toShipment } from './mapping.ts';
import { toTimeline } from './timeline.ts';

/** Unknown, and somebody else's: the same error for both, so that it tells nothing. */
export function orderNotFound(): CabinetError {
  return new CabinetError('not_found', 'There is no such order');
}

/** The rows of an owner, named in the query as well as in the row-level policies. */
export function owned(customer: Pick<VerifiedCustomer, 'tenantId' | 'customerId'>) {
  return { tenant_id: customer.tenantId, customer_id: customer.customerId };
}

export function getOrder(run: RunTransaction, orderId: string, customer: VerifiedCustomer): Promise<Order> {
  return run(customer, (transaction) => readOrder(transaction, orderId, customer));
}

export async function readOrder(
  transaction: StoreTransaction,
  orderId: string,
  customer: VerifiedCustomer,
): Promise<Order> {
  const order = await orderRow(transaction, orderId, customer);
  const ofOrder = { ...owned(customer), order_id: orderId };
  const lines = await transaction
    .selectFrom('order_lines')
    .selectAll()
    .where((builder) => builder.and(ofOrder))
    .orderBy('position')
    .execute();
  const documents = await transaction
    .selectFrom('documents')
    .selectAll()
    .where((builder) => builder.and(ofOrder))
    .orderBy('issued_at')
    .orderBy('id')
    .execute();
  return toOrder(order, lines, documents);
}

export async function orderRow(
  transaction: StoreTransaction,
  orderId: string,
  customer: VerifiedCustomer,
): Promise<Selectable<OrderTable>> {
  // No text of the database holds a zero byte; asking for one would be its error, not ours.
  if (orderId.includes('\0')) throw orderNotFound();
  return transaction
    .selectFrom('orders')
    .selectAll()
    .where((builder) => builder.and({ ...owned(customer), id: orderId }))
    .executeTakeFirstOrThrow(orderNotFound);
}

export function getTimeline(
  run: RunTransaction,
  orderId: string,
  customer: VerifiedCustomer,
): Promise<{ steps: TimelineStep[] }> {
  return run(customer, async (transaction) => {
    const order = await orderRow(transaction, orderId, customer);
    const events = await transaction
      .selectFrom('order_events')
      .selectAll()
      .where((builder) => builder.and({ ...owned(customer), order_id: orderId }))
      .orderBy('id')
      .execute();
    return { steps: toTimeline(order, events) };
  });
}

export function listShipments(
  run: RunTransaction,
  orderId: string,
  customer: VerifiedCustomer,
): Promise<{ items: Shipment[] }> {
  return run(customer, async (transaction) => {
    await orderRow(transaction, orderId, customer);
    const shipments = await transaction
      .selectFrom('shipments')
      .selectAll()
      .where((builder) => builder.and({ ...owned(customer), order_id: orderId }))
      .orderBy('shipped_at')
      .orderBy('id')
      .execute();
    return { items: shipments.map(toShipment) };
  });
}
