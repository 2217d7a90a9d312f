import english from './locales/en/list-filters.ts';
import { namespace } from './messages.ts';

/** Texts that the toolbars of all lists share: filters, period, sorting, export. */
export const listFiltersMessages = namespace('list-filters', english, {
  ru: () => import('./locales/ru/list-filters.ts'),
});
