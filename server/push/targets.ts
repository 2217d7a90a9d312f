import type { Schema } from '../../src/contract/operation.ts';
import type { Language } from '../http/texts.ts';
import type { RunTransaction } from '../store/index.ts';
import type { WriteOptions } from '../store/records.ts';
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
  /** @param onBatch hears which row is the last of those that are done */
  write(
    run: RunTransaction,
    tenantId: string,
    rows: AsyncIterable<Row>,
    language: Language,
    onBatch?: (rows: number) => void,
  ): Promise<ImportReport>;
}

/** What `PUT /push/:tenant/<name>` takes, by its name: the routes and their description are made of it. */
export const pushTargets: Readonly<Record<string, PushTarget>> = {
  products: target('Adds or replaces products', PushedProduct, writeProducts),
  customers: target('Adds or replaces customers, with the people who act for them', PushedCustomer, writeCustomers),
  orders: target('Adds or replaces orders', PushedOrder, writeOrders),
  invoices: target('Adds or replaces invoices and credit notes', PushedInvoice, writeInvoices),
  entries: target('Posts money that came or went, each once', PushedEntry, writeEntries),
  news: target('Mails news to whoever wants them, each once', PushedNews, (transaction, tenantId, news) =>
    writeNews(transaction, tenantId, news),
  ),
  'change-decisions': target('Decides on change requests', PushedDecision, writeDecisions),
  consents: target('Adds or replaces texts that people agree to', PushedConsent, writeConsents),
  'statement-answers': target('Answers disputed lines of statements', PushedAnswer, writeAnswers),
};

function target<RecordSchema extends Schema>(
  summary: string,
  schema: RecordSchema,
  write: (
    ...written: [...Parameters<ImportTarget<RecordSchema>['write']>, options: WriteOptions]
  ) => ReturnType<ImportTarget<RecordSchema>['write']>,
): PushTarget {
  /** What is sent is news: customers are told of it. */
  const tell: ImportTarget<RecordSchema>['write'] = (...written) => write(...written, { tell: true });
  return {
    summary,
    schema,
    write: (run, tenantId, rows, language, onBatch) =>
      importRows(run, tenantId, rows, { schema, write: tell }, language, onBatch),
  };
}
