import english from './locales/en/invoice.ts';
import { namespace } from './messages.ts';

/** Texts of an invoice's details. */
export const invoiceMessages = namespace('invoice', english, { ru: () => import('./locales/ru/invoice.ts') });
