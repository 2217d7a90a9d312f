import { isOneOf, writeMany } from '../bulk.ts';
import { stagesReached } from '../orders/timeline.ts';
import type { OrderRecord } from '../records.ts';
import type { StoreTransaction } from '../transaction.ts';
import type { KnownOrder } from './orders.ts';

/** Replaces what hangs on orders: lines, the timeline and the shipments that were sent. */
export async function writeOrderParts(
  transaction: StoreTransaction,
  tenantId: string,
  records: readonly OrderRecord[],
  known: ReadonlyMap<string, KnownOrder>,
): Promise<void> {
  const remove = async (table: 'order_lines' | 'order_events' | 'shipments', orders: readonly OrderRecord[]) => {
    const ids = orders.map(({ externalId }) => externalId).filter((id) => known.has(id));
    if (ids.length === 0) return;
    await transaction.deleteFrom(table).where('tenant_id', '=', tenantId).where(isOneOf('order_id', ids)).execute();
  };
  const ofOrder = ({ externalId, customerId }: OrderRecord) => ({
    tenant_id: tenantId,
    customer_id: customerId,
    order_id: externalId,
  });

  await remove('order_lines', records);
  await writeMany(
    transaction,
    'order_lines',
    lineColumns,
    records.flatMap((record) =>
      record.lines.map((line, index) => ({
        ...ofOrder(record),
        position: index + 1,
        product_id: line.productId,
        sku: line.sku,
        title: line.title,
        image: line.image,
        unit: line.unit,
        quantity: line.quantity,
        unit_price: line.unitPrice,
        total: line.total,
        shipped_quantity: line.shippedQuantity,
      })),
    ),
  );

  await remove(
    'order_events',
    records.filter(({ timeline }) => timeline !== undefined),
  );
  await writeMany(
    transaction,
    'order_events',
    eventColumns,
    records.flatMap((record) =>
      (record.timeline ?? noticedStages(record, known.get(record.externalId))).map((step) => ({
        ...ofOrder(record),
        kind: step.kind,
        label: step.label,
        at: step.at,
        note: step.note,
      })),
    ),
  );

  const withShipments = records.filter(({ shipments }) => shipments !== undefined);
  await remove('shipments', withShipments);
  await writeMany(
    transaction,
    'shipments',
    shipmentColumns,
    withShipments.flatMap((record) =>
      (record.shipments ?? []).map((shipment) => ({
        ...ofOrder(record),
        id: shipment.externalId,
        number: shipment.number,
        status: shipment.status,
        label: shipment.label,
        carrier: shipment.carrier,
        tracking_number: shipment.trackingNumber,
        tracking_url: shipment.trackingUrl,
        shipped_at: shipment.shippedAt,
        delivered_at: shipment.deliveredAt,
        expected_on: shipment.expectedOn,
        lines: shipment.lines.map(({ line, quantity }) => ({ position: line, quantity })),
      })),
    ),
  );
}

const lineColumns = [
  'tenant_id',
  'customer_id',
  'order_id',
  'position',
  'product_id',
  'sku',
  'title',
  'image',
  'unit',
  'quantity',
  'unit_price',
  'total',
  'shipped_quantity',
] as const;
const eventColumns = ['tenant_id', 'customer_id', 'order_id', 'kind', 'label', 'at', 'note'] as const;
const shipmentColumns = [
  'tenant_id',
  'customer_id',
  'order_id',
  'id',
  'number',
  'status',
  'label',
  'carrier',
  'tracking_number',
  'tracking_url',
  'shipped_at',
  'delivered_at',
  'expected_on',
  'lines',
] as const;

type Step = NonNullable<OrderRecord['timeline']>[number];

/** What a change of the statuses says about the stages; of an order new to us only its placing has a time. */
function noticedStages({ placedAt, status, payment, fulfilment }: OrderRecord, before: KnownOrder | undefined): Step[] {
  const after = { status: status.code, payment: payment.code, fulfilment: fulfilment.code };
  if (before === undefined) {
    return [{ kind: 'placed', at: placedAt }, ...stagesReached(null, after).map((kind) => ({ kind }))];
  }
  const now = new Date().toISOString();
  return stagesReached(before, after).map((kind) => ({ kind, at: now }));
}
