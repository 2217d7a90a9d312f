import english from './locales/en/cancellation.ts';
import { namespace } from './messages.ts';

/** Texts of asking for an order's cancellation. */
export const cancellationMessages = namespace('cancellation', english, {
  ru: () => import('./locales/ru/cancellation.ts'),
});
