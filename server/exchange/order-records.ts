import type { Selectable } from 'kysely';
import { formatDecimal, parseDecimal } from '../store/amount.ts';
import { isOneOf } from '../store/bulk.ts';
import type { OrderRecord } from '../store/records.ts';
import type { OrderLineTable, OrderTable } from '../store/schema.ts';
import type { StoreTransaction } from '../store/transaction.ts';

/** Orders as a company's system would send them, without what hangs on them beside the lines. Locked until the transaction ends. */
export async function readOrderRecords(
  transaction: StoreTransaction,
  tenantId: string,
  ids: readonly string[],
): Promise<Map<string, OrderRecord>> {
  if (ids.length === 0) return new Map();
  const orders = await transaction
    .selectFrom('orders')
    .selectAll()
    .where('tenant_id', '=', tenantId)
    .where(isOneOf('id', ids))
    .orderBy('id')
    .forUpdate()
    .execute();
  const lines = await transaction
    .selectFrom('order_lines')
    .selectAll()
    .where('tenant_id', '=', tenantId)
    .where(isOneOf('order_id', ids))
    .orderBy('position')
    .execute();
  const linesOf = Map.groupBy(lines, ({ order_id: orderId }) => orderId);
  return new Map(orders.map((order) => [order.id, toRecord(order, linesOf.get(order.id) ?? [])]));
}

function toRecord(order: Selectable<OrderTable>, lines: readonly Selectable<OrderLineTable>[]): OrderRecord {
  const { placed_by_name: placedBy, cancellation_state: cancellation } = order;
  return {
    externalId: order.id,
    customerId: order.customer_id,
    number: order.number,
    placedAt: order.placed_at.toISOString(),
    customerReference: order.customer_reference ?? undefined,
    status: { code: order.status, label: order.status_label ?? undefined },
    payment: { code: order.payment, label: order.payment_label ?? undefined },
    fulfilment: { code: order.fulfilment, label: order.fulfilment_label ?? undefined },
    currency: order.currency,
    totals: {
      subtotal: plain(order.subtotal),
      discount: optional(order.discount),
      shipping: optional(order.shipping),
      tax: optional(order.tax),
      taxIncluded: order.tax_included ?? undefined,
      total: plain(order.total),
      paid: optional(order.paid),
      due: optional(order.due),
    },
    placedBy:
      placedBy === null
        ? undefined
        : { personId: order.placed_by_id ?? undefined, name: placedBy, staff: order.placed_by_staff },
    expectedOn: order.expected_on ?? undefined,
    shippingAddress: order.shipping_address ?? undefined,
    billingAddress: order.billing_address ?? undefined,
    paymentMethod: order.payment_method ?? undefined,
    deliveryMethod: order.delivery_method ?? undefined,
    note: order.note ?? undefined,
    staffNote: order.staff_note ?? undefined,
    cancellation:
      cancellation === null || order.cancellation_requested_at === null
        ? undefined
        : {
            state: cancellation,
            requestedAt: order.cancellation_requested_at.toISOString(),
            message: order.cancellation_message ?? undefined,
          },
    lines: lines.map((line) => ({
      productId: line.product_id,
      sku: line.sku ?? undefined,
      title: line.title,
      image: line.image ?? undefined,
      unit: line.unit ?? undefined,
      quantity: Number(line.quantity),
      unitPrice: plain(line.unit_price),
      total: plain(line.total),
      shippedQuantity: line.shipped_quantity === null ? undefined : Number(line.shipped_quantity),
    })),
  };
}

const plain = (amount: string) => formatDecimal(parseDecimal(amount));
const optional = (amount: string | null) => (amount === null ? undefined : plain(amount));
