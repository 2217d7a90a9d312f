import { sql, type ExpressionBuilder, type SelectQueryBuilder } from 'kysely';
import type { VerifiedCustomer } from '../../../src/adapters/adapter.ts';
import type { InvoiceFilter, InvoiceSort, InvoiceSummary } from '../../../src/contract/invoices/index.ts';
import type { Page } from '../../../src/contract/page.ts';
import { addDays } from '../days.ts';
import { decodeCursor, type Position } from '../list/cursor.ts';
import { countMatches, DEFAULT_PAGE_SIZE, toPage } from '../list/page.ts';
import { findByWords, type Search } from '../list/search.ts';
import type { Schema } from '../schema.ts';
import type { RunTransaction, StoreTransaction } from '../transaction.ts';
import { selectSummary, toSummary, type SummaryRow } from './mapping.ts';
import { readToday } from './today.ts';

const DEFAULT_SORT: InvoiceSort = '-issuedOn';

type InvoiceQuery<Output> = SelectQueryBuilder<Schema, 'invoices', Output>;
type Condition = ExpressionBuilder<Schema, 'invoices'>;

/** One page by keyset, as of today in the company's time zone. */
export function listInvoices(
  run: RunTransaction,
  filter: InvoiceFilter,
  customer: VerifiedCustomer,
): Promise<Page<InvoiceSummary>> {
  const sort = filter.sort ?? DEFAULT_SORT;
  const limit = filter.limit ?? DEFAULT_PAGE_SIZE;
  return run(customer, async (transaction) => {
    const today = await readToday(transaction, customer.tenantId);
    const search = await findByWords(transaction, 'invoices', filter.search ?? '', customer);
    const first = filter.cursor === undefined;
    const matches = () => countMatches(transaction, matching(transaction, filter, customer, { search, today }));
    const page = invoicePage(transaction, filter, customer, { search, today });
    const rows = await page.$if(first, (query) => query.select(matches().as('matches'))).execute();
    const positionOf = (row: SummaryRow) => ({ value: sortedValue(row, sort), id: row.id });
    return toPage(rows, { sort, limit, first }, (row: SummaryRow) => toSummary(row, today), positionOf);
  });
}

/** What a question depends on beside the filter. */
export interface Circumstances {
  search: Search;
  /** The company's day. */
  today: string;
}

/** The rows of a page and one more, which tells that there is another page. */
export function invoicePage(
  transaction: StoreTransaction,
  filter: InvoiceFilter,
  customer: VerifiedCustomer,
  circumstances: Circumstances,
) {
  const sort = filter.sort ?? DEFAULT_SORT;
  const page = selectSummary(matching(transaction, filter, customer, circumstances)).limit(
    (filter.limit ?? DEFAULT_PAGE_SIZE) + 1,
  );
  if (filter.cursor === undefined) return ordered(page, sort);
  const after = decodeCursor(filter.cursor, sort, sort.endsWith('On') ? 'day' : 'decimal');
  return ordered(
    page.where((builder) => beyond(builder, sort, after)),
    sort,
  );
}

function matching(
  transaction: StoreTransaction,
  filter: InvoiceFilter,
  customer: VerifiedCustomer,
  { search, today }: Circumstances,
): InvoiceQuery<object> {
  const { kind, status, aging } = filter;
  // The owner is named here too: row-level security is the second line.
  let query: InvoiceQuery<object> = transaction
    .selectFrom('invoices')
    .where('invoices.tenant_id', '=', customer.tenantId)
    .where('invoices.customer_id', '=', customer.customerId);
  const [onlyKind, otherKind] = kind ?? [];
  // Both kinds are no filter, and one value keeps the index's order.
  if (onlyKind !== undefined && otherKind === undefined) query = query.where('kind', '=', onlyKind);
  if (status?.length) query = query.where((builder) => builder.or(status.map((code) => inState(builder, code, today))));
  if (aging?.length) {
    query = query
      .where('is_open', '=', true)
      .where((builder) => builder.or(aging.map((bucket) => inBucket(builder, bucket, today))));
  }
  if (filter.open !== undefined) query = query.where('is_open', '=', filter.open);
  if (filter.orderId !== undefined) query = query.where('order_id', '=', filter.orderId);
  if (filter.issuedFrom !== undefined) query = query.where('issued_on', '>=', filter.issuedFrom);
  if (filter.issuedTo !== undefined) query = query.where('issued_on', '<=', filter.issuedTo);
  if (search.ids !== null) query = query.where('id', '=', sql<string>`any(${[...search.ids]}::text[])`);
  // Not `like`, which the planner takes for rare: words that are not looked up by the index are frequent.
  return search.words.reduce((all, word) => all.where(sql<boolean>`strpos(search, ${word}) > 0`), query);
}

