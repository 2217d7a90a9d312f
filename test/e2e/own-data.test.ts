import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { request as ask, createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { runInNewContext } from 'node:vm';
import { SignJWT } from 'jose';
import type { Browser } from 'playwright-core';
import { clientOf, startIdentityProvider, type IdentityProvider } from '../peers/oidc/provider.ts';
import { launch, visit } from './helpers/browser.ts';
import { startServer, type RunningServer } from './helpers/server.ts';
import { newestOrder, orderRow, orderRows } from './helpers/shop.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));

const SIGNED_OUT = 'Your sign-in has ended or you have not signed in yet';

/** What the README tells a newcomer to write, in its order. */
function instructions(): Record<
  | 'company'
  | 'support'
  | 'start'
  | 'push'
  | 'importTable'
  | 'token'
  | 'page'
  | 'session'
  | 'ownPage'
  | 'provider'
  | 'providerPage'
  | 'exchange',
  string
> {
  const [, rest = ''] = readFileSync(join(root, 'README.md'), 'utf8').split(
    '\n## Your own company, with your own data\n',
  );
  const [chapter = ''] = rest.split('\n## ');
  const blocks = [...chapter.matchAll(/^```\w+\n([^]*?)^```$/gm)].map(([, block = '']) => block);
  const [company, support, start, push, importTable, token, page, session, ownPage, ...others] = blocks;
  const [provider, providerPage, exchange, ...more] = others;
  assert.ok(company && support && start && push && importTable);
  assert.ok(token && page && session && ownPage && provider && providerPage && exchange && more.length === 0);
  const signIn = { token, page, session, ownPage, provider, providerPage };
  return { company, support, start, push, importTable, ...signIn, exchange };
}

/** A visitor of the company's site. */
interface Visitor {
  user?: { id: string };
}
type Handler = (
  request: Visitor,
  response: { sendStatus(status: number): void; json(body: unknown): void },
) => Promise<void>;

/** The handler that the README shows, made by its very text. */
function tokenHandler(code: string, secret: string): Handler {
  let handler: Handler | undefined;
  const app = { get: (_path: string, given: Handler) => (handler = given) };
  runInNewContext(code, { app, SignJWT, Buffer, Date, process: { env: { CABINET_SECRET: secret } } });
  assert.ok(handler);
  return handler;
}

describe('a newcomer follows the README to their own data on their own page', () => {
  const readme = instructions();
  const data = mkdtempSync(join(tmpdir(), 'cabinet-newcomer-'));
  let site: Server;
  let origin = '';
  let server: RunningServer;
  let provider: IdentityProvider;
  let browser: Browser;
  let key = '';
  let token: Handler;
  let signedIn = true;

  /** The README's text with the addresses of this run. */
  const here = (text: string) =>
    text
      .replaceAll('https://www.acme.example', origin)
      .replaceAll('http://localhost:8080', server?.origin ?? '')
      .replaceAll('https://login.acme.example/realms/shop', provider.issuer);
  const shell = (script: string) =>
    execFileSync('bash', ['-euo', 'pipefail', '-c', here(script)], {
      cwd: root,
      encoding: 'utf8',
      env: { ...process.env, DATA_DIRECTORY: data, DATABASE_URL: '', CABINET_KEY: key },
      stdio: ['ignore', 'pipe', 'pipe'],
    });

  /** The company's site: a page for each of the ways, its token address, and its proxy. */
  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    const { url = '/', headers, method = 'GET' } = request;
    const show = (markup: string, more: Record<string, string> = {}) =>
      response
        .writeHead(200, { 'Content-Type': 'text/html; charset=utf-8', ...more })
        .end(`<!doctype html><html lang="en"><title>Acme</title><h1>Acme</h1>${here(markup)}`);
    if (url === '/favicon.ico') return response.writeHead(204).end();
    if (url === '/orders') return show(readme.page);
    if (/^\/support(\?|$)/.test(url)) return show(readme.page.replaceAll('order-history', 'ticket-chat'));
    if (url === '/cabinet-token') {
      return token(signedIn ? { user: { id: 'ada' } } : {}, {
        sendStatus: (status) => void response.writeHead(status).end(),
        json: (body) => void response.writeHead(200, { 'Content-Type': 'application/json' }).end(JSON.stringify(body)),
      });
    }
    if (url === '/login') {
      const cookie = /^set-cookie: (.*?)\r?$/im.exec(shell(readme.session))?.[1];
      assert.ok(cookie);
      return show(readme.ownPage, { 'Set-Cookie': cookie });
    }
    if (url === '/logout' || url === '/goodbye') {
      const { status } = await fetch(here('http://localhost:8080/push/acme/sessions'), {
        method: 'DELETE',
        headers: { Authorization: `Bearer ${key}`, Cookie: headers.cookie ?? '' },
      });
      assert.equal(status, 204);
      return show(url === '/logout' ? readme.ownPage : '');
    }
    if (url.startsWith('/cabinet?') || url === '/cabinet') return show(readme.providerPage);
    if (url === '/cabinet-element') {
      const element = '<cabinet-provider backend-url="/api/acme" sign-in-url="/api/acme/sign-in">';
      return show(`<script type="module" src="/cdn/cabinet.js"></script>${element}<cabinet-order-history>`);
    }
    if (!/^\/(api|cdn)\//.test(url)) return response.writeHead(url === '/' ? 200 : 404).end();
    const passed = ask(server.origin + url, { method, headers }, (answered) => {
      response.writeHead(answered.statusCode ?? 502, answered.headers);
      answered.pipe(response);
    });
    passed.on('error', () => response.destroy());
    response.on('close', () => passed.destroy());
    return request.pipe(passed);
  };

  before(async () => {
    site = createServer((request, response) => void answer(request, response).catch(() => response.destroy()));
    await new Promise<void>((resolve) => site.listen(0, resolve));
    origin = `http://localhost:${(site.address() as AddressInfo).port}`;

    provider = await startIdentityProvider({
      clients: [clientOf('acme', origin, { client_id: 'cabinet', post_logout_redirect_uris: [`${origin}/`] })],
      accounts: [{ sub: 'ada', name: 'Ada' }],
    });

    // What is shown once goes where the README puts it.
    const printed = shell(`${readme.company}\n${readme.support}\nprintf '%s\\n' "$CABINET_SECRET" "$CABINET_KEY"`);
    const [secret = '', made = ''] = printed.split('\n');
    key = made;
    token = tokenHandler(here(readme.token), secret);

    assert.equal(readme.start, 'DEMO=off npm start\n');
    shell(readme.provider);
    shell(readme.exchange);
    const table = 'npm run -s import -- acme orders orders.csv --map map.json --dry-run\n';
    assert.equal(readme.importTable, table, 'tried where tables are');
    [server, browser] = await Promise.all([
      startServer({ DEMO: 'off', DATA_DIRECTORY: data, PUBLIC_URL: origin }),
      launch(),
    ]);
    assert.equal(shell(readme.push), '{"accepted":1,"rejected":0,"errors":[]}'.repeat(3));
  });
  after(async () => {
    await browser?.close();
    await server?.stop();
    await provider?.stop();
    site?.closeAllConnections();
    site?.close();
    rmSync(data, { recursive: true, force: true });
  });

  test('by token, from another origin', () =>
    visit(browser, { origin }, async ({ page }) => {
      await page.goto('/orders');
      await orderRow(page, 'A-1001').getByText('€58.31').waitFor();
      assert.equal(await orderRows(page).count(), 1);
    }));

  test('what customers may ask for is asked in the form, with the fields of its kind', () =>
    visit(browser, { origin }, async ({ page }) => {
      await page.goto('/support');
      await page.getByRole('button', { name: 'New request' }).click();
      const form = page.locator('cabinet-ticket-form');
      await form.getByLabel(/^What is it about/).selectOption('Credit limit');
      await form.getByLabel('Subject').fill('More for the season');
      await form.getByLabel('Your message').fill('Please');
      await form.getByLabel(/^Limit wished, EUR/).fill('100');
      await form.getByRole('button', { name: 'Send the request' }).click();
      await form.getByText(/500/).waitFor();
      await form.getByLabel(/^Limit wished, EUR/).fill('5000');
      await form.getByRole('button', { name: 'Send the request' }).click();
      const conversation = page.locator('cabinet-ticket-conversation');
      await conversation.getByRole('heading', { name: 'More for the season' }).waitFor();
      await conversation
        .getByText(/Mon–Fri 9:00–18:00/)
        .first()
        .waitFor();
    }));

  test('by token: a visitor who is not signed in at the site sees nobody’s orders', () =>
    visit(browser, { origin, expected: [/401/] }, async ({ page }) => {
      signedIn = false;
      await page.goto('/orders');
      await page.getByText(SIGNED_OUT).waitFor();
      assert.equal(await orderRows(page).count(), 0);
      signedIn = true;
    }));

  test('by cookie, through the site’s own proxy, until they sign out', () =>
    visit(browser, { origin, expected: [/401/] }, async ({ page }) => {
      await page.goto('/login');
      assert.equal(await newestOrder(page), 'A-1001');
      await page.goto('/logout');
      await page.getByText(SIGNED_OUT).waitFor();
      assert.equal(await orderRows(page).count(), 0);
    }));

  test('at the identity provider and back to the very place, until they sign out of both', () =>
    visit(browser, { origin, expected: [/401/, /fonts\.googleapis/, /favicon/] }, async ({ page, newTab }) => {
      const place = `${origin}/cabinet?from=letter#orders`;
      await page.goto(place);
      await page.getByText(SIGNED_OUT).waitFor();
      await page.getByRole('button', { name: 'Sign in' }).click();
      await page.getByPlaceholder('Enter any login').fill('ada');
      await page.getByPlaceholder('and password').fill('any');
      await page.getByRole('button', { name: 'Sign-in' }).click();
      await orderRow(page, 'A-1001').waitFor();
      assert.equal(page.url(), place);

      // The provider knows them still: on another page, by the element, one press is enough.
      await page.context().clearCookies({ name: 'cabinet' });
      const other = await newTab();
      await other.goto('/cabinet-element');
      await other.getByRole('button', { name: 'Sign in' }).click();
      await orderRow(other, 'A-1001').waitFor();
      assert.equal(other.url(), `${origin}/cabinet-element`);

      await page.reload();
      await orderRow(page, 'A-1001').waitFor();
      await other.goto('/cabinet');
      await other.getByRole('link', { name: 'Sign out' }).click();
      await page.getByText(SIGNED_OUT).waitFor();
      await other.getByRole('button', { name: 'Yes, sign me out' }).click();
      await other.waitForURL(`${origin}/`);
      await other.goto('/cabinet');
      await other.getByText(SIGNED_OUT).waitFor();
      await other.getByRole('button', { name: 'Sign in' }).click();
      await other.getByPlaceholder('Enter any login').waitFor();
    }));

  test('who signs out at the site, on a page without a cabinet, is signed out in the other tab at once', () =>
    visit(browser, { origin, expected: [/401/] }, async ({ page, newTab }) => {
      const events = page.waitForResponse('**/events');
      await page.goto('/login');
      await orderRow(page, 'A-1001').waitFor();
      // The server knows of the cookie’s end, and lets go of what the person reads.
      await events;
      const other = await newTab();
      await other.goto('/goodbye');
      await page.getByText(SIGNED_OUT).waitFor();

      // Of tokens only the site knows: the tab asks when the person comes back to it.
      const live = page.waitForResponse('**/events');
      await page.goto('/orders');
      await orderRow(page, 'A-1001').waitFor();
      await live;
      signedIn = false;
      await page.evaluate(() => window.dispatchEvent(new Event('focus')));
      await page.getByText(SIGNED_OUT).waitFor();
      signedIn = true;
    }));
});
