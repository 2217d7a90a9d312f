import type { Page } from '../../contract/page.ts';
import { CabinetError } from '../../contract/problem.ts';

const DEFAULT_LIMIT = 20;

/** A row's place in a sorted list: rows with the same key are told apart by their ordinal. Both are at least 0. */
export type Place = readonly [key: number, ordinal: number];

/** Keyset cursors: they stay right when rows are added meanwhile. */
const writeCursor = (sort: string, [key, ordinal]: Place): string => [sort, key, ordinal].join('~');

function readCursor(cursor: string, sort: string): Place {
  const match = /^(.+)~(\d+)~(\d+)$/.exec(cursor);
  if (!match || match[1] !== sort) throw foreignCursor();
  return [Number(match[2]), Number(match[3])];
}

function foreignCursor(): CabinetError {
  const message = 'is none of this list: start again without it';
  return new CabinetError('invalid', `/cursor ${message}`, { fields: { '/cursor': message } });
}

/** What orders places by a sort: `-total` is descending. */
export function comparison(sort: string): (left: Place, right: Place) => number {
  const direction = sort.startsWith('-') ? -1 : 1;
  return (left, right) => direction * (left[0] - right[0] || left[1] - right[1]);
}

/** One page of places that are sorted already. @param read makes a row of its ordinal */
export function pageOfPlaces<Row>(
  places: readonly Place[],
  { sort, cursor, limit = DEFAULT_LIMIT }: { sort: string; cursor?: string | undefined; limit?: number | undefined },
  read: (ordinal: number) => Row | undefined,
): Page<Row> {
  const start = cursor === undefined ? 0 : firstAfter(places, readCursor(cursor, sort), comparison(sort));
  const page = places.slice(start, start + limit);
  const last = page.at(-1);
  return {
    items: page.flatMap(([, ordinal]) => read(ordinal) ?? []),
    nextCursor: last && start + limit < places.length ? writeCursor(sort, last) : null,
    total: places.length,
  };
}

/** Where a list goes on after a place that need not be in it any more. */
function firstAfter(places: readonly Place[], after: Place, compare: (left: Place, right: Place) => number): number {
  let low = 0;
  let high = places.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const place = places[middle];
    if (place && compare(place, after) <= 0) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** One page of rows that are at hand; its cursor is the id of the last one. */
export function pageOfRows<Row extends { id: string }>(
  rows: readonly Row[],
  { cursor, limit = DEFAULT_LIMIT }: { cursor?: string | undefined; limit?: number | undefined },
): Page<Row> {
  const start = cursor === undefined ? 0 : rows.findIndex(({ id }) => id === cursor) + 1;
  if (cursor !== undefined && start === 0) throw foreignCursor();
  const items = rows.slice(start, start + limit);
  return { items, nextCursor: start + limit < rows.length ? (items.at(-1)?.id ?? null) : null, total: rows.length };
}
