import english from './locales/en/orders.ts';
import { namespace } from './messages.ts';

/** Texts of the order list, and the words for statuses by their code. */
export const ordersMessages = namespace('orders', english, { ru: () => import('./locales/ru/orders.ts') });
