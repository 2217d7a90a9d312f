import { Hono } from 'hono';
import { requestId } from 'hono/request-id';
import type { AppOptions, RequestEnvironment } from '../http/environment.ts';
import { limitBody } from '../http/body-limits.ts';
import { readLanguage } from '../http/language.ts';
import { logRequests } from '../http/log.ts';
import { problemResponse, refusal } from '../http/problem.ts';
import type { Store } from '../store/index.ts';

/**
 * Where payment providers tell what became of a payment: `POST /webhooks/:tenant/:provider`. The body is read as it
 * was signed. Mount it at the root.
 *
 * @example
 * ```ts
 * app.route('/', createWebhookRoutes(store));
 * ```
 */
export function createWebhookRoutes(
  { payments }: Pick<Store, 'payments'>,
  options: Pick<AppOptions, 'log'> = {},
): Hono<RequestEnvironment> {
  const app = new Hono<RequestEnvironment>();
  const routes = app.basePath('/webhooks');
  routes.use(requestId({ limitLength: 64 }), logRequests(options), readLanguage);
  app.onError((error, context) => problemResponse(error, context));
  routes.post('/:tenant/:provider', limitBody(), async (context) => {
    context.set('operation', 'payments.webhook');
    const { tenant, provider } = context.req.param();
    const { headers } = context.req.raw;
    const taken = await payments.receive(tenant, provider, {
      headers,
      body: await context.req.text(),
      now: new Date(),
    });
    if (taken === null) throw refusal(context, 'not_found', 'unknownRoute');
    return context.body(null, 204);
  });
  return app;
}
