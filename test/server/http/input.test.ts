import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { type CallOptions, createCaller, problemOf } from './caller.ts';

const caller = createCaller();
const reorder = (body: unknown, headers: Record<string, string> = {}): CallOptions => ({
  method: 'POST',
  body,
  headers: { 'Idempotency-Key': 'test', ...headers },
});
const fieldsOf = async (path: string, options?: CallOptions) => {
  const response = await caller.callAs('cosima', path, options);
  assert.equal(response.status, 422);
  return (await problemOf(response)).fields ?? {};
};

describe('the query', () => {
  test('is read by type: numbers, lists by repeating, days', async () => {
    const path = '/orders?limit=2&status=confirmed&status=completed&placedFrom=2020-01-01&sort=-total';
    const response = await caller.callAs('cosima', path);
    assert.equal(response.status, 200);
    const { items } = (await response.json()) as { items: { status: { code: string } }[] };
    assert.equal(items.length, 2);
    assert.ok(items.every(({ status }) => ['confirmed', 'completed'].includes(status.code)));
  });

  for (const [query, pointer] of [
    ['colour=red', '/colour'],
    ['__proto__=1', '/__proto__'],
    ['constructor=1', '/constructor'],
    ['status[]=paid', '/status[]'],
    ['limit=1&limit=2', '/limit'],
    ['limit=0', '/limit'],
    ['limit=201', '/limit'],
    ['limit=1e3', '/limit'],
    ['limit=', '/limit'],
    ['limit=9007199254740993', '/limit'],
    ['sort=price', '/sort'],
    ['status=confirmed&status=strange', '/status/1'],
    ['placedFrom=2026-02-30', '/placedFrom'],
    ['placedFrom=0000-01-01', '/placedFrom'],
    ['cursor=', '/cursor'],
    [`search=${'x'.repeat(101)}`, '/search'],
    ['search=%00', '/search'],
  ] as const) {
    test(`is refused naming the field: ${query.slice(0, 40)}`, async () => {
      assert.deepEqual(Object.keys(await fieldsOf(`/orders?${query}`)), [pointer]);
    });
  }

  test('of an operation without any is refused too, also beside a body', async () => {
    assert.deepEqual(Object.keys(await fieldsOf('/session?customerId=1')), ['/customerId']);
    assert.deepEqual(Object.keys(await fieldsOf('/orders/reorder?dryRun=1', reorder({}))), ['/dryRun']);
  });

  test('with broken percent signs is answered, not failed', async () => {
    const response = await caller.callAs('cosima', '/orders?search=%E0%A4%A');
    assert.ok(response.status < 500);
  });
});

describe('the path', () => {
  test('may hold any id, and an unknown one is 404', async () => {
    for (const id of ['nope', '%2e%2e', 'a%2Fb', '%27%20or%201=1--', 'x'.repeat(200), '%F0%9F%8D%9E', '%ff']) {
      assert.equal((await caller.callAs('cosima', `/orders/${id}`)).status, 404, id);
    }
  });

  test('holds no id that is too long or cannot be stored', async () => {
    assert.deepEqual(Object.keys(await fieldsOf(`/orders/${'x'.repeat(201)}`)), ['/orderId']);
    assert.deepEqual(Object.keys(await fieldsOf('/orders/a%00b')), ['/orderId']);
  });

  test('unknown is 404, another method 405 with what is allowed', async () => {
    assert.equal((await caller.callAs('cosima', '/nowhere')).status, 404);
    assert.equal((await caller.call('/session', { tenant: 'nobody' })).status, 404);
    assert.equal((await caller.call('/session', { tenant: '__proto__' })).status, 404);
    const response = await caller.callAs('cosima', '/orders/reorder', { method: 'GET' });
    // `GET /orders/{orderId}` takes it for an id.
    assert.equal(response.status, 404);
    const refused = await caller.callAs('cosima', '/orders/reorder', { method: 'DELETE' });
    assert.equal(refused.status, 405);
    assert.match(refused.headers.get('Allow') ?? '', /POST/);
  });
});

