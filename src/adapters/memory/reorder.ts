import type { InputOf } from '../../contract/operation.ts';
import type { OrderLine, ReorderLine, ReorderPreview, previewReorder } from '../../contract/orders/index.ts';
import { CabinetError } from '../../contract/problem.ts';
import { money, sumUp, toMinor, toTotals, type Sums } from './demo/money.ts';
import { seedOf } from './demo/random.ts';
import { texts } from './demo/texts.ts';
import type { DemoCompany, DemoCustomer, DemoOrder, DemoProduct } from './demo/types.ts';

type Wish = InputOf<typeof previewReorder>;

/** What is left of each product; absent: as much as one likes. */
export type Stock = Map<string, number>;

export function stockOf(products: readonly DemoProduct[]): Stock {
  return new Map(products.flatMap(({ id, stock }) => (stock === undefined ? [] : [[id, stock]])));
}

/** A preview, and the sums it was made of. */
export interface Offer {
  preview: ReorderPreview;
  sums: Sums;
}

/** Offers to repeat orders at today's prices and stock. */
export function offerReorder(
  { company, customer, stock, now }: { company: DemoCompany; customer: DemoCustomer; stock: Stock; now: Date },
  orders: readonly DemoOrder[],
  wish: Wish,
): Offer {
  const { currency } = company.terms;
  const products = new Map(company.products.map((product) => [product.id, product]));
  const left = new Map(stock);
  const wanted = new Map(wish.lines?.map((line) => [line.lineId, line]));
  const earlier = orders.flatMap(({ order }) => order.lines);
  const unknown = wish.lines?.findIndex(({ lineId }) => !earlier.some(({ id }) => id === lineId)) ?? -1;
  if (unknown >= 0) refuse(`/lines/${unknown}/lineId`, 'is no line of these orders');

  const lines = earlier.map((line) => offerLine(line));
  const sums = sumUp(
    lines.map(({ total }) => (total ? toMinor(total.amount) : 0)),
    company.terms,
    customer.discountPercent,
  );
  const orderable = lines.some(({ quantity }) => quantity > 0);
  const totals = toTotals(sums, company.terms);
  const agreed = lines.map(({ lineId, product, quantity, unitPrice }) => [lineId, product.id, quantity, unitPrice]);
  const preview: ReorderPreview = {
    terms: seedOf(JSON.stringify([agreed, totals])).toString(36),
    orderable,
    ...(!orderable && { reason: texts[company.locale].minimum }),
    lines,
    totals,
    previousTotal: money(
      orders.reduce((sum, { order }) => sum + toMinor(order.total.amount), 0),
      currency,
    ),
    shippingAddress: customer.addresses[0],
    expectedOn: new Date(now.getTime() + 3 * 86_400_000).toISOString().slice(0, 10),
    invoiceEmail: customer.invoiceEmail,
  };
  return { preview, sums };

  function offerLine(line: OrderLine): ReorderLine {
    const wishOfLine = wanted.get(line.id);
    const previous = products.get(line.product.id);
    const productId = wishOfLine?.productId ?? line.product.id;
    const product = products.get(productId);
    const substituted = productId !== line.product.id;
    if (substituted && !previous?.substitutes.includes(productId)) {
      const index = wish.lines?.findIndex(({ lineId }) => lineId === line.id) ?? 0;
      refuse(`/lines/${index}/productId`, 'is none of the substitutes offered');
    }

    const sold = product !== undefined && !product.discontinued;
    const available = sold ? left.get(productId) : 0;
    const asked = wishOfLine?.quantity ?? line.quantity;
    const quantity = Math.min(asked, available ?? asked);
    if (available !== undefined) left.set(productId, available - quantity);

    const before = toMinor(line.unitPrice.amount);
    const price = sold ? toMinor(product.price) : undefined;
    const changes: ReorderLine['changes'] = [];
    if (substituted) changes.push('substituted');
    else if (price !== undefined && price !== before) changes.push(price > before ? 'price_up' : 'price_down');
    if (!sold) changes.push('discontinued');
    else if (available === 0) changes.push('out_of_stock');
    else if (quantity < asked) changes.push('less_stock');

    const offered = !sold || quantity < asked || substituted ? (previous?.substitutes ?? []) : [];
    return {
      lineId: line.id,
      product: product ? referenceTo(product) : line.product,
      ...(substituted && { previousProduct: line.product }),
      unit: line.unit,
      previousQuantity: line.quantity,
      quantity,
      ...(available !== undefined && { availableQuantity: available }),
      previousUnitPrice: line.unitPrice,
      ...(price !== undefined && {
        unitPrice: money(price, currency),
        total: money(Math.round(price * quantity), currency),
      }),
      changes,
      substitutes: offered.flatMap((id) => {
        const substitute = products.get(id);
        if (!substitute || substitute.discontinued) return [];
        const availableQuantity = left.get(id);
        return {
          product: referenceTo(substitute),
          unitPrice: money(toMinor(substitute.price), currency),
          ...(availableQuantity !== undefined && { availableQuantity }),
        };
      }),
    };
  }
}

const referenceTo = ({ id, sku, title }: DemoProduct) => ({ id, sku, title });

function refuse(pointer: string, message: string): never {
  throw new CabinetError('invalid', `${pointer} ${message}`, { fields: { [pointer]: message } });
}
