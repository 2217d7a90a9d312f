import * as z from 'zod/mini';
import type { Operation, OutputOf, Schema } from './operation.ts';

/** The most rows that one page may be asked for. */
export const MAX_PAGE_SIZE = 200;

/** The fields by which any list is paged; spread them into its input. */
export const pageInput = {
  /** Where to go on, from the page before; opaque. */
  cursor: z.optional(z.string().check(z.minLength(1), z.maxLength(1000))),
  /** Rows wanted; a short page is legal. */
  limit: z.optional(z.int().check(z.minimum(1), z.maximum(MAX_PAGE_SIZE))),
};

/**
 * A page of a list: `{ items, nextCursor, total? }`. Only a null cursor ends the list, not a short
 * page; a total is given only by a backend that knows it cheaply.
 */
export function pageOf<Item extends Schema>(item: Item) {
  return z.object({
    items: z.array(item),
    nextCursor: z.nullable(z.string()),
    total: z.optional(z.int().check(z.minimum(0))),
  });
}

/** What {@link pageOf} parses to. */
export interface Page<Item> {
  items: Item[];
  nextCursor: string | null;
  total?: number | undefined;
  /** How many rows the client has left out because they break the contract; no backend says it. */
  leftOut?: number | undefined;
}

/** What a page of a list operation holds. */
export type ItemOf<O extends Operation> = OutputOf<O> extends Page<infer Item> ? Item : never;
