import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { sql } from 'kysely';
import { openStore, type RunTransaction, type Scope } from '../../../server/store/index.ts';
import { getInvoice } from '../../../server/store/invoices/get.ts';
import { getOrder, getTimeline, listShipments } from '../../../server/store/orders/order.ts';
import { previewReorder, reorder, requestCancellation } from '../../../src/contract/index.ts';
import { listInvoices } from '../../../src/contract/invoices/list.ts';
import { addCompany, addOrders, customerOf, orderRecord } from '../helpers/company.ts';
import { describeDatabases } from '../helpers/databases.ts';
import { query } from '../helpers/postgres.ts';

const tables = [
  'customers',
  'people',
  'memberships',
  'orders',
  'order_lines',
  'order_events',
  'shipments',
  'invoices',
  'ledger',
  'documents',
  'events',
  'idempotency_keys',
  'mails',
];

describeDatabases('row-level security', (database) => {
  /** Rows that a query without any owner predicate gives. */
  const unscoped = (scope: Scope, table: string) =>
    database.store.transaction(scope, async (transaction) => {
      const columns = table === 'people' ? sql`tenant_id, id` : sql`*`;
      return (await sql<Record<string, unknown>>`select ${columns} from ${sql.table(table)}`.execute(transaction)).rows;
    });

  beforeEach(async () => {
    for (const tenantId of ['acme', 'other']) {
      await addCompany(database.store, tenantId);
      for (const customerId of ['one', 'two']) {
        const id = `${tenantId}-${customerId}`;
        const shipments = [{ externalId: `${id}-s`, status: 'shipped', lines: [] }];
        await addOrders(database.store, tenantId, [orderRecord(id, { customerId, shipments })]);
        const customer = customerOf(tenantId, customerId);
        const { adapter } = database.store;
        const { terms } = await adapter.call(previewReorder, { orderIds: [id] }, { customer });
        await adapter.call(reorder, { orderIds: [id], terms }, { customer, idempotencyKey: 'a' });
        await adapter.call(requestCancellation, { orderId: id, reason: 'other' }, { customer, idempotencyKey: 'b' });
      }
    }
  });

  test('gives a customer their own rows only, also where a query forgets to ask for them', async () => {
    for (const table of tables) {
      const rows = await unscoped({ tenantId: 'acme', customerId: 'one' }, table);
      assert.ok(rows.length > 0, `${table} has rows to see`);
      for (const row of rows) {
        assert.equal(row.tenant_id, 'acme', table);
        if ('customer_id' in row) assert.equal(row.customer_id, 'one', table);
        if (table === 'customers') assert.equal(row.id, 'one');
        if (table === 'people') assert.equal(row.id, 'one-anna');
      }
    }
  });

  test('gives a company its own rows only', async () => {
    for (const table of [...tables, 'products', 'counters', 'api_keys']) {
      const rows = await unscoped({ tenantId: 'acme' }, table);
      assert.ok(rows.length > 0, table);
      assert.ok(
        rows.every((row) => row.tenant_id === 'acme'),
        table,
      );
    }
  });

  test('gives nothing to an unknown customer, to nobody, and to a customer of the other company', async () => {
    const scopes = [
      { tenantId: '', customerId: '' },
      { tenantId: 'acme', customerId: 'nobody' },
      { tenantId: 'nobody', customerId: 'one' },
    ];
    for (const scope of scopes) {
      for (const table of tables)
        assert.deepEqual(await unscoped(scope, table), [], `${table} of ${JSON.stringify(scope)}`);
    }
    for (const table of tables) assert.deepEqual(await unscoped({ tenantId: '' }, table), [], table);
  });

  test('answers "no such thing" where a query has lost its owner predicate', async () => {
    const owner = customerOf('acme', 'two');
    for (const asking of [
      { tenantId: 'acme', customerId: 'one' },
      { tenantId: 'other', customerId: 'two' },
    ]) {
      // The query asks as the owner, so its predicate lets the row through; the database knows who is asking.
      const run: RunTransaction = (_scope, work) => database.store.transaction(asking, work);
      const reads: Record<string, (run: RunTransaction) => Promise<unknown>> = {
        order: (as) => getOrder(as, 'acme-two', owner),
        timeline: (as) => getTimeline(as, 'acme-two', owner),
        shipments: (as) => listShipments(as, 'acme-two', owner),
        // Of another company not even the day is seen, by which an invoice is due.
        ...(asking.tenantId === 'acme' && { invoice: (as: RunTransaction) => getInvoice(as, invoiceId, owner) }),
      };
      const { items } = await database.store.adapter.call(listInvoices, {}, { customer: owner });
      const invoiceId = items[0]?.id ?? '';
      for (const [name, read] of Object.entries(reads)) {
        await read(database.store.transaction);
        await assert.rejects(read(run), { code: 'not_found' }, `${name} for ${JSON.stringify(asking)}`);
      }
    }
  });

  test('gives nothing when the context was never set', async () => {
    const rows = await database.store.transaction('operator', async (transaction) => {
      await sql`select set_config('role', 'cabinet_customer', true)`.execute(transaction);
      return (await sql`select id from orders`.execute(transaction)).rows;
    });
    assert.deepEqual(rows, []);
  });

  test('lets a customer neither write into others nor move rows to them', async () => {
    const denied = /row-level security/;
    await assert.rejects(
      database.store.transaction({ tenantId: 'acme', customerId: 'one' }, (transaction) =>
        transaction
          .insertInto('order_events')
          .values({
            tenant_id: 'acme',
            customer_id: 'two',
            order_id: 'acme-two',
            kind: 'note',
            at: '2026-01-01T00:00:00Z',
          })
          .execute(),
      ),
      denied,
    );
    await assert.rejects(
      database.store.transaction({ tenantId: 'acme', customerId: 'one' }, (transaction) =>
        transaction.updateTable('orders').set({ customer_id: 'two' }).execute(),
      ),
      denied,
    );
    const updated = await database.store.transaction({ tenantId: 'acme', customerId: 'one' }, (transaction) =>
      transaction.updateTable('orders').set({ note: 'x' }).where('customer_id', '=', 'two').executeTakeFirst(),
    );
    assert.equal(updated.numUpdatedRows, 0n);
  });

  test('keeps search within the customer', async () => {
    const found = await database.store.transaction(
      { tenantId: 'acme', customerId: 'one' },
      async (transaction) =>
        (await sql<{ id: string }>`select search_orders(array['%cups%'], 100) as id`.execute(transaction)).rows,
    );
    assert.equal(found.length, 2);
    assert.ok(found.some(({ id }) => id === 'acme-one'));
  });

  test('does not show a customer the secrets of the company', async () => {
    const scope = { tenantId: 'acme', customerId: 'one' };
    await assert.rejects(unscoped(scope, 'api_keys'), /permission denied/);
    await assert.rejects(unscoped(scope, 'sessions'), /permission denied/);
    await assert.rejects(
      database.store.transaction(scope, (transaction) => sql`select token_secret from tenants`.execute(transaction)),
      /permission denied/,
    );
  });

  test('that would not hold keeps the server from starting', async (context) => {
    if (database.kind === 'embedded') {
      context.skip('needs a second connection');
      return;
    }
    const faults: [break_: string, mend: string, message: RegExp][] = [
      [
        'alter table cabinet.orders no force row level security',
        'alter table cabinet.orders force row level security',
        /not forced on table orders/,
      ],
      [
        'alter table cabinet.mails disable row level security',
        'alter table cabinet.mails enable row level security',
        /off on table mails/,
      ],
      [
        'alter role cabinet_customer superuser',
        'alter role cabinet_customer nosuperuser',
        /cabinet_customer is a superuser/,
      ],
      [
        'alter role cabinet_company bypassrls',
        'alter role cabinet_company nobypassrls',
        /cabinet_company has BYPASSRLS/,
      ],
      [
        'create policy help on cabinet.orders using (true)',
        'drop policy help on cabinet.orders',
        /orders has the unknown policy help/,
      ],
      [
        `alter policy cabinet_customer on cabinet.customers using (tenant_id = current_setting('cabinet.tenant', true))`,
        `alter policy cabinet_customer on cabinet.customers using (tenant_id = current_setting('cabinet.tenant', true) and id = current_setting('cabinet.customer', true))`,
        /a customer sees the row of another customer/,
      ],
      [
        `alter policy cabinet_customer on cabinet.orders using (tenant_id = current_setting('cabinet.tenant', true))`,
        `alter policy cabinet_customer on cabinet.orders using (tenant_id = current_setting('cabinet.tenant', true) and customer_id = current_setting('cabinet.customer', true))`,
        /policy cabinet_customer of table orders does not ask whose rows/,
      ],
      [
        'alter policy cabinet_company on cabinet.mails with check (true)',
        `alter policy cabinet_company on cabinet.mails with check (tenant_id = current_setting('cabinet.tenant', true))`,
        /policy cabinet_company of table mails/,
      ],
      ['create table cabinet.extra (tenant_id text)', 'drop table cabinet.extra', /off on table extra/],
    ];
    for (const [break_, mend, message] of faults) {
      await query(database.adminUrl, break_);
      await assert.rejects(database.openCopy(), (error: Error) => {
        assert.equal(error.name, 'StoreError');
        assert.match(error.message, message);
        return true;
      });
      await query(database.adminUrl, mend);
    }
    await (await database.openCopy()).close();
  });

  test('holds on a connection of a superuser too', async (context) => {
    if (database.kind === 'embedded') {
      context.skip('its only user is a superuser anyway');
      return;
    }
    const store = await openStore({ databaseUrl: database.adminUrl });
    try {
      const rows = await store.transaction({ tenantId: 'acme', customerId: 'one' }, (transaction) =>
        transaction.selectFrom('orders').select('customer_id').distinct().execute(),
      );
      assert.deepEqual(rows, [{ customer_id: 'one' }]);
    } finally {
      await store.close();
    }
  });
});
