import type { Context, MiddlewareHandler } from 'hono';
import type { PublicAddress } from '../auth/session-cookie.ts';

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
  return async (context, next) => {
    const headers = Object.entries(headersFor(context, address));
    for (const [name, value] of headers) context.header(name, value);
    await next();
    // A handler that made its whole answer itself has not taken them over.
    const { headers: sent } = context.res;
    if (sent.has('X-Content-Type-Options')) return;
    for (const [name, value] of headers) if (!sent.has(name)) context.header(name, value);
  };
}

function headersFor(context: Context, { publicUrl }: PublicAddress): Record<string, string> {
  return (publicUrl ?? context.req.url).startsWith('https:')
    ? { ...HEADERS, 'Strict-Transport-Security': TRANSPORT_SECURITY }
    : HEADERS;
}
