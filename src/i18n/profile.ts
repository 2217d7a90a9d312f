import english from './locales/en/profile.ts';
import { namespace } from './messages.ts';

/** Texts of the profile's frame: its sections, and what each role may do. */
export const profileMessages = namespace('profile', english, { ru: () => import('./locales/ru/profile.ts') });
