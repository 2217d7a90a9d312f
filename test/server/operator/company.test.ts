import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import { createApp } from '../../../server/app.ts';
import { readCommand } from '../../../server/operator/command.ts';
import { createPushRoutes } from '../../../server/push/index.ts';
import { describeDatabases } from '../helpers/databases.ts';
import { sign } from '../http/register.ts';

const NEW =
  '--name Acme --origin https://www.acme.example --currency EUR --time-zone Europe/Berlin --mail-from orders@acme.example';

const folder = mkdtempSync(join(tmpdir(), 'cabinet-operator-'));
after(() => rmSync(folder, { recursive: true, force: true }));
/** The path of a file that says how a company answers. */
const fileOf = (content: unknown): string => {
  const path = join(folder, `${crypto.randomUUID()}.json`);
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
  return path;
};

/** The words of a command line that has no spaces inside of them. */
const words = (line: string) => line.split(' ').filter((word) => word !== '');

describeDatabases('a company is set up by commands', (database) => {
  const command = async (line: string) => {
    const act = readCommand(words(line));
    assert.ok(typeof act !== 'string', 'a command, not the help');
    const { output = '', note = '' } = await act(database.store.transaction);
    return { output, note };
  };
  const refusal = async (line: string) => {
    const error = await command(line).then(
      () => assert.fail(`${line} was accepted`),
      (reason: unknown) => reason as Error,
    );
    assert.equal(error.name, 'CommandError', error.stack);
    return error.message;
  };
  const push = (key: string, path = 'customers', rows: unknown[] = []) =>
    createPushRoutes(database.store).request(`/push/acme/${path}`, {
      method: 'PUT',
      body: JSON.stringify(rows),
      headers: { Authorization: `Bearer ${key}`, 'Content-Type': 'application/json' },
    });
  /** How a person's request is answered whose token is signed with a secret. */
  const signedIn = async (secret: string, company = 'acme') => {
    const tenant = await database.store.directory.tenant(company);
    assert.ok(tenant);
    const token = await sign(tenant, { sub: 'ada' }, secret);
    const app = createApp({ adapter: database.store.adapter, directory: database.store.directory });
    const headers = { Authorization: `Bearer ${token}` };
    return (await app.request(`http://localhost/api/${company}/session`, { headers })).status;
  };
  const addAda = async (key: string) => {
    const people = [{ externalId: 'ada', name: 'Ada', roles: ['owner'] }];
    assert.equal((await push(key, 'customers', [{ externalId: 'c1', name: 'Café', people }])).status, 200);
  };

  test('from nothing to a person who is signed in', async () => {
    assert.match((await command('list')).note, /no company yet/);
    const created = await command(`create acme ${NEW}`);
    assert.match(created.output, /^[\w-]{43}$/, 'the secret alone, for scripts');
    assert.match(created.note, /HS256; iss https:\/\/www\.acme\.example, aud cabinet/);
    const key = await command('add-key acme erp');
    assert.match(key.output, /^[\w-]{43}$/);
    await addAda(key.output);
    assert.equal(await signedIn(created.output), 200);
    assert.equal((await command('list')).output, 'acme\tAcme\thttps://www.acme.example');
  });

  test('what is given is kept, what is not given has a default, and only what is named changes', async () => {
    await command(
      `create acme ${NEW} --origin https://acme.example/ --tax-percent 19 --shipping-fee 9.90 --bank iban=DE00`,
    );
    const kept = async () =>
      Object.fromEntries(
        (await command('show acme')).output.split('\n').map((line): [string, string] => {
          const [name = '', value = ''] = line.trim().split(/\s{2,}/);
          return [name, value];
        }),
      );
    assert.partialDeepStrictEqual(await kept(), {
      origin: 'https://www.acme.example | https://acme.example',
      locale: 'en',
      'tax-percent': '19',
      'shipping-fee': '9.9',
      'prices-include-tax': 'no',
      'legal-name': 'Acme',
      'payment-days': '14',
      bank: '{"iban":"DE00"}',
      'shared secret': 'is set',
    });
    const before = await kept();
    await command('change acme --locale ru --bank= --prices-include-tax yes --payment-days 30');
    const { bank: _gone, ...rest } = before;
    assert.deepEqual(await kept(), { ...rest, locale: 'ru', 'prices-include-tax': 'yes', 'payment-days': '30' });
  });

  test('a secret or a key is shown once and never again', async () => {
    const { output: secret } = await command(`create acme ${NEW}`);
    const { output: key } = await command('add-key acme erp');
    const shown = [await command('show acme'), await command('list'), await command('change acme --locale ru')];
    assert.match(shown[0]?.output ?? '', /API key +erp, made \d{4}-\d\d-\d\d/);
    for (const hidden of [secret, key]) assert.ok(!JSON.stringify(shown).includes(hidden));
    const row = await database.store.transaction('operator', (transaction) =>
      transaction.selectFrom('api_keys').selectAll().executeTakeFirstOrThrow(),
    );
    assert.ok(!JSON.stringify(row).includes(key));
  });

  test('a revoked key and a rotated secret are taken no more', async () => {
    const { output: secret } = await command(`create acme ${NEW}`);
    const { output: first } = await command('add-key acme erp');
    const { output: second } = await command('add-key acme shop');
    await addAda(first);
    await command('revoke-key acme erp');
    assert.equal((await push(first)).status, 401);
    assert.equal((await push(second)).status, 200);
    const { output: rotated } = await command('rotate-secret acme');
    assert.equal(await signedIn(secret), 401);
    assert.equal(await signedIn(rotated), 200);
  });

  test('a key set takes the place of the secret, and back', async () => {
    const { output: secret } = await command(`create acme ${NEW}`);
    await command('change acme --jwks-url https://www.acme.example/jwks.json');
    const { token } = (await database.store.directory.tenant('acme')) ?? {};
    assert.deepEqual([token?.jwksUrl, token?.secret], ['https://www.acme.example/jwks.json', undefined]);
    assert.match(await refusal('rotate-secret acme'), /change acme --jwks-url ""/);
    assert.match((await command('change acme --jwks-url=')).note, /rotate-secret acme/);
    assert.notEqual(await signedIn(secret), 200);
    await command('rotate-secret acme');
    const other = await command(`create other ${NEW} --jwks-url https://other.example/jwks.json`);
    assert.equal(other.output, '', 'no secret where there is none');
  });

  test('how it answers: what may be asked for, when it works, and what is then asked by customers', async () => {
    const { output: secret } = await command(`create acme ${NEW}`);
    await addAda((await command('add-key acme erp')).output);
    const properties = {
      sum: { type: 'number', title: 'Sum', minimum: 1 },
      branch: { type: 'string', enum: ['north', 'south'] },
      until: { type: 'string', format: 'date' },
    };
    const limit = { id: 'limit', label: 'Credit limit', fields: { type: 'object', required: ['sum'], properties } };
    const always = { openDays: [1, 2, 3, 4, 5, 6, 7], opensAt: '00:00', closesAt: '24:00' };
    const support = { staffRole: 'Help', hours: 'Day and night', ...always, answerMinutes: 30, reopenDays: 7 };
    await command(`support acme ${fileOf({ ...support, kinds: [{ id: 'question', label: 'Question' }, limit] })}`);
    const shown = (await command('show acme')).output;
    for (const line of [
      /hours +Day and night/,
      /answer in minutes +30/,
      /limit \(Credit limit\), sum, branch, until/,
    ]) {
      assert.match(shown, line);
    }

    const tenant = await database.store.directory.tenant('acme');
    assert.ok(tenant);
    const token = await sign(tenant, { sub: 'ada' }, secret);
    const app = createApp({ adapter: database.store.adapter, directory: database.store.directory });
    const ask = async (path: string, body?: object) => {
      const headers = {
        Authorization: `Bearer ${token}`,
        'Idempotency-Key': crypto.randomUUID(),
        ...(body && { 'Content-Type': 'application/json' }),
      };
      const init = body ? { method: 'POST', body: JSON.stringify(body), headers } : { headers };
      const response = await app.request(`http://localhost/api/acme/${path}`, init);
      return (await response.json()) as Record<string, unknown>;
    };
    assert.deepEqual(await ask('ticket-kinds'), { items: [{ id: 'question', label: 'Question' }, limit] });
    const request = { clientId: crypto.randomUUID(), kindId: 'limit', title: 'More', text: 'Please' };
    const wrong = await ask('tickets', { ...request, fields: { sum: 0, branch: 'west' } });
    assert.deepEqual(Object.keys(wrong['fields'] as object).toSorted(), ['/fields/branch', '/fields/sum']);
    const { id } = await ask('tickets', { ...request, fields: { sum: 5000, branch: 'north' } });
    assert.partialDeepStrictEqual(await ask(`tickets/${String(id)}/presence`), {
      hours: 'Day and night',
      open: true,
      answerMinutes: 30,
    });

    // The file is all of it: what it no longer holds is gone, and requests of before stay.
    await command(`support acme ${fileOf({ kinds: [{ id: 'other', label: 'Other' }] })}`);
    assert.deepEqual(await ask('ticket-kinds'), { items: [{ id: 'other', label: 'Other' }] });
    assert.ok(!('hours' in (await ask(`tickets/${String(id)}/presence`))));
    assert.match(await refusal(`support amce ${fileOf({ kinds: [{ id: 'a', label: 'A' }] })}`), /no company amce/);
  });

  test('nothing is done that was not meant', async () => {
    assert.match(await refusal('show acme'), /nor any other.*DATABASE_URL, DATA_DIRECTORY/);
    assert.match(await refusal('create acme --name Acme --origin https://acme.example'), /--currency, --time-zone/);
    const { output: secret } = await command(`create acme ${NEW}`);
    assert.match(await refusal(`create acme ${NEW} --locale ru`), /already.*change acme/);
    assert.match(await refusal('change amce --locale ru'), /no company amce.*There is: acme/);
    assert.match(await refusal('change acme'), /Nothing to change/);
    assert.match(await refusal('revoke-key acme erp'), /no API key named erp.*none/);
    await command('add-key acme erp');
    assert.match(await refusal('add-key acme erp'), /already.*revoke-key acme erp/);
    const { token } = (await database.store.directory.tenant('acme')) ?? {};
    assert.equal(token?.secret, secret);
  });

  test('where customers sign in, whose secret comes from a file and is never shown', async () => {
    const provider = '--oidc-issuer https://login.acme.example/realms/shop --oidc-client-id cabinet';
    await command(`create acme ${NEW}`);
    for (const half of ['--oidc-issuer https://login.acme.example', '--oidc-client-id cabinet']) {
      assert.match(await refusal(`change acme ${half}`), /belong together/);
      assert.match(await refusal(`create other ${NEW} ${half}`), /belong together/);
    }
    for (const wrong of [
      '--oidc-issuer http://login.acme.example',
      '--oidc-scopes email',
      '--oidc-admit-by-email maybe',
    ]) {
      assert.match(await refusal(`change acme ${wrong}`), /is not valid: it must be/);
    }
    await command(`change acme ${provider} --oidc-admit-by-email yes`);
    const secret = fileOf('the-secret-of-the-provider\n');
    await command(`client-secret acme ${secret}`);
    const shown = (await command('show acme')).output;
    assert.match(shown, /oidc-issuer +https:\/\/login\.acme\.example\/realms\/shop\n/);
    assert.match(shown, /client secret +is set/);
    assert.doesNotMatch(shown, /the-secret-of/);
    assert.match(await refusal(`client-secret acme ${fileOf('two words')}`), /nothing else/);
    await command(`client-secret acme ${fileOf('\n')}`);
    assert.match((await command('show acme')).output, /client secret +none/);
    assert.match(await refusal('change acme --oidc-client-id='), /belong together/);
    await command('change acme --oidc-client-id= --oidc-issuer=');
    assert.doesNotMatch((await command('show acme')).output, /oidc-issuer/);
  });
});

