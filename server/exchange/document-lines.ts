import { formatDecimal, multiply, parseDecimal } from '../store/amount.ts';
import type { OrderRecord } from '../store/records.ts';
import { decimalOf, idOf, isTrue, quantityOf, unitOf } from './values.ts';
import { childrenOf, textOf, type Element } from './xml.ts';

/** The line by which shops charge for delivery. */
const DELIVERY = 'ORDER_DELIVERY';

const productsOf = (document: Element) => childrenOf(document, 'Товары', 'Товар');
const isDelivery = (product: Element) => idOf(product) === DELIVERY;

/** The goods of a document; delivery is no line, but a part of the sum. */
export function linesOf(document: Element): OrderRecord['lines'][number][] {
  return productsOf(document)
    .filter((product) => !isDelivery(product))
    .map((product) => {
      const title = textOf(product, 'Наименование')?.slice(0, 500) ?? '—';
      const sku = textOf(product, 'Артикул');
      const unit = unitOf(product);
      return {
        productId: idOf(product) ?? sku ?? title.slice(0, 200),
        ...(sku !== undefined && { sku }),
        title,
        ...(unit !== undefined && { unit }),
        quantity: quantityOf(textOf(product, 'Количество')) ?? 0,
        unitPrice: priceOf(product),
        total: formatDecimal(totalOf(product)),
      };
    });
}

/** The sums of a document; undefined where it has none, as when it only tells a status. */
export function totalsOf(document: Element): OrderRecord['totals'] | undefined {
  const sum = decimalOf(textOf(document, 'Сумма'));
  if (sum === undefined) return undefined;
  const total = parseDecimal(sum);
  const products = productsOf(document);
  const add = (list: readonly Element[]) => list.reduce((before, product) => before + totalOf(product), 0n);
  const shipping = add(products.filter(isDelivery));
  const goods = add(products.filter((product) => !isDelivery(product)));
  const taxes = childrenOf(document, 'Налоги', 'Налог');
  const tax = taxes.reduce((before, entry) => before + parseDecimal(decimalOf(textOf(entry, 'Сумма')) ?? '0'), 0n);
  const onTop = taxes.some((entry) => !isTrue(textOf(entry, 'УчтеноВСумме'))) ? tax : 0n;
  // Less than its parts is a discount; more is a price that no line tells.
  const rest = total - goods - shipping - onTop;
  return {
    subtotal: formatDecimal(rest > 0n ? goods + rest : goods),
    ...(rest < 0n && { discount: formatDecimal(-rest) }),
    ...(products.some(isDelivery) && { shipping: formatDecimal(shipping) }),
    ...(tax !== 0n && { tax: formatDecimal(tax), taxIncluded: onTop === 0n }),
    total: formatDecimal(total),
  };
}

function priceOf(product: Element): string {
  return decimalOf(textOf(product, 'ЦенаЗаЕдиницу') ?? textOf(product, 'Цена')) ?? '0';
}

function totalOf(product: Element): bigint {
  const sum = decimalOf(textOf(product, 'Сумма'));
  if (sum !== undefined) return parseDecimal(sum);
  const quantity = parseDecimal(decimalOf(textOf(product, 'Количество')) ?? '0');
  return multiply(parseDecimal(priceOf(product)), quantity, 'RUB');
}
