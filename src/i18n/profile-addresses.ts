import english from './locales/en/profile-addresses.ts';
import { namespace } from './messages.ts';

/** Texts of addresses: adding, changing, defaults. */
export const profileAddressesMessages = namespace('profile-addresses', english, {
  ru: () => import('./locales/ru/profile-addresses.ts'),
});
