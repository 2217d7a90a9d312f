import english from './locales/en/profile-security.ts';
import { namespace } from './messages.ts';

/** Texts of security and privacy: devices, consents, copies of data, deletion. */
export const profileSecurityMessages = namespace('profile-security', english, {
  ru: () => import('./locales/ru/profile-security.ts'),
});
