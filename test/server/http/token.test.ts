import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, describe, test } from 'node:test';
import { SignJWT, UnsecuredJWT, exportJWK, exportSPKI, generateKeyPair } from 'jose';
import { createApp } from '../../../server/app.ts';
import { createCaller, problemOf } from './caller.ts';
import { createRegister, sign } from './register.ts';

const caller = createCaller();
const { first, second } = caller.register.tenants;
const cosima = { sub: 'cafe-amsel-cosima' };
const agreed = { iss: first.token?.issuer ?? '', aud: first.token?.audience ?? '' };
const now = () => Math.floor(Date.now() / 1000);

const withToken = (token: string, tenant?: string) =>
  caller.call('/session', {
    headers: { Authorization: `Bearer ${token}` },
    ...(tenant === undefined ? {} : { tenant }),
  });

describe('a token signed with the shared secret', () => {
  test('lets its person in, for their customer', async () => {
    const response = await withToken(await sign(first, cosima));
    assert.equal(response.status, 200);
    const session = (await response.json()) as { person: { id: string }; customer: { id: string } };
    assert.equal(session.person.id, cosima.sub);
    assert.equal(session.customer.id, 'cafe-amsel');
  });

  test('may name the customer, but only one of theirs', async () => {
    assert.equal((await withToken(await sign(first, { ...cosima, customer_id: 'cafe-amsel' }))).status, 200);
    assert.equal((await withToken(await sign(first, { ...cosima, customer_id: 'stern-canteens' }))).status, 401);
  });

  test('is taken up to a minute after its end', async () => {
    assert.equal((await withToken(await sign(first, { ...cosima, exp: now() - 30 }))).status, 200);
  });
});

const attacks: [name: string, token: () => Promise<string> | string][] = [
  ['garbage', () => 'garbage'],
  ['three empty parts', () => '..'],
  ['parts that are no base64', () => '!!!.???.***'],
  ['a header that is no object', () => `${btoa('[]')}.${btoa('{}')}.x`],
  ['a huge one', async () => sign(first, { ...cosima, padding: 'x'.repeat(10_000) })],
  ['no algorithm', () => new UnsecuredJWT({ ...cosima, ...agreed, exp: now() + 300 }).encode()],
  ['no algorithm, spelt otherwise', async () => unsigned(await sign(first, cosima), 'nOnE')],
  ['a signature cut off', async () => (await sign(first, cosima)).replace(/[^.]+$/, '')],
  ['a changed payload', async () => replacePart(await sign(first, cosima), 1, { ...cosima, exp: now() + 300 })],
  ['another secret', () => sign(first, cosima, 'a secret that nobody gave to this company')],
  ['a stronger algorithm than was agreed', () => signAs('HS512')],
  ['expired', () => sign(first, { ...cosima, exp: now() - 120 })],
  ['without an end', () => sign(first, { ...cosima, exp: undefined })],
  ['an end that is no number', () => sign(first, { ...cosima, exp: '9999999999' })],
  ['not valid yet', () => sign(first, { ...cosima, nbf: now() + 600 })],
  ['another audience', () => sign(first, { ...cosima, aud: 'newsletter' })],
  ['no audience', () => sign(first, { ...cosima, aud: undefined })],
  ['another issuer', () => sign(first, { ...cosima, iss: 'https://evil.example' })],
  ['no issuer', () => sign(first, { ...cosima, iss: undefined })],
  ['no subject', () => sign(first, {})],
  ['an empty subject', () => sign(first, { sub: '' })],
  ['an unknown subject', () => sign(first, { sub: 'nobody' })],
  ['a customer that is no text', () => sign(first, { ...cosima, customer_id: { $ne: null } })],
  ['an empty customer', () => sign(first, { ...cosima, customer_id: '' })],
  ['a critical extension that is not understood', () => signAs('HS256', { crit: ['unheard'], unheard: true })],
  ['a token of another tenant', () => sign(second, { sub: 'drozd-drozd' })],
  ['a token for this tenant with the secret of another', () => sign(first, cosima, second.token?.secret)],
];

describe('is answered by the very same 401', () => {
  for (const [name, token] of attacks) {
    test(name, async () => {
      const headers = { 'X-Request-Id': 'fixed', Authorization: `Bearer ${await token()}` };
      const [attacked, anonymous] = await Promise.all([
        caller.call('/session', { headers }),
        caller.call('/session', { headers: { 'X-Request-Id': 'fixed' } }),
      ]);
      assert.equal(attacked.status, 401);
      assert.deepEqual([...attacked.headers], [...anonymous.headers]);
      assert.equal(await attacked.text(), await anonymous.text());
    });
  }

  test('a plain customer or person id from the page', async () => {
    for (const headers of [
      { 'X-Customer-Id': 'cafe-amsel' },
      { Authorization: 'cafe-amsel' },
      { Authorization: 'Basic Y29zaW1hOg==' },
    ]) {
      const response = await caller.call('/session', { headers });
      assert.equal(response.status, 401);
    }
    assert.equal((await caller.call('/session?customerId=cafe-amsel')).status, 401);
  });

  test('a good token at another tenant’s address', async () => {
    assert.equal((await withToken(await sign(first, cosima), second.id)).status, 401);
  });

  test('a person who has been disabled', async () => {
    const own = createCaller();
    own.register.disable('cosima');
    assert.equal((await own.callAs('cosima', '/session')).status, 401);
  });
});

