import english from './locales/en/ticket-form.ts';
import { namespace } from './messages.ts';

/** Texts of the form for a new request. */
export const ticketFormMessages = namespace('ticket-form', english, {
  ru: () => import('./locales/ru/ticket-form.ts'),
});
