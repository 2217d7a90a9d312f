import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { AppOptions, LogEntry } from '../../../server/app.ts';
import type { Adapter } from '../../../src/adapters/adapter.ts';
import { CabinetError, type ErrorCode, errorCodes, statusOf } from '../../../src/contract/problem.ts';
import { createCaller, problemOf } from './caller.ts';
import { createRegister } from './register.ts';

const failing = (error: unknown): Adapter => ({ ...createRegister().adapter, call: () => Promise.reject(error) });
const callFailing = (error: unknown, headers: Record<string, string> = {}, options: Partial<AppOptions> = {}) =>
  createCaller({ adapter: failing(error), ...options }).callAs('cosima', '/orders/cafe-amsel-1', { headers });

describe('a problem document', () => {
  for (const code of errorCodes) {
    test(`says ${code} in two languages, with its status and the request’s id`, async () => {
      const titles = new Set<string | undefined>();
      for (const [wanted, language] of [
        ['en', 'en'],
        ['ru-RU,ru;q=0.9,en;q=0.8', 'ru'],
        ['de, ru;q=0.5', 'ru'],
        ['xx', 'en'],
      ] as const) {
        const response = await callFailing(new CabinetError(code), { 'Accept-Language': wanted });
        assert.equal(response.status, statusOf(code));
        assert.equal(response.headers.get('Content-Type'), 'application/problem+json');
        assert.equal(response.headers.get('Content-Language'), language);
        const problem = await problemOf(response);
        assert.equal(problem.code, code);
        assert.equal(problem.status, response.status);
        assert.equal(problem.instance, response.headers.get('X-Request-Id'));
        assert.equal(/[а-яё]/i.test(problem.title ?? ''), language === 'ru');
        titles.add(problem.title);
      }
      assert.equal(titles.size, 2);
    });
  }

  test('passes on what the backend wrote for the person, and when to come back', async () => {
    const error = new CabinetError('rate_limited', 'inner', { detail: 'Slow down, please.', retryAfter: 1500 });
    const response = await callFailing(error);
    assert.equal(response.headers.get('Retry-After'), '2');
    assert.equal((await problemOf(response)).detail, 'Slow down, please.');
  });

  test('keeps a more exact status that means the same, and no other', async () => {
    const statusFor = async (code: ErrorCode, status: number) =>
      (await callFailing(new CabinetError(code, code, { status }))).status;
    assert.equal(await statusFor('conflict', 412), 412);
    assert.equal(await statusFor('conflict', 200), 409);
    assert.equal(await statusFor('conflict', 500), 409);
  });

  test('tells nothing of our insides', async () => {
    const inner = 'select * from cabinet.orders /srv/app/server/store/list.ts postgres://user:pass@host';
    const failures = [
      new Error(inner),
      new CabinetError('unknown', inner, { cause: new Error(inner) }),
      new CabinetError('not_found', inner, { detail: inner, fields: { '/id': inner } }),
      inner,
      undefined,
    ];
    for (const failure of failures) {
      const response = await callFailing(failure);
      const text = JSON.stringify([...response.headers]) + (await response.text());
      assert.doesNotMatch(text, /select|postgres|\.ts|\/srv/);
      assert.ok(response.status >= 400);
    }
  });

  test('of somebody else’s entity is, byte by byte, that of an unknown one', async () => {
    const { callAs } = createCaller();
    const ask = async (id: string) => {
      const response = await callAs('cosima', `/orders/${id}`, { headers: { 'X-Request-Id': 'fixed' } });
      return [response.status, [...response.headers], await response.text()];
    };
    const foreign = await ask('stern-canteens-1');
    assert.equal(foreign[0], 404);
    assert.deepEqual(foreign, await ask('unknown'));
    assert.equal(
      (await callAs('greta', '/orders/stern-canteens-1')).status,
      200,
      'which is there for its own customer',
    );
  });

  test('is given when the backend answers against the contract', async () => {
    const adapter = { ...createRegister().adapter, call: () => Promise.resolve({ items: 'none' } as never) };
    const response = await createCaller({ adapter }).callAs('cosima', '/orders');
    assert.equal(response.status, 502);
    assert.equal((await problemOf(response)).code, 'contract');
  });
});

