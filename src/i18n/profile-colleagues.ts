import english from './locales/en/profile-colleagues.ts';
import { namespace } from './messages.ts';

/** Texts of colleagues: roles, invitations. */
export const profileColleaguesMessages = namespace('profile-colleagues', english, {
  ru: () => import('./locales/ru/profile-colleagues.ts'),
});
