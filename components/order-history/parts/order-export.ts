import { listOrders, type OrderSummary } from '../../../src/contract/orders/list.ts';
import { orderFiltersMessages } from '../../../src/i18n/order-filters.ts';
import { ordersMessages } from '../../../src/i18n/orders.ts';
import { ListExport, type ExportPlan } from '../../shared/list-export.ts';
import { LocalizeController } from '../../shared/localize-controller.ts';
import { toListInput } from './order-filter.ts';

declare global {
  interface HTMLElementEventMap {
    'cabinet-orders-exported': CustomEvent<{ count: number; fileName: string }>;
  }
}

/**
 * Saves every order that matches the filters as a CSV file; begins when it is put on the page.
 *
 * @internal
 * @fires {CustomEvent} cabinet-orders-exported - The file was handed to the browser. `detail.count`, `detail.fileName`
 * @fires close - Nothing is left to see.
 */
export class CabinetOrderExport extends ListExport<typeof listOrders> {
  #texts = new LocalizeController(this, orderFiltersMessages);
  #words = new LocalizeController(this, ordersMessages);

  protected override plan(): ExportPlan<typeof listOrders> | undefined {
    if (!this.#texts.ready || !this.#words.ready) return undefined;
    const { t } = this.#texts;
    const { format } = this;
    const word = ({ code, label }: OrderSummary['status' | 'payment' | 'fulfilment']): string =>
      label ?? this.#words.t(code);
    return {
      operation: listOrders,
      input: (limit) => toListInput(this.filters, limit, format),
      fileName: t('export.file'),
      heading: [
        ...(['number', 'reference', 'placed', 'placedBy', 'status', 'payment', 'fulfilment'] as const),
        ...(['contents', 'lines', 'total', 'currency'] as const),
      ].map((name) => t(`column.${name}`)),
      idOf: ({ id }) => id,
      row: (order) => [
        order.number,
        order.customerReference ?? '',
        format.dateTime(order.placedAt),
        order.placedBy?.name ?? '',
        word(order.status),
        word(order.payment),
        word(order.fulfilment),
        order.firstLine ?? '',
        { number: String(order.lineCount) },
        { number: order.total.amount },
        order.total.currency,
      ],
    };
  }

  protected override saved(detail: { count: number; fileName: string }): void {
    this.emit('cabinet-orders-exported', detail);
  }
}
