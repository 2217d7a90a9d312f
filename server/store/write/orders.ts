import { createHash } from 'node:crypto';
import { sql, type Selectable } from 'kysely';
import { announce, type Announcement } from '../announce.ts';
import { isOneOf, writeMany } from '../bulk.ts';
import { searchText } from '../list/search.ts';
import { tellBuyer } from '../orders/tell-buyer.ts';
import { stagesReached } from '../orders/timeline.ts';
import type { OrderRecord, Refusal, RefusalReason, WriteOptions, WriteResult } from '../records.ts';
import type { OrderTable } from '../schema.ts';
import type { StoreTransaction } from '../transaction.ts';
import { writeOrderParts } from './order-parts.ts';

/** Changed orders of one customer that are announced each; of more, only that there were some. */
const ANNOUNCED_EACH = 20;

export type KnownOrder = Pick<
  Selectable<OrderTable>,
  'id' | 'customer_id' | 'status' | 'payment' | 'fulfilment' | 'source_hash'
>;

/** Adds or replaces orders by their ids. What was sent before just so is left alone and announced to nobody. */
export async function writeOrders(
  transaction: StoreTransaction,
  tenantId: string,
  records: readonly OrderRecord[],
  { tell = false }: WriteOptions = {},
): Promise<WriteResult> {
  const known = await readKnown(transaction, tenantId, records);
  const customers = await knownCustomers(transaction, tenantId, records);
  const refused: Refusal[] = [];
  const changed: { record: OrderRecord; hash: string }[] = [];
  let unchanged = 0;
  for (const record of records) {
    const before = known.get(record.externalId);
    const hash = createHash('sha256').update(JSON.stringify(record)).digest('base64url');
    const refuse = (reason: RefusalReason) =>
      refused.push({ externalId: record.externalId, pointer: '/customerId', reason });
    if (!customers.has(record.customerId)) refuse('unknownCustomer');
    else if (before !== undefined && before.customer_id !== record.customerId) refuse('anotherCustomer');
    else if (before?.source_hash === hash) unchanged++;
    else changed.push({ record, hash });
  }
  await writeMany(
    transaction,
    'orders',
    orderColumns,
    changed.map(({ record, hash }) => toRow(tenantId, record, hash)),
    {
      key: ['tenant_id', 'id'],
      // A request that the company's system does not know of yet is not forgotten.
      keep: ['cancellation_state', 'cancellation_requested_at', 'cancellation_message'],
      onUpdate: 'version = orders.version + 1',
    },
  );
  await writeOrderParts(
    transaction,
    tenantId,
    changed.map(({ record }) => record),
    known,
  );
  await announce(
    transaction,
    tenantId,
    announcements(
      changed.map(({ record }) => record),
      known,
    ),
  );
  if (tell) {
    for (const { record } of changed) {
      const before = known.get(record.externalId);
      const personId = record.placedBy?.personId;
      if (before === undefined || personId === undefined) continue;
      const { externalId: id, customerId, number, status, payment, fulfilment } = record;
      const after = { status: status.code, payment: payment.code, fulfilment: fulfilment.code };
      await tellBuyer(transaction, { tenantId, customerId, personId }, { id, number }, stagesReached(before, after));
    }
  }
  return { accepted: changed.length + unchanged, refused };
}

async function readKnown(
  transaction: StoreTransaction,
  tenantId: string,
  records: readonly OrderRecord[],
): Promise<Map<string, KnownOrder>> {
  if (records.length === 0) return new Map();
  const ids = records.map(({ externalId }) => externalId).sort();
  // Each id by itself, locked in one order so that two pushes do not wait for each other. Asked for all at once, the
  // planner would read every order of the company as long as the table is not analysed yet, batch after batch.
  const { rows } = await sql<KnownOrder>`
    select known.* from unnest(${ids}::text[]) as wanted(id) cross join lateral (
      select id, customer_id, status, payment, fulfilment, source_hash from orders
      where tenant_id = ${tenantId} and orders.id = wanted.id limit 1 for update) as known`.execute(transaction);
  return new Map(rows.map((row) => [row.id, row]));
}

async function knownCustomers(
  transaction: StoreTransaction,
  tenantId: string,
  records: readonly OrderRecord[],
): Promise<Set<string>> {
  if (records.length === 0) return new Set();
  const rows = await transaction
    .selectFrom('customers')
    .select('id')
    .where('tenant_id', '=', tenantId)
    .where(isOneOf('id', [...new Set(records.map(({ customerId }) => customerId))]))
    .execute();
  return new Set(rows.map(({ id }) => id));
}

const orderColumns = [
  'tenant_id',
  'id',
  'customer_id',
  'number',
  'placed_at',
  'customer_reference',
  'status',
  'status_label',
  'payment',
  'payment_label',
  'fulfilment',
  'fulfilment_label',
  'currency',
  'subtotal',
  'discount',
  'shipping',
  'tax',
  'tax_included',
  'total',
  'paid',
  'due',
  'line_count',
  'first_line',
  'placed_by_id',
  'placed_by_name',
  'placed_by_staff',
  'expected_on',
  'shipping_address',
  'billing_address',
  'payment_method',
  'delivery_method',
  'note',
  'staff_note',
  'cancellation_state',
  'cancellation_requested_at',
  'cancellation_message',
  'search',
  'source_hash',
] as const;

function toRow(tenantId: string, record: OrderRecord, hash: string): Record<(typeof orderColumns)[number], unknown> {
  const { totals, placedBy, cancellation, lines } = record;
  return {
    tenant_id: tenantId,
    id: record.externalId,
    customer_id: record.customerId,
    number: record.number,
    placed_at: record.placedAt,
    customer_reference: record.customerReference,
    status: record.status.code,
    status_label: record.status.label,
    payment: record.payment.code,
    payment_label: record.payment.label,
    fulfilment: record.fulfilment.code,
    fulfilment_label: record.fulfilment.label,
    currency: record.currency,
    subtotal: totals.subtotal,
    discount: totals.discount,
    shipping: totals.shipping,
    tax: totals.tax,
    tax_included: totals.taxIncluded,
    total: totals.total,
    paid: totals.paid,
    due: totals.due,
    line_count: lines.length,
    first_line: lines[0]?.title,
    placed_by_id: placedBy?.personId,
    placed_by_name: placedBy?.name,
    placed_by_staff: placedBy?.staff ?? false,
    expected_on: record.expectedOn,
    shipping_address: record.shippingAddress,
    billing_address: record.billingAddress,
    payment_method: record.paymentMethod,
    delivery_method: record.deliveryMethod,
    note: record.note,
    staff_note: record.staffNote,
    cancellation_state: cancellation?.state,
    cancellation_requested_at: cancellation?.requestedAt,
    cancellation_message: cancellation?.message,
    search: searchText(record.number, record.customerReference, lines),
    source_hash: hash,
  };
}

function announcements(records: readonly OrderRecord[], known: ReadonlyMap<string, KnownOrder>): Announcement[] {
  const byCustomer = Map.groupBy(records, ({ customerId }) => customerId);
  return [...byCustomer].flatMap(([customerId, orders]): Announcement[] =>
    orders.length > ANNOUNCED_EACH
      ? [{ customerId, type: 'order.updated', entity: 'orders' }]
      : orders.map(({ externalId }) => ({
          customerId,
          type: known.has(externalId) ? 'order.updated' : 'order.created',
          entity: 'orders',
          entityId: externalId,
        })),
  );
}