describe('a command that is wrong is refused before a database is opened', () => {
  const refused = (line: string): string => {
    try {
      readCommand(words(line));
    } catch (error) {
      if (error instanceof Error && error.name === 'CommandError') return error.message;
      throw error;
    }
    return assert.fail(`${line} was accepted`);
  };

  for (const [option, value] of [
    ['currency', 'eur'],
    ['currency', 'ABC'],
    ['time-zone', 'Berlin'],
    ['time-zone', '+01:00'],
    ['origin', 'https://acme.example/shop'],
    ['origin', 'acme.example'],
    ['origin', 'https://*.acme.example'],
    ['locale', 'english_UK'],
    ['country', 'QX'],
    ['mail-from', 'acme'],
    ['jwks-url', 'http://acme.example/jwks.json'],
    ['cabinet-url', 'acme.example/account'],
    ['tax-percent', '101'],
    ['shipping-fee', '1e400'],
    ['payment-days', '-1'],
    ['order-prefix', 'A/C'],
    ['bank', 'nonsense'],
    ['locked-field', 'name'],
    ['name', ''],
  ] as const) {
    test(`--${option} ${value}`, () => {
      assert.match(refused(`change acme --${option}=${value}`), new RegExp(`^--${option} is not valid: it must be `));
    });
  }

  const kind = { id: 'a', label: 'A' };
  const withField = (field: unknown, more: object = {}) => ({
    kinds: [{ ...kind, fields: { type: 'object', properties: { one: field }, ...more } }],
  });
  for (const [fault, file, message] of [
    ['no JSON', '{', /is not JSON/],
    ['no kinds', {}, /^\/kinds: /],
    ['an empty list of kinds', { kinds: [] }, /^\/kinds: /],
    ['a misspelt name', { kinds: [kind], answerMinute: 5 }, /answerMinute/],
    ['two kinds of one id', { kinds: [kind, kind] }, /^\/kinds: Two kinds have the same id/],
    ['hours without days', { kinds: [kind], opensAt: '09:00', closesAt: '18:00' }, /go together/],
    ['a night shift', { kinds: [kind], openDays: [1], opensAt: '22:00', closesAt: '06:00' }, /closesAt must be after/],
    ['a time that is none', { kinds: [kind], openDays: [1], opensAt: '9', closesAt: '25:00' }, /\/opensAt: .*09:00/],
    ['an eighth day', { kinds: [kind], openDays: [8], opensAt: '09:00', closesAt: '18:00' }, /^\/openDays\/0: /],
    ['an unknown type', withField({ type: 'array' }), /^\/kinds\/0\/fields\/properties\/one\/type: /],
    ['a pattern, which could take for ever', withField({ type: 'string', pattern: '(a+)+$' }), /"pattern"/],
    ['a reference, which could lead to itself', withField({ $ref: '#' }), /\/one/],
    ['bounds that nothing is within', withField({ type: 'number', minimum: 2, maximum: 1 }), /minimum is more than/],
    ['a field that is required and not there', withField({ type: 'boolean' }, { required: ['two'] }), /"properties"/],
    [
      'ten thousand fields',
      {
        kinds: [
          {
            ...kind,
            fields: {
              type: 'object',
              properties: Object.fromEntries(
                Array.from({ length: 10_000 }, (_, index) => [`f${index}`, { type: 'number' }]),
              ),
            },
          },
        ],
      },
      /^\/kinds\/0\/fields\/properties: At most 50 fields/,
    ],
    ['half a character', '{"kinds":[{"id":"a","label":"\\ud800"}]}', /^\/kinds\/0\/label: /],
  ] as const) {
    test(`how a company answers: ${fault}`, () => {
      assert.match(refused(`support acme ${fileOf(file)}`), message);
    });
  }
  test('how a company answers: a file that is not there', () => {
    assert.match(refused('support acme /nowhere.json'), /^\/nowhere\.json cannot be read/);
  });

  test('several at once are all named', () => {
    const lines = refused('change acme --currency eur --locale ! --delivery-days soon').split('\n');
    assert.deepEqual(
      lines.map((line) => line.split(' ')[0]),
      ['--currency', '--locale', '--delivery-days'],
    );
  });

  test('an unknown command or option, and what is missing or too much, tell of the help', () => {
    for (const line of ['remove acme', 'change acme --colour red', 'add-key acme', 'list acme', 'show acme --name x']) {
      assert.match(refused(line), /npm run company -- help/, line);
    }
    assert.match(refused('create ../acme'), /Latin letters/);
    assert.match(refused('add-key acme a/b'), /name of a key/);
    for (const line of ['', 'help', 'create --help']) assert.match(String(readCommand(words(line))), /--currency/);
  });
});
