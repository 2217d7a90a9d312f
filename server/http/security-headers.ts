import type { Context, MiddlewareHandler } from 'hono';
import { type PublicAddress, publicOrigin } from '../auth/session-cookie.ts';

const HEADERS = {
  'X-Content-Type-Options': 'nosniff',
  // Not `no-referrer`: forms on our own pages would then name no origin.
  'Referrer-Policy': 'same-origin',
  'Content-Security-Policy': "default-src 'none'; frame-ancestors 'none'",
  'Cross-Origin-Resource-Policy': 'same-origin',
};
const TRANSPORT_SECURITY = 'max-age=31536000';

/** The strictest headers as a default; a handler that sets one itself keeps its own. */
export function securityHeaders(address: PublicAddress): MiddlewareHandler {
  return async (context: Context, next) => {
    for (const [name, value] of Object.entries(HEADERS)) context.header(name, value);
    if (publicOrigin(context, address).startsWith('https:'))
      context.header('Strict-Transport-Security', TRANSPORT_SECURITY);
    return next();
  };
}
