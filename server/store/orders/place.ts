import { randomUUID } from 'node:crypto';
import { sql, type Insertable } from 'kysely';
import type { VerifiedCustomer } from '../../../src/adapters/adapter.ts';
import { formatDecimal } from '../amount.ts';
import { announce } from '../announce.ts';
import { dayIn } from '../days.ts';
import { issueInvoice } from '../invoices/issue.ts';
import type { OrderTable } from '../schema.ts';
import type { StoreTransaction } from '../transaction.ts';
import { owned } from './order.ts';
import type { ReorderBasis } from './reorder-basis.ts';
import { searchText } from '../list/search.ts';
import { nextNumber } from '../numbers.ts';

export interface OrderWords {
  customerReference?: string | undefined;
  note?: string | undefined;
}

/** Creates the order of a plan: stock, order, lines, timeline, invoice, mail and live event, all or nothing. */
export async function placeOrder(
  transaction: StoreTransaction,
  basis: ReorderBasis,
  words: OrderWords,
  customer: VerifiedCustomer,
): Promise<{ orderId: string; invoice: { id: string; number: string; mailedTo?: string | undefined } }> {
  const { plan } = basis;
  for (const { product, quantity } of plan.ordered) {
    if (product.stock === null) continue;
    await transaction
      .updateTable('products')
      .set({ stock: sql`stock - ${formatDecimal(quantity)}::numeric` })
      .where((builder) => builder.and({ tenant_id: customer.tenantId, id: product.id }))
      .execute();
  }
  const order = await orderValues(transaction, basis, words, customer);
  await transaction.insertInto('orders').values(order).execute();
  const lines = plan.ordered.map(({ product, quantity, unitPrice, total }, index) => ({
    ...owned(customer),
    order_id: order.id,
    position: index + 1,
    product_id: product.id,
    sku: product.sku,
    title: product.title,
    image: product.image,
    unit: product.unit,
    quantity: formatDecimal(quantity),
    unit_price: formatDecimal(unitPrice),
    total: formatDecimal(total),
  }));
  await transaction.insertInto('order_lines').values(lines).execute();
  await announce(transaction, customer.tenantId, [
    { customerId: customer.customerId, type: 'order.created', entity: 'orders', entityId: order.id },
  ]);
  const invoice = await issueInvoice(transaction, basis, { order, lines }, customer);
  await transaction
    .insertInto('order_events')
    .values(
      ['placed', 'confirmed', 'invoiced'].map((kind) => ({
        ...owned(customer),
        order_id: order.id,
        kind,
        at: order.placed_at,
        note: kind === 'invoiced' ? invoice.number : null,
      })),
    )
    .execute();
  return { orderId: order.id, invoice };
}

async function orderValues(
  transaction: StoreTransaction,
  { company, customer: buyer, orders, plan }: ReorderBasis,
  words: OrderWords,
  customer: VerifiedCustomer,
): Promise<Insertable<OrderTable>> {
  const { sums, ordered } = plan;
  const person = await transaction
    .selectFrom('people')
    .select('name')
    .where((builder) => builder.and({ tenant_id: customer.tenantId, id: customer.personId }))
    .executeTakeFirst();
  const number = `${company.order_prefix}-${await nextNumber(transaction, customer.tenantId, 'order')}`;
  const now = new Date();
  const last = orders[0];
  // Half a character would not survive being kept as JSON.
  const reference = words.customerReference?.toWellFormed() ?? null;
  const shippingAddress = shippingAddressOf({ customer: buyer, orders });
  const total = formatDecimal(sums.total);
  return {
    ...owned(customer),
    id: randomUUID(),
    number,
    placed_at: now.toISOString(),
    customer_reference: reference,
    status: 'confirmed',
    payment: 'unpaid',
    fulfilment: 'unfulfilled',
    currency: company.currency,
    subtotal: formatDecimal(sums.subtotal),
    discount: sums.discount === 0n ? null : formatDecimal(sums.discount),
    shipping: formatDecimal(sums.shipping),
    tax: formatDecimal(sums.tax),
    tax_included: company.tax_included,
    total,
    paid: '0',
    due: total,
    line_count: ordered.length,
    first_line: ordered[0]?.product.title ?? null,
    placed_by_id: customer.personId,
    placed_by_name: person?.name ?? null,
    expected_on: deliveryDay(company, now),
    shipping_address: jsonOrNull(shippingAddress),
    billing_address: jsonOrNull(buyer.billingAddress),
    payment_method: last?.payment_method ?? null,
    delivery_method: last?.delivery_method ?? null,
    note: words.note ?? null,
    search: searchText(
      number,
      reference,
      ordered.map(({ product }) => product),
    ),
  };
}

function jsonOrNull(value: unknown): string | null {
  return value === undefined || value === null ? null : JSON.stringify(value);
}

/** The customer's address for deliveries, otherwise where the latest of the orders went. */
export function shippingAddressOf({ customer, orders }: Pick<ReorderBasis, 'customer' | 'orders'>) {
  return customer.deliveryAddress ?? orders[0]?.shipping_address ?? undefined;
}

/** The day in the company's zone on which an order placed now should arrive. */
export function deliveryDay(company: { time_zone: string; delivery_days: number }, now: Date): string {
  return dayIn(company.time_zone, new Date(now.getTime() + company.delivery_days * 86_400_000));
}
