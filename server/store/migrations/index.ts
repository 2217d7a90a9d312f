import type { Migration, MigrationProvider } from 'kysely/migration';
import * as tables from './0001-tables.ts';
import * as security from './0002-row-level-security.ts';
import * as search from './0003-search.ts';
import * as invoices from './0004-invoices.ts';
import * as profile from './0005-profile.ts';
import * as tickets from './0006-tickets.ts';
import * as answerMails from './0007-answer-mails.ts';
import * as receipts from './0008-receipts.ts';
import * as reminders from './0009-reminders.ts';
import * as exchange from './0010-exchange.ts';
import * as identityProviders from './0011-identity-providers.ts';

/** Migrations run in the order of their names; one that was released is never changed. */
const migrations: Record<string, Migration> = {
  '0001-tables': tables,
  '0002-row-level-security': security,
  '0003-search': search,
  '0004-invoices': invoices,
  '0005-profile': profile,
  '0006-tickets': tickets,
  '0007-answer-mails': answerMails,
  '0008-receipts': receipts,
  '0009-reminders': reminders,
  '0010-exchange': exchange,
  '0011-identity-providers': identityProviders,
};

export const migrationProvider: MigrationProvider = { getMigrations: () => Promise.resolve(migrations) };
