import type { Selectable } from 'kysely';
import type { ReorderLine } from '../../../src/contract/orders/index.ts';
import { CabinetError } from '../../../src/contract/problem.ts';
import { formatDecimal, multiply, parseDecimal, sumUp, toMoney, type Sums, type Terms } from '../amount.ts';
import type { OrderLineTable, ProductTable } from '../schema.ts';
import { lineId, present } from './mapping.ts';

type Product = Selectable<ProductTable>;
type Line = Selectable<OrderLineTable>;

export interface WantedLine {
  lineId: string;
  quantity: number;
  productId?: string | undefined;
}

/** A line as it would be ordered; amounts in millionths. */
export interface PlannedLine {
  product: Product;
  quantity: bigint;
  unitPrice: bigint;
  total: bigint;
}

export interface Plan {
  /** For the customer: every line of the earlier orders and how it differs. */
  lines: ReorderLine[];
  /** For the order: only what can be ordered. */
  ordered: PlannedLine[];
  sums: Sums;
}

/** What repeating lines means with today's products: prices, what is left of each, what is gone. */
export function planReorder(
  lines: readonly { line: Line; currency: string }[],
  products: ReadonlyMap<string, Product>,
  wanted: readonly WantedLine[],
  terms: Terms,
): Plan {
  const wishes = checkWanted(
    wanted,
    lines.map(({ line }) => line),
    products,
  );
  const left = createStock(products);
  const ordered: PlannedLine[] = [];
  const described = lines.map(({ line, currency }) => {
    const wish = wishes.get(lineId(line.order_id, line.position));
    const product = products.get(wish?.productId ?? line.product_id);
    const wantedQuantity = wish === undefined ? parseDecimal(line.quantity) : parseDecimal(wish.quantity.toFixed(3));
    const available = product === undefined ? 0n : left.available(product);
    const quantity = available === null || wantedQuantity < available ? wantedQuantity : available;
    const sellable = product !== undefined && !product.discontinued;
    if (sellable && quantity > 0n) {
      const unitPrice = parseDecimal(product.price);
      ordered.push({ product, quantity, unitPrice, total: multiply(unitPrice, quantity, terms.currency) });
      left.take(product, quantity);
    }
    return describe(
      { line, currency, product, quantity: sellable ? quantity : 0n, wantedQuantity, available },
      products,
      left,
      terms,
    );
  });
  return {
    lines: described,
    ordered,
    sums: sumUp(
      ordered.map(({ total }) => total),
      terms,
    ),
  };
}

interface Stock {
  /** What may still be taken of a product, by several lines together; null: as much as one likes. */
  available(product: Product): bigint | null;
  take(product: Product, quantity: bigint): void;
}

function createStock(products: ReadonlyMap<string, Product>): Stock {
  const left = new Map<string, bigint>();
  for (const product of products.values()) {
    if (product.discontinued) left.set(product.id, 0n);
    else if (product.stock !== null) left.set(product.id, parseDecimal(product.stock));
  }
  return {
    available: ({ id }) => left.get(id) ?? null,
    take({ id }, quantity) {
      const rest = left.get(id);
      if (rest !== undefined) left.set(id, rest - quantity);
    },
  };
}

/** @throws CabinetError `invalid`, naming the field, for a line or product that was not offered */
function checkWanted(wanted: readonly WantedLine[], lines: readonly Line[], products: ReadonlyMap<string, Product>) {
  const known = new Map(lines.map((line) => [lineId(line.order_id, line.position), line]));
  const wishes = new Map<string, WantedLine>();
  const fields: Record<string, string> = {};
  for (const [index, wish] of wanted.entries()) {
    const line = known.get(wish.lineId);
    if (line === undefined) fields[`/lines/${index}/lineId`] = 'The orders have no such line.';
    else if (wishes.has(wish.lineId)) fields[`/lines/${index}/lineId`] = 'The line is named twice.';
    else if (wish.productId !== undefined && !isOffered(wish.productId, line, products)) {
      fields[`/lines/${index}/productId`] = 'The product is not offered for this line.';
    }
    if (Math.abs(wish.quantity * 1000 - Math.round(wish.quantity * 1000)) > 1e-6) {
      fields[`/lines/${index}/quantity`] = 'A quantity has at most three decimals.';
    }
    wishes.set(wish.lineId, wish);
  }
  if (Object.keys(fields).length > 0) {
    throw new CabinetError('invalid', Object.values(fields).join(' '), { fields });
  }
  return wishes;
}

function isOffered(productId: string, line: Line, products: ReadonlyMap<string, Product>): boolean {
  if (productId === line.product_id) return true;
  return products.has(productId) && (products.get(line.product_id)?.substitutes.includes(productId) ?? false);
}

interface Outcome {
  line: Line;
  currency: string;
  product: Product | undefined;
  quantity: bigint;
  wantedQuantity: bigint;
  available: bigint | null;
}

function describe(
  { line, currency, product, quantity, wantedQuantity, available }: Outcome,
  products: ReadonlyMap<string, Product>,
  stock: Stock,
  terms: Terms,
): ReorderLine {
  const previous = {
    id: line.product_id,
    title: line.title,
    ...present({ sku: line.sku, image: line.image }),
  };
  const substituted = product !== undefined && product.id !== line.product_id;
  const sellable = product !== undefined && !product.discontinued;
  const short = sellable && available !== null && available < wantedQuantity;
  const changes: ReorderLine['changes'] = substituted ? ['substituted'] : [];
  if (!sellable) changes.push('discontinued');
  else if (short) changes.push(available === 0n ? 'out_of_stock' : 'less_stock');
  if (sellable && !substituted && currency === terms.currency) {
    const difference = parseDecimal(product.price) - parseDecimal(line.unit_price);
    if (difference !== 0n) changes.push(difference > 0n ? 'price_up' : 'price_down');
  }
  const unitPrice = sellable ? parseDecimal(product.price) : undefined;
  const original = products.get(line.product_id);
  const offers = short || !sellable || substituted ? (original?.substitutes ?? []) : [];
  return {
    lineId: lineId(line.order_id, line.position),
    product: product === undefined ? previous : toReference(product),
    ...(substituted && { previousProduct: previous }),
    ...present({ unit: product?.unit ?? line.unit }),
    previousQuantity: Number(line.quantity),
    quantity: toNumber(quantity),
    ...(sellable && available !== null && { availableQuantity: toNumber(available) }),
    previousUnitPrice: toMoney(line.unit_price, currency),
    ...(unitPrice !== undefined && {
      unitPrice: toMoney(unitPrice, terms.currency),
      total: toMoney(multiply(unitPrice, quantity, terms.currency), terms.currency),
    }),
    changes,
    substitutes: offers.flatMap((id) => {
      const offer = products.get(id);
      const rest = offer === undefined ? 0n : stock.available(offer);
      if (offer === undefined || (rest === 0n && offer.id !== product?.id)) return [];
      return [
        {
          product: toReference(offer),
          unitPrice: toMoney(offer.price, terms.currency),
          ...(rest !== null && { availableQuantity: toNumber(rest) }),
        },
      ];
    }),
  };
}

function toReference(product: Product): ReorderLine['product'] {
  return { id: product.id, title: product.title, ...present({ sku: product.sku, image: product.image }) };
}

function toNumber(quantity: bigint): number {
  return Number(formatDecimal(quantity));
}
