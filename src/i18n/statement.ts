import english from './locales/en/statement.ts';
import { namespace } from './messages.ts';

/** Texts of the statement of account (act of reconciliation). */
export const statementMessages = namespace('statement', english, { ru: () => import('./locales/ru/statement.ts') });