test('a shared secret that is too short is never used', async () => {
  const register = createRegister();
  const short = { ...register.tenants.first, token: { issuer: 'i', audience: 'a', secret: 'short' } };
  const app = createApp({
    adapter: register.adapter,
    directory: { ...register.directory, tenant: () => Promise.resolve(short) },
  });
  const token = await sign(short, cosima);
  const response = await app.request('http://localhost/api/nordwind/session', {
    headers: { Authorization: `Bearer ${token}` },
  });
  assert.equal(response.status, 503);
});

describe('a token verified by the company’s key set', async () => {
  const pair = await generateKeyPair('RS256', { extractable: true });
  const stranger = await generateKeyPair('RS256');
  let requests = 0;
  let wrong: { status: number; body?: string } | undefined;
  const keys = createServer((_request, response) => {
    requests += 1;
    if (wrong !== undefined) return response.writeHead(wrong.status, { Location: '/elsewhere' }).end(wrong.body);
    void exportJWK(pair.publicKey).then((key) =>
      response.end(JSON.stringify({ keys: [{ ...key, kid: 'one', alg: 'RS256' }] })),
    );
    return undefined;
  });
  let app: ReturnType<typeof createApp>;
  let tenant = first;

  const createAppFor = () => {
    const register = createRegister();
    return createApp({
      adapter: register.adapter,
      directory: { ...register.directory, tenant: () => Promise.resolve(tenant) },
    });
  };
  before(async () => {
    await new Promise<void>((resolve) => keys.listen(0, '127.0.0.1', resolve));
    const jwksUrl = `http://127.0.0.1:${(keys.address() as AddressInfo).port}/keys`;
    tenant = { ...first, token: { issuer: 'https://nordwind.example', audience: 'cabinet', jwksUrl } };
    app = createAppFor();
  });
  after(() => keys.close());

  const token = (key = pair.privateKey, header: object = {}) =>
    new SignJWT({ ...cosima, iss: 'https://nordwind.example', aud: 'cabinet', exp: now() + 300 })
      .setProtectedHeader({ alg: 'RS256', kid: 'one', ...header })
      .sign(key);
  const statusOf = async (text: string) =>
    (await app.request('http://localhost/api/nordwind/session', { headers: { Authorization: `Bearer ${text}` } }))
      .status;

  test('lets its person in, and the set is fetched once', async () => {
    assert.deepEqual([await statusOf(await token()), await statusOf(await token())], [200, 200]);
    assert.equal(requests, 1);
  });

  test('is refused when the public key was used as a shared secret', async () => {
    const secret = new TextEncoder().encode(await exportSPKI(pair.publicKey));
    const forged = await new SignJWT({ ...cosima, iss: 'https://nordwind.example', aud: 'cabinet', exp: now() + 300 })
      .setProtectedHeader({ alg: 'HS256', kid: 'one' })
      .sign(secret);
    assert.equal(await statusOf(forged), 401);
  });

  test('is refused with a stranger’s key, also if the token brings or names one', async () => {
    const jwk = await exportJWK(stranger.publicKey);
    assert.equal(await statusOf(await token(stranger.privateKey)), 401);
    assert.equal(await statusOf(await token(stranger.privateKey, { jwk })), 401);
    assert.equal(await statusOf(await token(stranger.privateKey, { jku: 'https://evil.example/keys' })), 401);
    assert.equal(await statusOf(await token(stranger.privateKey, { kid: '../../one' })), 401);
  });

  test('is not said to be wrong when the set cannot be used: nobody is signed out', async () => {
    for (const answer of [
      { status: 500 },
      { status: 302 },
      { status: 200 },
      { status: 200, body: '<h1>Maintenance</h1>' },
      { status: 200, body: '{"keys":7}' },
      { status: 200, body: '{"keys":[{"kid":"one","kty":"RSA","alg":"RS256","n":"!","e":"AQAB"}]}' },
    ]) {
      wrong = answer;
      app = createAppFor();
      assert.equal(await statusOf(await token()), 503, JSON.stringify(answer));
    }
  });

  test('nor when nobody is where the set should be', async () => {
    await new Promise((resolve) => keys.close(resolve));
    app = createAppFor();
    assert.equal(await statusOf(await token()), 503);
  });
});

function replacePart(token: string, index: number, value: object): string {
  const parts = token.split('.');
  parts[index] = Buffer.from(JSON.stringify(value)).toString('base64url');
  return parts.join('.');
}

function unsigned(token: string, algorithm: string): string {
  return replacePart(token, 0, { alg: algorithm }).replace(/[^.]+$/, '');
}

function signAs(algorithm: string, header: object = {}): Promise<string> {
  return new SignJWT({ ...cosima, ...agreed, exp: now() + 300 })
    .setProtectedHeader({ alg: algorithm, ...header })
    .sign(new TextEncoder().encode(first.token?.secret), { crit: { unheard: true } });
}

test('the refusal is a problem document that asks to sign in', async () => {
  const response = await caller.call('/orders');
  assert.equal(response.headers.get('WWW-Authenticate'), 'Bearer realm="cabinet"');
  assert.equal((await problemOf(response)).code, 'unauthenticated');
});
