import english from './locales/en/invoice-filters.ts';
import { namespace } from './messages.ts';

/** Texts of the invoice list's toolbar: search, filters, selection, export. */
export const invoiceFiltersMessages = namespace('invoice-filters', english, {
  ru: () => import('./locales/ru/invoice-filters.ts'),
});
