import { sql } from 'kysely';
import { announce, type Announcement } from '../announce.ts';
import type { StoreTransaction } from '../transaction.ts';
import { readToday } from './today.ts';

/** Changed invoices of one customer that are announced each; of more, only that there were some. */
const ANNOUNCED_EACH = 20;

/**
 * Lets orders be as paid as their invoices, after something was posted to these, and tells whoever looks.
 * An order without a valid invoice is left as its company said.
 */
export async function followInvoices(
  transaction: StoreTransaction,
  tenantId: string,
  invoiceIds: readonly string[],
): Promise<void> {
  if (invoiceIds.length === 0) return;
  const touched = await transaction
    .selectFrom('invoices')
    .select(['id', 'customer_id', 'order_id'])
    .where('tenant_id', '=', tenantId)
    .where('id', 'in', [...new Set(invoiceIds)])
    .execute();
  const orderIds = [...new Set(touched.flatMap(({ order_id: orderId }) => orderId ?? []))];
  const orders = orderIds.length === 0 ? [] : await updateOrders(transaction, tenantId, orderIds);
  const becamePaid = orders.filter(({ before, payment }) => payment === 'paid' && before !== 'paid');
  if (becamePaid.length > 0) {
    const at = new Date().toISOString();
    await transaction
      .insertInto('order_events')
      .values(
        becamePaid.map(({ id, customer_id }) => ({ tenant_id: tenantId, customer_id, order_id: id, kind: 'paid', at })),
      )
      .execute();
  }
  await announce(transaction, tenantId, [...updated('invoice', touched), ...updated('order', orders)]);
}

function updated(what: 'invoice' | 'order', rows: readonly { id: string; customer_id: string }[]): Announcement[] {
  const change = { type: `${what}.updated`, entity: `${what}s` };
  return [...Map.groupBy(rows, (row) => row.customer_id)].flatMap(([customerId, own]): Announcement[] =>
    own.length > ANNOUNCED_EACH
      ? [{ customerId, ...change }]
      : own.map(({ id }) => ({ customerId, ...change, entityId: id })),
  );
}

interface UpdatedOrder {
  id: string;
  customer_id: string;
  before: string;
  payment: string;
}

async function updateOrders(
  transaction: StoreTransaction,
  tenantId: string,
  orderIds: readonly string[],
): Promise<UpdatedOrder[]> {
  const today = await readToday(transaction, tenantId);
  const { rows } = await sql<UpdatedOrder>`
    with billed as (
      select order_id,
        sum(total) filter (where kind = 'invoice') as invoiced,
        coalesce(sum(total) filter (where kind = 'credit_note'), 0) as credited,
        sum(balance) filter (where kind = 'invoice') as due,
        coalesce(sum(paid) filter (where kind = 'invoice'), 0) as paid,
        coalesce(bool_or(is_open and due_on < ${today}::date), false) as late
      from invoices where tenant_id = ${tenantId} and order_id = any(${[...orderIds]}::text[]) and not is_void
      group by order_id),
    standing as (
      select orders.id, orders.payment as before, billed.paid, billed.due, case
          when billed.due > 0 then case when late then 'overdue'
            when billed.paid > 0 or billed.due < invoiced then 'part_paid' else 'unpaid' end
          when credited >= invoiced and invoiced > 0 then case when billed.paid > 0 then 'refunded' else 'not_required' end
          else 'paid' end as payment
      from orders join billed on billed.order_id = orders.id
      where orders.tenant_id = ${tenantId} and invoiced is not null
      order by orders.id for update of orders)
    update orders set payment = standing.payment, paid = standing.paid, due = standing.due, payment_label = null,
      version = orders.version + 1
    from standing
    where orders.tenant_id = ${tenantId} and orders.id = standing.id
      and (orders.payment, orders.paid, orders.due) is distinct from (standing.payment, standing.paid, standing.due)
    returning orders.id, orders.customer_id, standing.before, standing.payment`.execute(transaction);
  return rows;
}

/** Marks orders whose invoice has become late since somebody last looked; asked hourly. */
export async function markLateOrders(transaction: StoreTransaction): Promise<void> {
  const { rows } = await sql<{ tenant_id: string; customer_id: string; id: string }>`
    update orders set payment = 'overdue', payment_label = null, version = orders.version + 1
    from invoices join tenants on tenants.id = invoices.tenant_id
    where invoices.tenant_id = orders.tenant_id and invoices.order_id = orders.id and invoices.is_open
      and invoices.due_on < (now() at time zone tenants.time_zone)::date and orders.payment in ('unpaid', 'part_paid')
    returning orders.tenant_id, orders.customer_id, orders.id`.execute(transaction);
  for (const [tenantId, late] of Map.groupBy(rows, (row) => row.tenant_id)) {
    await announce(
      transaction,
      tenantId,
      late.map(({ customer_id: customerId, id }) => ({
        customerId,
        type: 'order.updated',
        entity: 'orders',
        entityId: id,
      })),
    );
  }
}
