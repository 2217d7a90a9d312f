import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { createExchangeRoutes } from '../../../server/exchange/index.ts';
import { addCompany, API_KEY } from '../helpers/company.ts';
import type { TestDatabase } from '../helpers/databases.ts';
import { findPostgres } from '../helpers/postgres.ts';
import { createOneC } from './one-c.ts';

/** Published files of other people's modules, beside the project; not all may be redistributed. */
const FOLDER = new URL('../../../../shared/commerceml/', import.meta.url);

interface Sample {
  file: string;
  type: 'catalog' | 'sale';
  /** Of the company that takes it. */
  currency: string;
  /** The lines of the answer, as far as they are told. */
  answer: (string | RegExp)[];
  /** What is there afterwards. */
  rows: Partial<Record<'orders' | 'customers' | 'products' | 'order_lines' | 'shipments', number>>;
  /** Orders by payment, fulfilment and status. */
  states?: Record<string, number>;
}

const samples: Sample[] = [
  {
    file: 'akuraga-commerceml-api/orders.xml',
    type: 'sale',
    currency: 'UAH',
    answer: ['success', 'Принято: 216'],
    rows: { orders: 216 },
  },
  {
    file: 'irpsv-commerceml/documents.xml',
    type: 'sale',
    currency: 'RUB',
    answer: ['success', 'Принято: 20'],
    rows: { orders: 20 },
  },
  {
    file: 'irpsv-commerceml/orders.xml',
    type: 'sale',
    currency: 'RUB',
    answer: ['success', 'Принято: 1', 'Не принято: 2', /^92: /m, /^93: /m],
    rows: { orders: 1, order_lines: 1, customers: 1 },
  },
  {
    file: 'irpsv-commerceml/prices.xml',
    type: 'catalog',
    currency: 'RUB',
    answer: ['failure', 'Из файла не принято ничего:', /сначала отправьте каталог/],
    rows: { products: 0 },
  },
  {
    file: 'irpsv-commerceml/rests.xml',
    type: 'catalog',
    currency: 'RUB',
    answer: ['failure', 'Из файла не принято ничего:', /сначала отправьте каталог/],
    rows: { products: 0 },
  },
  {
    file: 'dobromyslov-commerceml-parser/bitrix-query-response-full.xml',
    type: 'sale',
    currency: 'RUB',
    answer: ['success', 'Принято: 2'],
    rows: { orders: 2 },
  },
  {
    file: 'dobromyslov-commerceml-parser/bitrix-query-response-empty.xml',
    type: 'sale',
    currency: 'RUB',
    answer: ['success', 'Принято: 0'],
    rows: { orders: 0 },
  },
  {
    file: 'argentcrusade-commerceml/documents-example.xml',
    type: 'sale',
    currency: 'RUB',
    answer: ['success', 'Принято: 2'],
    rows: { orders: 2, order_lines: 3, customers: 1, shipments: 1 },
  },
  {
    file: 'argentcrusade-commerceml/contractors-example.xml',
    type: 'catalog',
    currency: 'RUB',
    answer: ['success', 'Принято: 4'],
    rows: { customers: 4 },
  },
  {
    file: 'carono-yii2-1c-exchange/from.xml',
    type: 'sale',
    currency: 'RUB',
    answer: ['success', 'Принято: 1'],
    rows: { orders: 1, order_lines: 1 },
    states: { 'unpaid unfulfilled pending': 1 },
  },
  {
    file: 'carono-yii2-1c-exchange/to.xml',
    type: 'sale',
    currency: 'RUB',
    answer: ['success', 'Принято: 1'],
    rows: { orders: 1, order_lines: 1 },
    states: { 'paid delivered completed': 1 },
  },
  {
    file: 'alexander-rakov-exchange77-8x/Order8x.xml',
    type: 'sale',
    currency: 'RUB',
    answer: ['failure', 'Из файла не принято ничего:', /вы — покупатель/],
    rows: { orders: 0 },
  },
  {
    file: 'alexander-rakov-exchange77-8x/Transformed8x-Sale77.xml',
    type: 'sale',
    currency: 'RUB',
    answer: ['success', 'Принято: 52', 'Не принято: 1', /Отпуск товара 0000014247: .* без заказа/],
    rows: { orders: 0, products: 52 },
  },
  {
    file: 'artemiusua-django-cml/import.xml',
    type: 'catalog',
    currency: 'UAH',
    answer: ['success', 'Принято: 282'],
    rows: { products: 282 },
  },
];

/** Every sample is imported, or refused with the right reason; and again changes nothing. */
export function testSamples(database: TestDatabase): void {
  // It is about files: one database is enough, and this one is the quicker.
  if (database.kind === 'embedded' && findPostgres() !== null) return;
  const skip = existsSync(FOLDER) ? false : 'the samples are not beside the project (../shared/commerceml)';
  for (const { file, type, currency, answer, rows, states } of samples) {
    test(`sample ${file}`, { skip }, async () => {
      await addCompany(database.store, 'sample', currency);
      const { transaction } = database.store;
      const app = createExchangeRoutes(database.store);
      const client = createOneC(
        async (query, init) => app.request(`/exchange/sample?${query}`, init),
        `sample-${API_KEY}`,
      );
      const before = new Map<string, number>();
      const count = (table: keyof typeof rows) =>
        transaction({ tenantId: 'sample' }, async (queries) => {
          const { total } = await queries
            .selectFrom(table)
            .select((builder) => builder.fn.countAll().as('total'))
            .executeTakeFirstOrThrow();
          return Number(total);
        });
      const tables = Object.keys(rows) as (keyof typeof rows)[];
      for (const table of tables) before.set(table, await count(table));
      const content = new Uint8Array(readFileSync(fileURLToPath(new URL(file, FOLDER))));
      for (let round = 0; round < 2; round++) {
        await client.start(type);
        const lines = await client.bring(type, 'sample.xml', content);
        const words = answer.filter((expected) => typeof expected === 'string');
        assert.deepEqual(lines.slice(0, words.length), words, lines.join('\n'));
        const remarks = lines.slice(words.length).join('\n');
        const patterns = answer.filter((expected) => typeof expected !== 'string');
        for (const pattern of patterns) assert.match(remarks, pattern);
        if (patterns.length === 0) assert.equal(remarks, '');
        for (const table of tables) assert.equal((await count(table)) - (before.get(table) ?? 0), rows[table], table);
      }
      const orders = await transaction({ tenantId: 'sample' }, (queries) =>
        queries.selectFrom('orders').select(['payment', 'fulfilment', 'status', 'version']).execute(),
      );
      assert.ok(
        orders.every(({ version }) => version === 1),
        'the second time changes nothing',
      );
      if (states === undefined) return;
      const found = Map.groupBy(orders, ({ payment, fulfilment, status }) => `${payment} ${fulfilment} ${status}`);
      assert.deepEqual(Object.fromEntries([...found].map(([state, list]) => [state, list.length])), states);
    });
  }
}
