import type { MiddlewareHandler } from 'hono';
import type { RequestEnvironment } from '../http/environment.ts';
import { refusal } from '../http/problem.ts';
import type { Directory } from '../ports.ts';

const MAX_KEY_LENGTH = 200;

/**
 * Lets only the tenant's own systems pass: `Authorization: Bearer <key>` or `X-Api-Key: <key>` on a
 * path with `:tenant`. Everything else, an unknown tenant included, is the same `unauthenticated`.
 */
export function requireApiKey(directory: Directory): MiddlewareHandler<RequestEnvironment> {
  return async (context, next) => {
    const tenantId = context.req.param('tenant');
    const key = context.req.header('X-Api-Key') ?? bearerToken(context.req.header('Authorization'));
    const accepted =
      tenantId !== undefined &&
      key !== undefined &&
      key.length <= MAX_KEY_LENGTH &&
      (await directory.acceptsApiKey(tenantId, key));
    const tenant = accepted ? await directory.tenant(tenantId) : null;
    if (tenant === null) throw refusal(context, 'unauthenticated', 'apiKeyNeeded');
    context.set('tenant', tenant);
    return next();
  };
}

/** The token of an `Authorization` header; undefined if it is of another scheme. */
export function bearerToken(header: string | undefined): string | undefined {
  return header === undefined ? undefined : /^Bearer +(\S+) *$/i.exec(header)?.[1];
}
