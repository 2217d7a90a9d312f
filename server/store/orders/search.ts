import { sql } from 'kysely';
import type { StoreTransaction } from '../transaction.ts';

/** Longer texts are not searched to their end; what people look for stands in front. */
const MAX_LENGTH = 4000;

/** Trigrams need three letters; a shorter word is compared row by row, and matches soon. */
const MIN_INDEXED_WORD = 3;

/** Words that go through the index together; more of them hardly narrow any further. */
const INDEXED_WORDS = 3;

/** Orders that are looked up one by one; more of them are met soon enough on the way through the list. */
const MAX_FOUND = 1000;

/** What a search of an order looks through: number, reference, article numbers and names, in lower case. */
export function searchText(
  number: string,
  reference: string | null | undefined,
  goods: readonly { title: string; sku?: string | null | undefined }[],
): string {
  const words = [number, reference ?? '', ...new Set(goods.map(({ sku, title }) => `${sku ?? ''} ${title}`))];
  return words.filter(Boolean).join('\n').toLowerCase().slice(0, MAX_LENGTH);
}

/** What a search has come to. */
export interface Search {
  /** Each must occur somewhere in an order. */
  words: readonly string[];
  /** The orders in which the indexed words occur, if they are few. */
  ids: readonly string[] | null;
}

export const NO_SEARCH: Search = { words: [], ids: null };

/** Asks the index of words for the customer's orders. */
export async function findOrders(transaction: StoreTransaction, search: string): Promise<Search> {
  const words = [...new Set(search.replaceAll('\0', '').toLowerCase().split(/\s+/).filter(Boolean))];
  const patterns = words
    .filter((word) => [...word].length >= MIN_INDEXED_WORD)
    .toSorted((one, other) => other.length - one.length)
    .slice(0, INDEXED_WORDS)
    .map((word) => `%${word.replace(/[\\%_]/g, '\\$&')}%`);
  if (patterns.length === 0) return { words, ids: null };
  const { rows } = await sql<{ id: string }>`
    select search_orders(${patterns}::text[], ${MAX_FOUND + 1}) as id`.execute(transaction);
  return { words, ids: rows.length > MAX_FOUND ? null : rows.map(({ id }) => id) };
}
