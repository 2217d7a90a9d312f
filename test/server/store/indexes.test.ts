import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { sql } from 'kysely';
import { pageQuery } from '../../../server/store/orders/list.ts';
import { findByWords } from '../../../server/store/list/search.ts';
import { openStore, type Store } from '../../../server/store/index.ts';
import { listOrders, orderSorts, type OrderFilter } from '../../../src/contract/index.ts';
import { addCompany, customerOf } from '../helpers/company.ts';
import { findPostgres, query, startCluster, type Cluster } from '../helpers/postgres.ts';

const ORDERS = 100_000;
/** Pages of 8 kB that a question may look at; the orders alone fill some 6,000. */
const MAX_PAGES = 600;

const one = customerOf('acme', 'one');

interface Plan {
  'Node Type': string;
  'Shared Hit Blocks': number;
  'Shared Read Blocks': number;
  Plans?: Plan[];
}

const skip = findPostgres() === null ? 'PostgreSQL is not installed' : false;
describe(`with ${ORDERS} orders of one customer, every question goes through an index`, { skip }, () => {
  let cluster: Cluster;
  let store: Store;

  before(async () => {
    cluster = await startCluster(findPostgres() ?? '');
    store = await openStore({ databaseUrl: await cluster.createDatabase('cabinet') });
    await addCompany(store, 'acme');
    await store.transaction({ tenantId: 'acme' }, (transaction) =>
      sql`insert into orders (tenant_id, id, customer_id, number, placed_at, status, payment, fulfilment, currency, subtotal,
          total, line_count, placed_by_id, search)
        select 'acme', 'o-' || n, 'one', 'T-' || lpad(n::text, 7, '0'), timestamptz '2020-01-01' + n * interval '20 minutes',
          case when n % 10000 = 0 then 'on_hold' else 'completed' end, case when n % 10000 = 1 then 'overdue' else 'paid' end,
          case when n % 10000 = 2 then 'returned' else 'delivered' end, 'EUR', n, n * 1.01, 1,
          case when n % 10000 = 3 then 'one-anna' else 'other' end,
          't-' || lpad(n::text, 7, '0') || ' coffee beans paper cups ' || md5(n::text)
        from generate_series(1, ${ORDERS}) n`.execute(transaction),
    );
    await query(cluster.adminUrl('cabinet'), 'vacuum analyze cabinet.orders');
  });
  after(async () => {
    await store.close();
    await cluster.stop();
  });

  const explain = (filter: OrderFilter) =>
    store.transaction(one, async (transaction) => {
      const search = await findByWords(transaction, 'orders', filter.search ?? '', one);
      const [row] = await pageQuery(transaction, filter, one, search).explain('json', sql`analyze, buffers`);
      const [{ Plan: plan }] = (row as { 'QUERY PLAN': [{ Plan: Plan }] })['QUERY PLAN'];
      return plan;
    });
  const nodes = (plan: Plan): string[] => [plan['Node Type'], ...(plan.Plans ?? []).flatMap(nodes)];
  const assertQuick = async (filter: OrderFilter) => {
    const plan = await explain(filter);
    const name = JSON.stringify(filter);
    assert.ok(!nodes(plan).includes('Seq Scan'), `${name}: ${nodes(plan).join(', ')}`);
    const pages = plan['Shared Hit Blocks'] + plan['Shared Read Blocks'];
    assert.ok(pages < MAX_PAGES, `${name} looked at ${pages} pages`);
  };

  const questions: OrderFilter[] = [
    ...orderSorts.map((sort): OrderFilter => ({ sort })),
    { status: ['on_hold'] },
    { status: ['on_hold', 'pending'] },
    { payment: ['overdue'] },
    { fulfilment: ['returned'] },
    { fulfilment: ['delivered'], payment: ['paid'] },
    { scope: 'mine' },
    { placedFrom: '2021-01-01', placedTo: '2021-01-02', timeZone: 'Europe/Berlin' },
    { search: 'T-0054321' },
    { search: 'coffee 0054321' },
    { search: 'nothing like this' },
    { search: 'be' },
    { search: 'coffee' },
    { search: 'coffee beans', sort: 'total' },
    { search: 'paper cups 54321' },
  ];
  for (const question of questions) test(JSON.stringify(question), () => assertQuick(question));

  for (const sort of orderSorts) {
    test(`from far down the list sorted by ${sort}`, async () => {
      const middle = await store.transaction(one, async (transaction) => {
        const row = await transaction
          .selectFrom('orders')
          .select(['id', 'number', 'placed_at', 'total'])
          .where('id', '=', `o-${ORDERS / 2}`)
          .executeTakeFirstOrThrow();
        return { number: row.number, placedAt: row.placed_at.toISOString(), total: row.total, id: row.id };
      });
      const value = middle[sort.replace('-', '') as 'number' | 'placedAt' | 'total'];
      await assertQuick({ sort, cursor: Buffer.from(JSON.stringify([sort, value, middle.id])).toString('base64url') });
    });
  }

  test('words too', async () => {
    for (const words of [['%0054321%'], ['%coffee%', '%0054321%'], ['%coffee%']]) {
      const plan = await store.transaction(one, async (transaction) => {
        const { rows } = await sql<{ 'QUERY PLAN': [{ Plan: Plan }] }>`explain (format json, analyze, buffers)
          select search_orders(${words}::text[], 1001)`.execute(transaction);
        return rows[0]?.['QUERY PLAN'][0].Plan;
      });
      const pages = (plan?.['Shared Hit Blocks'] ?? Infinity) + (plan?.['Shared Read Blocks'] ?? 0);
      assert.ok(pages < MAX_PAGES, `${words.join(' ')} looked at ${pages} pages`);
    }
  });

  test('and the total is known where it is small', async () => {
    const total = async (filter: OrderFilter) =>
      (await store.adapter.call(listOrders, filter, { customer: one })).total;
    assert.equal(await total({}), undefined);
    assert.equal(await total({ status: ['on_hold'], limit: 2 }), 10);
    assert.equal(await total({ search: 'T-00543', limit: 20 }), 100);
  });
});
