import { InvoiceFilter, type listInvoices } from '../../../src/contract/invoices/list.ts';
import type { InputOf } from '../../../src/contract/operation.ts';
import type { UrlNames } from '../../shared/url-state.ts';

/** What the customer narrows and sorts the list by; answered by the backend. */
export type InvoiceListFilter = Omit<InputOf<typeof listInvoices>, 'cursor' | 'limit'>;

const { cursor: _cursor, limit: _limit, ...schemas } = InvoiceFilter.shape;

/** How the list writes itself into the page's address. */
export const invoiceUrlNames: UrlNames = {
  prefix: 'invoices.',
  schemas,
  open: { parameter: 'invoice', property: 'invoiceId' },
};
