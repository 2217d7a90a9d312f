import { sql } from 'kysely';
import type { VerifiedCustomer } from '../../../src/adapters/adapter.ts';
import type { StoreTransaction } from '../transaction.ts';

/** Longer texts are not searched to their end; what people look for stands in front. */
const MAX_LENGTH = 4000;

/** Trigrams need three letters; a shorter word is compared row by row, and matches soon. */
const MIN_INDEXED_WORD = 3;

/** Words that go through the index together; more of them hardly narrow any further. */
const INDEXED_WORDS = 3;

/** Rows that are looked up one by one; more of them are met soon enough on the way through the list. */
const MAX_FOUND = 1000;

/** Newest rows that show how frequent a word is. */
const SAMPLE = 200;

/** What is newest, by an index. */
const newestFirst = { orders: sql`placed_at desc, id desc`, invoices: sql`issued_on desc, id desc` };

/** What a search of an order or an invoice looks through: number, reference, article numbers and names, in lower case. */
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
  /** Each must occur somewhere in the row's text. */
  words: readonly string[];
  /** The rows in which the indexed words occur, if they are few. */
  ids: readonly string[] | null;
}

export const NO_SEARCH: Search = { words: [], ids: null };

/** Asks the index of words for the customer's orders or invoices. */
export async function findByWords(
  transaction: StoreTransaction,
  table: 'orders' | 'invoices',
  search: string,
  customer: VerifiedCustomer,
): Promise<Search> {
  const words = [...new Set(search.replaceAll('\0', '').toLowerCase().split(/\s+/).filter(Boolean))];
  const patterns = words
    .filter((word) => [...word].length >= MIN_INDEXED_WORD)
    .toSorted((one, other) => other.length - one.length)
    .slice(0, INDEXED_WORDS)
    .map((word) => `%${word.replace(/[\\%_]/g, '\\$&')}%`);
  if (patterns.length === 0) return { words, ids: null };
  // The index gathers every row with a word before it answers the first: words that most rows hold are not for it.
  const { rows } = await sql<{ ids: string[] | null }>`
    select case when (
      select count(*) from (
        select search from ${sql.table(table)}
        where tenant_id = ${customer.tenantId} and customer_id = ${customer.customerId}
        order by ${newestFirst[table]} limit ${SAMPLE}) newest
      where not exists (select from unnest(${words}::text[]) word where strpos(newest.search, word) = 0)
    ) > ${SAMPLE / 2} then null
    else array(select ${sql.ref(`search_${table}`)}(${patterns}::text[], ${MAX_FOUND + 1})) end as ids`.execute(
    transaction,
  );
  const ids = rows[0]?.ids ?? null;
  return { words, ids: ids === null || ids.length > MAX_FOUND ? null : ids };
}
