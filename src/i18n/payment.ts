import english from './locales/en/payment.ts';
import { namespace } from './messages.ts';

/** Texts of paying: the window, what became of a payment, and the list of payments. */
export const paymentMessages = namespace('payment', english, { ru: () => import('./locales/ru/payment.ts') });
