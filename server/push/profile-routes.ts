import { Hono } from 'hono';
import * as z from 'zod/mini';
import { requireApiKey } from '../auth/api-key.ts';
import type { RequestEnvironment } from '../http/environment.ts';
import { answer } from '../http/output.ts';
import { refusal, refusalOfFields } from '../http/problem.ts';
import { messagesOf } from '../http/shape.ts';
import type { Store } from '../store/index.ts';
import { Acceptance, type Membership, type WaitingRequests } from './profile-schemas.ts';

/**
 * What a company's system asks about its customers' people:
 *
 * - `GET /change-requests` answers `{ items }`, the requests that wait for a decision;
 * - `GET /change-requests/:id/attachments/:place` answers a paper, the first being 0;
 * - `POST /invitations/accept` takes `{ token, person: { externalId, name } }` from the site that has signed the person
 *   in, and answers `{ customerId, customerName, email, role }`.
 */
export function profileRoutes(
  store: Pick<Store, 'directory' | 'changeRequests' | 'invitations'>,
): Hono<RequestEnvironment> {
  const routes = new Hono<RequestEnvironment>();
  const key = requireApiKey(store.directory);
  routes.get('/change-requests', key, async (context) => {
    const waiting: WaitingRequests = { items: await store.changeRequests.open(context.var.tenant.id) };
    return answer(context, waiting);
  });
  routes.get('/change-requests/:requestId/attachments/:place', key, async (context) => {
    const { requestId, place } = context.req.param();
    const file = await store.changeRequests.file(context.var.tenant.id, requestId, Number(place));
    if (file === null) throw refusal(context, 'not_found', 'unknownRoute');
    return answer(context, file);
  });
  routes.post('/invitations/accept', key, async (context) => {
    const body: unknown = await context.req.json().catch(() => undefined);
    const parsed = z.safeParse(Acceptance, body, { reportInput: true });
    if (!parsed.success) throw refusalOfFields(messagesOf(parsed.error.issues, context.var.language));
    const { token, person } = parsed.data;
    const joined: Membership | null = await store.invitations.accept(context.var.tenant.id, token, {
      id: person.externalId,
      name: person.name,
    });
    if (joined === null) throw refusal(context, 'not_found', 'unknownInvitation');
    return answer(context, joined);
  });
  return routes;
}
