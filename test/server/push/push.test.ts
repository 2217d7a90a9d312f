import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import {
  getOrder,
  getOrderTimeline,
  listOrders,
  previewReorder,
  reorder,
  respondToMovement,
} from '../../../src/contract/index.ts';
import type { Problem } from '../../../src/contract/index.ts';
import { createPushRoutes } from '../../../server/push/index.ts';
import type { LogEntry } from '../../../server/app.ts';
import type { ImportReport } from '../../../server/push/import.ts';
import { entryRecord, invoiceRecord } from '../helpers/books.ts';
import { addCompany, addOrders, API_KEY, customerOf, orderRecord } from '../helpers/company.ts';
import { describeDatabases } from '../helpers/databases.ts';

const one = customerOf('acme', 'one');

/** Lines as a stream of chunks that care for no line's end. */
function streamOf(rows: Iterable<unknown>): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  const iterator = (function* () {
    let waiting = '';
    for (const row of rows) {
      waiting += `${typeof row === 'string' ? row : JSON.stringify(row)}\n`;
      if (waiting.length > 5000) {
        yield waiting.slice(0, 4999);
        waiting = waiting.slice(4999);
      }
    }
    yield waiting;
  })();
  return new ReadableStream({
    pull(controller) {
      const { value, done } = iterator.next();
      if (done) controller.close();
      else controller.enqueue(encoder.encode(value));
    },
  });
}

