import type { MiddlewareHandler } from 'hono';
import type { RequestEnvironment } from './environment.ts';

const ALLOWED_HEADERS =
  'Accept-Language, Authorization, Content-Type, Idempotency-Key, If-Match, Last-Event-ID, X-Cabinet, X-Request-Id';
const EXPOSED_HEADERS = 'Content-Disposition, ETag, Retry-After, X-Request-Id';
const ALLOWED_METHODS = 'GET, POST, PUT, PATCH, DELETE';
/** Seconds for which a browser remembers a preflight; more is cut by browsers anyway. */
const PREFLIGHT_LIFETIME = '7200';

/** Lets the pages of the tenant's exact origins read answers; everybody else's browser refuses. */
export function cors(): MiddlewareHandler<RequestEnvironment> {
  return async (context, next) => {
    const origin = context.req.header('Origin');
    const allowed = origin !== undefined && context.var.tenant.origins.includes(origin);
    context.header('Vary', 'Origin', { append: true });
    if (allowed) {
      context.header('Access-Control-Allow-Origin', origin);
      context.header('Access-Control-Allow-Credentials', 'true');
      context.header('Access-Control-Expose-Headers', EXPOSED_HEADERS);
    }
    if (context.req.method !== 'OPTIONS') return next();
    if (allowed) {
      context.header('Access-Control-Allow-Methods', ALLOWED_METHODS);
      context.header('Access-Control-Allow-Headers', ALLOWED_HEADERS);
      context.header('Access-Control-Max-Age', PREFLIGHT_LIFETIME);
    }
    return context.body(null, 204);
  };
}
