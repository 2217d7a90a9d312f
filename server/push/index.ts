import { Hono, type Context } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import { CabinetError, isCabinetError, statusOf } from '../../src/contract/problem.ts';
import type { Schema } from '../../src/contract/operation.ts';
import { requireApiKey } from '../auth/api-key.ts';
import type { Store } from '../store/index.ts';
import { writeCustomers } from '../store/write/customers.ts';
import { writeOrders } from '../store/write/orders.ts';
import { writeProducts } from '../store/write/products.ts';
import { importRows, type ImportTarget } from './import.ts';
import { readRows } from './rows.ts';
import { PushedCustomer, PushedOrder, PushedProduct } from './schemas.ts';

/** Below it is everything that a company's system sends. */
export const PUSH_PATH = '/push/:tenant';

/**
 * The push API: a company's system sends its products, customers and orders, by its own ids, with an
 * API key (`Authorization: Bearer <key>`). Mount it at the root.
 *
 * `PUT /push/:tenant/products`, `/customers`, `/orders` take NDJSON of any length (`application/x-ndjson`,
 * a row a line) or a JSON array of up to 10 MB, add or replace each row, and answer
 * `{ accepted, rejected, errors: [{ row, externalId, pointer, message }] }`.
 *
 * @example
 * ```ts
 * app.route('/', createPushRoutes(store));
 * ```
 */
export function createPushRoutes(store: Pick<Store, 'directory' | 'transaction'>): Hono {
  const app = new Hono();
  const routes = app.basePath(PUSH_PATH);
  const put = <RecordSchema extends Schema>(path: string, target: ImportTarget<RecordSchema>) =>
    routes.put(path, requireApiKey(store.directory), async (context) => {
      const rows = readRows(context.req.raw.body, context.req.header('Content-Type'));
      return context.json(await importRows(store.transaction, context.req.param('tenant'), rows, target));
    });
  put('/products', { schema: PushedProduct, write: writeProducts });
  put('/customers', { schema: PushedCustomer, write: writeCustomers });
  put('/orders', { schema: PushedOrder, write: writeOrders });
  app.onError(problem);
  return app;
}

function problem(error: unknown, context: Context): Response {
  if (!isCabinetError(error)) console.error(error);
  const known = isCabinetError(error) ? error : new CabinetError('unknown');
  const status = known.status ?? statusOf(known.code);
  if (known.retryAfter !== undefined) context.header('Retry-After', String(Math.ceil(known.retryAfter / 1000)));
  const title = known.code === 'unauthenticated' ? 'A valid API key of this company is needed.' : undefined;
  context.header('Content-Type', 'application/problem+json');
  context.header('Cache-Control', 'no-store');
  const answer = JSON.stringify({ status, code: known.code, title, detail: known.detail });
  return context.body(answer, status as ContentfulStatusCode);
}