describeDatabases('push', (database) => {
  const put = (path: string, body: ReadableStream<Uint8Array> | string, headers: Record<string, string> = {}) =>
    createPushRoutes(database.store).request(`/push/acme/${path}`, {
      method: 'PUT',
      body,
      headers: { Authorization: `Bearer acme-${API_KEY}`, 'Content-Type': 'application/x-ndjson', ...headers },
      duplex: 'half',
    } as RequestInit);
  const push = async (path: string, rows: Iterable<unknown>) => {
    const response = await put(path, streamOf(rows));
    assert.equal(response.status, 200);
    return (await response.json()) as ImportReport;
  };
  const get = (orderId: string) => database.store.adapter.call(getOrder, { orderId }, { customer: one });
  const error = async (path: string, row: unknown) => {
    const { accepted, rejected, errors } = await push(path, [row]);
    assert.deepEqual([accepted, rejected], [0, 1], JSON.stringify(row));
    return `${errors[0]?.pointer}: ${errors[0]?.message}`;
  };

  beforeEach(async () => {
    await addCompany(database.store, 'acme');
    await addCompany(database.store, 'other');
  });

  test('brings products, customers and orders, and again changes nothing', async () => {
    const product = { externalId: 'tea', title: 'Black tea', price: '9.80', stock: 12.5 };
    const customer = {
      externalId: 'three',
      name: 'Customer three',
      people: [{ externalId: 'p3', name: 'Petra', login: 'petra', roles: ['buyer'] }],
    };
    const order = orderRecord('x', {
      customerId: 'three',
      lines: [{ productId: 'tea', title: 'Black tea', quantity: 20, unitPrice: '9.00', total: '180' }],
    });
    for (let round = 0; round < 2; round++) {
      for (const [path, row] of Object.entries({ products: product, customers: customer, orders: order })) {
        assert.deepEqual(await push(path, [row]), { accepted: 1, rejected: 0, errors: [] });
      }
    }
    const petra = await database.store.directory.identify('acme', 'p3');
    assert.deepEqual(petra, { tenantId: 'acme', customerId: 'three', personId: 'p3', roles: ['buyer'] });
    assert.ok(petra);
    const { lines } = await database.store.adapter.call(previewReorder, { orderIds: ['x'] }, { customer: petra });
    assert.deepEqual(lines[0]?.changes, ['less_stock', 'price_up']);
    assert.equal(lines[0]?.quantity, 12.5);
    const { etag } = await database.store.adapter.call(getOrder, { orderId: 'x' }, { customer: petra });
    assert.equal(etag, '"1"');
  });

  test('a dry run reports what would become of rows, and nothing of it stays', async () => {
    const row = (id: string, title: unknown) => ({ externalId: id, title, price: '9.80', stock: 1 });
    const order = orderRecord('dry', {
      lines: [{ productId: 'dry', title: 'Tea', quantity: 1, unitPrice: '9', total: '9' }],
    });
    const response = await put('products?dryRun=true', streamOf([row('dry', 'Black tea'), row('bad', 7)]));
    assert.equal(response.status, 200);
    const { accepted, rejected, errors } = (await response.json()) as ImportReport;
    assert.deepEqual([accepted, rejected, errors[0]?.externalId, errors[0]?.pointer], [1, 1, 'bad', '/title']);
    assert.deepEqual(await (await put('orders?dryRun=true', streamOf([order]))).json(), {
      ...{ accepted: 1, rejected: 0, errors: [] },
    });
    await assert.rejects(get('dry'), { code: 'not_found' });

    assert.equal((await push('orders', [order])).accepted, 1);
    const preview = { orderIds: ['dry'] };
    const { lines } = await database.store.adapter.call(previewReorder, preview, { customer: one });
    assert.deepEqual(lines[0]?.changes, ['discontinued'], 'the product of the dry run is not there');
    assert.equal((await put('products?dryRun=false', streamOf([row('dry', 'Black tea')]))).status, 200);
    const { lines: now } = await database.store.adapter.call(previewReorder, preview, { customer: one });
    assert.ok(!now[0]?.changes.includes('discontinued'));
  });

  test('refuses a misspelt wish for a dry run, and imports nothing', async () => {
    for (const [query, field] of [
      ['dryRun=1', '/dryRun'],
      ['dryRun=', '/dryRun'],
      ['dryRun=true&dryRun=false', '/dryRun'],
      ['dryrun=true', '/dryrun'],
    ] as const) {
      const response = await put(`orders?${query}`, streamOf([orderRecord('misspelt')]));
      assert.equal(response.status, 422, query);
      assert.deepEqual(Object.keys(((await response.json()) as Problem).fields ?? {}), [field]);
    }
    await assert.rejects(get('misspelt'), { code: 'not_found' });
  });

  test('moves an order that was placed in the cabinet, and its timeline', async () => {
    await addOrders(database.store, 'acme', [orderRecord('plain')]);
    const { terms } = await database.store.adapter.call(previewReorder, { orderIds: ['plain'] }, { customer: one });
    const { order } = await database.store.adapter.call(
      reorder,
      { orderIds: ['plain'], terms },
      { customer: one, idempotencyKey: 'k' },
    );
    const row = orderRecord(order.id, {
      number: order.number,
      placedAt: order.placedAt,
      payment: { code: 'paid' },
      fulfilment: { code: 'shipped' },
    });
    assert.equal((await push('orders', [row])).accepted, 1);
    const moved = await get(order.id);
    assert.deepEqual([moved.payment.code, moved.fulfilment.code, moved.documents.length], ['paid', 'shipped', 1]);
    const { steps } = await database.store.adapter.call(getOrderTimeline, { orderId: order.id }, { customer: one });
    assert.deepEqual(
      steps.map(({ kind }) => kind),
      ['placed', 'confirmed', 'invoiced', 'paid', 'shipped', 'delivered'],
    );
  });

  test('reports each bad row with its number and place, and takes the others', async () => {
    const report = await push('orders', [
      orderRecord('good'),
      '{"externalId": "cut off',
      '',
      orderRecord('nobody', { customerId: 'unknown' }),
      { ...orderRecord('misspelt'), totalls: {} },
      orderRecord('late', { placedAt: 'yesterday' }),
      orderRecord('good too'),
      `"${'x'.repeat(1_100_000)}"`,
      { ...orderRecord('zero'), note: 'a\0b' },
      { ...orderRecord('half'), note: '\ud800' },
    ]);
    assert.equal(report.accepted, 2);
    assert.equal(report.rejected, 7);
    assert.deepEqual(report.errors.map(({ row, externalId, pointer }) => [row, externalId, pointer]).sort(), [
      [2, undefined, ''],
      [3, 'nobody', '/customerId'],
      [4, 'misspelt', ''],
      [5, 'late', '/placedAt'],
      [7, undefined, ''],
      [8, 'zero', '/note'],
      [9, 'half', '/note'],
    ]);
    assert.match(JSON.stringify(report.errors), /totalls/);
    assert.equal((await get('good too')).id, 'good too');
  });

  test('refuses amounts that cannot be exact', async () => {
    const product = { externalId: 'tea', title: 'Tea' };
    for (const price of ['1e400', '1E2', '-1', '1,50', '1.1234567', '1234567890123456', 'NaN', '', 10, null]) {
      assert.match(await error('products', { ...product, price }), /^\/price: /);
    }
    // JSON itself reads this as infinity.
    assert.match(await error('products', '{"externalId":"tea","title":"Tea","price":1e400}'), /^\/price: /);
    assert.match(await error('products', { ...product, price: '1', stock: -1 }), /^\/stock: /);
    assert.match(await error('products', { ...product, price: '1', stock: 0.0001 }), /three decimals/);
    assert.match(
      await error('orders', orderRecord('a', { totals: { subtotal: '1', total: '1e400' } })),
      /^\/totals\/total: /,
    );
    assert.match(
      await error('orders', orderRecord('a', { totals: { subtotal: '1', discount: '-0.10', total: '0.90' } })),
      /^\/totals\/discount: /,
    );
    assert.equal((await push('products', [{ ...product, price: '999999999999999.999999' }])).accepted, 1);
  });

  test('does not let an order or a login change hands', async () => {
    await addOrders(database.store, 'acme', [orderRecord('mine')]);
    assert.match(await error('orders', orderRecord('mine', { customerId: 'two' })), /another customer/);
    const thief = {
      externalId: 'three',
      name: 'Three',
      people: [{ externalId: 'p3', name: 'P', login: 'one-anna', roles: ['owner'] }],
    };
    assert.match(await error('customers', thief), /^\/people\/0\/login: /);
    assert.equal((await get('mine')).id, 'mine');
  });

  test('takes the later of two rows with one id', async () => {
    assert.equal(
      (await push('orders', [orderRecord('a', { note: 'first' }), orderRecord('a', { note: 'second' })])).accepted,
      2,
    );
    assert.equal((await get('a')).note, 'second');
  });

  test('wants a key of this very company', async () => {
    for (const headers of [
      { Authorization: '' },
      { Authorization: 'Bearer wrong' },
      { Authorization: `Bearer other-${API_KEY}` },
    ]) {
      const response = await put('orders', streamOf([orderRecord('a')]), headers);
      assert.equal(response.status, 401);
      assert.equal(response.headers.get('Content-Type'), 'application/problem+json');
    }
    await assert.rejects(get('a'), { code: 'not_found' });
  });

  test('takes a JSON array too, and says what it does not take', async () => {
    const json = { 'Content-Type': 'application/json; charset=utf-8' };
    assert.equal((await put('orders', JSON.stringify([orderRecord('a')]), json)).status, 200);
    assert.equal((await put('orders', '{"not": "an array"}', json)).status, 400);
    assert.equal((await put('orders', `[${'1,'.repeat(6_000_000)}1]`, json)).status, 413);
    const response = await put('orders', '<xml/>', { 'Content-Type': 'text/xml' });
    assert.match(await response.text(), /application\/x-ndjson/);
    assert.equal(response.status, 422);
  });

  test('takes a table whose columns are named as the fields, and names the line of what it refuses', async () => {
    const table = [
      'externalId;number;customerId;placedAt;status.code;payment.code;fulfilment.code;currency;totals.subtotal;totals.total;lines.productId;lines.title;lines.quantity;lines.unitPrice;lines.total',
      't-1;T-1;one;2026-03-01;pending;unpaid;unfulfilled;EUR;12,50;12,50;tea;"Tea;\nloose";1;2,50;2,50',
      't-1;T-1;one;2026-03-01;pending;unpaid;unfulfilled;EUR;12,50;12,50;cups;Cups;5;2;10',
      't-2;T-2;one;someday;pending;unpaid;unfulfilled;EUR;1;1;tea;Tea;1;1;1',
    ].join('\n');
    const type = { 'Content-Type': 'text/csv; charset=utf-8' };
    for (const path of ['orders?dryRun=true', 'orders']) {
      const response = await put(path, table, type);
      const { accepted, errors } = (await response.json()) as ImportReport;
      assert.equal(accepted, 1);
      assert.deepEqual(
        errors.map(({ row, line, pointer }) => [row, line, pointer]),
        [[2, 5, '/placedAt']],
      );
    }
    const order = await get('t-1');
    assert.equal(order.placedAt, '2026-02-28T23:00:00.000Z');
    assert.deepEqual(
      order.lines.map(({ product: { title }, quantity, unitPrice }) => [title, quantity, unitPrice.amount]),
      [
        ['Tea;\nloose', 1, '2.50'],
        ['Cups', 5, '2.00'],
      ],
    );
  });

  test('speaks the sender’s language, of the whole and of each row', async () => {
    const russian = { 'Accept-Language': 'ru' };
    const noKey = await put('orders', '', { ...russian, Authorization: '' });
    const problem = (await noKey.json()) as Problem;
    assert.deepEqual([noKey.headers.get('Content-Language'), problem.code], ['ru', 'unauthenticated']);
    assert.match(`${problem.title} ${problem.detail}`, /вошли.*ключ API/);
    assert.equal(problem.instance, noKey.headers.get('X-Request-Id'));
    const bad = await put('orders', '<xml/>', { ...russian, 'Content-Type': 'text/xml' });
    assert.match(((await bad.json()) as Problem).detail ?? '', /должен быть application\/x-ndjson/);
    const rows = ['not JSON', orderRecord('a', { customerId: 'nobody' }), orderRecord('b', { placedAt: 'вчера' })];
    const report = (await (await put('orders', streamOf(rows), russian)).json()) as ImportReport;
    assert.equal(report.errors.length, 3);
    for (const { message } of report.errors) assert.match(message, /[а-я]{3}/);
  });

  test('writes every request into the log, and nothing secret', async () => {
    const entries: LogEntry[] = [];
    const app = createPushRoutes(database.store, { log: (entry) => entries.push(entry) });
    for (const key of [API_KEY, 'wrong-key']) {
      await app.request('/push/acme/products', {
        method: 'PUT',
        body: '[]',
        headers: { Authorization: `Bearer acme-${key}`, 'Content-Type': 'application/json' },
      });
    }
    assert.deepEqual(
      entries.map(({ tenant, operation, status, error }) => [tenant, operation, status, error]),
      [
        ['acme', 'push.products', 200, undefined],
        [undefined, 'push.products', 401, 'unauthenticated: apiKeyNeeded'],
      ],
    );
    assert.doesNotMatch(JSON.stringify(entries), new RegExp(API_KEY));
  });

  test('streams thousands of orders in bounded memory', async () => {
    const count = 2000;
    let made = 0;
    let most = 0;
    let listed = 0;
    const rows = (function* () {
      for (; made < count; made++) {
        most = Math.max(most, made - listed);
        yield orderRecord(`bulk-${made}`, { note: 'n'.repeat(500) });
      }
    })();
    // How far the reading runs ahead of the writing: that is what memory holds.
    const store = {
      ...database.store,
      transaction: (async (scope, work) => {
        const result = await database.store.transaction(scope, work);
        listed = made;
        return result;
      }) as typeof database.store.transaction,
    };
    const response = await createPushRoutes(store).request('/push/acme/orders', {
      method: 'PUT',
      body: streamOf(rows),
      headers: { Authorization: `Bearer acme-${API_KEY}`, 'Content-Type': 'application/x-ndjson' },
      duplex: 'half',
    } as RequestInit);
    assert.equal(((await response.json()) as ImportReport).accepted, count);
    assert.ok(most < 500, `${most} rows were read ahead`);
    const page = await database.store.adapter.call(listOrders, { search: 'bulk-1999' }, { customer: one });
    assert.equal(page.total, 1);
  });

  test('names the first thousand refused rows and counts the rest, so that no number of them fills the memory', async () => {
    const { rejected, errors } = await push('products', new Array(2500).fill({}));
    assert.equal(rejected, 2500);
    assert.equal(errors.length, 1000);
    assert.equal(errors.at(-1)?.row, 1000);
  });

  test('takes invoices, what was paid of them, and answers to disputes', async () => {
    await addOrders(database.store, 'acme', [orderRecord('o-1')]);
    const bill = invoiceRecord('i-1', '106.74', 5, { orderId: 'o-1' });
    const note = invoiceRecord('c-1', '6.74', 5, { kind: 'credit_note', dueOn: undefined });
    assert.deepEqual(await push('invoices', [bill, note, bill]), { accepted: 3, rejected: 0, errors: [] });
    const paid = entryRecord('e-1', '100.00', 'i-1');
    const used = { ...entryRecord('e-2', '6.74', 'i-1'), kind: 'credit', creditNoteId: 'c-1' };
    assert.deepEqual(await push('entries', [paid, used, paid]), { accepted: 3, rejected: 0, errors: [] });
    assert.equal((await get('o-1')).payment.code, 'paid');

    await database.store.adapter.call(
      respondToMovement,
      { movementId: 'invoice-i-1', response: 'dispute', comment: 'Too much' },
      { customer: one, idempotencyKey: 'k' },
    );
    const answer = { externalId: 'invoice-i-1', answer: 'As agreed by telephone' };
    assert.deepEqual(await push('statement-answers', [answer]), { accepted: 1, rejected: 0, errors: [] });
    assert.match(await error('statement-answers', answer), /^\/externalId: No customer disputes/);

    assert.match(await error('invoices', { ...bill, customerId: 'nobody' }), /^\/customerId: .*unknown/);
    assert.match(await error('invoices', { ...bill, customerId: 'two', orderId: undefined }), /another customer/);
    assert.match(await error('invoices', { ...bill, externalId: 'i-2', orderId: 'none' }), /^\/orderId/);
    assert.match(await error('invoices', { ...bill, currency: 'USD' }), /^\/currency/);
    assert.match(await error('invoices', { ...bill, totals: { subtotal: '1', total: '1e400' } }), /^\/totals\/total/);
    assert.match(await error('entries', entryRecord('e-3', '-1.00', 'i-1')), /^\/amount/);
    assert.match(await error('entries', entryRecord('e-3', '1.00', 'i-9')), /^\/allocations\/0\/invoiceId/);
    const more = { ...paid, externalId: 'e-4', amount: '1.00' };
    assert.match(await error('entries', more), /^\/allocations: .*more than the amount/);
  });

  test('signs a person in and out by cookie, and says what stands in the way', async () => {
    const { directory } = database.store;
    const ask = (
      method: string,
      body: unknown,
      headers: Record<string, string> = {},
      publicUrl = 'https://shop.example',
    ) =>
      createPushRoutes(database.store, { publicUrl }).request('/push/acme/sessions', {
        method,
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        headers: { Authorization: `Bearer acme-${API_KEY}`, 'Content-Type': 'application/json', ...headers },
      });
    const refusedWith = async (status: number, ...request: Parameters<typeof ask>) => {
      const response = await ask(...request);
      assert.equal(response.status, status);
      return JSON.stringify(await response.json());
    };
    const person = { personId: 'one-anna' };
    assert.match(await refusedWith(404, 'POST', { personId: 'nobody' }), /Push them with their customer first/);
    assert.match(await refusedWith(422, 'POST', { person: 'one-anna' }), /personId/);
    assert.match(await refusedWith(413, 'POST', { personId: 'x'.repeat(2_000_000) }), /larger than 1 MB/);
    assert.match(await refusedWith(501, 'POST', person, {}, 'http://shop.example'), /PUBLIC_URL/);
    await refusedWith(401, 'POST', person, { Authorization: `Bearer other-${API_KEY}` });

    const signedIn = await ask('POST', person);
    assert.equal(signedIn.status, 204);
    const cookie = signedIn.headers.get('Set-Cookie') ?? '';
    assert.match(cookie, /^__Host-cabinet=.*HttpOnly.*Secure/);
    const [pair = ''] = cookie.split(';');
    const secret = pair.slice(pair.indexOf('=') + 1);
    assert.equal((await directory.findSession('acme', secret))?.personId, 'one-anna');
    assert.equal((await ask('DELETE', undefined, { Cookie: pair })).status, 204);
    assert.equal(await directory.findSession('acme', secret), null);
    assert.equal((await ask('DELETE', undefined)).status, 204);
  });
});