test('only declared fields leave', async () => {
  const register = createRegister();
  const adapter: Adapter = {
    ...register.adapter,
    call: async (operation, input, context) => {
      const output = await register.adapter.call(operation, input, context);
      return { ...(output as object), margin: '12.00', internalNote: 'secret' } as never;
    },
  };
  const response = await createCaller({ adapter }).callAs('cosima', '/orders/cafe-amsel-1');
  assert.equal(response.status, 200);
  assert.doesNotMatch(await response.text(), /margin|internalNote/);
});

test('an operation that the backend lacks is told by the capabilities and answered by 501', async () => {
  const register = createRegister();
  const adapter: Adapter = { ...register.adapter, supports: ({ id }) => id !== 'orders.timeline' };
  const { call, callAs } = createCaller({ adapter });
  const { operations, live } = (await (await call('/capabilities')).json()) as { operations: string[]; live: boolean };
  assert.ok(operations.includes('orders.list') && !operations.includes('orders.timeline'));
  assert.equal(live, true);
  assert.equal((await callAs('cosima', '/orders/cafe-amsel-1/timeline')).status, 501);
});

describe('the log', () => {
  test('has one entry a request, found by the id that the answer names', async () => {
    const entries: LogEntry[] = [];
    const failure = new TypeError('boom', { cause: new Error('fetch failed', { cause: new Error('no way there') }) });
    const response = await callFailing(failure, {}, { log: (entry) => entries.push(entry) });
    const { instance } = await problemOf(response);
    assert.equal(entries.length, 1);
    assert.equal(entries[0]?.id, instance);
    assert.deepEqual([entries[0]?.status, entries[0]?.operation, entries[0]?.level], [500, 'orders.get', 'error']);
    assert.match(entries[0]?.error ?? '', /^TypeError: boom[^]+fetch failed[^]+no way there/);
  });

  test('holds no secrets and nothing of the person', async () => {
    const entries: LogEntry[] = [];
    const { callAs, call } = createCaller({ log: (entry) => entries.push(entry) });
    await callAs('cosima', '/orders?search=private');
    await callAs('cosima', '/orders?private=private');
    await callAs('cosima', '/orders/private');
    await call('/orders', { headers: { Authorization: 'Bearer private', Cookie: 'cabinet=private' } });
    assert.equal(entries.length, 4);
    assert.doesNotMatch(JSON.stringify(entries), /private|cosima|amsel/);
  });

  test('takes over an id that a proxy gave, but nothing that could forge a line', async () => {
    const { call } = createCaller();
    const idOf = async (id: string) =>
      (await call('/capabilities', { headers: { 'X-Request-Id': id } })).headers.get('X-Request-Id');
    assert.equal(await idOf('trace-7'), 'trace-7');
    assert.notEqual(await idOf('a"b'), 'a"b');
  });
});

describe('a document', () => {
  const download = (name: string, type: string) => {
    const adapter = {
      ...createRegister().adapter,
      call: () => Promise.resolve(new File(['<script>'], name, { type }) as never),
    };
    return createCaller({ adapter }).callAs('cosima', '/documents/any/content');
  };

  test('is saved, never run', async () => {
    const { headers } = await download('invoice.html', 'text/html');
    assert.match(headers.get('Content-Disposition') ?? '', /^attachment; filename="invoice\.html"/);
    assert.equal(headers.get('X-Content-Type-Options'), 'nosniff');
    assert.equal(headers.get('Content-Security-Policy'), "sandbox; default-src 'none'");
    assert.equal(headers.get('Cache-Control'), 'no-store');
  });

  test('keeps its name in any script, without what would mislead', async () => {
    const nameOf = async (name: string) =>
      (await download(name, 'application/pdf')).headers.get('Content-Disposition') ?? '';
    assert.match(await nameOf('Счёт 7.pdf'), /filename\*=UTF-8''%D0%A1%D1%87%D1%91%D1%82%207\.pdf$/);
    for (const name of ['a"\r\nX-Evil: 1.pdf', '../../etc/passwd', 'invoice\u202Efdp.exe', '\ud800.pdf']) {
      const header = await nameOf(name);
      assert.doesNotMatch(header, /[\r\n]|\.\.\/|%E2%80%AE|\\/);
      assert.equal(header.split('"').length, 3);
    }
  });

  test('of a type that is none is sent as bytes', async () => {
    assert.equal((await download('a', '')).headers.get('Content-Type'), 'application/octet-stream');
  });

  test('carries the bytes', async () => {
    assert.equal(await (await download('a.txt', 'text/plain')).text(), '<script>');
  });
});
