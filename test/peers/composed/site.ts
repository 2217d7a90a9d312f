import { serve } from '@hono/node-server';
import { serveStatic } from '@hono/node-server/serve-static';
import { Hono } from 'hono';
import { csrf } from 'hono/csrf';
import { proxy } from 'hono/proxy';
import type { AddressInfo } from 'node:net';
import { page, type Language } from './page.ts';
import { company, people, personIds, type PersonId } from './world.ts';

/** What the company's website knows of the systems behind it. */
export interface Systems {
  /** The cabinet's server, which browsers do not reach by themselves. */
  server: string;
  /** The site's key for it. */
  key: string;
  /** The Shop API of the shop, as browsers reach it. */
  shop: string;
}

export interface RunningSite {
  origin: string;
  /** Tells the site what is behind it, once that is there. */
  connect(systems: Systems): void;
  close(): void;
}

const NOBODY = { signedIn: undefined };
const COOKIE = 'person';

/**
 * The website of the company. It signs its visitors in by the shop, which has their passwords, and tells the cabinet's
 * server who they are; `/api` and `/cdn` it passes on to that one.
 */
export async function openSite(port: number): Promise<RunningSite> {
  let systems: Systems | undefined;
  const site = new Hono();

  const shopCookies = async (query: string, variables: object, cookie = '') => {
    const response = await fetch(systems?.shop ?? '', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', Cookie: cookie },
      body: JSON.stringify({ query, variables }),
    });
    const { data } = (await response.json()) as { data?: { login?: { errorCode?: string } } };
    return data?.login?.errorCode === undefined ? response.headers.getSetCookie() : null;
  };
  const session = async (method: 'POST' | 'DELETE', init: { body?: object; headers?: Record<string, string> }) => {
    const response = await fetch(`${systems?.server}/push/${company}/sessions`, {
      method,
      headers: { Authorization: `Bearer ${systems?.key}`, 'Content-Type': 'application/json', ...init.headers },
      ...(init.body && { body: JSON.stringify(init.body) }),
    });
    if (!response.ok) throw new Error(`The cabinet's server answered ${response.status}`);
    return response.headers.getSetCookie();
  };

  site.onError((error, context) => {
    // Of a browser that left while it was sending, the log need not tell.
    if (!context.req.raw.signal.aborted) console.error(error);
    return context.text('The site could not answer this.', 502);
  });
  site.use(async (context, next) => {
    if (systems === undefined) return context.text('The demo is starting.', 503, { 'Retry-After': '2' });
    context.header(
      'Content-Security-Policy',
      [
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' blob:",
        // The orders come from the shop itself.
        `connect-src 'self' ${new URL(systems.shop).origin}`,
        "require-trusted-types-for 'script'",
        'trusted-types cabinet-elements cabinet-elements-html',
        "base-uri 'none'",
        "form-action 'self'",
      ].join('; '),
    );
    return next();
  });
  const passOn = (path: string) =>
    site.all(path, (context) => {
      const { pathname, search } = new URL(context.req.url);
      // A browser that leaves ends the answer as it is read; by its signal it would be an error, which the log shows.
      return proxy(`${systems?.server}${pathname}${search}`, { raw: context.req.raw, signal: null });
    });
  passOn('/api/*');
  passOn('/cdn/*');
  site.use(
    '/assets/*',
    serveStatic({
      root: new URL('public', import.meta.url).pathname,
      rewriteRequestPath: (path) => path.slice('/assets'.length),
    }),
  );

  site.get('/favicon.ico', (context) => context.body(null, 204));

  const languageOf = (wished: string | undefined): Language => (wished === 'ru' ? 'ru' : 'en');
  const personOf = (cookies: string | undefined): PersonId | undefined => {
    const named = new RegExp(`(?:^|; )${COOKIE}=(\\w+)`).exec(cookies ?? '')?.[1];
    return personIds.find((id) => id === named);
  };
  site.get('/', (context) => {
    // Only for the greeting: who somebody is, the cabinet's own session says.
    const signedIn = personOf(context.req.header('Cookie'));
    const language = languageOf(context.req.query('lang'));
    return context.html(page({ language, shop: systems?.shop ?? '', signedIn, failed: false }));
  });
  site.post('/sign-in', csrf(), async (context) => {
    const { email, password, lang } = await context.req.parseBody();
    const language = languageOf(typeof lang === 'string' ? lang : undefined);
    const person = personIds.find((id) => people[id].email === email);
    const login =
      'mutation ($email: String!, $password: String!) { login(username: $email, password: $password) { ... on ErrorResult { errorCode } } }';
    const ofShop = await shopCookies(login, { email, password });
    if (person === undefined || ofShop === null) {
      return context.html(page({ language, shop: systems?.shop ?? '', ...NOBODY, failed: true }), 422);
    }
    const ofCabinet = await session('POST', { body: { personId: person } });
    for (const cookie of [...ofShop, ...ofCabinet, `${COOKIE}=${person}; Path=/; HttpOnly; SameSite=Lax`]) {
      context.header('Set-Cookie', cookie, { append: true });
    }
    return context.redirect(`/?lang=${language}`, 303);
  });
  site.post('/sign-out', csrf(), async (context) => {
    const cookie = context.req.header('Cookie') ?? '';
    const ofShop = await shopCookies('mutation { logout { success } }', {}, cookie);
    const ofCabinet = await session('DELETE', { headers: { Cookie: cookie } });
    for (const ended of [...(ofShop ?? []), ...ofCabinet, `${COOKIE}=; Path=/; Max-Age=0`]) {
      context.header('Set-Cookie', ended, { append: true });
    }
    return context.redirect('/', 303);
  });

  const server = serve({ fetch: site.fetch, port, hostname: 'localhost' });
  await new Promise<void>((resolve, reject) => server.once('listening', resolve).once('error', reject));
  const address = server.address() as AddressInfo;
  return {
    origin: `http://localhost:${address.port}`,
    connect: (behind) => void (systems = behind),
    close() {
      if ('closeAllConnections' in server) server.closeAllConnections();
      server.close();
    },
  };
}
