import * as z from 'zod/mini';
import { Decimal } from '../../../src/contract/money.ts';
import { CabinetError } from '../../../src/contract/problem.ts';

/** The last row of a page: where the next one begins, whatever was added before it meanwhile. */
const Cursor = z.tuple([z.string(), z.string().check(z.maxLength(500)), z.string().check(z.maxLength(200))]);

export interface Position {
  /** The sorted value of the row, by what is sorted: RFC 3339, day, decimal or text. */
  value: string;
  id: string;
}

/** What the values of a sort look like. */
export type SortedKind = 'moment' | 'day' | 'decimal' | 'text';

const readable: Record<SortedKind, (value: string) => boolean> = {
  moment: (value) => z.safeParse(z.iso.datetime(), value).success,
  day: (value) => z.safeParse(z.iso.date(), value).success,
  decimal: (value) => z.safeParse(Decimal, value).success,
  text: (value) => !value.includes('\0'),
};

export function encodeCursor(sort: string, { value, id }: Position): string {
  return Buffer.from(JSON.stringify([sort, value, id])).toString('base64url');
}

/** @throws CabinetError `invalid` if it is not a cursor of this list in this order */
export function decodeCursor(cursor: string, sort: string, kind: SortedKind): Position {
  const parsed = z.safeParse(Cursor, parseJson(Buffer.from(cursor, 'base64url').toString()));
  if (!parsed.success) throw refused('This is no cursor of this list; begin with the first page.');
  const [sortThen, value, id] = parsed.data;
  if (sortThen !== sort) throw refused('The cursor belongs to another order of sorting; begin with the first page.');
  if (!readable[kind](value) || id.includes('\0')) {
    throw refused('This is no cursor of this list; begin with the first page.');
  }
  return { value, id };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function refused(message: string): CabinetError {
  return new CabinetError('invalid', message, { fields: { '/cursor': message } });
}
