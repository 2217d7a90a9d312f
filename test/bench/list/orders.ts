import type { OrderFilter, OrderSummary } from '../../../src/contract/orders/list.ts';
import type { Page } from '../../../src/contract/page.ts';

/** Rows that a list asks for at once. */
export const PAGE = 100;

const goods = ['Coffee beans', 'Paper cups', 'Cup lids', 'Oat milk', 'Vanilla syrup', 'Napkins', 'Saucepan 24 cm'];
const FIRST = Date.parse('2020-01-01T08:00:00Z');
const TWENTY_MINUTES = 1_200_000;

/** Orders of one customer, newest first, the same every time. */
export function makeOrders(count: number): OrderSummary[] {
  return Array.from({ length: count }, (_order, index) => {
    const ordinal = count - index;
    const onHold = ordinal % 500 === 0;
    return {
      id: `order-${ordinal}`,
      number: `T-${String(ordinal).padStart(7, '0')}`,
      placedAt: new Date(FIRST + ordinal * TWENTY_MINUTES).toISOString(),
      customerReference: ordinal % 3 === 0 ? `PO ${ordinal}` : undefined,
      status: { code: onHold ? 'on_hold' : 'completed' },
      payment: { code: ordinal % 7 === 0 ? 'overdue' : 'paid' },
      fulfilment: { code: 'delivered' },
      total: { amount: `${(ordinal * 7919) % 99_991}.${String(ordinal % 100).padStart(2, '0')}`, currency: 'EUR' },
      lineCount: 1 + (ordinal % 5),
      firstLine: goods[ordinal % goods.length],
      allowedActions: ['reorder'],
    };
  });
}

/** What a backend with an index would answer: all orders that match, in order. */
export function select(
  orders: readonly OrderSummary[],
  { status, search, sort }: OrderFilter,
): readonly OrderSummary[] {
  const word = search?.toLowerCase();
  const found =
    status || word
      ? orders.filter(
          (order) =>
            (!status || status.some((code) => code === order.status.code)) &&
            (!word || `${order.number} ${order.firstLine ?? ''}`.toLowerCase().includes(word)),
        )
      : orders;
  return sort === '-total' ? found.toSorted((a, b) => Number(b.total.amount) - Number(a.total.amount)) : found;
}

/** Answers as a backend does: a page at a time, without delay, so that only the list's own work is measured. */
export interface Backend {
  list(input: OrderFilter): Promise<Page<OrderSummary>>;
}

export function backendOver(orders: readonly OrderSummary[]): Backend {
  let narrowed: { key: string; found: readonly OrderSummary[] } = { key: '', found: orders };
  return {
    async list({ cursor, limit = 20, ...filter }) {
      const key = JSON.stringify([filter.status, filter.search, filter.sort]);
      if (narrowed.key !== key) narrowed = { key, found: select(orders, filter) };
      const start = Number(cursor ?? 0);
      const { found } = narrowed;
      const end = start + limit;
      return {
        items: found.slice(start, end),
        nextCursor: end < found.length ? String(end) : null,
        total: found.length,
      };
    },
  };
}