describe('the body', () => {
  const valid = { orderIds: ['cafe-amsel-60'] };

  test('is read', async () => {
    const response = await caller.callAs('cosima', '/orders/reorder-preview', { method: 'POST', body: valid });
    assert.equal(response.status, 200);
  });

  for (const [name, body, pointer] of [
    ['an unknown field', { ...valid, discount: 100 }, '/discount'],
    [
      'an unknown field deep inside',
      { ...valid, lines: [{ lineId: 'a', quantity: 1, price: '0.01' }] },
      '/lines/0/price',
    ],
    ['a prototype', '{"orderIds":["a"],"__proto__":{"admin":true}}', '/__proto__'],
    [
      'a prototype deep inside',
      '{"orderIds":["a"],"lines":[{"lineId":"a","quantity":1,"constructor":{}}]}',
      '/lines/0/constructor',
    ],
    ['a missing field', {}, '/orderIds'],
    ['a wrong type', { orderIds: 'cafe-amsel-60' }, '/orderIds'],
    ['too many', { orderIds: Array.from({ length: 21 }, String) }, '/orderIds'],
    ['a negative quantity', { ...valid, lines: [{ lineId: 'a', quantity: -1 }] }, '/lines/0/quantity'],
    ['an endless quantity', '{"orderIds":["a"],"lines":[{"lineId":"a","quantity":1e400}]}', '/lines/0/quantity'],
    ['a NUL', { orderIds: ['a\0b'] }, '/orderIds/0'],
    ['half a character', '{"orderIds":["\\ud800"]}', '/orderIds/0'],
    ['more levels than anything has', { ...valid, lines: nest(40) }, '/lines'],
  ] as const) {
    test(`with ${name} is refused naming it`, async () => {
      assert.deepEqual(Object.keys(await fieldsOf('/orders/reorder-preview', { method: 'POST', body })), [pointer]);
      assert.equal(({} as Record<string, unknown>)['admin'], undefined);
    });
  }

  for (const [name, body] of [
    ['text', 'hello'],
    ['cut off', '{"orderIds":["a"'],
    ['followed by more', '{"orderIds":["a"]} x'],
    ['with single quotes', "{'orderIds':['a']}"],
    ['in a broken encoding', new Uint8Array([0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d])],
    ['a list', '[]'],
    ['a number', '1'],
    ['null', 'null'],
    ['brackets without end', '['.repeat(100_000)],
  ] as const) {
    test(`that is no JSON object is 400: ${name}`, async () => {
      const response = await caller.callAs('cosima', '/orders/reorder-preview', { method: 'POST', body });
      assert.equal(response.status, 400);
      assert.equal((await problemOf(response)).code, 'invalid');
    });
  }

  test('of a hundred thousand levels is refused, not failed', async () => {
    const body = `{"orderIds":${'['.repeat(100_000)}${']'.repeat(100_000)}}`;
    assert.deepEqual(Object.keys(await fieldsOf('/orders/reorder-preview', { method: 'POST', body })), ['/orderIds']);
  });

  test('of more than 1 MB is 413', async () => {
    const body = { orderIds: ['x'.repeat(1024 * 1024)] };
    const response = await caller.callAs('cosima', '/orders/reorder-preview', { method: 'POST', body });
    assert.equal(response.status, 413);
    assert.match((await problemOf(response)).detail ?? '', /1 MB/);
  });

  test('of another type than JSON is 415', async () => {
    const headers = { 'Content-Type': 'text/plain' };
    const response = await caller.callAs('cosima', '/orders/reorder-preview', { method: 'POST', body: valid, headers });
    assert.equal(response.status, 415);
  });

  test('cannot bring the field that the path holds', async () => {
    const options = reorder({ reason: 'other', orderId: 'cafe-amsel-1' });
    assert.deepEqual(Object.keys(await fieldsOf('/orders/cafe-amsel-60/cancellation-request', options)), ['/orderId']);
  });
});

describe('the idempotency key', () => {
  for (const [name, headers] of [
    ['missing', {}],
    ['empty', { 'Idempotency-Key': '' }],
    ['too long', { 'Idempotency-Key': 'k'.repeat(256) }],
    ['of other than visible ASCII', { 'Idempotency-Key': 'a b' }],
  ] as const) {
    test(`${name} is 400 with what to do`, async () => {
      const response = await caller.callAs('cosima', '/orders/reorder', { method: 'POST', body: {}, headers });
      assert.equal(response.status, 400);
      assert.match((await problemOf(response)).detail ?? '', /Idempotency-Key/);
    });
  }
});

describe('roles', () => {
  const cancel = (login: string) =>
    caller.callAs(login, '/orders/cafe-amsel-60/cancellation-request', reorder({ reason: 'other' }));

  test('a viewer reads but changes nothing, and is told so by the session', async () => {
    assert.equal((await caller.callAs('mia', '/orders')).status, 200);
    assert.equal((await cancel('mia')).status, 403);
    const { permissions } = (await (await caller.callAs('mia', '/session')).json()) as { permissions: string[] };
    assert.ok(permissions.includes('orders.list'));
    assert.ok(!permissions.includes('orders.reorder'));
  });

  test('an accountant reads but orders nothing', async () => {
    const { permissions } = (await (await caller.callAs('priya', '/session')).json()) as { permissions: string[] };
    assert.ok(permissions.includes('documents.download') && !permissions.includes('orders.reorder'));
  });

  test('owner and buyer may', async () => {
    for (const login of ['cosima', 'jonas']) {
      const { permissions } = (await (await caller.callAs(login, '/session')).json()) as { permissions: string[] };
      assert.ok(permissions.includes('orders.reorder'), login);
      assert.notEqual((await cancel(login)).status, 403, login);
    }
  });
});

function nest(levels: number): unknown {
  return levels === 0 ? [] : [nest(levels - 1)];
}
