import { Hono, type MiddlewareHandler } from 'hono';
import { requestId } from 'hono/request-id';
import type { Schema } from '../../src/contract/operation.ts';
import { requireApiKey } from '../auth/api-key.ts';
import { bodyLimits } from '../http/body-limits.ts';
import type { AppOptions, RequestContext, RequestEnvironment } from '../http/environment.ts';
import { readLanguage } from '../http/language.ts';
import { logRequests } from '../http/log.ts';
import { problemResponse, refusal, refusalOfFields } from '../http/problem.ts';
import { pointerTo } from '../http/shape.ts';
import { reasonText, type Reason } from '../http/texts.ts';
import type { Store } from '../store/index.ts';
import { readCsv } from './csv.ts';
import { dry } from './import.ts';
import { readRows, type Row } from './rows.ts';
import { profileRoutes } from './profile-routes.ts';
import { sessionRoutes } from './session-routes.ts';
import { pushTargets } from './targets.ts';

/** Below it is everything that a company's system sends. */
export const PUSH_PATH = '/push/:tenant';

/**
 * The push API: a company's system sends its products, customers, orders, invoices, what was paid of them, and its
 * answers to disputed lines of statements, by its own ids, with an API key (`Authorization: Bearer <key>`). Mount it at the root.
 *
 * `PUT /push/:tenant/<name>`, for each of `pushTargets`, takes NDJSON of any length (`application/x-ndjson`, a row a line),
 * a JSON array of up to 10 MB, or a table of any length (`text/csv`, whose first row names the fields), adds or replaces
 * each row, and answers `{ accepted, rejected, errors: [{ row, line, externalId, pointer, message }] }`; with `?dryRun=true`
 * nothing of it stays. What customers ask for, `profile-routes.ts` answers; who is signed in at the company's site, it
 * tells by `session-routes.ts`. All of it is described by `openapi/push.ts`.
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
  for (const [name, target] of Object.entries(pushTargets)) {
    routes.put(`/${name}`, nameOperation(`push.${name}`), requireApiKey(store.directory), async (context) => {
      const { language, tenant } = context.var;
      const run = isDry(context) ? dry(store.transaction) : store.transaction;
      const table = (bytes: AsyncIterable<Uint8Array>) => readTable(store, tenant.id, bytes, target.schema);
      const rows = readRows(context.req.raw.body, context.req.header('Content-Type'), table, (reason, status) =>
        refusal(context, 'invalid', reason, { status }),
      );
      return context.json(await target.write(run, tenant.id, rows, language));
    });
  }
  routes.on('POST', '*', bodyLimits());
  routes.route('/', profileRoutes(store));
  routes.route('/', sessionRoutes(store, options));
  app.onError((error, context) => problemResponse(error, context));
  return app;
}

/** A table whose dates without a zone are the company's. */
async function* readTable(
  { transaction: run }: Pick<Store, 'transaction'>,
  tenantId: string,
  bytes: AsyncIterable<Uint8Array>,
  schema: Schema,
): AsyncGenerator<Row, void, undefined> {
  const { time_zone: timeZone } = await run({ tenantId }, (transaction) =>
    transaction.selectFrom('tenants').select('time_zone').where('id', '=', tenantId).executeTakeFirstOrThrow(),
  );
  yield* readCsv(bytes, { schema, timeZone });
}

/** Whether nothing is to stay. A misspelt wish for that is refused: it must not become an import. */
function isDry(context: RequestContext): boolean {
  const refused: [string, Reason][] = [];
  for (const [name, values] of Object.entries(context.req.queries())) {
    if (name !== 'dryRun') refused.push([name, 'unknownField']);
    else if (values.length > 1) refused.push([name, 'repeated']);
    else if (values[0] !== 'true' && values[0] !== 'false') refused.push([name, 'trueOrFalse']);
  }
  if (refused.length > 0) {
    const { language } = context.var;
    throw refusalOfFields(
      Object.fromEntries(refused.map(([name, reason]) => [pointerTo([name]), reasonText(reason, language)])),
    );
  }
  return context.req.query('dryRun') === 'true';
}

function nameOperation(id: string): MiddlewareHandler<RequestEnvironment> {
  return (context, next) => {
    context.set('operation', id);
    return next();
  };
}
