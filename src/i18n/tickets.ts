import english from './locales/en/tickets.ts';
import { namespace } from './messages.ts';

/** Texts of the list of tickets, and the words for their states. */
export const ticketsMessages = namespace('tickets', english, { ru: () => import('./locales/ru/tickets.ts') });
