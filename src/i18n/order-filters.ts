import english from './locales/en/order-filters.ts';
import { namespace } from './messages.ts';

/** Texts of the order list's toolbar: search, filters, selection, export. */
export const orderFiltersMessages = namespace('order-filters', english, {
  ru: () => import('./locales/ru/order-filters.ts'),
});
