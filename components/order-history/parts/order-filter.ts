import type { InputOf } from '../../../src/contract/operation.ts';
import { OrderFilter, type listOrders } from '../../../src/contract/orders/list.ts';
import type { Formatters } from '../../../src/i18n/format.ts';
import { tidy } from '../../shared/list-filter.ts';
import type { UrlNames } from '../../shared/url-state.ts';

type ListInput = InputOf<typeof listOrders>;

/** What the customer narrows and sorts the list by; answered by the backend. */
export type OrderListFilter = Omit<ListInput, 'cursor' | 'limit' | 'timeZone'>;

/** The question to the backend; days need to say in which time zone they are meant. */
export function toListInput(filter: OrderListFilter, limit: number, format: Formatters): ListInput {
  const narrowed = tidy(filter);
  return { ...narrowed, ...((narrowed.placedFrom || narrowed.placedTo) && { timeZone: format.timeZone }), limit };
}

const { cursor: _cursor, limit: _limit, timeZone: _timeZone, ...schemas } = OrderFilter.shape;

/** How the list writes itself into the page's address. */
export const orderUrlNames: UrlNames = {
  prefix: 'orders.',
  schemas,
  open: { parameter: 'order', property: 'orderId' },
};
