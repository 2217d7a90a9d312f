import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { serveStatic } from '@hono/node-server/serve-static';
import { Hono, type MiddlewareHandler } from 'hono';
import { trimTrailingSlash } from 'hono/trailing-slash';
import type { Adapter } from '../../src/adapters/adapter.ts';
import type { PublicAddress } from '../auth/session-cookie.ts';
import type { Directory } from '../ports.ts';
import type { Store } from '../store/index.ts';
import { companySite } from './company-site.ts';
import { DEMO_PATH, sites } from './site.ts';

/** What the demo's pages are made from. */
export interface DemoOptions
  extends PublicAddress, Pick<Store, 'changeRequests' | 'invitations' | 'openDisputes' | 'answerDispute'> {
  /** The backend of both companies, asked as their customers would. */
  adapter: Adapter;
  directory: Directory;
  /** Moves an order to its next stage, as the company's own system would; false if there is none. */
  advanceOrder: (tenantId: string, orderId: string) => Promise<boolean>;
  /** Folder of the `.eml` files that the mailbox shows; absent when mail is really sent. */
  mailDirectory?: string | undefined;
}

const publicFiles = fileURLToPath(new URL('public', import.meta.url));
/** The font that the invoices are set in is a good one for pages too. */
const fonts = join(dirname(createRequire(import.meta.url).resolve('pdfmake/package.json')), 'fonts/Roboto');

/**
 * The websites of the demo's two companies, which embed the cabinet by the script tag as a
 * customer's own site would: mount it at {@link DEMO_PATH}.
 *
 * @example
 * ```ts
 * app.route(DEMO_PATH, createDemoSite({ ...store, mailDirectory: '.data/mail' }));
 * ```
 */
export function createDemoSite(options: DemoOptions): Hono {
  const app = new Hono();
  app.use(trimTrailingSlash());
  app.get('/', (context) => {
    const wished = context.req.header('Accept-Language') ?? '';
    const [english, russian] = sites;
    return context.redirect((/^ru\b/i.test(wished) ? russian : english)?.path ?? DEMO_PATH);
  });
  app.get('/assets/fonts/*', filesOf(fonts, '/assets/fonts'));
  app.get('/assets/*', filesOf(publicFiles, '/assets'));
  for (const site of sites) app.route(`/${site.company.id}`, companySite(site, options));
  return app;
}

function filesOf(root: string, path: string): MiddlewareHandler {
  return serveStatic({
    root,
    rewriteRequestPath: (requested) => requested.slice(DEMO_PATH.length + path.length),
    onFound: (_file, context) => {
      context.header('Cache-Control', 'max-age=3600');
      context.header('X-Content-Type-Options', 'nosniff');
    },
  });
}
