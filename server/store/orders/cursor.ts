import * as z from 'zod/mini';
import { orderSorts, type OrderSort } from '../../../src/contract/orders/index.ts';
import { CabinetError } from '../../../src/contract/problem.ts';
import { Decimal } from '../../../src/contract/money.ts';

/** The last row of a page: where the next one begins, whatever was added before it meanwhile. */
const Cursor = z.tuple([z.enum(orderSorts), z.string().check(z.maxLength(500)), z.string().check(z.maxLength(200))]);

export interface Position {
  /** The sorted value of the row: RFC 3339, decimal or number, by the sort. */
  value: string;
  id: string;
}

export function encodeCursor(sort: OrderSort, { value, id }: Position): string {
  return Buffer.from(JSON.stringify([sort, value, id])).toString('base64url');
}

/** @throws CabinetError `invalid` if it is not a cursor of this list in this order */
export function decodeCursor(cursor: string, sort: OrderSort): Position {
  const parsed = z.safeParse(Cursor, parseJson(Buffer.from(cursor, 'base64url').toString()));
  if (!parsed.success) throw refused('This is no cursor of this list; begin with the first page.');
  const [sortThen, value, id] = parsed.data;
  if (sortThen !== sort) throw refused('The cursor belongs to another order of sorting; begin with the first page.');
  const readable = sort.endsWith('placedAt')
    ? z.safeParse(z.iso.datetime(), value).success
    : sort.endsWith('total')
      ? z.safeParse(Decimal, value).success
      : !value.includes('\0');
  if (!readable || id.includes('\0')) throw refused('This is no cursor of this list; begin with the first page.');
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
