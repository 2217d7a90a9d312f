import * as z from 'zod/mini';
import { CabinetError } from '../../src/contract/problem.ts';

const Cursor = z.tuple([z.iso.datetime(), z.string().check(z.minLength(1), z.maxLength(200))]);

/** Where a page of a list by date goes on: after the row of this moment and id. */
export interface PlaceInTime {
  at: string;
  id: string;
}

/** @throws CabinetError `invalid` if it is no cursor of a list by date */
export function readCursor(cursor: string): PlaceInTime {
  const parsed = z.safeParse(Cursor, parseJson(Buffer.from(cursor, 'base64url').toString()));
  if (!parsed.success || parsed.data[1].includes('\0')) {
    const message = 'This is no cursor of this list; begin with the first page.';
    throw new CabinetError('invalid', message, { fields: { '/cursor': message } });
  }
  const [at, id] = parsed.data;
  return { at, id };
}

/** A page of the rows that were read with one more than wanted. */
export function pageOfRows<Row, Item>(
  rows: readonly Row[],
  limit: number,
  placeOf: (row: Row) => { at: Date; id: string },
  toItem: (row: Row) => Item,
): { items: Item[]; nextCursor: string | null } {
  const shown = rows.slice(0, limit);
  const last = rows.length > limit ? shown.at(-1) : undefined;
  if (last === undefined) return { items: shown.map(toItem), nextCursor: null };
  const { at, id } = placeOf(last);
  const nextCursor = Buffer.from(JSON.stringify([at.toISOString(), id])).toString('base64url');
  return { items: shown.map(toItem), nextCursor };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
