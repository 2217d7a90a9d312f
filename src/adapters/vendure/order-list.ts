import type { OrderFilter, OrderSort, OrderSummary } from '../../contract/orders/list.ts';
import type { Page } from '../../contract/page.ts';
import { CabinetError } from '../../contract/problem.ts';
import type { CallContext } from '../adapter.ts';
import { startOfDay } from './days.ts';
import { toSummary } from './order.ts';
import type { Shop } from './shop.ts';
import { matches, needsSieve, statesFor } from './states.ts';
import { orderFields, type ShopOrder } from './types.ts';

const DEFAULT_LIMIT = 20;
/** More than that a shop refuses (`shopListQueryLimit`). */
const MAX_LIMIT = 100;

/** The most orders that are read to be sorted here. */
const MAX_WHOLE = 500;

/**
 * Sorts for the shop. It takes the fields in the order of its schema, `id` before all others, so that only `code`, which
 * comes later, can tell equal days apart. By total it cannot sort as people see it: cancelled, an order costs nothing.
 */
function sortBy(sort: OrderSort): Record<string, 'ASC' | 'DESC'> {
  const direction = sort.startsWith('-') ? 'DESC' : 'ASC';
  return { ...(!sort.endsWith('number') && { orderPlacedAt: direction }), code: direction };
}

/**
 * Where a list stands: rows passed, and the newest order when it began. What was placed since then is left out of its
 * further pages, or every row would move on by one.
 */
const writeCursor = (skip: number, newest: string): string => `${skip}~${newest}`;

function readCursor(cursor: string): { skip: number; newest: string } {
  const [, skip, newest = ''] = /^(\d{1,9})~(\d{4}-[\d:.TZ-]{10,30})$/.exec(cursor) ?? [];
  if (skip === undefined || Number.isNaN(Date.parse(newest))) {
    const message = 'is none of this list: start again without it';
    throw new CabinetError('invalid', `/cursor ${message}`, { fields: { '/cursor': message } });
  }
  return { skip: Number(skip), newest };
}

function filterFor(filter: OrderFilter, newest: string | undefined): Record<string, unknown> {
  const { search, placedFrom, placedTo, timeZone } = filter;
  const states = statesFor(filter);
  const words = search?.trim().split(/\s+/).filter(Boolean) ?? [];
  // Several conditions on one field are several filters.
  const all: Record<string, unknown>[] = words.map((word) => ({ code: { contains: word } }));
  const placed = (operator: Record<string, string>) => all.push({ orderPlacedAt: operator });
  // Neither end belongs to `after` and `before`.
  if (placedFrom !== undefined) placed({ after: earlier(startOfDay(placedFrom, timeZone)) });
  if (placedTo !== undefined) placed({ before: startOfDay(placedTo, timeZone, 1) });
  if (newest !== undefined) placed({ before: new Date(Date.parse(newest) + 1).toISOString() });
  // `in` nothing is no condition there: a state that does not exist is.
  if (states) all.push({ state: { in: states.length > 0 ? states : ['-'] } });
  return {
    // The open cart is an order too, and so is one that was given up before it was placed.
    active: { eq: false },
    orderPlacedAt: { isNull: false },
    ...(all.length > 0 && { _and: all }),
  };
}

const earlier = (instant: string): string => new Date(Date.parse(instant) - 1).toISOString();

const document = `query CabinetOrders($page: OrderListOptions!, $first: Boolean!) { activeCustomer {
  newest: orders(options: { take: 1, sort: { orderPlacedAt: DESC }, filter: { active: { eq: false }, orderPlacedAt: { isNull: false } } })
    @include(if: $first) { items { orderPlacedAt } }
  orders(options: $page) { totalItems items { ${orderFields} } }
} }`;

interface Answer {
  newest?: { items: { orderPlacedAt: string }[] };
  orders: { totalItems: number; items: ShopOrder[] };
}

/** Lists the orders of whoever is signed in. Words are searched in the number only: the shop knows no other search. */
export async function listShopOrders(
  shop: Shop,
  filter: OrderFilter,
  context: CallContext,
): Promise<Page<OrderSummary>> {
  const { cursor, limit = DEFAULT_LIMIT, sort = '-placedAt' } = filter;
  const start = cursor === undefined ? { skip: 0, newest: undefined } : readCursor(cursor);
  const read = (skip: number, take: number) => {
    const page = { take, skip, sort: sortBy(sort), filter: filterFor(filter, start.newest) };
    return shop.read<Answer>(document, { page, first: cursor === undefined }, context);
  };
  const byTotal = sort.endsWith('total');
  const { newest, orders } = await (byTotal ? read(0, MAX_LIMIT) : read(start.skip, Math.min(limit, MAX_LIMIT)));
  const { totalItems, items } = orders;
  if (byTotal) {
    if (totalItems > MAX_WHOLE) throw new CabinetError('unsupported', 'vendure: too many orders to sort');
    for (let skip = MAX_LIMIT; skip < totalItems; skip += MAX_LIMIT) {
      items.push(...(await read(skip, MAX_LIMIT)).orders.items);
    }
    const totalOf = (order: ShopOrder) => Number(toSummary(order, shop.digits).total.amount);
    // In a stable sort those that cost the same stay in the order of their days.
    items.sort((one, other) => (sort === 'total' ? 1 : -1) * (totalOf(one) - totalOf(other)));
    orders.items = items.slice(start.skip, start.skip + limit);
  }

  const next = start.skip + orders.items.length;
  const since = start.newest ?? newest?.items[0]?.orderPlacedAt;
  const rows = orders.items.map((order) => toSummary(order, shop.digits));
  return {
    items: rows.filter((row) => matches(row, filter)),
    nextCursor:
      since !== undefined && orders.items.length > 0 && next < orders.totalItems ? writeCursor(next, since) : null,
    ...(!needsSieve(filter) && { total: orders.totalItems }),
  };
}
