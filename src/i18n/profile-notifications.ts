import english from './locales/en/profile-notifications.ts';
import { namespace } from './messages.ts';

/** Texts of notifications: events by channel, quiet hours. */
export const profileNotificationsMessages = namespace('profile-notifications', english, {
  ru: () => import('./locales/ru/profile-notifications.ts'),
});
