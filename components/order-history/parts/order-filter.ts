import type { InputOf } from '../../../src/contract/operation.ts';
import type { listOrders } from '../../../src/contract/orders/list.ts';

type ListInput = InputOf<typeof listOrders>;

/** What the customer narrows and sorts the list by; answered by the backend. */
export type OrderListFilter = Omit<ListInput, 'cursor' | 'limit' | 'timeZone'>;

/** Without what says nothing, so that equal filters are the same question. */
export function tidy(filter: OrderListFilter): OrderListFilter {
  return Object.fromEntries(Object.entries(filter).filter(([, value]) => value !== undefined && value.length > 0));
}

/** Whether the list shows less than everything. */
export function isNarrowed(filter: OrderListFilter): boolean {
  return Object.keys(tidy(filter)).some((name) => name !== 'sort');
}

/** The question to the backend; days need to say in which time zone they are meant. */
export function toListInput(filter: OrderListFilter, limit: number, timeZone: string): ListInput {
  const narrowed = tidy(filter);
  return { ...narrowed, ...((narrowed.placedFrom || narrowed.placedTo) && { timeZone }), limit };
}
