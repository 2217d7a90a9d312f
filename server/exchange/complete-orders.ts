import { sql } from 'kysely';
import { formatDecimal, parseDecimal } from '../store/amount.ts';
import type { OrderRecord, Refusal, WriteResult } from '../store/records.ts';
import type { StoreTransaction } from '../store/transaction.ts';
import { writeOrders } from '../store/write/orders.ts';
import type { ExchangedOrder } from './document.ts';
import { readOrderRecords } from './order-records.ts';

/** Writes orders of which documents may say only a part, such as a new status; the rest stays as it was. */
export async function writeExchangedOrders(
  transaction: StoreTransaction,
  tenantId: string,
  orders: readonly ExchangedOrder[],
): Promise<WriteResult> {
  const idOf = await findOrders(transaction, tenantId, orders);
  const known = await readOrderRecords(transaction, tenantId, [...new Set(idOf.values())]);
  const refused: Refusal[] = [];
  const records = new Map<string, OrderRecord>();
  const sentAs = new Map<string, string>();
  for (const order of orders) {
    const id = idOf.get(order.externalId) ?? order.externalId;
    const before = known.get(id);
    const record = complete(order, id, before);
    if (record !== undefined) {
      records.set(id, record);
      known.set(id, record);
      sentAs.set(id, order.externalId);
    } else if (order.facts.cancelled !== true) {
      refused.push({ externalId: order.externalId, pointer: '', reason: 'unknownOrder' });
    }
  }
  const written = await writeOrders(transaction, tenantId, [...records.values()]);
  const again = written.refused.map((refusal) => ({
    ...refusal,
    externalId: sentAs.get(refusal.externalId) ?? refusal.externalId,
  }));
  return { accepted: orders.length - refused.length - again.length, refused: [...refused, ...again] };
}

/**
 * Ids under which orders are known: their own; or that of the order with the number, where the document has no id, or
 * where 1C was given that order and calls it by an id of its own. The latest, as numbers begin anew every year.
 */
async function findOrders(
  transaction: StoreTransaction,
  tenantId: string,
  orders: readonly ExchangedOrder[],
): Promise<Map<string, string>> {
  const wanted = orders.map(({ externalId, number, byNumber }) => ({ external: externalId, number, alone: byNumber }));
  const { rows } = await sql<{ wanted: string; id: string }>`
    select wanted.external as wanted, found.id
    from json_to_recordset(${JSON.stringify(wanted)}::json) as wanted (external text, number text, alone boolean)
      cross join lateral (
        (select id, 0 as rank from orders where tenant_id = ${tenantId} and id = wanted.external)
        union all
        (select id, 1 as rank from orders where tenant_id = ${tenantId} and orders.number = wanted.number
            and (wanted.alone or exists (select from exchange_orders as given
              where given.tenant_id = orders.tenant_id and given.order_id = orders.id))
          order by placed_at desc limit 1)
        order by rank limit 1) as found`.execute(transaction);
  return new Map(rows.map(({ wanted, id }) => [wanted, id]));
}

/** An order as it is now; undefined if too little is known of it. */
function complete(order: ExchangedOrder, externalId: string, before: OrderRecord | undefined): OrderRecord | undefined {
  const { facts } = order;
  const customerId = before?.customerId ?? order.customerId;
  const number = before?.number ?? order.number;
  const placedAt = before?.placedAt ?? order.placedAt;
  const currency = order.currency ?? before?.currency;
  const totals = order.totals ?? before?.totals;
  const lines = order.lines ?? before?.lines;
  if (!customerId || !number || !placedAt || !currency || !totals || !lines) return undefined;
  const status = statusOf(facts, before?.status.code);
  const label = facts.label ?? (status === before?.status.code ? before.status.label : undefined);
  const { code: payment, paid, due } = paymentOf(facts, totals.total, before);
  return {
    externalId,
    customerId,
    number,
    placedAt,
    customerReference: before?.customerReference,
    status: { code: status, label },
    payment: { code: payment, label: payment === before?.payment.code ? before.payment.label : undefined },
    fulfilment: { code: fulfilmentOf(facts, before?.fulfilment.code) },
    currency,
    totals: {
      subtotal: plain(totals.subtotal),
      discount: plain(totals.discount),
      shipping: plain(totals.shipping),
      tax: plain(totals.tax),
      taxIncluded: totals.taxIncluded,
      total: plain(totals.total),
      paid,
      due,
    },
    placedBy: before?.placedBy,
    expectedOn: before?.expectedOn,
    shippingAddress: addressOf(order.shippingAddress ?? before?.shippingAddress),
    billingAddress: addressOf(before?.billingAddress),
    paymentMethod: order.paymentMethod ?? before?.paymentMethod,
    deliveryMethod: order.deliveryMethod ?? before?.deliveryMethod,
    note: before?.note,
    staffNote: before?.staffNote,
    cancellation: before?.cancellation && {
      ...before.cancellation,
      ...(status === 'cancelled' && before.cancellation.state === 'requested' && { state: 'approved' }),
    },
    lines: lines.map((line) => ({ ...line, unitPrice: plain(line.unitPrice), total: plain(line.total) })),
    shipments: order.shipments,
  };
}

function statusOf({ code, cancelled, posted }: ExchangedOrder['facts'], before: string | undefined): string {
  if (cancelled === true) return 'cancelled';
  if (code !== undefined) return code;
  if (posted === false) return 'pending';
  const open = before === undefined || before === 'pending' || (before === 'cancelled' && cancelled === false);
  if (!open) return before;
  return posted === true ? 'confirmed' : 'pending';
}

/** How far along the goods are; that they were shipped does not take back that they have arrived. */
function fulfilmentOf({ fulfilment, shipped }: ExchangedOrder['facts'], before = 'unfulfilled'): string {
  const arrived = before === 'delivered' || before === 'returned';
  if (shipped !== true || fulfilment === 'delivered' || fulfilment === 'returned') return fulfilment ?? before;
  return arrived ? before : fulfilment === 'part_shipped' ? fulfilment : 'shipped';
}

function paymentOf({ paid: told }: ExchangedOrder['facts'], total: string, before: OrderRecord | undefined) {
  const whole = parseDecimal(total);
  const paid = told === 'all' ? whole : parseDecimal(told ?? before?.totals.paid ?? '0');
  const due = paid > whole ? 0n : whole - paid;
  const sums = { paid: formatDecimal(paid), due: formatDecimal(due) };
  if (told === undefined && before !== undefined) return { code: before.payment.code, ...sums };
  return { code: told === 'all' || (paid > 0n && due === 0n) ? 'paid' : paid > 0n ? 'part_paid' : 'unpaid', ...sums };
}

/** Written as it will be read again, so that the same document changes nothing the second time. */
function plain(amount: string): string;
function plain(amount: string | undefined): string | undefined;
function plain(amount: string | undefined): string | undefined {
  return amount === undefined ? undefined : formatDecimal(parseDecimal(amount));
}

function addressOf(address: OrderRecord['shippingAddress']): OrderRecord['shippingAddress'] {
  return address && { recipient: address.recipient, lines: address.lines, phone: address.phone };
}
