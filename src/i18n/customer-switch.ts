import english from './locales/en/customer-switch.ts';
import { namespace } from './messages.ts';

/** Texts of the choice among a person's companies. */
export const customerSwitchMessages = namespace('customerSwitch', english, {
  ru: () => import('./locales/ru/customer-switch.ts'),
});
