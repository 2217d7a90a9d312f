import type { OrderSummary } from '../../contract/orders/list.ts';
import type { Order, OrderLine, PostalAddress, Totals } from '../../contract/orders/order.ts';
import { fingerprint } from '../fingerprint.ts';
import { toMoney } from '../money.ts';
import { fulfilmentOf, paidOf, paymentOf, statusOf } from './states.ts';
import type { ShopLine, ShopOrder, ShopOrderAddress, ShopOrderDetails } from './types.ts';

/** The amounts of an order, integers. */
interface Amounts {
  subtotal: number;
  discount: number;
  shipping: number;
  total: number;
}

/** Of a cancelled order the shop sets every quantity and amount to nothing; what was ordered is still known. */
const wasCancelled = ({ state }: ShopOrder): boolean => state === 'Cancelled';

const quantityOf = (line: ShopLine, cancelled: boolean): number =>
  cancelled ? line.orderPlacedQuantity : line.quantity;

/** As the shop counted it; of a cancelled line it has forgotten that, and the price of one is left. */
const lineTotal = (line: ShopLine, cancelled: boolean): number =>
  cancelled ? line.unitPriceWithTax * line.orderPlacedQuantity : line.linePriceWithTax;

function amountsOf(order: ShopOrder): Amounts {
  const cancelled = wasCancelled(order);
  const parts = [
    ...order.lines.map((line) => lineTotal(line, cancelled)),
    ...order.surcharges.map(({ priceWithTax }) => priceWithTax),
  ];
  const subtotal = parts.reduce((sum, part) => sum + part, 0);
  if (!cancelled) {
    const { subTotalWithTax, shippingWithTax, totalWithTax } = order;
    return { subtotal, discount: subtotal - subTotalWithTax, shipping: shippingWithTax, total: totalWithTax };
  }
  const shipping = order.shippingLines.reduce((sum, { priceWithTax }) => sum + priceWithTax, 0);
  const total = paidOf(order).settled || subtotal + shipping;
  return { subtotal, discount: subtotal + shipping - total, shipping, total };
}

/** A row of the list. */
export function toSummary(order: ShopOrder, digits: number): OrderSummary {
  const first = order.lines[0]?.productVariant.name;
  return {
    // The number is what the shop finds an order by, and nobody can guess it.
    id: order.code,
    number: order.code,
    placedAt: order.orderPlacedAt,
    status: statusOf(order),
    payment: { code: paymentOf(order) },
    fulfilment: { code: fulfilmentOf(order) },
    total: toMoney(amountsOf(order).total, order.currencyCode, digits),
    lineCount: order.lines.length,
    ...(first !== undefined && { firstLine: first }),
    allowedActions: ['ask'],
  };
}

function toLine(line: ShopLine, order: ShopOrder, digits: number): OrderLine {
  const { id, sku, name } = line.productVariant;
  const cancelled = wasCancelled(order);
  const shipped = (order.fulfillments ?? [])
    .filter(({ state }) => state === 'Shipped' || state === 'Delivered')
    .flatMap(({ lines }) => lines)
    .filter(({ orderLineId }) => orderLineId === line.id)
    .reduce((sum, { quantity }) => sum + quantity, 0);
  return {
    id: line.id,
    product: { id, sku, title: name, ...(line.featuredAsset && { image: line.featuredAsset.preview }) },
    quantity: quantityOf(line, cancelled),
    unitPrice: toMoney(line.unitPriceWithTax, order.currencyCode, digits),
    total: toMoney(lineTotal(line, cancelled), order.currencyCode, digits),
    shippedQuantity: shipped,
  };
}

/** What is charged beside the goods, shown as a line so that the lines add up to the subtotal. */
function surchargeLines({ surcharges, currencyCode }: ShopOrder, digits: number): OrderLine[] {
  return surcharges.map(({ id, sku, description, priceWithTax }) => {
    const price = toMoney(priceWithTax, currencyCode, digits);
    const product = { id: `surcharge-${id}`, ...(sku && { sku }), title: description };
    return { id: `surcharge-${id}`, product, quantity: 1, unitPrice: price, total: price };
  });
}

function totalsOf(order: ShopOrderDetails, digits: number): Totals {
  const money = (value: number) => toMoney(value, order.currencyCode, digits);
  const { subtotal, discount, shipping, total } = amountsOf(order);
  const { settled, refunded } = paidOf(order);
  const tax = order.taxSummary.reduce((sum, { taxTotal }) => sum + taxTotal, 0);
  const paid = settled - refunded;
  return {
    subtotal: money(subtotal),
    ...(discount > 0 && { discount: money(discount) }),
    shipping: money(shipping),
    ...(!wasCancelled(order) && { tax: money(tax), taxIncluded: true }),
    total: money(total),
    paid: money(paid),
    ...(!wasCancelled(order) && { due: money(Math.max(0, total - paid)) }),
  };
}

function toPostalAddress(address: ShopOrderAddress | null): PostalAddress | undefined {
  const { fullName, company, streetLine1, streetLine2, city, province, postalCode, country, phoneNumber } =
    address ?? {};
  const place = [postalCode, city].filter(Boolean).join(' ');
  const lines = [company, streetLine1, streetLine2, place, province, country].filter(
    (line) => typeof line === 'string',
  );
  const shown = lines.filter(Boolean);
  if (shown.length === 0) return undefined;
  return { lines: shown, ...(fullName && { recipient: fullName }), ...(phoneNumber && { phone: phoneNumber }) };
}

/** An order with all that its details show. */
export function toOrder(order: ShopOrderDetails, digits: number): Order {
  const shippingAddress = toPostalAddress(order.shippingAddress);
  const billingAddress = toPostalAddress(order.billingAddress);
  const deliveryMethod = order.shippingLines[0]?.shippingMethod.name;
  return {
    ...toSummary(order, digits),
    lines: [...order.lines.map((line) => toLine(line, order, digits)), ...surchargeLines(order, digits)],
    totals: totalsOf(order, digits),
    ...(shippingAddress && { shippingAddress }),
    ...(billingAddress && { billingAddress }),
    ...(deliveryMethod !== undefined && { deliveryMethod }),
    documents: [],
    // The shop has no version of an order: `updatedAt` stays as it was while parcels go out.
    etag: fingerprint(JSON.stringify(order)),
  };
}
