import english from './locales/en/ticket.ts';
import { namespace } from './messages.ts';

/** Texts of one conversation: messages, writing, files, closing and rating. */
export const ticketMessages = namespace('ticket', english, { ru: () => import('./locales/ru/ticket.ts') });