function inState(builder: Condition, code: string, today: string) {
  switch (code) {
    case 'overdue':
      return builder.and([builder('is_open', '=', true), builder('due_on', '<', today)]);
    case 'issued':
    case 'part_paid':
      return builder.and([
        builder('state', '=', code),
        builder.or([builder('is_open', '=', false), builder('due_on', '>=', today)]),
      ]);
    default:
      return builder('state', '=', code);
  }
}

/** Days by which the buckets are late: from the first to the last. */
const bucketDays: Record<string, readonly [from: number, to: number | null]> = {
  '1_30': [1, 30],
  '31_60': [31, 60],
  '61_90': [61, 90],
  over_90: [91, null],
};

function inBucket(builder: Condition, bucket: string, today: string) {
  const days = bucketDays[bucket];
  if (days === undefined) return builder('due_on', '>=', today);
  const [from, to] = days;
  const latest = builder('due_on', '<=', addDays(today, -from));
  return to === null ? latest : builder.and([latest, builder('due_on', '>=', addDays(today, -to))]);
}

/** What of an amount is compared first, because an index may do so under row-level security. */
const amounts = {
  total: { floor: sql<number>`total_floor`, exact: sql<string>`total` },
  due: { floor: sql<number>`due_floor`, exact: sql<string>`abs(balance)` },
};

function sortedBy(sort: InvoiceSort) {
  return sort.replace('-', '') as 'issuedOn' | 'dueOn' | 'due' | 'total';
}

function beyond(builder: Condition, sort: InvoiceSort, { value, id }: Position) {
  const side = sort.startsWith('-') ? sql`<` : sql`>`;
  const by = sortedBy(sort);
  if (by === 'issuedOn') return sql<boolean>`(issued_on, id) ${side} (${value}::date, ${id})`;
  if (by === 'dueOn') return sql<boolean>`(due_on, id) ${side} (${value}::date, ${id})`;
  const { floor, exact } = amounts[by];
  return builder.and([
    sql<boolean>`${floor} ${sort.startsWith('-') ? sql`<=` : sql`>=`} floor(${value}::numeric)::bigint`,
    sql<boolean>`(${exact}, id) ${side} (${value}::numeric, ${id})`,
  ]);
}

function ordered<Output>(query: InvoiceQuery<Output>, sort: InvoiceSort): InvoiceQuery<Output> {
  const direction = sort.startsWith('-') ? 'desc' : 'asc';
  const by = sortedBy(sort);
  if (by === 'issuedOn') return query.orderBy('issued_on', direction).orderBy('id', direction);
  if (by === 'dueOn') return query.orderBy('due_on', direction).orderBy('id', direction);
  const { floor, exact } = amounts[by];
  return query.orderBy(floor, direction).orderBy(exact, direction).orderBy('id', direction);
}

function sortedValue(row: SummaryRow, sort: InvoiceSort): string {
  switch (sortedBy(sort)) {
    case 'issuedOn':
      return row.issued_on;
    case 'dueOn':
      return row.due_on;
    case 'due':
      return row.balance.replace('-', '');
    case 'total':
      return row.total;
  }
}
