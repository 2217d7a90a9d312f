import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { startServer, type RunningServer } from './helpers/server.ts';

describe('the demo companies’ sites', () => {
  let server: RunningServer;
  before(async () => {
    server = await startServer();
  });
  after(() => server?.stop());

  const get = (path: string, headers: Record<string, string> = {}) =>
    fetch(`${server.origin}${path}`, { headers, redirect: 'manual' });
  const post = (path: string, fields: Record<string, string>, headers: Record<string, string> = {}) =>
    fetch(`${server.origin}${path}`, {
      method: 'POST',
      body: new URLSearchParams(fields),
      headers: { Origin: server.origin, ...headers },
      redirect: 'manual',
    });
  const cookieOf = (response: Response): string => response.headers.getSetCookie()[0]?.split(';')[0] ?? '';

  test('the start page leads to the company whose language the visitor reads', async () => {
    assert.equal((await get('/')).headers.get('location'), '/demo');
    assert.equal((await get('/demo', { 'Accept-Language': 'ru-RU,ru' })).headers.get('location'), '/demo/severny');
    assert.equal((await get('/demo', { 'Accept-Language': 'de' })).headers.get('location'), '/demo/nordwind');
    assert.equal((await get('/demo/nordwind/')).headers.get('location'), `${server.origin}/demo/nordwind`);
  });

  test('every page allows only what it needs', async () => {
    for (const path of [
      '',
      '/sign-in',
      '/account',
      '/account-token',
      '/invoices',
      '/profile',
      '/cabinet',
      '/support',
      '/desk',
      '/staff',
      '/staff/requests',
      '/staff/disputes',
      '/mail',
      '/no-such-page',
    ]) {
      const policy = (await get(`/demo/nordwind${path}`)).headers.get('content-security-policy') ?? '';
      assert.match(policy, /default-src 'none'/, path);
      assert.match(policy, /require-trusted-types-for 'script'; trusted-types cabinet-elements/, path);
      assert.doesNotMatch(policy, /unsafe|\*/, path);
    }
  });

  test('signing in gives a cookie that scripts cannot read, and leads on to one of our own pages only', async () => {
    const response = await post('/demo/nordwind/sign-in', { login: 'cosima', page: 'https://evil.example' });
    assert.equal(response.status, 303);
    assert.equal(response.headers.get('location'), '/demo/nordwind/account');
    assert.match(response.headers.get('set-cookie') ?? '', /HttpOnly; SameSite=Lax/);
  });

  test('an unknown login is told so, and nobody is signed in', async () => {
    const response = await post('/demo/nordwind/sign-in', { login: '<b>nobody</b>' });
    assert.equal(response.status, 422);
    assert.match(await response.text(), /Nobody here has this login/);
    assert.equal(response.headers.get('set-cookie'), null);
  });

  test('forms of other sites are refused', async () => {
    for (const path of ['sign-in', 'sign-out', 'staff/orders/cafe-amsel-60/advance']) {
      const response = await post(`/demo/nordwind/${path}`, { login: 'cosima' }, { Origin: 'https://evil.example' });
      assert.equal(response.status, 403, path);
      assert.match(await response.text(), /This form was sent from another site/);
    }
  });

  test('a token is for whoever is signed in at this very company, and opens its cabinet', async () => {
    assert.equal((await get('/demo/nordwind/token')).status, 401);
    const Cookie = cookieOf(await post('/demo/nordwind/sign-in', { login: 'mia' }));
    assert.equal((await get('/demo/severny/token', { Cookie })).status, 401);
    const { token } = (await (await get('/demo/nordwind/token', { Cookie })).json()) as { token: string };
    const session = await get('/api/nordwind/session', { Authorization: `Bearer ${token}` });
    assert.equal(((await session.json()) as { person: { name: string } }).person.name, 'Mia Lindqvist');
    assert.equal((await get('/api/severny/session', { Authorization: `Bearer ${token}` })).status, 401);
  });

  test('signing out ends the session itself, not only the cookie', async () => {
    const Cookie = cookieOf(await post('/demo/nordwind/sign-in', { login: 'mia' }));
    assert.equal((await post('/demo/nordwind/sign-out', {}, { Cookie })).status, 303);
    assert.equal((await get('/demo/nordwind/token', { Cookie })).status, 401);
  });

  test('an order that does not exist, or has arrived, is not moved', async () => {
    for (const order of ['no-such-order', 'cafe-amsel-1', 'drozd-60']) {
      const response = await post(`/demo/nordwind/staff/orders/${order}/advance`, { number: 'X' });
      assert.equal(response.headers.get('location'), '/demo/nordwind/staff?refused', order);
    }
  });

  test('the mailbox shows files of its folder only', async () => {
    for (const name of ['..%2F..%2Fpackage.json', '%2e%2e%2fx.eml', 'none.eml']) {
      assert.equal((await get(`/demo/nordwind/mail/${name}`)).status, 404, name);
    }
  });
});
