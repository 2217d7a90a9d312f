import { Hono } from 'hono';
import * as z from 'zod/mini';
import { requireApiKey } from '../auth/api-key.ts';
import { endSession, mayHaveSession, startSession, type PublicAddress } from '../auth/session-cookie.ts';
import type { RequestEnvironment } from '../http/environment.ts';
import { refusal, refusalOfFields } from '../http/problem.ts';
import { messagesOf } from '../http/shape.ts';
import type { Store } from '../store/index.ts';
import { SignIn } from './profile-schemas.ts';

/**
 * Sign-in by cookie, for a site that serves the cabinet under its own origin: the site's server asks here, and passes
 * the `Set-Cookie` of the answer on to its visitor.
 *
 * - `POST /sessions` takes `{ personId }` of the visitor who has just signed in at the site, and answers 204;
 * - `DELETE /sessions` takes the `Cookie` header of the visitor who signs out, and answers 204, also if there is no session.
 *
 * Passing on `User-Agent`, and `X-Forwarded-For` where `PUBLIC_URL` is set, lets people see from where they signed in.
 */
export function sessionRoutes(
  { directory }: Pick<Store, 'directory'>,
  address: PublicAddress,
): Hono<RequestEnvironment> {
  const routes = new Hono<RequestEnvironment>();
  const key = requireApiKey(directory);
  routes.post('/sessions', key, async (context) => {
    const { tenant, language } = context.var;
    const body: unknown = await context.req.json().catch(() => undefined);
    const parsed = z.safeParse(SignIn, body, { reportInput: true });
    if (!parsed.success) throw refusalOfFields(messagesOf(parsed.error.issues, language));
    if (!mayHaveSession(context, address)) throw refusal(context, 'unsupported', 'cookieNeedsTls');
    const { personId } = parsed.data;
    if ((await directory.identify(tenant.id, personId)) === null) throw refusal(context, 'not_found', 'unknownPerson');
    await startSession(context, directory, address, tenant.id, personId);
    return context.body(null, 204);
  });
  routes.delete('/sessions', key, async (context) => {
    await endSession(context, directory, address, context.var.tenant.id);
    return context.body(null, 204);
  });
  return routes;
}
