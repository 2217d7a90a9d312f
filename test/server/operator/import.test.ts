import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, beforeEach, test } from 'node:test';
import { readImport } from '../../../server/operator/import-command.ts';
import { getOrder } from '../../../src/contract/index.ts';
import { addCompany, customerOf } from '../helpers/company.ts';
import { describeDatabases } from '../helpers/databases.ts';
import { to1251 } from '../exchange/one-c.ts';

const map = {
  columns: {
    Заказ: 'externalId',
    Номер: 'number',
    Дата: 'placedAt',
    Клиент: 'customerId',
    Итого: 'totals.total',
    Статус: 'status.code',
  },
  lines: { Код: 'productId', Товар: 'title', Количество: 'quantity', Цена: 'unitPrice', Сумма: 'total' },
  values: { Статус: { Новый: 'pending' } },
  constants: {
    currency: 'RUB',
    'totals.subtotal': '0',
    'payment.code': 'unpaid',
    'fulfilment.code': 'unfulfilled',
  },
};
const header = 'Заказ;Номер;Дата;Клиент;Итого;Статус;Код;Товар;Количество;Цена;Сумма';
const table = [
  header,
  'o-1;1;01.03.2026 12:30;one;1 249,50;Новый;a;"Стакан; ""большой""";2,5;99,8;249,50',
  'o-1;1;01.03.2026 12:30;one;1 249,50;Новый;b;"Крышка\nв две строки";10;100;1000',
  'o-2;2;вчера;one;5;Новый;a;Чай;1;5;5',
  'o-3;3;2026-03-02;nobody;5;Новый;a;Чай;1;5;5',
  'o-4;4;2026-03-02;one;много;Новый;a;Чай;1;5;5',
  'o-5;5;2026-03-02;one;5;Новый;a;Чай;1;5;5',
].join('\r\n');

