import type { MiddlewareHandler } from 'hono';

/** What a page with the cabinet has to allow, and nothing beyond: copy it into your own site. */
export const PAGE_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' blob:",
  "font-src 'self'",
  "connect-src 'self'",
  "require-trusted-types-for 'script'",
  'trusted-types cabinet-elements cabinet-elements-html',
  "frame-ancestors 'none'",
  "base-uri 'none'",
  "form-action 'self'",
].join('; ');

/** Headers of the demo's pages; a handler that sets one itself keeps its own. */
export function pageHeaders(): MiddlewareHandler {
  return async (context, next) => {
    context.header('Content-Security-Policy', PAGE_POLICY);
    context.header('X-Content-Type-Options', 'nosniff');
    context.header('Referrer-Policy', 'same-origin');
    context.header('Cross-Origin-Opener-Policy', 'same-origin');
    context.header('Cache-Control', 'no-store');
    await next();
  };
}
