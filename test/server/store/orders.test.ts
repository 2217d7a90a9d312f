import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import {
  downloadDocument,
  getOrder,
  getOrderTimeline,
  getSession,
  listOrders,
  listShipments,
  requestCancellation,
  type OrderFilter,
  type OrderSort,
} from '../../../src/contract/index.ts';
import { addCompany, addOrders, customerOf, orderRecord } from '../helpers/company.ts';
import { describeDatabases } from '../helpers/databases.ts';

const one = customerOf('acme', 'one');
const refused = (code: string, pointer?: string) => (error: unknown) => {
  const { code: found, fields } = error as { code?: string; fields?: Record<string, string> };
  assert.equal(found, code);
  if (pointer !== undefined) assert.deepEqual(Object.keys(fields ?? {}), [pointer]);
  return true;
};

describeDatabases('orders', (database) => {
  const list = (input: OrderFilter, customer = one) => database.store.adapter.call(listOrders, input, { customer });
  const ids = async (input: OrderFilter, customer = one) => (await list(input, customer)).items.map(({ id }) => id);
  const all = async (input: OrderFilter) => {
    const found: string[] = [];
    for (let cursor: string | null | undefined; cursor !== null;) {
      const page = await list({ ...input, ...(cursor !== undefined && { cursor }) });
      found.push(...page.items.map(({ id }) => id));
      cursor = page.nextCursor;
    }
    return found;
  };

  beforeEach(async () => {
    await addCompany(database.store, 'acme');
    await addCompany(database.store, 'other');
  });

  test('are listed newest first, with a total', async () => {
    await addOrders(database.store, 'acme', [
      orderRecord('a', { placedAt: '2026-03-01T10:00:00Z' }),
      orderRecord('b', { placedAt: '2026-03-02T10:00:00Z' }),
      orderRecord('foreign', { customerId: 'two' }),
    ]);
    const page = await list({});
    assert.deepEqual(
      page.items.map(({ id }) => id),
      ['b', 'a'],
    );
    assert.equal(page.total, 2);
    assert.equal(page.nextCursor, null);
    assert.deepEqual(page.items[0]?.total, { amount: '106.74', currency: 'EUR' });
    assert.deepEqual(page.items[0]?.allowedActions, ['reorder', 'request_cancellation', 'ask']);
  });

  test('are filtered by each axis, period, person and words', async () => {
    await addOrders(database.store, 'acme', [
      orderRecord('a', { status: { code: 'cancelled' }, placedAt: '2026-03-01T23:30:00Z' }),
      orderRecord('b', {
        payment: { code: 'overdue' },
        placedAt: '2026-03-02T12:00:00Z',
        customerReference: 'PO 50%_x',
      }),
      orderRecord('c', {
        fulfilment: { code: 'shipped' },
        placedAt: '2026-03-03T12:00:00Z',
        placedBy: { name: 'Staff', staff: true },
      }),
    ]);
    assert.deepEqual(await ids({ status: ['cancelled'] }), ['a']);
    assert.deepEqual(await ids({ status: ['cancelled', 'confirmed'] }), ['c', 'b', 'a']);
    assert.deepEqual(await ids({ payment: ['overdue'], fulfilment: ['unfulfilled'] }), ['b']);
    assert.deepEqual(await ids({ fulfilment: ['shipped', 'delivered'] }), ['c']);
    // Half past eleven in the evening in London is the next day in Berlin.
    assert.deepEqual(await ids({ placedFrom: '2026-03-02', placedTo: '2026-03-02' }), ['b']);
    assert.deepEqual(await ids({ placedFrom: '2026-03-02', placedTo: '2026-03-02', timeZone: 'Europe/Berlin' }), [
      'b',
      'a',
    ]);
    assert.deepEqual(await ids({ placedTo: '2026-03-01', timeZone: '+00:30' }), []);
    assert.deepEqual(await ids({ placedTo: '2026-03-01', timeZone: '-00:30' }), ['a']);
    assert.deepEqual(await ids({ scope: 'mine' }), ['b', 'a']);
    assert.deepEqual(await ids({ search: 'COFFEE t-a' }), ['a']);
    assert.deepEqual(await ids({ search: 'c-1' }), ['c', 'b', 'a']);
    // What means something to the database is a letter like others.
    assert.deepEqual(await ids({ search: '50%_x' }), ['b']);
    assert.deepEqual(await ids({ search: '5_%' }), []);
    assert.deepEqual(await ids({ search: 'po' }), ['b']);
    assert.deepEqual(await ids({ search: "'; drop table orders; --" }), []);
  });

  const sorts: [OrderSort, string[]][] = [
    ['-placedAt', ['e', 'd', 'c', 'b', 'a']],
    ['placedAt', ['a', 'b', 'c', 'd', 'e']],
    ['-total', ['d', 'c', 'b', 'e', 'a']],
    ['total', ['a', 'e', 'b', 'c', 'd']],
    ['-number', ['e', 'd', 'c', 'b', 'a']],
    ['number', ['a', 'b', 'c', 'd', 'e']],
  ];
  test('are sorted and paged without a gap or a repeat, equal values too', async () => {
    const total = (amount: string) => ({ subtotal: amount, total: amount });
    await addOrders(database.store, 'acme', [
      orderRecord('a', { totals: total('9.90'), placedAt: '2026-03-01T10:00:00.001Z' }),
      orderRecord('b', { totals: total('100.50'), placedAt: '2026-03-01T10:00:00.002Z' }),
      orderRecord('c', { totals: total('100.50'), placedAt: '2026-03-01T10:00:00.002Z' }),
      orderRecord('d', { totals: total('100.51'), placedAt: '2026-03-01T10:00:00.003Z' }),
      orderRecord('e', { totals: total('20'), placedAt: '2026-03-01T10:00:00.004Z' }),
    ]);
    for (const [sort, expected] of sorts) {
      for (const limit of [1, 2, 5]) assert.deepEqual(await all({ sort, limit }), expected, `${sort} by ${limit}`);
    }
  });

  test('keep their pages while orders are added', async () => {
    await addOrders(
      database.store,
      'acme',
      ['1', '2', '3', '4'].map((id) => orderRecord(id, { placedAt: `2026-03-0${id}T10:00:00Z` })),
    );
    const first = await list({ limit: 2 });
    await addOrders(database.store, 'acme', [orderRecord('5', { placedAt: '2026-03-05T10:00:00Z' })]);
    const second = await list({ limit: 2, cursor: first.nextCursor ?? '' });
    assert.deepEqual(
      second.items.map(({ id }) => id),
      ['2', '1'],
    );
    assert.equal(second.nextCursor, null);
  });

  test('refuse a cursor that is none, or of another sorting, naming the field', async () => {
    await addOrders(
      database.store,
      'acme',
      ['1', '2'].map((id) => orderRecord(id)),
    );
    const { nextCursor } = await list({ limit: 1 });
    const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
    const bad = [
      'x',
      'bm90IGpzb24',
      encode(null),
      encode(['-placedAt', 'not a date', '1']),
      encode(['-placedAt', '2026-03-01T10:00:00Z', '\0']),
    ];
    for (const cursor of bad) await assert.rejects(list({ cursor }), refused('invalid', '/cursor'));
    await assert.rejects(list({ cursor: nextCursor ?? '', sort: 'total' }), refused('invalid', '/cursor'));
    await assert.rejects(list({ timeZone: 'Mars/Olympus' }), refused('invalid', '/timeZone'));
  });

  test('of others are the same as unknown ones, for every operation with an id', async () => {
    await addOrders(database.store, 'acme', [orderRecord('mine'), orderRecord('theirs', { customerId: 'two' })]);
    await addOrders(database.store, 'other', [orderRecord('elsewhere')]);
    const { adapter } = database.store;
    const context = { customer: one, idempotencyKey: 'key' };
    const messages = new Set<string>();
    for (const orderId of ['theirs', 'elsewhere', 'unknown', 'nul\0byte']) {
      const calls = [
        () => adapter.call(getOrder, { orderId }, context),
        () => adapter.call(getOrderTimeline, { orderId }, context),
        () => adapter.call(listShipments, { orderId }, context),
        () => adapter.call(requestCancellation, { orderId, reason: 'other' }, context),
      ];
      for (const call of calls) {
        await assert.rejects(
          call(),
          (error: Error) => refused('not_found')(error) && Boolean(messages.add(error.message)),
        );
      }
      await assert.rejects(adapter.call(downloadDocument, { documentId: orderId }, context), refused('not_found'));
    }
    assert.equal(messages.size, 1);
    assert.equal((await adapter.call(getOrder, { orderId: 'mine' }, context)).id, 'mine');
  });

  test('tell their lines, totals, stages and parcels', async () => {
    const { adapter } = database.store;
    await addOrders(database.store, 'acme', [
      orderRecord('a', {
        payment: { code: 'paid', label: 'By card' },
        fulfilment: { code: 'shipped' },
        expectedOn: '2026-03-05',
        shipments: [
          {
            externalId: 's1',
            status: 'shipped',
            trackingUrl: 'https://tracking.example/1',
            shippedAt: '2026-03-02T10:00:00Z',
            lines: [{ line: 2, quantity: 1.5 }],
          },
        ],
      }),
    ]);
    const context = { customer: one };
    const order = await adapter.call(getOrder, { orderId: 'a' }, context);
    assert.deepEqual(order.payment, { code: 'paid', label: 'By card' });
    assert.deepEqual(
      order.lines.map((line) => [line.product.id, line.quantity, line.unitPrice.amount]),
      [
        ['cups', 10, '4.20'],
        ['beans', 2, '18.90'],
      ],
    );
    assert.deepEqual(order.totals.tax, { amount: '17.04', currency: 'EUR' });
    const { items } = await adapter.call(listShipments, { orderId: 'a' }, context);
    assert.deepEqual(items[0]?.lines, [{ lineId: order.lines[1]?.id, quantity: 1.5 }]);
    const { steps } = await adapter.call(getOrderTimeline, { orderId: 'a' }, context);
    assert.deepEqual(
      steps.map(({ kind, state }) => `${kind} ${state}`),
      ['placed done', 'confirmed done', 'paid done', 'shipped current', 'delivered upcoming'],
    );
    assert.equal(steps.at(-1)?.expectedOn, '2026-03-05');
  });

  test('are moved on stage by stage, as a company does', async () => {
    const { adapter, advanceOrder } = database.store;
    await addOrders(database.store, 'acme', [orderRecord('a')]);
    const context = { customer: one };
    const seen: string[] = [];
    while (await advanceOrder('acme', 'a')) {
      const { status, payment, fulfilment } = await adapter.call(getOrder, { orderId: 'a' }, context);
      seen.push(`${status.code} ${payment.code} ${fulfilment.code}`);
    }
    assert.deepEqual(seen, [
      'confirmed paid picking',
      'confirmed paid ready',
      'confirmed paid shipped',
      'completed paid delivered',
    ]);
    const { items } = await adapter.call(listShipments, { orderId: 'a' }, context);
    assert.equal(items.length, 1);
    assert.equal(items[0]?.status, 'delivered');
    assert.match(items[0]?.trackingUrl ?? '', /^https:/);
    const { steps } = await adapter.call(getOrderTimeline, { orderId: 'a' }, context);
    assert.deepEqual(
      steps.map(({ kind }) => kind),
      ['placed', 'confirmed', 'paid', 'picking', 'ready', 'shipped', 'delivered'],
    );
    assert.equal(await advanceOrder('other', 'a'), false);
  });

  test('may be asked to be cancelled once, by one person', async () => {
    const { adapter } = database.store;
    await addOrders(database.store, 'acme', [orderRecord('a')]);
    const ask = (idempotencyKey: string, comment?: string) =>
      adapter.call(
        requestCancellation,
        { orderId: 'a', reason: 'too_slow', comment },
        { customer: one, idempotencyKey },
      );
    const answers = await Promise.all([ask('k1', 'please'), ask('k1', 'please'), ask('k1', 'please')]);
    assert.equal(answers[0].cancellation?.state, 'requested');
    assert.deepEqual(answers[1], answers[0]);
    assert.deepEqual(answers[2], answers[0]);
    assert.deepEqual(answers[0].allowedActions, ['reorder', 'ask']);
    await assert.rejects(ask('k2'), refused('conflict'));
    await assert.rejects(ask('k1', 'something else'), refused('invalid'));
  });

  test('answer the session with every customer of the person', async () => {
    const session = await database.store.adapter.call(getSession, {}, { customer: one });
    assert.equal(session.person.name, 'Anna of one');
    assert.deepEqual(session.customer, { id: 'one', name: 'Customer one' });
    await assert.rejects(
      database.store.adapter.call(getSession, {}, { customer: { ...one, customerId: 'two' } }),
      refused('unauthenticated'),
    );
    await assert.rejects(database.store.adapter.call(getSession, {}, {}), refused('unauthenticated'));
  });
});
