import english from './locales/en/order-sections.ts';
import { namespace } from './messages.ts';

/** Texts of an order's parcels. */
export const orderSectionsMessages = namespace('order-sections', english, {
  ru: () => import('./locales/ru/order-sections.ts'),
});
