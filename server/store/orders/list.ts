import { sql, type ExpressionBuilder, type Kysely, type SelectQueryBuilder } from 'kysely';
import type { VerifiedCustomer } from '../../../src/adapters/adapter.ts';
import type { OrderFilter, OrderSort, OrderSummary } from '../../../src/contract/orders/index.ts';
import type { Page } from '../../../src/contract/page.ts';
import { CabinetError } from '../../../src/contract/problem.ts';
import type { Schema } from '../schema.ts';
import type { Ask, RunTransaction } from '../transaction.ts';
import { decodeCursor, type Position } from '../list/cursor.ts';
import { countMatches, DEFAULT_PAGE_SIZE, toPage } from '../list/page.ts';
import { findByWords, NO_SEARCH, type Search } from '../list/search.ts';
import { summaryColumns, toSummary } from './mapping.ts';

const DEFAULT_SORT: OrderSort = '-placedAt';

type OrderQuery<Output> = SelectQueryBuilder<Schema, 'orders', Output>;

/** One page by keyset: however far, it costs what the first one costs, and new orders move nothing. */
export async function listOrders(
  { read, ask }: { read: RunTransaction; ask: Ask },
  filter: OrderFilter,
  customer: VerifiedCustomer,
): Promise<Page<OrderSummary>> {
  const sort = filter.sort ?? DEFAULT_SORT;
  const limit = filter.limit ?? DEFAULT_PAGE_SIZE;
  const first = filter.cursor === undefined;
  const rowsOf = (database: Kysely<Schema>, search: Search) => {
    const matches = () => countMatches(database, matching(database, filter, customer, search));
    return pageQuery(database, filter, customer, search)
      .$if(first, (query) => query.select(matches().as('matches')))
      .execute();
  };
  const rows =
    filter.search === undefined
      ? await ask(customer, (database) => rowsOf(database, NO_SEARCH))
      : await read(customer, async (transaction) =>
          rowsOf(transaction, await findByWords(transaction, 'orders', filter.search ?? '', customer)),
        );
  return toPage(rows, { sort, limit, first }, toSummary, (row) => ({ value: sortedValue(row, sort), id: row.id }));
}

/** The rows of a page and one more, which tells that there is another page. */
export function pageQuery(database: Kysely<Schema>, filter: OrderFilter, customer: VerifiedCustomer, search: Search) {
  const sort = filter.sort ?? DEFAULT_SORT;
  const page = matching(database, filter, customer, search)
    .select(summaryColumns)
    .limit((filter.limit ?? DEFAULT_PAGE_SIZE) + 1);
  if (filter.cursor === undefined) return ordered(page, sort);
  const after = decodeCursor(filter.cursor, sort, sortedKind(sort));
  return ordered(
    page.where((builder) => beyond(builder, sort, after)),
    sort,
  );
}

function matching(database: Kysely<Schema>, filter: OrderFilter, customer: VerifiedCustomer, search: Search) {
  // The owner is named here too: row-level security is the second line.
  let query: OrderQuery<object> = database
    .selectFrom('orders')
    .where('tenant_id', '=', customer.tenantId)
    .where('customer_id', '=', customer.customerId);
  for (const axis of ['status', 'payment', 'fulfilment'] as const) {
    const wanted = filter[axis] as readonly string[] | undefined;
    const [only, ...others] = wanted ?? [];
    if (only === undefined) continue;
    // One value keeps the index's order, which a list of one would not.
    query = others.length === 0 ? query.where(axis, '=', only) : query.where(axis, 'in', [only, ...others]);
  }
  if (filter.scope === 'mine') query = query.where('placed_by_id', '=', customer.personId);
  const { placedFrom, placedTo } = filter;
  const timeZone = checkedTimeZone(filter.timeZone);
  if (placedFrom !== undefined) {
    query = query.where('placed_at', '>=', sql<Date>`(${placedFrom}::date::timestamp at time zone ${timeZone})`);
  }
  if (placedTo !== undefined) {
    query = query.where('placed_at', '<', sql<Date>`((${placedTo}::date + 1)::timestamp at time zone ${timeZone})`);
  }
  if (search.ids !== null) query = query.where('id', '=', sql<string>`any(${[...search.ids]}::text[])`);
  // Not `like`, which the planner takes for rare: words that are not looked up by the index are frequent.
  return search.words.reduce((all, word) => all.where(sql<boolean>`strpos(search, ${word}) > 0`), query);
}

/** Zones that were found to exist, by the name given: looking one up is slow. */
const timeZones = new Map([['UTC', 'UTC']]);
const MAX_TIME_ZONES = 1000;

function checkedTimeZone(given = 'UTC'): string {
  const known = timeZones.get(given);
  if (known !== undefined) return known;
  try {
    const resolved = new Intl.DateTimeFormat('en', { timeZone: given }).resolvedOptions().timeZone;
    // To the database, as to POSIX, an offset with a plus lies west of Greenwich.
    const timeZone = resolved.replace(/^[+-]/, (sign) => (sign === '+' ? '-' : '+'));
    if (timeZones.size < MAX_TIME_ZONES) timeZones.set(given, timeZone);
    return timeZone;
  } catch {
    const message = `There is no time zone "${given}"; use an IANA name such as Europe/Berlin.`;
    throw new CabinetError('invalid', message, { fields: { '/timeZone': message } });
  }
}

/** The rows after a position. Of a total first the part that an index may compare under row-level security. */
function beyond(builder: ExpressionBuilder<Schema, 'orders'>, sort: OrderSort, { value, id }: Position) {
  const descending = sort.startsWith('-');
  const side = descending ? sql`<` : sql`>`;
  switch (sort) {
    case '-total':
    case 'total':
      return builder.and([
        builder('total_floor', descending ? '<=' : '>=', sql<number>`floor(${value}::numeric)::bigint`),
        sql<boolean>`(total, id) ${side} (${value}::numeric, ${id})`,
      ]);
    case '-number':
    case 'number':
      return sql<boolean>`(number, id) ${side} (${value}, ${id})`;
    default:
      return sql<boolean>`(placed_at, id) ${side} (${value}::timestamptz, ${id})`;
  }
}

function ordered<Output>(query: OrderQuery<Output>, sort: OrderSort): OrderQuery<Output> {
  const direction = sort.startsWith('-') ? 'desc' : 'asc';
  switch (sort) {
    case '-total':
    case 'total':
      return query.orderBy('total_floor', direction).orderBy('total', direction).orderBy('id', direction);
    case '-number':
    case 'number':
      return query.orderBy('number', direction).orderBy('id', direction);
    default:
      return query.orderBy('placed_at', direction).orderBy('id', direction);
  }
}

function sortedValue(row: { placed_at: Date; number: string; total: string }, sort: OrderSort): string {
  if (sort.endsWith('total')) return row.total;
  return sort.endsWith('number') ? row.number : row.placed_at.toISOString();
}

function sortedKind(sort: OrderSort) {
  return sort.endsWith('total') ? 'decimal' : sort.endsWith('number') ? 'text' : 'moment';
}
