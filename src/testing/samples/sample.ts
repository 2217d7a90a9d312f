import type { Caller } from '../caller.ts';
import { unchecked } from '../expect.ts';

/** A valid input of an operation for whoever calls; made from what is there, or, where it may be, by adding something. */
export type Sample = (caller: Caller) => Promise<object>;
export type Samples = Readonly<Record<string, Sample>>;

/** The input of an operation that asks for nothing. */
export const nothing = (): Promise<object> => Promise.resolve({});

/** @throws Unchecked if there is none */
export function first<Item>(items: readonly Item[], what: string, wanted: (item: Item) => boolean = () => true): Item {
  return items.find(wanted) ?? unchecked(`there is no ${what}`);
}

/** The most rows that samples are looked for in. */
export const ROWS = 50;
