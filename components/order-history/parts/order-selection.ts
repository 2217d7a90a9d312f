import type { OrderSummary } from '../../../src/contract/orders/list.ts';
import { MAX_REORDERED_ORDERS } from '../../../src/contract/orders/limits.ts';

/** Orders chosen to be repeated as one: their numbers by id. */
export type Selection = ReadonlyMap<string, string>;

/** With an order, or without it if it was chosen before; no more than can be repeated as one. */
export function toggled(selection: Selection, { id, number }: OrderSummary): Selection {
  const next = new Map(selection);
  if (!next.delete(id) && next.size < MAX_REORDERED_ORDERS) next.set(id, number);
  return next;
}