describeDatabases('a file is imported by a command', (database) => {
  const folder = mkdtempSync(join(tmpdir(), 'cabinet-import-'));
  after(() => rmSync(folder, { recursive: true, force: true }));
  const file = (name: string, content: string | Uint8Array) => {
    writeFileSync(join(folder, name), content);
    return join(folder, name);
  };
  const mapFile = file('map.json', JSON.stringify(map));
  const run = async (...words: string[]) => {
    const act = readImport(words);
    assert.ok(typeof act !== 'string');
    const { note = '' } = await act(database.store.transaction).catch((error: unknown) => {
      assert.equal((error as Error).name, 'CommandError', (error as Error).stack);
      return { note: (error as Error).message };
    });
    return note.split('\n');
  };
  const count = () =>
    database.store.transaction({ tenantId: 'acme' }, async (transaction) =>
      (await transaction.selectFrom('orders').select('id').orderBy('id').execute()).map(({ id }) => id),
    );
  const problems = [
    /^line 5, column "Дата" \(o-2\): /,
    /^line 7, column "Итого" \(o-4\): /,
    /^line 6, column "Клиент" \(o-3\): This customer is unknown/,
  ];
  const check = (lines: string[]) => {
    assert.equal(lines.length, problems.length);
    for (const problem of problems)
      assert.ok(
        lines.some((line) => problem.test(line)),
        `${problem} in ${lines.join(' | ')}`,
      );
  };

  beforeEach(() => addCompany(database.store, 'acme'));

  test('a dry run tells everything and changes nothing; a run takes what is right, whatever the encoding', async () => {
    for (const content of [`\ufeff${table}`, to1251(table)]) {
      const path = file('orders.csv', content);
      const [told, ...wrong] = await run('acme', 'orders', path, '--map', mapFile, '--dry-run');
      assert.equal(told, 'Nothing was changed. Accepted: 2, refused: 3.');
      check(wrong);
      assert.deepEqual(await count(), []);
    }
    const [done, ...wrong] = await run('acme', 'orders', file('orders.csv', to1251(table)), '--map', mapFile);
    assert.equal(done, 'Accepted: 2, refused: 3.');
    check(wrong);
    assert.deepEqual(await count(), ['o-1', 'o-5']);
    const order = await database.store.adapter.call(
      getOrder,
      { orderId: 'o-1' },
      { customer: customerOf('acme', 'one') },
    );
    assert.deepEqual([order.placedAt, order.totals.total.amount], ['2026-03-01T11:30:00.000Z', '1249.50']);
    assert.deepEqual(
      order.lines.map(({ product: { title }, quantity, unitPrice }) => [title, quantity, unitPrice.amount]),
      [
        ['Стакан; "большой"', 2.5, '99.80'],
        ['Крышка\nв две строки', 10, '100.00'],
      ],
    );
  });

  test('names of fields need no map; it goes on from a line, and says where a table ends to be one', async () => {
    const products = 'externalId,title,price,stock,discontinued\na,Tea,9.80,5,no\nb,Milk,1.20,,yes\nc,"Open,1,1,no\n';
    const lines = await run('acme', 'products', file('products.csv', products), '--from', '3');
    assert.match(lines.join('\n'), /^Accepted: 1, refused: 1\.\nline 4: From here on this is no table/);
    const rows = '{"externalId":"d","title":"Coffee","price":"3"}\n{"externalId":\n';
    const more = await run('acme', 'products', file('products.ndjson', rows));
    assert.match(more.join('\n'), /^Accepted: 1, refused: 1\.\nline 2: The row is not JSON/);
    const wrong = [
      { title: 5 },
      { externalId: 'e', price: 'x' },
      { externalId: 'f', title: 'Cup', price: '1', cost: 1 },
    ]
      .map((row) => JSON.stringify({ externalId: 'd', title: 'Coffee', ...row }))
      .join('\n');
    assert.deepEqual((await run('acme', 'products', file('wrong.ndjson', wrong))).slice(1), [
      'line 1, title (d): This must be: text.',
      String.raw`line 2, price (e): This is not written as expected: /^\d{1,15}(\.\d{1,6})?$/.`,
      'line 3 (f): Not known here: "cost". Remove or correct this.',
    ]);
    const nothing = await run('acme', 'orders', file('orders.ndjson', '{"externalId":"o"}'));
    assert.equal(nothing[1], 'line 1, customerId (o): This is missing.');
    const known = await database.store.transaction({ tenantId: 'acme' }, (transaction) =>
      transaction
        .selectFrom('products')
        .select(['id', 'price', 'discontinued'])
        .where('id', 'in', ['a', 'b', 'd'])
        .orderBy('id')
        .execute(),
    );
    assert.deepEqual(known, [
      { id: 'b', price: '1.200000', discontinued: true },
      { id: 'd', price: '3.000000', discontinued: false },
    ]);
  });

  test('a run that stops says what to go on from', async () => {
    const rows = Array.from({ length: 450 }, (_none, index) => `p${index},Product,1`);
    const path = file('many.csv', ['externalId,title,price', ...rows].join('\n'));
    const act = readImport(['acme', 'products', path]);
    assert.ok(typeof act !== 'string');
    let transactions = 0;
    const failing: typeof database.store.transaction = (scope, work) => {
      if (++transactions === 3) throw new Error('the database is away');
      return database.store.transaction(scope, work);
    };
    await assert.rejects(
      act(failing),
      /stopped \(the database is away\)\. What comes before line 202 is done\. Go on .* --from 202/,
    );
    assert.deepEqual(await run('acme', 'products', path, '--from', '202'), ['Accepted: 250, refused: 0.']);
  });

  test('what is wrong with the command line is said before a database is opened', () => {
    const path = file('a.csv', 'a');
    for (const [words, reason] of [
      [['acme', 'goods', path], /There is no goods to import/],
      [['acme', 'orders', join(folder, 'none.csv')], /none\.csv cannot be read/],
      [['acme', 'orders', path, '--map', path], /a\.csv is not JSON/],
      [['acme', 'orders', path, '--map', file('bad.json', '{"colums":{}}')], /bad\.json is wrong: .*colums/],
      [['acme', 'orders', path, '--from', 'x'], /--from takes the number of a line/],
      [['acme', 'orders'], /Write: npm run import/],
    ] as const) {
      assert.throws(() => readImport(words), reason);
    }
    assert.match(String(readImport(['help'])), /--dry-run/);
  });
});
