import english from './locales/en/reorder.ts';
import { namespace } from './messages.ts';

/** Texts of repeating orders. */
export const reorderMessages = namespace('reorder', english, { ru: () => import('./locales/ru/reorder.ts') });
