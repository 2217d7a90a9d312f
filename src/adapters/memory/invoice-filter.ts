import type { InvoiceFilter, InvoiceSort } from '../../contract/invoices/index.ts';
import type { DemoProduct } from './demo/types.ts';
import type { BillState } from './invoices.ts';

/** What a sort orders by; at least 0. */
export function invoiceSortKey(state: BillState, sort: InvoiceSort): number {
  switch (sort.replace('-', '')) {
    case 'dueOn':
      return Date.parse(state.dueOn ?? state.issuedOn);
    case 'due':
      return state.due;
    case 'total':
      return state.total;
    default:
      return Date.parse(state.issuedOn);
  }
}

/** Whether an invoice fits a filter. */
export function invoiceMatcher(filter: InvoiceFilter, products: readonly DemoProduct[]): (state: BillState) => boolean {
  const { kind, status, aging, open, orderId, issuedFrom, issuedTo, search } = filter;
  const conditions: ((state: BillState) => boolean)[] = [];
  if (kind?.length) conditions.push((state) => kind.includes(state.kind));
  if (status?.length) conditions.push((state) => (status as string[]).includes(state.status));
  if (aging?.length) conditions.push((state) => state.aging !== undefined && aging.includes(state.aging));
  if (open !== undefined) conditions.push((state) => (state.kind === 'invoice' && state.due > 0) === open);
  if (orderId !== undefined) conditions.push((state) => state.order.id === orderId);
  if (issuedFrom !== undefined) conditions.push((state) => state.issuedOn >= issuedFrom);
  if (issuedTo !== undefined) conditions.push((state) => state.issuedOn <= issuedTo);
  for (const word of search?.toLowerCase().split(/\s+/).filter(Boolean) ?? []) {
    const wanted = new Set(
      products.filter(({ title, sku }) => `${title} ${sku}`.toLowerCase().includes(word)).map(({ id }) => id),
    );
    conditions.push(
      ({ number, order, customerReference, productIds }) =>
        [number, order.number, customerReference].some((text) => text?.toLowerCase().includes(word)) ||
        productIds.some((id) => wanted.has(id)),
    );
  }
  return (state) => conditions.every((condition) => condition(state));
}
