import english from './locales/en/invoices.ts';
import { namespace } from './messages.ts';

/** Texts of the invoice list: what is owed, the rows, and the words for statuses by their code. */
export const invoicesMessages = namespace('invoices', english, { ru: () => import('./locales/ru/invoices.ts') });
