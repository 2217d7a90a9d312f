import type { ParsedMail } from 'mailparser';
import type { Store } from '../../server/store/index.ts';
import type { Acknowledged } from './buyers.ts';
import { INITIAL_STOCK } from './reorders.ts';

const TENANT = 'nordwind';

/** Compares what the buyers were told with what the database and the mail server hold. */
export async function findProblems(
  store: Store,
  acknowledged: readonly Acknowledged[],
  mails: readonly ParsedMail[],
): Promise<{ problems: string[]; counts: Record<string, number> }> {
  const problems: string[] = [];
  const { orders, lines, invoices, stock } = await readAll(store);
  await store.close();

  const byReference = Map.groupBy(orders, (order) => order.customer_reference ?? '');
  for (const { reference, orderId, number } of acknowledged) {
    const found = byReference.get(reference) ?? [];
    if (!found.some(({ id }) => id === orderId))
      problems.push(`order ${number} (${reference}) was acknowledged and is lost`);
    if (found.length > 1)
      problems.push(`${reference} made ${found.length} orders: ${found.map((order) => order.number).join(', ')}`);
  }
  const references = new Set(acknowledged.map(({ reference }) => reference));
  for (const order of orders) {
    if (!references.has(order.customer_reference ?? '')) problems.push(`order ${order.number} was never acknowledged`);
  }

  const numbers = invoices.map(({ number }) => Number(number.split('-').at(-1))).sort((one, other) => one - other);
  const gapless = numbers.every((number, index) => index === 0 || number === (numbers[index - 1] ?? 0) + 1);
  if (!gapless) problems.push(`invoice numbers have a gap or a repeat: ${numbers.join(', ')}`);
  if (invoices.length !== orders.length) problems.push(`${orders.length} orders have ${invoices.length} invoices`);

  const messageIds = new Set<string>();
  for (const { number } of orders) {
    const own = mails.filter(({ subject }) => subject?.endsWith(` ${number}`));
    const ids = new Set(own.map(({ messageId }) => messageId ?? ''));
    if (own.length === 0) problems.push(`the mail of order ${number} is lost`);
    if (ids.size > 1) problems.push(`order ${number} has ${ids.size} different mails`);
    for (const id of ids) messageIds.add(id);
  }

  const sold = new Map<string, number>();
  for (const { product_id: id, quantity } of lines) sold.set(id, (sold.get(id) ?? 0) + Number(quantity));
  for (const { id, left } of stock) {
    const expected = INITIAL_STOCK - (sold.get(id) ?? 0);
    if (left !== expected) problems.push(`${left} of ${id} are left instead of ${expected}`);
  }
  return {
    problems,
    counts: {
      orders: orders.length,
      invoices: invoices.length,
      mails: mails.length,
      'distinct mails': messageIds.size,
      'mails repeated with the same Message-ID': mails.length - messageIds.size,
    },
  };
}

/** What was ordered in the campaign: everything after the demo's own histories. */
async function readAll(store: Store) {
  return store.transaction({ tenantId: TENANT }, async (transaction) => {
    const orders = await transaction
      .selectFrom('orders')
      .select(['id', 'number', 'customer_reference'])
      .where('tenant_id', '=', TENANT)
      .where('customer_reference', 'like', 'act-%')
      .execute();
    const lines = await transaction
      .selectFrom('order_lines')
      .innerJoin('orders', (join) =>
        join.onRef('orders.tenant_id', '=', 'order_lines.tenant_id').onRef('orders.id', '=', 'order_lines.order_id'),
      )
      .select(['order_lines.product_id', 'order_lines.quantity'])
      .where('orders.tenant_id', '=', TENANT)
      .where('orders.customer_reference', 'like', 'act-%')
      .execute();
    const invoices = await transaction
      .selectFrom('invoices')
      .innerJoin('orders', (join) =>
        join.onRef('orders.tenant_id', '=', 'invoices.tenant_id').onRef('orders.id', '=', 'invoices.order_id'),
      )
      .select('invoices.number')
      .where('orders.tenant_id', '=', TENANT)
      .where('orders.customer_reference', 'like', 'act-%')
      .execute();
    const products = await transaction
      .selectFrom('products')
      .select(['id', 'stock'])
      .where('tenant_id', '=', TENANT)
      .execute();
    return { orders, lines, invoices, stock: products.map(({ id, stock }) => ({ id, left: Number(stock) })) };
  });
}
