import { createHash } from 'node:crypto';
import type { Selectable } from 'kysely';
import type { VerifiedCustomer } from '../../../src/adapters/adapter.ts';
import { formatDecimal, parseDecimal, type Terms } from '../amount.ts';
import { type Buyer, readBuyer } from '../addresses/buyer.ts';
import type { ProviderColumns } from '../provider-schema.ts';
import type { OrderTable, ProductTable, TenantTable } from '../schema.ts';
import type { StoreTransaction } from '../transaction.ts';
import { orderNotFound, owned } from './order.ts';
import { planReorder, type Plan, type WantedLine } from './plan.ts';

/** The company without its secrets, and what orders have nothing to do with. */
export type Company = Omit<
  Selectable<TenantTable>,
  | 'origins'
  | 'token_issuer'
  | 'token_audience'
  | 'token_jwks_url'
  | 'token_secret'
  | 'payment_settings'
  | 'payment_secret'
  | 'link_secret'
  | 'country'
  | 'cabinet_url'
  | 'locked_company_fields'
  | 'exchange_statuses'
  | 'exchange_price_type'
  | keyof ProviderColumns
>;

/** What a reorder is made of, as the database has it now. */
export interface ReorderBasis {
  company: Company;
  customer: Buyer;
  /** As asked for, newest first. */
  orders: Selectable<OrderTable>[];
  plan: Plan;
  /** Names what would be ordered at which price: equal only if the customer would get what they saw. */
  terms: string;
}

export interface ReorderRequest {
  orderIds: readonly string[];
  lines?: readonly WantedLine[] | undefined;
}

/** Reads everything and plans. `lock` holds the products until the transaction ends, in the order of their ids. */
export async function readReorderBasis(
  transaction: StoreTransaction,
  request: ReorderRequest,
  customer: VerifiedCustomer,
  lock: boolean,
): Promise<ReorderBasis> {
  const company = await readCompany(transaction, customer.tenantId);
  const buyer = await readBuyer(transaction, customer);
  const orderIds = [...new Set(request.orderIds)];
  if (orderIds.some((id) => id.includes('\0'))) throw orderNotFound();
  const orders = await transaction
    .selectFrom('orders')
    .selectAll()
    .where((builder) => builder.and(owned(customer)))
    .where('id', 'in', orderIds)
    .orderBy('placed_at', 'desc')
    .orderBy('id', 'desc')
    .execute();
  if (orders.length < orderIds.length) throw orderNotFound();
  const lines = await transaction
    .selectFrom('order_lines')
    .selectAll()
    .where((builder) => builder.and(owned(customer)))
    .where('order_id', 'in', orderIds)
    .orderBy('position')
    .execute();
  const sorted = orders.flatMap(({ id, currency }) =>
    lines.filter(({ order_id: orderId }) => orderId === id).map((line) => ({ line, currency })),
  );
  const products = await readProducts(
    transaction,
    customer.tenantId,
    lines.map((line) => line.product_id),
    lock,
  );
  const plan = planReorder(sorted, products, request.lines ?? [], termsOf(company, buyer));
  return { company, customer: buyer, orders, plan, terms: nameTerms(orderIds, plan) };
}

export function readCompany(transaction: StoreTransaction, tenantId: string): Promise<Company> {
  return transaction
    .selectFrom('tenants')
    .select(['id', 'name', 'locale', 'time_zone', 'currency', 'tax_percent', 'tax_included', 'free_shipping_from'])
    .select(['shipping_fee', 'delivery_days', 'order_prefix', 'legal_name', 'tax_id', 'address', 'bank_details'])
    .select(['mail_from', 'payment_days', 'kpp', 'bank'])
    .where('id', '=', tenantId)
    .executeTakeFirstOrThrow(orderNotFound);
}

/** Products by id, and those offered instead of them. */
async function readProducts(
  transaction: StoreTransaction,
  tenantId: string,
  ids: readonly string[],
  lock: boolean,
): Promise<Map<string, Selectable<ProductTable>>> {
  const read = async (wanted: readonly string[]) => {
    if (wanted.length === 0) return [];
    const query = transaction
      .selectFrom('products')
      .selectAll()
      .where('tenant_id', '=', tenantId)
      .where('id', 'in', [...new Set(wanted)])
      .orderBy('id');
    return (lock ? query.forUpdate() : query).execute();
  };
  const substitutes = (
    await transaction
      .selectFrom('products')
      .select('substitutes')
      .where('tenant_id', '=', tenantId)
      .where('id', 'in', ids.length === 0 ? [''] : [...new Set(ids)])
      .execute()
  ).flatMap((product) => product.substitutes);
  const products = await read([...ids, ...substitutes]);
  return new Map(products.map((product) => [product.id, product]));
}

function termsOf(company: Company, customer: Pick<Buyer, 'discount_percent'>): Terms {
  return {
    currency: company.currency,
    taxPercent: parseDecimal(company.tax_percent),
    taxIncluded: company.tax_included,
    freeShippingFrom: company.free_shipping_from === null ? null : parseDecimal(company.free_shipping_from),
    shippingFee: parseDecimal(company.shipping_fee),
    discountPercent: parseDecimal(customer.discount_percent),
  };
}

function nameTerms(orderIds: readonly string[], { lines, ordered, sums }: Plan): string {
  const ordering = ordered.map(({ product, quantity, unitPrice }) => [
    product.id,
    formatDecimal(quantity),
    formatDecimal(unitPrice),
  ]);
  const lineQuantities = lines.map((line) => [line.lineId, line.product.id, line.quantity]);
  const content = JSON.stringify([orderIds, lineQuantities, ordering, formatDecimal(sums.total)]);
  return createHash('sha256').update(content).digest('base64url');
}
