import english from './locales/en/order.ts';
import { namespace } from './messages.ts';

/** Texts of an order's details. */
export const orderMessages = namespace('order', english, { ru: () => import('./locales/ru/order.ts') });
