import type { Schema } from '../../src/contract/operation.ts';
import type { Language } from '../http/texts.ts';
import type { RunTransaction } from '../store/index.ts';
import { writeAnswers } from '../store/write/answers.ts';
import { writeCustomers } from '../store/write/customers.ts';
import { writeEntries } from '../store/write/entries.ts';
import { writeInvoices } from '../store/write/invoices.ts';
import { writeNews } from '../store/write/news.ts';
import { writeOrders } from '../store/write/orders.ts';
import { writeProducts } from '../store/write/products.ts';
import { writeConsents, writeDecisions } from '../store/write/profile.ts';
import { PushedAnswer, PushedEntry, PushedInvoice, PushedNews } from './billing-schemas.ts';
import { importRows, type ImportReport, type ImportTarget } from './import.ts';
import { PushedConsent, PushedDecision } from './profile-schemas.ts';
import type { Row } from './rows.ts';
import { PushedCustomer, PushedOrder, PushedProduct } from './schemas.ts';

/** A kind of row that a company's system sends. */
export interface PushTarget {
  summary: string;
  /** What one row must be. */
  schema: Schema;
  write(run: RunTransaction, tenantId: string, rows: AsyncIterable<Row>, language: Language): Promise<ImportReport>;
}

/** What `PUT /push/:tenant/<name>` takes, by its name: the routes and their description are made of it. */
export const pushTargets: Readonly<Record<string, PushTarget>> = {
  products: target('Adds or replaces products', PushedProduct, writeProducts),
  customers: target('Adds or replaces customers, with the people who act for them', PushedCustomer, writeCustomers),
  orders: target('Adds or replaces orders', PushedOrder, writeOrders),
  invoices: target('Adds or replaces invoices and credit notes', PushedInvoice, writeInvoices),
  entries: target('Posts money that came or went, each once', PushedEntry, (transaction, tenantId, entries) =>
    writeEntries(transaction, tenantId, entries, { tell: true }),
  ),
  news: target('Mails news to whoever wants them, each once', PushedNews, writeNews),
  'change-decisions': target('Decides on change requests', PushedDecision, writeDecisions),
  consents: target('Adds or replaces texts that people agree to', PushedConsent, writeConsents),
  'statement-answers': target('Answers disputed lines of statements', PushedAnswer, writeAnswers),
};

function target<RecordSchema extends Schema>(
  summary: string,
  schema: RecordSchema,
  write: ImportTarget<RecordSchema>['write'],
): PushTarget {
  return {
    summary,
    schema,
    write: (run, tenantId, rows, language) => importRows(run, tenantId, rows, { schema, write }, language),
  };
}
