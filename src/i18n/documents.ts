import english from './locales/en/documents.ts';
import { namespace } from './messages.ts';

/** Texts of documents: their kinds, and downloading them. */
export const documentsMessages = namespace('documents', english, { ru: () => import('./locales/ru/documents.ts') });
