import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { sql } from 'kysely';
import {
  downloadDocument,
  listOrders,
  previewReorder,
  reorder,
  type ReorderPreview,
} from '../../../src/contract/index.ts';
import { writeCustomers } from '../../../server/store/write/customers.ts';
import { writeProducts } from '../../../server/store/write/products.ts';
import { addCompany, addOrders, customerOf, orderRecord, products } from '../helpers/company.ts';
import { describeDatabases } from '../helpers/databases.ts';

const one = customerOf('acme', 'one');
const code = (expected: string) => (error: unknown) => (error as { code?: string }).code === expected;

describeDatabases('reorder', (database) => {
  const preview = (input: Parameters<typeof adapterPreview>[0], customer = one) => adapterPreview(input, customer);
  const adapterPreview = (
    input: { orderIds: string[]; lines?: { lineId: string; quantity: number; productId?: string }[] },
    customer = one,
  ) => database.store.adapter.call(previewReorder, input, { customer });
  const place = (
    input: { orderIds: string[]; terms: string; note?: string },
    idempotencyKey?: string,
    customer = one,
  ) => database.store.adapter.call(reorder, input, { customer, idempotencyKey });
  const changes = (found: ReorderPreview) =>
    Object.fromEntries(found.lines.map(({ product, changes }) => [product.id, changes]));
  const stockOf = (id: string) =>
    database.store.transaction({ tenantId: 'acme' }, async (transaction) => {
      const { stock } = await transaction
        .selectFrom('products')
        .select('stock')
        .where('id', '=', id)
        .executeTakeFirstOrThrow();
      return Number(stock);
    });
  const count = async (table: 'orders' | 'mails' | 'invoices' | 'events' | 'idempotency_keys') => {
    const { rows } = await database.store.transaction('operator', (transaction) =>
      sql<{ count: number }>`select count(*)::int as count from ${sql.table(table)}`.execute(transaction),
    );
    return rows[0]?.count;
  };
  const line = (productId: string, quantity: number, unitPrice: string) => ({
    productId,
    title: `Old ${productId}`,
    quantity,
    unitPrice,
    total: '1.00',
  });

  beforeEach(async () => {
    await addCompany(database.store, 'acme');
    await addOrders(database.store, 'acme', [
      orderRecord('plain'),
      orderRecord('mixed', {
        lines: [
          line('beans', 1.5, '17.00'),
          line('cups', 10, '5.00'),
          line('lids', 8, '3.80'),
          line('milk', 12, '2.15'),
          line('syrup', 1, '7.90'),
          line('gone', 1, '1.00'),
        ],
      }),
    ]);
  });

  test('takes off the customer’s discount, which is told as a positive amount', async () => {
    const discounted = { externalId: 'one', name: 'Customer one', discountPercent: '5' };
    await database.store.transaction({ tenantId: 'acme' }, (transaction) =>
      writeCustomers(transaction, 'acme', [discounted]),
    );
    const eur = (amount: string) => ({ amount, currency: 'EUR' });
    const { terms, totals } = await preview({ orderIds: ['plain'] });
    assert.deepEqual(totals.discount, eur('3.99'));
    const { order } = await place({ orderIds: ['plain'], terms }, 'key');
    assert.deepEqual(order.totals.discount, eur('3.99'));
    assert.deepEqual(order.totals.total, totals.total);
  });

  test('is previewed line by line against today', async () => {
    const found = await preview({ orderIds: ['mixed'] });
    assert.deepEqual(changes(found), {
      beans: ['price_up'],
      cups: ['price_down'],
      lids: ['less_stock'],
      milk: ['discontinued'],
      syrup: ['out_of_stock'],
      gone: ['discontinued'],
    });
    const [beans, , lids, milk, , gone] = found.lines;
    assert.equal(beans?.total?.amount, '28.35');
    assert.equal(lids?.quantity, 5);
    assert.equal(lids?.availableQuantity, 5);
    assert.equal(milk?.unitPrice, undefined);
    assert.deepEqual(
      milk?.substitutes.map(({ product }) => product.id),
      ['pea'],
    );
    assert.equal(gone?.quantity, 0);
    // 28.35 + 42.00 + 19.00 = 89.35, + 9.90 delivery = 99.25, + 19 % = 18.8575
    assert.deepEqual(
      Object.entries(found.totals).map(([key, value]) => [key, typeof value === 'object' ? value.amount : value]),
      [
        ['subtotal', '89.35'],
        ['shipping', '9.90'],
        ['tax', '18.86'],
        ['taxIncluded', false],
        ['total', '118.11'],
      ],
    );
    assert.equal(found.previousTotal.amount, '106.74');
    assert.equal(found.invoiceEmail, 'one@customer.example');
  });

  test('follows the customer: quantities, lines left out, substitutes', async () => {
    const found = await preview({
      orderIds: ['mixed'],
      lines: [
        { lineId: 'mixed-l1', quantity: 0 },
        { lineId: 'mixed-l2', quantity: 3 },
        { lineId: 'mixed-l3', quantity: 0 },
        { lineId: 'mixed-l4', quantity: 4, productId: 'pea' },
      ],
    });
    assert.deepEqual(
      found.lines.map(({ product, quantity }) => [product.id, quantity]),
      [
        ['beans', 0],
        ['cups', 3],
        ['lids', 0],
        ['pea', 4],
        ['syrup', 0],
        ['gone', 0],
      ],
    );
    assert.equal(found.lines[3]?.previousProduct?.id, 'milk');
    assert.deepEqual(found.lines[3]?.changes, ['substituted']);
    assert.equal(found.totals.subtotal.amount, '20.80');
  });

  test('shares what is left of a product among the lines of several orders', async () => {
    await addOrders(database.store, 'acme', [
      orderRecord('first', { placedAt: '2026-03-04T10:00:00Z', lines: [line('lids', 3, '3.80')] }),
      orderRecord('second', { placedAt: '2026-03-03T10:00:00Z', lines: [line('lids', 3, '3.80')] }),
    ]);
    const found = await preview({ orderIds: ['second', 'first'] });
    assert.deepEqual(
      found.lines.map(({ quantity }) => quantity),
      [3, 2],
    );
  });

  test('refuses lines and products that were not offered, naming the field', async () => {
    const pointers = async (line: { lineId: string; quantity: number; productId?: string }) => {
      const error: unknown = await preview({ orderIds: ['mixed'], lines: [line] }).then(
        () => null,
        (reason: unknown) => reason,
      );
      assert.ok(code('invalid')(error));
      return Object.keys((error as { fields: object }).fields);
    };
    assert.deepEqual(await pointers({ lineId: 'plain-l1', quantity: 1 }), ['/lines/0/lineId']);
    assert.deepEqual(await pointers({ lineId: 'mixed-l4', quantity: 1, productId: 'cups' }), ['/lines/0/productId']);
    assert.deepEqual(await pointers({ lineId: 'mixed-l1', quantity: 0.0001 }), ['/lines/0/quantity']);
    await assert.rejects(preview({ orderIds: ['mixed', 'unknown'] }), code('not_found'));
    await assert.rejects(preview({ orderIds: ['mixed'] }, customerOf('acme', 'two')), code('not_found'));
  });

  test('creates order, invoice, mail, event and stock together', async () => {
    const { terms } = await preview({ orderIds: ['plain'] });
    const { order, invoice } = await place({ orderIds: ['plain'], terms, note: 'At the back door' }, 'key');
    assert.equal(order.number, 'T-1');
    assert.equal(order.note, 'At the back door');
    assert.equal(order.placedBy?.name, 'Anna of one');
    assert.equal(order.totals.total.amount, '106.74');
    assert.deepEqual([invoice?.number, invoice?.mailedTo], ['T-INV-1', 'one@customer.example']);
    assert.equal(await stockOf('cups'), 90);
    assert.equal(await count('mails'), 1);
    const list = await database.store.adapter.call(listOrders, { limit: 1 }, { customer: one });
    assert.equal(list.items[0]?.id, order.id);
    const documentId = order.documents[0]?.id ?? '';
    const file = await database.store.adapter.call(downloadDocument, { documentId }, { customer: one });
    assert.equal(new TextDecoder().decode((await file.arrayBuffer()).slice(0, 5)), '%PDF-');
    await assert.rejects(
      database.store.adapter.call(downloadDocument, { documentId }, { customer: customerOf('acme', 'two') }),
      code('not_found'),
    );
  });

  test('sent three times at once makes one order, one mail and one answer', async () => {
    const { terms } = await preview({ orderIds: ['plain'] });
    const before = await count('orders');
    const answers = await Promise.all(['key', 'key', 'key'].map((key) => place({ orderIds: ['plain'], terms }, key)));
    assert.deepEqual(answers[1], answers[0]);
    assert.deepEqual(answers[2], answers[0]);
    assert.deepEqual(await place({ orderIds: ['plain'], terms }, 'key'), answers[0]);
    assert.equal(await count('orders'), (before ?? 0) + 1);
    assert.equal(await count('mails'), 1);
    assert.equal(await count('invoices'), 1);
    assert.equal(await stockOf('cups'), 90);
  });

  test('needs a key, refuses it for another payload, and knows it per customer', async () => {
    const { terms } = await preview({ orderIds: ['plain'] });
    await assert.rejects(place({ orderIds: ['plain'], terms }), code('invalid'));
    await place({ orderIds: ['plain'], terms }, 'key');
    await assert.rejects(place({ orderIds: ['plain'], terms, note: 'other' }, 'key'), (error: unknown) => {
      const { code: found, detail } = error as { code: string; detail?: string };
      assert.equal(found, 'invalid');
      assert.match(detail ?? '', /Idempotency-Key was used for another request/);
      return true;
    });
    await addOrders(database.store, 'acme', [orderRecord('theirs', { customerId: 'two' })]);
    const two = customerOf('acme', 'two');
    const theirs = await preview({ orderIds: ['theirs'] }, two);
    const { order } = await place({ orderIds: ['theirs'], terms: theirs.terms }, 'key', two);
    assert.equal(order.number, 'T-2');
  });

  test('is a conflict when price or stock changed, and then leaves nothing behind', async () => {
    const { terms } = await preview({ orderIds: ['plain'] });
    const dearer = products.map((product) => (product.externalId === 'cups' ? { ...product, price: '4.21' } : product));
    await database.store.transaction({ tenantId: 'acme' }, (transaction) => writeProducts(transaction, 'acme', dearer));
    const before = await count('orders');
    await assert.rejects(place({ orderIds: ['plain'], terms }, 'key'), code('conflict'));
    assert.equal(await count('orders'), before);
    assert.equal(await count('mails'), 0);
    assert.equal(await count('idempotency_keys'), 0);
    // The key is free for the same act on the new terms.
    const fresh = await preview({ orderIds: ['plain'] });
    assert.notEqual(fresh.terms, terms);
    await place({ orderIds: ['plain'], terms: fresh.terms }, 'key');
  });

  test('never sells more than there is, whoever comes at once', async () => {
    await addOrders(database.store, 'acme', [
      orderRecord('a', { lines: [line('lids', 4, '3.80')] }),
      orderRecord('b', { customerId: 'two', lines: [line('lids', 4, '3.80')] }),
    ]);
    const two = customerOf('acme', 'two');
    const [a, b] = await Promise.all([preview({ orderIds: ['a'] }), preview({ orderIds: ['b'] }, two)]);
    const outcomes = await Promise.allSettled([
      place({ orderIds: ['a'], terms: a.terms }, 'k'),
      place({ orderIds: ['b'], terms: b.terms }, 'k', two),
    ]);
    assert.deepEqual(outcomes.map(({ status }) => status).sort(), ['fulfilled', 'rejected']);
    // Who came too late hears why, and may look again.
    const [late] = outcomes.filter((outcome) => outcome.status === 'rejected');
    assert.ok(code('conflict')(late?.reason));
    assert.equal(await stockOf('lids'), 1);
  });

  test('numbers orders and invoices without gap or repeat, although some fail', async () => {
    const numbers: string[] = [];
    const { terms } = await preview({ orderIds: ['plain'] });
    await Promise.all(
      Array.from({ length: 12 }, async (_, index) => {
        const bad = index % 3 === 0;
        const placed = place({ orderIds: ['plain'], terms: bad ? 'stale' : terms }, `key-${index}`);
        if (bad) await assert.rejects(placed, code('conflict'));
        else numbers.push((await placed).invoice?.number ?? '');
      }),
    );
    const expected = Array.from({ length: 8 }, (_, index) => `T-INV-${index + 1}`);
    assert.deepEqual(numbers.sort(), expected);
    assert.equal(await stockOf('cups'), 20);
  });

  test('of goods that are all gone is not orderable and says why', async () => {
    await addOrders(database.store, 'acme', [orderRecord('gone', { lines: [line('syrup', 1, '7.90')] })]);
    const found = await preview({ orderIds: ['gone'] });
    assert.equal(found.orderable, false);
    assert.match(found.reason ?? '', /nothing to order/);
    await assert.rejects(place({ orderIds: ['gone'], terms: found.terms }, 'key'), code('conflict'));
  });

  test('takes any text a person can write, and refuses what is no text', async () => {
    const { terms } = await preview({ orderIds: ['plain'] });
    await assert.rejects(place({ orderIds: ['plain'], terms, note: 'zero\0byte' }, 'key'), code('invalid'));
    const note = '<script>alert(1)</script> Ünï \u202e 🚚';
    assert.equal((await place({ orderIds: ['plain'], terms, note }, 'key')).order.note, note);
  });
});
