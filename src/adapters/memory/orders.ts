import { CabinetError } from '../../contract/problem.ts';
import type { AdapterHandlers } from '../define-adapter.ts';
import { OrderBook } from './book.ts';
import { advanceOrder, writeReordered } from './change.ts';
import type { DemoOrder } from './demo/types.ts';
import { invoiceNumber } from './demo/texts.ts';
import { orderList } from './list.ts';
import { offerReorder, stockOf } from './reorder.ts';
import type { Served } from './served.ts';

/** One customer's orders, with the company's side to play. */
export interface MemoryOrders {
  handlers: Pick<AdapterHandlers, 'orders'>;
  book: OrderBook;
  /** Moves an order to its next stage, as the company would; false when it is at its end. */
  advance(orderId: string): boolean;
}

/** @param orderCount length of the history */
export function memoryOrders({ company, customer, person, now, stream }: Served, orderCount: number): MemoryOrders {
  const book = new OrderBook(company, customer, now(), orderCount);
  const stock = stockOf(company.products);

  const change = (changed: DemoOrder) => {
    const { order } = book.replace(changed);
    stream.publish('order.updated', 'orders', order.id);
    return order;
  };
  const offer = (wish: Parameters<typeof offerReorder>[2]) =>
    offerReorder(
      { company, customer, stock, now: now() },
      wish.orderIds.map((id) => book.find(id)),
      wish,
    );

  return {
    handlers: {
      orders: {
        list: orderList(book, company.products, person.id),
        get: ({ orderId }) => book.find(orderId).order,
        timeline: ({ orderId }) => ({ steps: book.find(orderId).timeline }),
        shipments: ({ orderId }) => ({ items: book.find(orderId).shipments }),
        previewReorder: (wish) => offer(wish).preview,
        reorder: (input) => {
          const offered = offer(input);
          if (offered.preview.terms !== input.terms) throw new CabinetError('conflict', 'The terms have changed since');
          if (!offered.preview.orderable) throw new CabinetError('conflict', 'Nothing of it can be ordered');
          for (const { product, quantity } of offered.preview.lines) {
            const left = stock.get(product.id);
            if (left !== undefined) stock.set(product.id, left - quantity);
          }
          const { order } = book.add((name) =>
            writeReordered({ company, customer, person, now: now() }, name, offered, input),
          );
          stream.publish('order.created', 'orders', order.id);
          stream.publish('invoice.created', 'invoices', `${order.id}-invoice`);
          return {
            order,
            invoice: {
              id: `${order.id}-invoice`,
              number: invoiceNumber(order.number, company.locale),
              mailedTo: customer.invoiceEmail,
            },
          };
        },
        requestCancellation: (input) => {
          const record = book.find(input.orderId);
          const { allowedActions } = record.order;
          if (!allowedActions.includes('request_cancellation')) {
            throw new CabinetError('conflict', 'This order can no longer be cancelled');
          }
          return change({
            ...record,
            order: {
              ...record.order,
              allowedActions: allowedActions.filter((action) => action !== 'request_cancellation'),
              cancellation: { state: 'requested', requestedAt: now().toISOString() },
            },
          });
        },
      },
    },
    book,
    advance(orderId) {
      const advanced = advanceOrder(book.find(orderId), now());
      if (advanced) change(advanced);
      return advanced !== undefined;
    },
  };
}
