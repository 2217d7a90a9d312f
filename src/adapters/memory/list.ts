import * as z from 'zod/mini';
import { OrderSummary, type OrderFilter, type OrderSort } from '../../contract/orders/index.ts';
import type { Page } from '../../contract/page.ts';
import { CabinetError } from '../../contract/problem.ts';
import type { OrderBook, Row } from './book.ts';
import type { DemoOrder, DemoProduct } from './demo/types.ts';
import { comparison, pageOfPlaces, type Place } from './paging.ts';

/** The calendar day of a moment in a zone. */
function dayIn(timeZone: string): (milliseconds: number) => string {
  try {
    const format = new Intl.DateTimeFormat('sv-SE', { timeZone });
    return (milliseconds) => format.format(milliseconds);
  } catch {
    throw new CabinetError('invalid', `/timeZone ${timeZone} is unknown`, {
      fields: { '/timeZone': 'must be an IANA zone' },
    });
  }
}

function matcher(filter: OrderFilter, products: readonly DemoProduct[], personId: string): (row: Row) => boolean {
  const { status, payment, fulfilment, placedFrom, placedTo, scope } = filter;
  const conditions: ((row: Row) => boolean)[] = [];
  if (status?.length) conditions.push((row) => (status as string[]).includes(row.status));
  if (payment?.length) conditions.push((row) => (payment as string[]).includes(row.payment));
  if (fulfilment?.length) conditions.push((row) => (fulfilment as string[]).includes(row.fulfilment));
  if (scope === 'mine') conditions.push((row) => row.personId === personId);
  if (placedFrom !== undefined || placedTo !== undefined) {
    const dayOf = dayIn(filter.timeZone ?? 'UTC');
    conditions.push(({ placedAt }) => {
      const day = dayOf(placedAt);
      return (placedFrom === undefined || day >= placedFrom) && (placedTo === undefined || day <= placedTo);
    });
  }
  for (const word of filter.search?.toLowerCase().split(/\s+/).filter(Boolean) ?? []) {
    const wanted = new Set(
      products.filter(({ title, sku }) => `${title} ${sku}`.toLowerCase().includes(word)).map(({ id }) => id),
    );
    conditions.push(
      ({ number, customerReference, productIds }) =>
        number.toLowerCase().includes(word) ||
        customerReference?.toLowerCase().includes(word) === true ||
        productIds.some((id) => wanted.has(id)),
    );
  }
  return (row) => conditions.every((condition) => condition(row));
}

/** A row of the list is an order without what only its details show. */
const toSummary = ({ order }: DemoOrder): OrderSummary => z.parse(OrderSummary, order);

/** The list of orders; what matched last is remembered, so that its next pages cost nothing. */
export function orderList(book: OrderBook, products: readonly DemoProduct[], personId: string) {
  let remembered: { key: string; places: Place[] } | undefined;

  function matching(filter: OrderFilter, sort: OrderSort): Place[] {
    const { cursor: _cursor, limit: _limit, ...narrowing } = filter;
    const key = JSON.stringify([book.version, sort, narrowing]);
    if (remembered?.key === key) return remembered.places;
    const matches = matcher(filter, products, personId);
    const places: Place[] = [];
    for (const row of book.rows()) {
      // Newer orders have higher ordinals, numbers and moments: one key serves all three.
      if (matches(row)) places.push([sort.endsWith('total') ? row.total : row.ordinal, row.ordinal]);
    }
    places.sort(comparison(sort));
    remembered = { key, places };
    return places;
  }

  return function list(filter: OrderFilter): Page<OrderSummary> {
    const { sort = '-placedAt' } = filter;
    return pageOfPlaces(matching(filter, sort), { ...filter, sort }, (ordinal) => {
      const record = book.at(ordinal);
      return record && toSummary(record);
    });
  };
}
