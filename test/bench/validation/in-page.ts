// Reads many orders as the client reads every answer. Which `zod/mini` that is, the bundle decides.
import { answerParser } from '../../../src/client/answer.ts';
import { listOrders } from '../../../src/contract/orders/list.ts';

import { makeOrders } from '../list/orders.ts';

export interface ValidationPage {
  /** Milliseconds of `JSON.parse`, and of checking what it gave; and those of the first check of a page of 25. */
  measure(count: number, rounds: number): { text: number; parse: number; check: number; first: number };
}

declare global {
  interface Window {
    validation?: ValidationPage;
  }
}

/** The middle one of an odd number. */
const middle = (values: number[]): number => values.toSorted((a, b) => a - b)[values.length >> 1] ?? NaN;
const timed = (work: () => unknown): number => {
  const start = performance.now();
  work();
  return performance.now() - start;
};

window.validation = {
  measure(count, rounds) {
    const page = (items: unknown[]): string => JSON.stringify({ items, nextCursor: null, total: items.length });
    const orders = makeOrders(count);
    const read = answerParser();
    const small: unknown = JSON.parse(page(orders.slice(0, 25)));
    const first = timed(() => read(listOrders, small));
    const text = page(orders);
    const parses: number[] = [];
    const checks: number[] = [];
    for (let round = 0; round < rounds; round++) {
      let value: unknown;
      parses.push(timed(() => (value = JSON.parse(text))));
      checks.push(timed(() => read(listOrders, value)));
    }
    return { text: text.length, parse: middle(parses), check: middle(checks), first };
  },
};
