import english from './locales/en/form.ts';
import { namespace } from './messages.ts';

/** Texts of forms: saving, faults, edits by two people at once. */
export const formMessages = namespace('form', english, { ru: () => import('./locales/ru/form.ts') });
