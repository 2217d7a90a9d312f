import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { sql } from 'kysely';
import { demoSecrets, seedDemo } from '../../../server/seed/index.ts';
import { demoCompany } from '../../../src/adapters/memory/demo/index.ts';
import {
  downloadAttachment,
  getOrderTimeline,
  listMessages,
  listOrders,
  listShipments,
  listTickets,
  previewReorder,
  reorder,
} from '../../../src/contract/index.ts';
import { describeDatabases } from '../helpers/databases.ts';

const company = demoCompany('en');

describeDatabases(
  'the demo',
  (database) => {
    before(() => seedDemo(database.store, { large: false }));

    const counts = async () => {
      const { rows } = await database.store.transaction('operator', (transaction) =>
        sql<Record<string, number>>`select (select count(*) from orders)::int as orders,
        (select count(*) from order_lines)::int as lines, (select count(*) from order_events)::int as events,
        (select count(*) from documents)::int as documents, (select sum(stock) from products)::int as stock,
        (select count(*) from memberships)::int as memberships, (select count(*) from tickets)::int as tickets,
        (select count(*) from messages)::int as messages, (select count(*) from mails)::int as mails`.execute(
          transaction,
        ),
      );
      return rows[0];
    };

    test('has a customer without orders, histories whose stages and parcels agree, and conversations of every kind', async () => {
      const { store } = database;
      const fresh = await store.directory.identify(company.id, 'pelican-van-lou');
      assert.ok(fresh);
      assert.deepEqual(await store.adapter.call(listOrders, {}, { customer: fresh }), {
        items: [],
        nextCursor: null,
        total: 0,
      });
      const customer = await store.directory.identify(company.id, 'stern-canteens-greta');
      assert.ok(customer);
      const { items } = await store.adapter.call(listOrders, { fulfilment: ['delivered'], limit: 5 }, { customer });
      for (const { id: orderId } of items) {
        const { steps } = await store.adapter.call(getOrderTimeline, { orderId }, { customer });
        assert.ok(steps.some(({ kind }) => kind === 'delivered'));
        const shipments = await store.adapter.call(listShipments, { orderId }, { customer });
        assert.ok(shipments.items.every(({ status, lines }) => status === 'delivered' && lines.length > 0));
      }

      for (const [tenantId, login] of [
        ['nordwind', 'cosima'],
        ['severny', 'zoya'],
      ] as const) {
        const person = await store.directory.personByLogin(tenantId, login);
        const customer = await store.directory.identify(tenantId, person?.personId ?? '');
        assert.ok(customer);
        const { items } = await store.adapter.call(listTickets, {}, { customer });
        assert.deepEqual(items.map(({ status }) => status.code).toSorted(), ['answered', 'closed', 'open', 'waiting']);
        const answered = items.find(({ unread }) => unread === 2);
        const [order] = (await store.adapter.call(listOrders, { limit: 1 }, { customer })).items;
        assert.deepEqual(answered?.about, [{ kind: 'order', id: order?.id, label: order?.number }]);
        const { items: messages } = await store.adapter.call(
          listMessages,
          { ticketId: answered?.id ?? '' },
          { customer },
        );
        const [file] = messages.flatMap(({ attachments }) => attachments);
        const content = await store.adapter.call(downloadAttachment, { attachmentId: file?.id ?? '' }, { customer });
        assert.match(await content.text(), /,/);
        const agent = await store.directory.identify(tenantId, `${tenantId}-agent-1`);
        assert.ok(agent);
        const queue = await store.adapter.call(listTickets, { state: ['open'], unread: true }, { customer: agent });
        assert.ok(queue.items.some(({ customer: whose }) => whose?.id === customer.customerId));
        await store.tellUnreadAnswers();
      }
      assert.equal((await counts())?.mails, 0);
    });

    test('has keys and secrets of its own', async () => {
      const { apiKey, tokenSecret } = demoSecrets(company);
      assert.ok(await database.store.directory.acceptsApiKey(company.id, apiKey));
      assert.ok(!(await database.store.directory.acceptsApiKey('severny', apiKey)));
      assert.equal((await database.store.directory.tenant(company.id))?.token?.secret, tokenSecret);
    });

    test('is there after a start, and a second start changes nothing, not what was sold either', async () => {
      const { store } = database;
      const customer = await store.directory.identify(company.id, 'cafe-amsel-cosima');
      assert.ok(customer);
      const context = { customer };
      const { items, total } = await store.adapter.call(listOrders, {}, context);
      assert.equal(total, 60);
      const latest = items[0]?.id ?? '';
      const preview = await store.adapter.call(previewReorder, { orderIds: [latest] }, context);
      const changes = new Set(preview.lines.flatMap((line) => line.changes));
      for (const change of ['price_up', 'price_down', 'less_stock', 'discontinued', 'out_of_stock'] as const) {
        assert.ok(changes.has(change), change);
      }
      assert.ok(preview.orderable);
      const input = { orderIds: [latest], terms: preview.terms };
      const { order } = await store.adapter.call(reorder, input, { ...context, idempotencyKey: 'key' });
      const before = await counts();
      await seedDemo(store, { large: false });
      assert.deepEqual(await counts(), before);
      const again = await store.adapter.call(listOrders, { limit: 1 }, context);
      assert.equal(again.items[0]?.id, order.id);
    });
  },
  { shared: true },
);
