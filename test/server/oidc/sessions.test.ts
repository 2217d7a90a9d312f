import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { SignJWT, generateKeyPair, importJWK, type JWTPayload } from 'jose';
import { sql } from 'kysely';
import type { Store } from '../../../server/store/index.ts';
import { describeDatabases } from '../helpers/databases.ts';
import { ORIGIN, type Visitor } from './visitor.ts';
import { SIGNED_OUT, createWorld, type World } from './world.ts';

const EVENT = 'http://schemas.openid.net/event/backchannel-logout';
const OWN_LINK = { 'Sec-Fetch-Site': 'same-site', 'Sec-Fetch-Mode': 'navigate' };
const isBack = (address: string) => address.startsWith(ORIGIN);

describeDatabases('a session from an OpenID Connect provider', (database) => {
  let world: World;
  let copy: Store | undefined;
  before(async () => {
    world = await createWorld();
    if (database.kind === 'postgresql') copy = await database.openCopy();
  });
  after(async () => {
    await copy?.close();
    await world.provider.stop();
  });
  beforeEach(async () => {
    await world.setUp(database.store);
    world.serve(database.store);
    world.provider.grants.length = 0;
    world.provider.logoutTokens.length = 0;
    world.errors.length = 0;
  });

  const signedIn = async (login = 'one-anna', company = 'acme'): Promise<Visitor> => {
    const visitor = world.visitor();
    const back = await visitor.open(await visitor.signInThere(`/api/${company}/sign-in`, login));
    assert.equal(back.status, 303);
    return visitor;
  };
  const statusOf = async (visitor: Visitor, company = 'acme') => (await visitor.ask('/session', company)).status;
  /** As if the provider's access tokens were over; a server that is started now remembers nothing else. */
  const expire = async () => {
    await database.store.transaction('operator', (transaction) =>
      transaction
        .updateTable('sessions')
        .set({ renew_at: sql<string>`now() - interval '1 second'` })
        .execute(),
    );
    return world.serve(database.store);
  };
  const refreshes = () => world.provider.grants.filter((grant) => grant.startsWith('refresh_token'));
  const outcomes = async (personId: string) => {
    const rows = await database.store.transaction('operator', (transaction) =>
      transaction
        .selectFrom('sign_ins')
        .select('outcome')
        .where((builder) => builder.and({ tenant_id: 'acme', person_id: personId }))
        .orderBy('at')
        .execute(),
    );
    return rows.map(({ outcome }) => outcome);
  };
  /** Reads an event stream to its end. */
  const readToEnd = async (stream: Response) => {
    assert.equal(stream.status, 200);
    let text = '';
    for await (const part of stream.body ?? []) text += Buffer.from(part as Uint8Array).toString();
    return text;
  };

  test('the provider is asked once for twenty requests of two tabs at two servers, and the answer is kept', async () => {
    const anna = await signedIn();
    for (const round of [1, 2]) {
      // The embedded database has one server only.
      const sites = [await expire(), ...(copy === undefined ? [] : [world.serve(copy)])];
      const answers = await Promise.all(
        Array.from({ length: 20 }, (_, index) => {
          const tab = anna.copy();
          tab.site = sites[index % sites.length] ?? tab.site;
          return statusOf(tab);
        }),
      );
      assert.deepEqual(new Set(answers), new Set([200]));
      assert.equal(refreshes().length, round);
    }
    assert.deepEqual(refreshes(), ['refresh_token', 'refresh_token']);
    assert.deepEqual(world.errors, []);
  });

  test('what has ended at the provider, such as by a stolen token, ends here for all tabs, and is told', async () => {
    const anna = await signedIn();
    const other = await signedIn('two-anna');
    const tab = anna.copy();
    await expire();
    const stolen = world.provider.refreshTokens.at(-2) ?? '';
    const body = new URLSearchParams({ grant_type: 'refresh_token', refresh_token: stolen, client_id: 'acme' });
    const theft = await fetch(`${world.provider.issuer}/token`, { method: 'POST', body });
    assert.equal(theft.status, 200);
    const answers = await Promise.all([statusOf(anna), statusOf(tab), statusOf(anna)]);
    assert.deepEqual(answers, [401, 401, 401]);
    assert.equal(refreshes().filter((grant) => grant.endsWith('failed')).length, 1);
    assert.deepEqual(await outcomes('one-anna'), ['succeeded', 'ended']);
    assert.equal(await statusOf(other), 200);
    // The thief's token is dead too.
    const { refresh_token: rotated } = (await theft.json()) as { refresh_token: string };
    body.set('refresh_token', rotated);
    assert.equal((await fetch(`${world.provider.issuer}/token`, { method: 'POST', body })).status, 400);
  });

  test('a provider that is away signs nobody out, and is asked again later', async () => {
    const anna = await signedIn();
    await expire();
    world.provider.isDown = true;
    try {
      assert.equal(await statusOf(anna), 200);
    } finally {
      world.provider.isDown = false;
    }
    assert.match(String(world.errors[0]), /acme could not be asked \(unavailable\)/);
    await expire();
    assert.equal(await statusOf(anna), 200);
    assert.deepEqual(refreshes(), ['refresh_token']);
  });

  test('a server that dies while it asks holds up nobody for good', async () => {
    const anna = await signedIn();
    await expire();
    const lease = (until: string) =>
      database.store.transaction('operator', (transaction) =>
        transaction
          .updateTable('sessions')
          .set({ renewing_until: sql<string>`now() + ${until}::interval` })
          .execute(),
      );
    await lease('300 milliseconds');
    assert.equal(await statusOf(anna), 200);
    assert.deepEqual(refreshes(), ['refresh_token']);
  });

  test('signing out here ends the session here, its streams and the sign-in there, and leads to the company’s page', async () => {
    const anna = await signedIn();
    const stream = await anna.ask('/events');
    const token = world.provider.refreshTokens.at(-1) ?? '';
    const left = await anna.open('/api/acme/sign-out', { headers: OWN_LINK });
    assert.equal(left.status, 303);
    assert.equal(anna.cookies(), anna.cookies().replace(/(^|; )cabinet=/, ''), 'the cookie is gone');
    await readToEnd(stream);

    const there = left.headers.get('Location') ?? '';
    assert.ok(new URL(there).searchParams.get('id_token_hint'));
    const question = await anna.follow(there);
    const next = await anna.submit(question.response, question.url, { logout: 'yes' });
    assert.equal(next, SIGNED_OUT);
    assert.deepEqual(await outcomes('one-anna'), ['succeeded', 'signed_out']);
    // The provider asks who it is again, and the refresh token is worth nothing.
    const begun = await anna.open('/api/acme/sign-in');
    const form = await anna.follow(begun.headers.get('Location') ?? '', isBack);
    assert.match(await form.response.text(), /name="prompt" value="login"/);
    const body = new URLSearchParams({ grant_type: 'refresh_token', refresh_token: token, client_id: 'acme' });
    assert.equal((await fetch(`${world.provider.issuer}/token`, { method: 'POST', body })).status, 400);
  });

  test('no foreign page signs anybody out: it is asked first', async () => {
    const anna = await signedIn();
    const foreign: Record<string, string>[] = [
      { 'Sec-Fetch-Site': 'cross-site' },
      { 'Sec-Fetch-Site': 'none' },
      { 'Sec-Fetch-Site': 'same-site', 'Sec-Fetch-Mode': 'no-cors' },
      { 'Sec-Fetch-Site': 'same-origin', 'Sec-Purpose': 'prefetch' },
      {},
    ];
    for (const headers of foreign) {
      const page = await anna.open('/api/acme/sign-out', { headers });
      assert.match(await page.text(), /<h1>Sign out\?<\/h1>[^]*<form method="post">/);
      assert.match(
        page.headers.get('Content-Security-Policy') ?? '',
        new RegExp(`form-action 'self' ${world.provider.issuer} https://shop.example`),
      );
    }
    const post = (headers: Record<string, string>) => anna.open('/api/acme/sign-out', { method: 'POST', headers });
    await post({ 'Sec-Fetch-Site': 'cross-site', Origin: 'https://evil.example' });
    await post({ Origin: 'null' });
    assert.equal(await statusOf(anna), 200);
    assert.equal((await post({ 'Sec-Fetch-Site': 'same-origin', Origin: ORIGIN })).status, 303);
    assert.equal(await statusOf(anna), 401);
  });

  test('signing out works while the provider is away, and says what is left', async () => {
    const anna = await signedIn();
    world.serve(database.store);
    world.provider.isDown = true;
    try {
      const page = await anna.open('/api/acme/sign-out', { headers: OWN_LINK });
      assert.match(await page.text(), /You are signed out here[^]*could not be reached/);
    } finally {
      world.provider.isDown = false;
    }
    assert.equal(await statusOf(anna), 401);
  });

  test('signing out there signs out here: this session and its streams, nobody else’s', async () => {
    const [anna, elsewhere, other] = [await signedIn(), await signedIn(), await signedIn('two-anna')];
    const stream = await anna.ask('/events');
    const question = await anna.follow(`${world.provider.issuer}/session/end`);
    await anna.submit(question.response, question.url, { logout: 'yes' });
    await readToEnd(stream);
    assert.deepEqual(await Promise.all([anna, elsewhere, other].map((visitor) => statusOf(visitor))), [401, 200, 200]);
    assert.deepEqual((await outcomes('one-anna')).toSorted(), ['ended', 'succeeded', 'succeeded']);

    // Sent once more, it says nothing about a sign-in after it; nor does it to another company.
    const [sent = ''] = world.provider.logoutTokens;
    const tell = (company: string) =>
      anna.site.request(`${ORIGIN}/api/${company}/sign-out/back-channel`, {
        method: 'POST',
        body: new URLSearchParams({ logout_token: sent }),
      });
    assert.equal((await tell('acme')).status, 200);
    assert.equal((await tell('other')).status, 400);
    assert.equal(await statusOf(elsewhere), 200);
  });

  test('a forged logout token signs nobody out', async () => {
    const anna = await signedIn();
    const key = await importJWK(world.provider.key);
    const now = Math.floor(Date.now() / 1000);
    const claims: JWTPayload = {
      iss: world.provider.issuer,
      aud: 'acme',
      sub: 'one-anna',
      iat: now,
      jti: 'x',
      events: { [EVENT]: {} },
    };
    const sign = (changes: JWTPayload = {}, { typ = 'logout+jwt', signedBy = key, without = '' } = {}) => {
      const payload = Object.fromEntries(
        Object.entries({ ...claims, ...changes }).filter(([name]) => name !== without),
      );
      return new SignJWT(payload).setProtectedHeader({ alg: 'RS256', kid: 'test', typ }).sign(signedBy);
    };
    const tell = async (token: string) =>
      (
        await anna.site.request(`${ORIGIN}/api/acme/sign-out/back-channel`, {
          method: 'POST',
          body: new URLSearchParams({ logout_token: token }),
        })
      ).status;
    const stranger = await generateKeyPair('RS256');
    const forged: Record<string, string> = {
      'no token': '',
      'no JWT': 'a.b.c',
      'another signature': await sign({}, { signedBy: stranger.privateKey }),
      'another issuer': await sign({ iss: 'https://evil.example' }),
      'another client': await sign({ aud: 'other' }),
      'no event': await sign({ events: {} }),
      'an ID token': await sign({ nonce: 'n' }),
      'an access token': await sign({}, { typ: 'at+jwt' }),
      nobody: await sign({}, { without: 'sub' }),
      'no id': await sign({}, { without: 'jti' }),
      'too old': await sign({ iat: now - 3600 }),
      'from the future': await sign({ iat: now + 3600 }),
      over: await sign({ iat: now - 300, exp: now - 120 }),
      unsigned: `${Buffer.from('{"alg":"none"}').toString('base64url')}.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.`,
    };
    for (const [name, token] of Object.entries(forged)) assert.equal(await tell(token), 400, name);
    assert.equal(await statusOf(anna), 200);
    // Made before this sign-in began, as one that is sent again.
    assert.equal(await tell(await sign({ iat: now - 200 })), 200);
    assert.equal(await statusOf(anna), 200);
    // By a clock that goes a little wrong.
    assert.equal(await tell(await sign({ iat: now - 30 })), 200);
    assert.equal(await statusOf(anna), 401);
  });

  test('a company that has no provider any more lets nobody go on', async () => {
    const anna = await signedIn();
    await world.setUp(database.store, { oidc_issuer: null, oidc_client_id: null });
    await expire();
    assert.equal(await statusOf(anna), 401);
  });
});
