import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { Hono } from 'hono';
import { endSession, startSession } from '../../../server/auth/session-cookie.ts';
import { type CallOptions, createCaller, problemOf } from './caller.ts';
import { SHOP_ORIGIN } from './register.ts';

const caller = createCaller();
const { directory, tenants } = caller.register;
const secret = await directory.createSession(tenants.first.id, 'cafe-amsel-cosima', 60);
const cookie = `cabinet=${secret}`;
const own = { Cookie: cookie, 'X-Cabinet': '1' };

const statusOf = async (headers: Record<string, string>, options: CallOptions = {}) =>
  (await caller.call('/session', { headers, ...options })).status;

describe('the session cookie', () => {
  test('signs in together with X-Cabinet', async () => {
    assert.equal(await statusOf(own), 200);
  });

  test('of another tenant is no sign-in', async () => {
    assert.equal(await statusOf(own, { tenant: tenants.second.id }), 401);
  });

  test('that is unknown or ended is no sign-in', async () => {
    assert.equal(await statusOf({ ...own, Cookie: 'cabinet=unknown' }), 401);
    const ended = await directory.createSession(tenants.first.id, 'cafe-amsel-cosima', 60);
    await directory.endSession(tenants.first.id, ended);
    assert.equal(await statusOf({ ...own, Cookie: `cabinet=${ended}` }), 401);
  });

  test('does not help a wrong token', async () => {
    assert.equal(await statusOf({ ...own, Authorization: 'Bearer wrong' }), 401);
    assert.equal(await statusOf({ ...own, Authorization: 'Basic wrong' }), 401);
  });

  test('over TLS counts only under the name that binds it to the host', async () => {
    const secure = { origin: 'https://cabinet.example' };
    assert.equal(await statusOf(own, secure), 401);
    assert.equal(await statusOf({ ...own, Cookie: `__Host-cabinet=${secret}` }, secure), 200);
  });

  test('does not count without TLS under another name than localhost', async () => {
    assert.equal(await statusOf(own, { origin: 'http://cabinet.example' }), 401);
  });
});

describe('a forged request with the cookie changes nothing and learns nothing', () => {
  const forgeries: [name: string, headers: Record<string, string>][] = [
    ['no X-Cabinet', { Cookie: cookie }],
    ['a form, which cannot set it', { Cookie: cookie, 'Content-Type': 'application/x-www-form-urlencoded' }],
    ['text, which needs no preflight', { Cookie: cookie, 'Content-Type': 'text/plain' }],
    ['no origin to speak of', { ...own, Origin: 'null' }],
    ['a foreign origin', { ...own, Origin: 'https://evil.example' }],
    ['an origin that begins like an allowed one', { ...own, Origin: `${SHOP_ORIGIN}.evil.example` }],
    ['an origin that ends like an allowed one', { ...own, Origin: 'https://notshop.example' }],
    ['an allowed host without TLS', { ...own, Origin: SHOP_ORIGIN.replace('https', 'http') }],
    ['an allowed host at another port', { ...own, Origin: `${SHOP_ORIGIN}:8443` }],
    ['from another site, as the browser says', { ...own, 'Sec-Fetch-Site': 'cross-site' }],
    ['from a sibling domain, as the browser says', { ...own, 'Sec-Fetch-Site': 'same-site' }],
    ['a method override', { Cookie: cookie, 'X-HTTP-Method-Override': 'POST' }],
  ];
  for (const [name, headers] of forgeries) {
    test(name, async () => {
      for (const [path, method] of [
        ['/orders', 'GET'],
        ['/events', 'GET'],
        ['/orders/cafe-amsel-60/cancellation-request', 'POST'],
      ] as const) {
        const body = method === 'POST' ? { body: JSON.stringify({ reason: 'other' }) } : {};
        const response = await caller.call(path, {
          method,
          ...body,
          headers: { 'Idempotency-Key': 'forged', ...headers },
        });
        assert.equal(response.status, 403, path);
        const problem = await problemOf(response);
        assert.equal(problem.code, 'forbidden');
        assert.match(problem.detail ?? '', /X-Cabinet/);
      }
    });
  }

  test('while the company’s own site and our own pages may', async () => {
    assert.equal(await statusOf({ ...own, Origin: SHOP_ORIGIN, 'Sec-Fetch-Site': 'same-site' }), 200);
    assert.equal(await statusOf({ ...own, Origin: 'http://localhost', 'Sec-Fetch-Site': 'same-origin' }), 200);
    assert.equal(await statusOf({ ...own, 'Sec-Fetch-Site': 'same-origin' }), 200);
  });
});

describe('signing in and out by cookie', () => {
  const site = new Hono();
  site.post('/in', async (context) => {
    await startSession(context, directory, {}, tenants.first.id, 'cafe-amsel-cosima');
    return context.body(null, 204);
  });
  site.post('/out', async (context) => {
    await endSession(context, directory, {}, tenants.first.id);
    return context.body(null, 204);
  });
  site.onError((error, context) => context.text(error.message, 500));

  test('over TLS sets a cookie that scripts and other hosts cannot reach', async () => {
    const response = await site.request('https://cabinet.example/in', { method: 'POST' });
    const header = response.headers.get('Set-Cookie') ?? '';
    for (const part of [/^__Host-cabinet=[^;]+/, /; Path=\//, /; HttpOnly/, /; Secure/, /; SameSite=Lax/])
      assert.match(header, part);
    assert.doesNotMatch(header, /Domain/);
  });

  test('ends the session for good', async () => {
    const response = await site.request('http://localhost/in', { method: 'POST' });
    const given = (response.headers.get('Set-Cookie') ?? '').split(';')[0] ?? '';
    assert.equal(await statusOf({ Cookie: given, 'X-Cabinet': '1' }), 200);
    await site.request('http://localhost/out', { method: 'POST', headers: { Cookie: given } });
    assert.equal(await statusOf({ Cookie: given, 'X-Cabinet': '1' }), 401);
  });

  test('without TLS on another host is refused with what to do', async () => {
    const response = await site.request('http://cabinet.example/in', { method: 'POST' });
    assert.equal(response.headers.get('Set-Cookie'), null);
    assert.match(await response.text(), /PUBLIC_URL/);
  });
});
