import english from './locales/en/common.ts';
import { namespace } from './messages.ts';

/** Texts that every widget shares: actions, errors, states. */
export const commonMessages = namespace('common', english, { ru: () => import('./locales/ru/common.ts') });
