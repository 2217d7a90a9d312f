import type { DemoCustomer, DemoOrder } from '../../src/adapters/memory/demo/index.ts';
import { writeMany } from '../store/bulk.ts';
import type { OrderRecord } from '../store/records.ts';
import type { StoreTransaction } from '../store/transaction.ts';

/** A demo order as the company's system would send it. */
export function toOrderRecord(
  { order, shipments, timeline, placedById }: DemoOrder,
  customer: DemoCustomer,
): OrderRecord {
  const { totals } = order;
  const placeOfLine = new Map(order.lines.map(({ id }, index) => [id, index + 1]));
  return {
    externalId: order.id,
    customerId: customer.id,
    number: order.number,
    placedAt: order.placedAt,
    customerReference: order.customerReference,
    status: order.status,
    payment: order.payment,
    fulfilment: order.fulfilment,
    currency: order.total.currency,
    totals: {
      subtotal: totals.subtotal.amount,
      discount: totals.discount?.amount,
      shipping: totals.shipping?.amount,
      tax: totals.tax?.amount,
      taxIncluded: totals.taxIncluded,
      total: totals.total.amount,
      paid: totals.paid?.amount,
      due: totals.due?.amount,
    },
    placedBy: order.placedBy && { ...order.placedBy, personId: placedById },
    expectedOn: order.expectedOn,
    shippingAddress: order.shippingAddress,
    billingAddress: order.billingAddress,
    paymentMethod: order.paymentMethod,
    deliveryMethod: order.deliveryMethod,
    note: order.note,
    staffNote: order.staffNote,
    cancellation: order.cancellation,
    lines: order.lines.map(({ product, quantity, unit, unitPrice, total, shippedQuantity }) => ({
      productId: product.id,
      sku: product.sku,
      title: product.title,
      image: product.image,
      unit,
      quantity,
      unitPrice: unitPrice.amount,
      total: total.amount,
      shippedQuantity,
    })),
    // What is still to come follows from the statuses.
    timeline: timeline
      .filter(({ state }) => state !== 'upcoming')
      .map(({ kind, label, at, note }) => ({ kind, label, at, note })),
    shipments: shipments.map(({ id, lines, ...shipment }) => ({
      ...shipment,
      externalId: id,
      lines: lines.map(({ lineId, quantity }) => ({ line: placeOfLine.get(lineId) ?? 0, quantity })),
    })),
  };
}

/** The delivery notes of shipped orders, made when somebody asks for them; invoices bring their own papers. */
export async function writeDocuments(
  transaction: StoreTransaction,
  tenantId: string,
  customerId: string,
  orders: readonly DemoOrder[],
): Promise<void> {
  await writeMany(
    transaction,
    'documents',
    ['tenant_id', 'customer_id', 'order_id', 'id', 'kind', 'title', 'media_type', 'issued_at'],
    orders.flatMap(({ order }) =>
      order.documents
        .filter(({ kind }) => kind !== 'invoice')
        .map((document) => ({
          tenant_id: tenantId,
          customer_id: customerId,
          order_id: order.id,
          id: document.id,
          kind: document.kind,
          title: document.title,
          media_type: 'application/pdf',
          issued_at: document.issuedAt,
        })),
    ),
    { key: ['tenant_id', 'id'] },
  );
}
