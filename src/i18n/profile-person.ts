import english from './locales/en/profile-person.ts';
import { namespace } from './messages.ts';

/** Texts of the person's names, contacts and picture. */
export const profilePersonMessages = namespace('profile-person', english, {
  ru: () => import('./locales/ru/profile-person.ts'),
});
