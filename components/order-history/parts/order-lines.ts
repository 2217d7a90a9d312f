import type { OrderLine } from '../../../src/contract/orders/order.ts';
import type { Formatters } from '../../../src/i18n/format.ts';
import type { TableLine } from '../../shared/lines-table.ts';
import type { OrderTexts } from './order-texts.ts';

/** A line of an order as its table shows it: how much of it is sent stands below the quantity. */
export function orderLine(line: OrderLine, { t }: OrderTexts, format: Formatters): TableLine {
  const { product, quantity, unit, unitPrice, total, shippedQuantity } = line;
  const partly = shippedQuantity !== undefined && shippedQuantity > 0 && shippedQuantity !== quantity;
  return {
    title: product.title,
    detail: product.sku,
    quantity,
    unit,
    quantityDetail: partly
      ? t('shippedOfOrdered', { shipped: format.number(shippedQuantity), ordered: format.number(quantity) })
      : undefined,
    unitPrice,
    total,
  };
}
