import { Hono, type MiddlewareHandler } from 'hono';
import { requestId } from 'hono/request-id';
import type { Schema } from '../../src/contract/operation.ts';
import { requireApiKey } from '../auth/api-key.ts';
import { bodyLimits } from '../http/body-limits.ts';
import type { AppOptions, RequestEnvironment } from '../http/environment.ts';
import { readLanguage } from '../http/language.ts';
import { logRequests } from '../http/log.ts';
import { problemResponse, refusal } from '../http/problem.ts';
import type { Store, StoreTransaction } from '../store/index.ts';
import type { WriteOptions, WriteResult } from '../store/records.ts';
import { writeCustomers } from '../store/write/customers.ts';
import { writeAnswers } from '../store/write/answers.ts';
import { writeConsents, writeDecisions } from '../store/write/profile.ts';
import { writeEntries } from '../store/write/entries.ts';
import { writeInvoices } from '../store/write/invoices.ts';
import { writeNews } from '../store/write/news.ts';
import { writeOrders } from '../store/write/orders.ts';
import { writeProducts } from '../store/write/products.ts';
import { importRows, type ImportTarget } from './import.ts';
import { readRows } from './rows.ts';
import { PushedConsent, PushedDecision, profileRoutes } from './profile-routes.ts';
import { PushedAnswer, PushedEntry, PushedInvoice, PushedNews } from './billing-schemas.ts';
import { PushedCustomer, PushedOrder, PushedProduct } from './schemas.ts';
import { sessionRoutes } from './session-routes.ts';

/** Below it is everything that a company's system sends. */
export const PUSH_PATH = '/push/:tenant';

/**
 * The push API: a company's system sends its products, customers, orders, invoices, what was paid of them, and its
 * answers to disputed lines of statements, by its own ids, with an API key (`Authorization: Bearer <key>`). Mount it at the root.
 *
 * `PUT /push/:tenant/products`, `/customers`, `/orders`, `/invoices`, `/entries`, `/statement-answers`, `/change-decisions`,
 * `/consents`, `/news` take NDJSON of any length (`application/x-ndjson`,
 * a row a line) or a JSON array of up to 10 MB, add or replace each row, and answer
 * `{ accepted, rejected, errors: [{ row, externalId, pointer, message }] }`. What customers ask for, `profile-routes.ts` answers;
 * who is signed in at the company's site, it tells by `session-routes.ts`.
 *
 * @example
 * ```ts
 * app.route('/', createPushRoutes(store));
 * ```
 */
export function createPushRoutes(
  store: Pick<Store, 'directory' | 'transaction' | 'changeRequests' | 'invitations'>,
  options: Pick<AppOptions, 'log' | 'publicUrl'> = {},
): Hono<RequestEnvironment> {
  const app = new Hono<RequestEnvironment>();
  const routes = app.basePath(PUSH_PATH);
  routes.use(requestId({ limitLength: 64 }), logRequests(options), readLanguage);
  const put = <RecordSchema extends Schema>(path: string, target: ImportTarget<RecordSchema>) =>
    routes.put(path, nameOperation(`push.${path.slice(1)}`), requireApiKey(store.directory), async (context) => {
      const { language, tenant } = context.var;
      const rows = readRows(context.req.raw.body, context.req.header('Content-Type'), (reason, status) =>
        refusal(context, 'invalid', reason, { status }),
      );
      return context.json(await importRows(store.transaction, tenant.id, rows, target, language));
    });
  put('/products', { schema: PushedProduct, write: writeProducts });
  put('/customers', { schema: PushedCustomer, write: writeCustomers });
  put('/orders', { schema: PushedOrder, write: telling(writeOrders) });
  put('/invoices', { schema: PushedInvoice, write: telling(writeInvoices) });
  put('/entries', { schema: PushedEntry, write: telling(writeEntries) });
  put('/news', { schema: PushedNews, write: writeNews });
  put('/change-decisions', { schema: PushedDecision, write: writeDecisions });
  put('/consents', { schema: PushedConsent, write: writeConsents });
  put('/statement-answers', { schema: PushedAnswer, write: writeAnswers });
  routes.on('POST', '*', bodyLimits());
  routes.route('/', profileRoutes(store));
  routes.route('/', sessionRoutes(store, options));
  app.onError((error, context) => problemResponse(error, context));
  return app;
}

/** What comes in through the push API is news: customers are told of it. */
function telling<Record>(
  write: (
    transaction: StoreTransaction,
    tenantId: string,
    records: readonly Record[],
    options: WriteOptions,
  ) => Promise<WriteResult>,
) {
  return (transaction: StoreTransaction, tenantId: string, records: readonly Record[]) =>
    write(transaction, tenantId, records, { tell: true });
}

function nameOperation(id: string): MiddlewareHandler<RequestEnvironment> {
  return (context, next) => {
    context.set('operation', id);
    return next();
  };
}
