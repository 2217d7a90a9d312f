import { sql, type Kysely, type SelectQueryBuilder } from 'kysely';
import type { Page } from '../../../src/contract/page.ts';
import type { Schema } from '../schema.ts';
import { encodeCursor, type Position } from './cursor.ts';

export const DEFAULT_PAGE_SIZE = 20;

/** Rows are counted up to here, through an index; of a longer list the total stays unknown. */
const MAX_TOTAL = 1000;

/** Makes a page of what was read: one row more than wanted tells that there is another page. */
export function toPage<Row extends { id: string; matches?: number | null | undefined }, Item>(
  rows: readonly Row[],
  request: { sort: string; limit: number; first: boolean },
  toItem: (row: Row) => Item,
  position: (row: Row) => Position,
): Page<Item> {
  const { sort, limit, first } = request;
  const last = rows.length > limit ? rows[limit - 1] : undefined;
  const total = rows[0]?.matches ?? 0;
  return {
    items: rows.slice(0, limit).map(toItem),
    nextCursor: last === undefined ? null : encodeCursor(sort, position(last)),
    ...(first && total <= MAX_TOTAL && { total }),
  };
}

/** How many rows a list has, for the first page; counted with it, so that the database is asked once. */
export function countMatches<Table extends 'orders' | 'invoices' | 'payments'>(
  database: Kysely<Schema>,
  matching: SelectQueryBuilder<Schema, Table, object>,
) {
  const found = matching.select(sql<number>`1`.as('one')).limit(MAX_TOTAL + 1);
  return database
    .selectFrom(found.as('found'))
    .select((builder) => builder.fn.countAll<number>().as('count'))
    .$castTo<{ count: number }>();
}
