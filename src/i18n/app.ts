import english from './locales/en/app.ts';
import { namespace } from './messages.ts';

/** Texts of <cabinet-app>. */
export const appMessages = namespace('app', english, { ru: () => import('./locales/ru/app.ts') });
