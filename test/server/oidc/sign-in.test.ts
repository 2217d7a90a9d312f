import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { describeDatabases } from '../helpers/databases.ts';
import { ORIGIN, type Visitor } from './visitor.ts';
import { createWorld, type World } from './world.ts';

const START = '/api/acme/sign-in';
const PLACE = 'https://shop.example/orders?status=open#o-1';
const from = (place: string) => `${START}?return=${encodeURIComponent(place)}`;

describeDatabases('sign-in at an OpenID Connect provider', (database) => {
  let world: World;
  before(async () => {
    world = await createWorld();
  });
  after(() => world.provider.stop());
  beforeEach(async () => {
    world.provider.grants.length = 0;
    await world.setUp(database.store);
    world.serve(database.store);
  });

  /** Signs in at the provider and comes back. */
  const signIn = async (visitor: Visitor, login = 'one-anna', start = from(PLACE)) =>
    visitor.open(await visitor.signInThere(start, login));
  /** Which customer somebody sees. */
  const customerOf = async (visitor: Visitor, company = 'acme') => {
    const response = await visitor.ask('/session', company);
    if (response.status !== 200) return response.status;
    return ((await response.json()) as { customer: { id: string } }).customer.id;
  };
  /** That a page says so in both languages, offers a way on, and tells nothing of our insides. */
  const assertPage = async (response: Response, status: number, title: RegExp, way?: RegExp) => {
    const text = await response.text();
    assert.equal(response.status, status, text);
    assert.match(text, title);
    assert.match(text, way ?? /href="https:\/\/shop\.example\/account"/);
    assert.doesNotMatch(text, /\bat .*:\d+:\d+|Error:|openid-client/);
    assert.match(response.headers.get('Content-Security-Policy') ?? '', /default-src 'none'/);
    assert.equal(response.headers.get('Cache-Control'), 'no-store');
  };

  test('leads to the provider and back to the exact place, signed in', async () => {
    const visitor = world.visitor();
    assert.equal(await customerOf(visitor), 401);
    const begun = await visitor.open(from(PLACE));
    const asked = new URL(begun.headers.get('Location') ?? '').searchParams;
    assert.equal(asked.get('code_challenge_method'), 'S256');
    assert.ok(asked.get('state') && asked.get('nonce') && asked.get('code_challenge'));
    assert.match(begun.headers.get('Set-Cookie') ?? '', /HttpOnly.*SameSite=Lax/);

    const back = await signIn(visitor);
    assert.equal(back.headers.get('Location'), PLACE);
    assert.equal(await customerOf(visitor), 'one');
    const stored = await database.store.transaction('operator', (transaction) =>
      transaction.selectFrom('sessions').select(['provider_subject', 'provider_tokens']).execute(),
    );
    assert.equal(stored.length, 1);
    assert.equal(stored[0]?.provider_subject, 'one-anna');
    assert.ok(!stored[0].provider_tokens?.includes(world.provider.refreshTokens.at(-1) ?? ''), 'sealed');
  });

  test('two customers see each their own, with a client secret too, and the cookie of one company is none of another’s', async () => {
    const [anna, second] = [world.visitor(), world.visitor()];
    await signIn(anna);
    await signIn(second, 'two-anna');
    assert.deepEqual([await customerOf(anna), await customerOf(second)], ['one', 'two']);
    assert.equal(await customerOf(anna, 'other'), 401);
    const other = world.visitor();
    assert.equal((await signIn(other, 'two-anna', '/api/other/sign-in')).status, 303);
    assert.deepEqual([await customerOf(other, 'other'), await customerOf(other)], ['two', 401]);
  });

  test('leads back to the company’s own addresses only', async () => {
    const leadsTo = async (place: string) => {
      const visitor = world.visitor();
      const response = await visitor.open(from(place));
      if (response.status !== 303) return response;
      return (await signIn(visitor, 'one-anna', from(place))).headers.get('Location');
    };
    assert.equal(await leadsTo(''), 'https://shop.example/account');
    assert.equal(await leadsTo('/cabinet?x=1'), `${ORIGIN}/cabinet?x=1`);
    const foreign = ['https://evil.example/', '//evil.example', '/\\evil.example', 'javascript:alert(1)', 'data:,x'];
    const disguised = [
      'https://shop.example.evil.example/',
      'https://shop.example@evil.example/',
      'http://shop.example/',
    ];
    for (const place of [...foreign, ...disguised, 'https://a:b@shop.example/', `/${'x'.repeat(3000)}`]) {
      const response = await leadsTo(place);
      assert.ok(response instanceof Response, place);
      assert.equal(response.headers.get('Location'), null);
      await assertPage(response, 400, /This link leads elsewhere/, /href="\/api\/acme\/sign-in"/);
    }
  });

  test('what was changed on the way is refused: PKCE, nonce, state, issuer', async () => {
    const changes: Record<string, (address: URL) => void> = {
      'another challenge': ({ searchParams }) => searchParams.set('code_challenge', 'A'.repeat(43)),
      'no challenge': ({ searchParams }) => {
        searchParams.delete('code_challenge');
        searchParams.delete('code_challenge_method');
      },
      'a plain challenge': ({ searchParams }) => searchParams.set('code_challenge_method', 'plain'),
      'another nonce': ({ searchParams }) => searchParams.set('nonce', 'forged'),
      'another state': ({ searchParams }) => searchParams.set('state', 'forged'),
    };
    for (const [name, change] of Object.entries(changes)) {
      const visitor = world.visitor();
      const response = await visitor.open(await visitor.signInThere(from(PLACE), 'one-anna', change));
      assert.ok([400, 502].includes(response.status), name);
      await assertPage(response, response.status, /cannot be finished|did not succeed/, /\/api\/acme\/sign-in/);
      assert.equal(await customerOf(visitor), 401, name);
    }
    for (const [name, value] of [
      ['iss', 'https://evil.example'],
      ['state', 'forged'],
      ['code', 'forged'],
    ] as const) {
      const visitor = world.visitor();
      const back = new URL(await visitor.signInThere(from(PLACE), 'one-anna'));
      back.searchParams.set(name, value);
      assert.ok([400, 502].includes((await visitor.open(back.href)).status), name);
      assert.equal(await customerOf(visitor), 401, name);
    }
  });

  test('what somebody else began is refused: the address alone is worth nothing', async () => {
    const [victim, thief] = [world.visitor(), world.visitor()];
    const back = await victim.signInThere(from(PLACE), 'one-anna');
    await assertPage(await thief.open(back), 400, /cannot be finished/);
    await thief.open(from(PLACE));
    await assertPage(await thief.open(back), 400, /cannot be finished/);
    assert.deepEqual(world.provider.grants, [], 'the provider was not even asked');
    // An attacker cannot sign a victim in as himself either.
    const attackers = await thief.signInThere(from(PLACE), 'two-anna');
    await assertPage(await victim.open(attackers), 400, /cannot be finished/);
    assert.equal((await victim.open(back)).headers.get('Location'), PLACE);
    assert.equal(await customerOf(victim), 'one');
  });

  test('a code is used once: reloading and going back lead to the place, and never sign in anew', async () => {
    const visitor = world.visitor();
    const back = await visitor.signInThere(from(PLACE), 'one-anna');
    const early = visitor.copy();
    await visitor.open(back);
    assert.equal((await visitor.open(back)).headers.get('Location'), PLACE);
    await assertPage(await early.open(back), 400, /cannot be finished/, /return=https%3A%2F%2Fshop\.example%2Forders/);
    assert.deepEqual(world.provider.grants, ['authorization_code']);
    assert.equal(await customerOf(early), 401);
  });

  test('who comes back too late is told so', async () => {
    const visitor = world.visitor();
    const back = await visitor.signInThere(from(PLACE), 'one-anna');
    await database.store.transaction('operator', (transaction) =>
      transaction.updateTable('pending_sign_ins').set({ expires_at: '2020-01-01T00:00:00Z' }).execute(),
    );
    await assertPage(await visitor.open(back), 400, /cannot be finished/);
    await database.store.clearUp();
    const left = await database.store.transaction('operator', (transaction) =>
      transaction.selectFrom('pending_sign_ins').selectAll().execute(),
    );
    assert.equal(left.length, 0);
  });

  test('two tabs may sign in at the same time', async () => {
    const visitor = world.visitor();
    const first = await visitor.open(from('https://shop.example/one'));
    const second = await visitor.signInThere(from('https://shop.example/two'), 'one-anna');
    assert.equal((await visitor.open(second)).headers.get('Location'), 'https://shop.example/two');
    const { url } = await visitor.follow(first.headers.get('Location') ?? '', (address) => address.startsWith(ORIGIN));
    assert.equal((await visitor.open(url)).headers.get('Location'), 'https://shop.example/one');
    assert.equal(await customerOf(visitor), 'one');
    const sessions = await database.store.transaction('operator', (transaction) =>
      transaction.selectFrom('sessions').select('id').execute(),
    );
    assert.equal(sessions.length, 1, 'the first session of this browser has ended');
  });

  test('a person whom nobody knows here gets a page in their language, and no account', async () => {
    const people = () =>
      database.store.transaction('operator', (transaction) => transaction.selectFrom('people').select('id').execute());
    const before = await people();
    const visitor = world.visitor();
    const back = await visitor.signInThere(from(PLACE), 'stranger');
    const other = visitor.copy();
    await assertPage(await visitor.open(back), 403, /You are not known here yet/, /another=/);
    const russian = await visitor.signInThere(from(PLACE), 'stranger');
    const page = await visitor.open(russian, { headers: { 'Accept-Language': 'ru' } });
    await assertPage(page, 403, /Вас здесь пока не знают/);
    assert.deepEqual(await people(), before);
    assert.equal(await customerOf(visitor), 401);
    // The provider still knows them; "another account" makes it ask.
    const start = await other.open(`${from(PLACE)}&another=`);
    assert.equal(new URL(start.headers.get('Location') ?? '').searchParams.get('prompt'), 'login');
  });

  test('a verified address makes out who somebody is, if the company says so, and only the first subject with it', async () => {
    await database.store.transaction('operator', (transaction) =>
      transaction
        .updateTable('people')
        .set({ email: 'anna@known.example' })
        .where((builder) => builder.and({ tenant_id: 'acme', id: 'two-anna' }))
        .execute(),
    );
    const outcome = async (login: string) => {
      const visitor = world.visitor();
      await signIn(visitor, login);
      return customerOf(visitor);
    };
    assert.equal(await outcome('stranger'), 401);
    await world.setUp(database.store, { oidc_admit_by_email: true });
    assert.equal(await outcome('unverified'), 401);
    assert.equal(await outcome('stranger'), 'two');
    assert.equal(await outcome('second-stranger'), 401);
    assert.equal(await outcome('one-anna'), 'one');
    // From now on the subject counts, whatever the address is.
    await database.store.transaction('operator', (transaction) =>
      transaction.updateTable('people').set({ email: 'moved@known.example' }).where('id', '=', 'two-anna').execute(),
    );
    assert.equal(await outcome('stranger'), 'two');
  });

  test('claims of the company’s choice name the person and the customer', async () => {
    await world.setUp(database.store, {
      oidc_scopes: 'openid profile',
      oidc_person_claim: 'name',
      oidc_customer_claim: 'customer',
    });
    await database.store.transaction('operator', async (transaction) => {
      await transaction.insertInto('people').values({ tenant_id: 'acme', id: 'Berta', name: 'Berta' }).execute();
      await transaction
        .insertInto('memberships')
        .values(
          ['two'].map((customer) => ({
            tenant_id: 'acme',
            customer_id: customer,
            person_id: 'Berta',
            roles: ['buyer'],
          })),
        )
        .execute();
    });
    const berta = world.visitor();
    assert.equal((await signIn(berta, 'in-two')).status, 303);
    assert.equal(await customerOf(berta), 'two');
    await assertPage(await signIn(world.visitor(), 'astray'), 403, /not known here/);
  });

  test('a provider that is away, and a person who changes their mind, are no dead ends', async () => {
    const visitor = world.visitor();
    const back = await visitor.signInThere(from(PLACE), 'one-anna');
    world.provider.isDown = true;
    try {
      await assertPage(await visitor.open(back), 503, /not available at the moment/, /return=https/);
      world.serve(database.store);
      await assertPage(await visitor.open(from(PLACE)), 503, /not available at the moment/, /return=https/);
    } finally {
      world.provider.isDown = false;
    }
    const begun = await visitor.open(`${from(PLACE)}&another=`);
    const { url, response } = await visitor.follow(begun.headers.get('Location') ?? '');
    const cancel = /href="([^"]+\/abort)"/.exec(await response.text())?.[1];
    assert.ok(cancel);
    const denied = await visitor.follow(new URL(cancel, url).href);
    await assertPage(denied.response, 403, /You have not signed in/);
    assert.equal((await signIn(visitor)).headers.get('Location'), PLACE);
  });

  test('clocks may differ by half a minute, but a token that is over by ours is refused', async (context) => {
    const outcomeAfter = async (seconds: number) => {
      const visitor = world.visitor();
      const back = await visitor.signInThere(from(PLACE), 'one-anna');
      world.provider.onGrant = () => context.mock.timers.enable({ apis: ['Date'], now: Date.now() + seconds * 1000 });
      try {
        return await visitor.open(back);
      } finally {
        world.provider.onGrant = () => undefined;
        context.mock.timers.reset();
      }
    };
    // The provider's ID tokens last five minutes.
    assert.equal((await outcomeAfter(330)).headers.get('Location'), PLACE);
    await assertPage(await outcomeAfter(390), 502, /did not succeed[^]*this number: [\w-]{36}/, /\/api\/acme\/sign-in/);
  });

  test('a company without a provider, and a server without TLS, say so', async () => {
    const visitor = world.visitor();
    await assertPage(await visitor.open('/api/nobody/sign-in'), 404, /no sign-in here/, /<h1>/);
    const bare = await world.serve(database.store).request('http://cabinet.example/api/acme/sign-in');
    await assertPage(bare, 400, /not set up yet/);
    await world.setUp(database.store, { oidc_issuer: null, oidc_client_id: null });
    await assertPage(await visitor.open(START), 404, /no sign-in here/, /<h1>/);
  });
});
