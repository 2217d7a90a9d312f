import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { announce } from '../announce.ts';
import { readToday } from '../invoices/today.ts';
import type { RunTransaction, StoreTransaction } from '../transaction.ts';
import { writeEntries } from '../write/entries.ts';
import { tellBuyer } from './tell-buyer.ts';
import { stagesReached } from './timeline.ts';

interface Stage {
  status: string;
  payment: string;
  fulfilment: string;
}

/** The stage after this one, as goods go through a company; null at the end. */
function nextStage({ status, payment, fulfilment }: Stage): Stage | null {
  if (status === 'cancelled' || ['delivered', 'returned'].includes(fulfilment)) return null;
  if (status === 'pending' || status === 'on_hold') return { status: 'confirmed', payment, fulfilment };
  switch (fulfilment) {
    case 'unfulfilled':
      return { status, payment: payment === 'not_required' ? payment : 'paid', fulfilment: 'picking' };
    case 'picking':
      return { status, payment, fulfilment: 'ready' };
    case 'ready':
    case 'part_shipped':
      return { status, payment, fulfilment: 'shipped' };
    default:
      return { status: 'completed', payment, fulfilment: 'delivered' };
  }
}

/**
 * Moves an order to its next stage as the company's own system would: confirmed → paid and picking →
 * ready → shipped, with a parcel → delivered. False if there is no such order or it has no next stage.
 */
export function advanceOrder(run: RunTransaction, tenantId: string, orderId: string): Promise<boolean> {
  return run({ tenantId }, async (transaction) => {
    const order = await transaction
      .selectFrom('orders')
      .selectAll()
      .where((builder) => builder.and({ tenant_id: tenantId, id: orderId }))
      .forUpdate()
      .executeTakeFirst();
    const stage = order === undefined ? null : nextStage(order);
    if (order === undefined || stage === null) return false;
    const now = new Date().toISOString();
    const ofOrder = { tenant_id: tenantId, customer_id: order.customer_id, order_id: order.id };
    await transaction
      .updateTable('orders')
      .set({
        ...stage,
        ...(stage.payment === 'paid' && { paid: order.total, due: '0', payment_label: null }),
        ...(stage.fulfilment === 'delivered' && { expected_on: null }),
        status_label: null,
        fulfilment_label: null,
        version: sql`version + 1`,
        source_hash: null,
      })
      .where((builder) => builder.and({ tenant_id: tenantId, id: orderId }))
      .execute();
    const kinds = stagesReached(order, stage);
    if (kinds.length > 0) {
      await transaction
        .insertInto('order_events')
        .values(kinds.map((kind) => ({ ...ofOrder, kind, at: now })))
        .execute();
    }
    if (stage.payment === 'paid' && order.payment !== 'paid') await payInvoices(transaction, ofOrder);
    if (stage.fulfilment === 'shipped') await ship(transaction, ofOrder, now);
    if (stage.fulfilment === 'delivered') await deliver(transaction, ofOrder, now);
    const { customer_id: customerId, placed_by_id: personId, number } = order;
    if (personId !== null)
      await tellBuyer(transaction, { tenantId, customerId, personId }, { id: orderId, number }, kinds);
    await announce(transaction, tenantId, [
      { customerId: order.customer_id, type: 'order.updated', entity: 'orders', entityId: orderId },
    ]);
    return true;
  });
}

/** The customer's transfer has arrived: what is left of the order's invoices is paid. */
async function payInvoices(transaction: StoreTransaction, ofOrder: OfOrder): Promise<void> {
  const { tenant_id: tenantId, customer_id: customerId } = ofOrder;
  const open = await transaction
    .selectFrom('invoices')
    .select(['id', 'number', 'currency', 'balance'])
    .where((builder) => builder.and({ ...ofOrder, is_open: true }))
    .execute();
  const on = await readToday(transaction, tenantId);
  await writeEntries(
    transaction,
    tenantId,
    open.map(({ id, number, currency, balance }) => ({
      externalId: randomUUID(),
      customerId,
      kind: 'payment',
      on,
      currency,
      amount: balance,
      number,
      allocations: [{ invoiceId: id, amount: balance }],
    })),
    { tell: true },
  );
}

type OfOrder = { tenant_id: string; customer_id: string; order_id: string };

/** Puts what was not sent yet into one parcel. */
async function ship(transaction: StoreTransaction, ofOrder: OfOrder, now: string): Promise<void> {
  const { tenant_id: tenantId, order_id: orderId } = ofOrder;
  await transaction
    .updateTable('shipments')
    .set({ status: 'shipped', label: null, shipped_at: now })
    .where((builder) => builder.and({ ...ofOrder, status: 'preparing' }))
    .execute();
  const lines = await transaction
    .selectFrom('order_lines')
    .select(['position', 'quantity', 'shipped_quantity'])
    .where((builder) => builder.and({ tenant_id: tenantId, order_id: orderId }))
    .orderBy('position')
    .execute();
  const { known } = await transaction
    .selectFrom('shipments')
    .select((builder) => builder.fn.countAll<number>().as('known'))
    .where((builder) => builder.and({ tenant_id: tenantId, order_id: orderId }))
    .executeTakeFirstOrThrow();
  await transaction
    .updateTable('order_lines')
    .set({ shipped_quantity: sql`quantity` })
    .where((builder) => builder.and({ tenant_id: tenantId, order_id: orderId }))
    .execute();
  if (known > 0) return;
  const trackingNumber = `DEMO${randomUUID().slice(0, 8).toUpperCase()}`;
  await transaction
    .insertInto('shipments')
    .values({
      ...ofOrder,
      id: randomUUID(),
      number: '1/1',
      status: 'shipped',
      carrier: 'Demo Parcel',
      tracking_number: trackingNumber,
      tracking_url: `https://tracking.example/${trackingNumber}`,
      shipped_at: now,
      lines: JSON.stringify(lines.map(({ position, quantity }) => ({ position, quantity: Number(quantity) }))),
    })
    .execute();
}

async function deliver(transaction: StoreTransaction, ofOrder: OfOrder, now: string): Promise<void> {
  await transaction
    .updateTable('shipments')
    .set({ status: 'delivered', label: null, delivered_at: now, expected_on: null })
    .where((builder) => builder.and(ofOrder))
    .where('status', 'not in', ['delivered', 'returned', 'failed'])
    .execute();
}
