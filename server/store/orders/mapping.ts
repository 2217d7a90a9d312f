import type { Selectable } from 'kysely';
import type { DocumentReference } from '../../../src/contract/documents.ts';
import type { Order, OrderLine, OrderSummary, Shipment } from '../../../src/contract/orders/index.ts';
import { toMoney } from '../amount.ts';
import type { DocumentTable, OrderLineTable, OrderTable, ShipmentTable } from '../schema.ts';

/** The columns of a row of the list; the rest of an order may be long. */
export const summaryColumns = [
  'id',
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
  'total',
  'line_count',
  'first_line',
  'placed_by_name',
  'placed_by_staff',
  'expected_on',
  'cancellation_state',
] as const satisfies readonly (keyof OrderTable)[];

type SummaryRow = Pick<Selectable<OrderTable>, (typeof summaryColumns)[number]>;

/** Leaves out what is null: the contract knows only absent. */
export function present<Fields extends Record<string, unknown>>(fields: Fields) {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null && value !== undefined)) as {
    [Key in keyof Fields]?: Exclude<Fields[Key], null | undefined>;
  };
}

/** What a customer may do now: repeat what has lines; ask to cancel what is not yet packed; ask about it. */
function allowedActions(row: SummaryRow): string[] {
  const open = ['pending', 'confirmed', 'on_hold'].includes(row.status);
  const packed = !['unfulfilled', 'picking'].includes(row.fulfilment);
  return [
    ...(row.line_count > 0 ? ['reorder'] : []),
    ...(open && !packed && row.cancellation_state === null ? ['request_cancellation'] : []),
    'ask',
  ];
}

export function mayRequestCancellation(row: SummaryRow): boolean {
  return allowedActions(row).includes('request_cancellation');
}

export function toSummary(row: SummaryRow): OrderSummary {
  return {
    id: row.id,
    number: row.number,
    placedAt: row.placed_at.toISOString(),
    status: { code: row.status as OrderSummary['status']['code'], ...present({ label: row.status_label }) },
    payment: { code: row.payment as OrderSummary['payment']['code'], ...present({ label: row.payment_label }) },
    fulfilment: {
      code: row.fulfilment as OrderSummary['fulfilment']['code'],
      ...present({ label: row.fulfilment_label }),
    },
    total: toMoney(row.total, row.currency),
    lineCount: row.line_count,
    allowedActions: allowedActions(row),
    ...present({
      customerReference: row.customer_reference,
      firstLine: row.first_line,
      placedBy: row.placed_by_name === null ? null : { name: row.placed_by_name, staff: row.placed_by_staff },
      expectedOn: row.expected_on,
    }),
  };
}

/** Lines have no id of their own beside their order's: `<order>-l<position>`. */
export function lineId(orderId: string, position: number): string {
  return `${orderId}-l${position}`;
}

export function toLine(row: Selectable<OrderLineTable>, currency: string): OrderLine {
  return {
    id: lineId(row.order_id, row.position),
    product: { id: row.product_id, title: row.title, ...present({ sku: row.sku, image: row.image }) },
    quantity: Number(row.quantity),
    unitPrice: toMoney(row.unit_price, currency),
    total: toMoney(row.total, currency),
    ...present({
      unit: row.unit,
      shippedQuantity: row.shipped_quantity === null ? null : Number(row.shipped_quantity),
    }),
  };
}

export function toOrder(
  row: Selectable<OrderTable>,
  lines: readonly Selectable<OrderLineTable>[],
  documents: readonly Selectable<DocumentTable>[],
): Order {
  const money = (value: string | null) => (value === null ? null : toMoney(value, row.currency));
  return {
    ...toSummary(row),
    lines: lines.map((line) => toLine(line, row.currency)),
    totals: {
      subtotal: toMoney(row.subtotal, row.currency),
      total: toMoney(row.total, row.currency),
      ...present({
        discount: money(row.discount),
        shipping: money(row.shipping),
        tax: money(row.tax),
        taxIncluded: row.tax_included,
        paid: money(row.paid),
        due: money(row.due),
      }),
    },
    documents: documents.map(toDocument),
    etag: `"${row.version}"`,
    ...present({
      shippingAddress: row.shipping_address,
      billingAddress: row.billing_address,
      paymentMethod: row.payment_method,
      deliveryMethod: row.delivery_method,
      note: row.note,
      staffNote: row.staff_note,
    }),
    ...(row.cancellation_state !== null &&
      row.cancellation_requested_at !== null && {
        cancellation: {
          state: row.cancellation_state as NonNullable<Order['cancellation']>['state'],
          requestedAt: row.cancellation_requested_at.toISOString(),
          ...present({ message: row.cancellation_message }),
        },
      }),
  };
}

export function toDocument(document: Selectable<DocumentTable>): DocumentReference {
  return {
    id: document.id,
    kind: document.kind as DocumentReference['kind'],
    title: document.title,
    mediaType: document.media_type,
    ...present({ size: document.size, issuedAt: document.issued_at?.toISOString() }),
  };
}

export function toShipment(row: Selectable<ShipmentTable>): Shipment {
  return {
    id: row.id,
    status: row.status as Shipment['status'],
    lines: row.lines.map(({ position, quantity }) => ({ lineId: lineId(row.order_id, position), quantity })),
    ...present({
      number: row.number,
      label: row.label,
      carrier: row.carrier,
      trackingNumber: row.tracking_number,
      trackingUrl: row.tracking_url,
      shippedAt: row.shipped_at?.toISOString(),
      deliveredAt: row.delivered_at?.toISOString(),
      expectedOn: row.expected_on,
    }),
  };
}
