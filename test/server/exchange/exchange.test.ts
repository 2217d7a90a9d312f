import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { createExchangeRoutes, type ExchangeOptions } from '../../../server/exchange/index.ts';
import {
  getOrder,
  listOrders,
  listShipments,
  previewReorder,
  reorder,
  requestCancellation,
} from '../../../src/contract/index.ts';
import { addCompany, addOrders, API_KEY, customerOf, orderRecord } from '../helpers/company.ts';
import { describeDatabases } from '../helpers/databases.ts';
import { testCuts } from './cuts.ts';
import { testSamples } from './samples.ts';
import { commerceMl, createOneC, orderDocument, to1251, zipped, type OneC } from './one-c.ts';

const one = customerOf('acme', 'one');
const ORDER = '11111111-aaaa-bbbb-cccc-000000000001';

describeDatabases('exchange with 1C', (database) => {
  const oneC = (tenantId = 'acme', options: ExchangeOptions = {}): OneC => {
    const app = createExchangeRoutes(database.store, options);
    return createOneC(
      async (query, init) => app.request(`/exchange/${tenantId}?${query}`, init),
      `${tenantId}-${API_KEY}`,
    );
  };
  const get = (orderId: string, customer = one) => database.store.adapter.call(getOrder, { orderId }, { customer });
  const orders = async (customer = one) => (await database.store.adapter.call(listOrders, {}, { customer })).items;
  const repeat = async (orderId: string) => {
    const { adapter } = database.store;
    const { terms } = await adapter.call(previewReorder, { orderIds: [orderId] }, { customer: one });
    const words = { customerReference: 'Ваш № «5» <б>', note: 'Позвоните & спросите' };
    const input = { orderIds: [orderId], terms, ...words };
    return (await adapter.call(reorder, input, { customer: one, idempotencyKey: orderId })).order;
  };
  const sale = async (content: string, client = oneC()) => {
    await client.start('sale');
    return client.bring('sale', 'orders.xml', commerceMl(content));
  };

  beforeEach(async () => {
    await addCompany(database.store, 'acme');
    await addCompany(database.store, 'other');
  });

  test('brings an order, and the same again changes nothing', async () => {
    const document = orderDocument({ requisites: { Проведен: 'true', 'Способ доставки': 'Курьер' } });
    for (let round = 0; round < 2; round++) assert.deepEqual(await sale(document), ['success', 'Принято: 1']);
    const order = await get(ORDER);
    assert.partialDeepStrictEqual(order, {
      number: 'A-1',
      placedAt: '2026-03-02T08:30:00.000Z',
      status: { code: 'confirmed' },
      payment: { code: 'unpaid' },
      fulfilment: { code: 'unfulfilled' },
      totals: { total: { amount: '21.00', currency: 'EUR' }, due: { amount: '21.00', currency: 'EUR' } },
      deliveryMethod: 'Курьер',
      etag: '"1"',
    });
    assert.deepEqual(
      order.lines.map(({ product: { id, title }, unit, quantity, unitPrice }) => [
        id,
        title,
        unit,
        quantity,
        unitPrice.amount,
      ]),
      [['cups', 'Стаканы', 'шт', 5, '4.20']],
    );
  });

  test('moves an order by what documents tell of it: status, payment, shipment, cancellation', async () => {
    await sale(orderDocument({ requisites: { Проведен: 'false' } }));
    assert.equal((await get(ORDER)).status.code, 'pending');
    await sale(
      orderDocument({
        requisites: {
          'Статус заказа': '[S] Отгружен',
          'Номер оплаты по 1С': 'П-1',
          'Номер отгрузки по 1С': 'О0001   ',
          'Дата отгрузки по 1С': '2026-03-04T12:00:00',
        },
      }),
    );
    const shipped = await get(ORDER);
    assert.deepEqual(
      [shipped.status, shipped.payment.code, shipped.fulfilment.code, shipped.totals.due?.amount],
      [{ code: 'confirmed', label: 'Отгружен' }, 'paid', 'shipped', '0.00'],
    );
    const { items: shipments } = await database.store.adapter.call(
      listShipments,
      { orderId: ORDER },
      { customer: one },
    );
    assert.deepEqual(
      shipments.map(({ number, status, shippedAt }) => [number, status, shippedAt]),
      [['О0001', 'shipped', '2026-03-04T11:00:00.000Z']],
    );
    await sale(orderDocument({ requisites: { Отменен: 'true' } }));
    assert.equal((await get(ORDER)).status.code, 'cancelled');
  });

  test('a document with a status alone moves the order that is known, and is refused where none is', async () => {
    await addOrders(database.store, 'acme', [orderRecord('known', { note: 'as it was' })]);
    const status = (id: string) => `<Документ><Ид>${id}</Ид><Номер>77</Номер><ХозОперация>Заказ товара</ХозОперация>
      <ЗначенияРеквизитов><ЗначениеРеквизита><Наименование>Статус заказа</Наименование><Значение>Доставлен</Значение></ЗначениеРеквизита></ЗначенияРеквизитов></Документ>`;
    const answer = await sale(status('known') + status('unknown'));
    assert.deepEqual(answer.slice(0, 3), ['success', 'Принято: 1', 'Не принято: 1']);
    assert.match(answer[3] ?? '', /^unknown: Такого заказа/);
    const order = await get('known');
    assert.deepEqual(
      [order.status, order.fulfilment.code, order.number, order.note, order.lines.length],
      [{ code: 'completed', label: 'Доставлен' }, 'delivered', 'T-known', 'as it was', 2],
    );
  });

  test('a name of a status that is not known is shown and reported; the company may say what it means', async () => {
    const document = orderDocument({ requisites: { 'Статус заказа': 'Ждёт кота' } });
    const [, , remark = ''] = await sale(document);
    assert.match(remark, /A-1: Статус «Ждёт кота» показан как есть/);
    assert.deepEqual((await get(ORDER)).status, { code: 'pending', label: 'Ждёт кота' });
    await database.store.transaction('operator', (transaction) =>
      transaction
        .updateTable('tenants')
        .set({ exchange_statuses: JSON.stringify({ 'ждет кота': 'ready' }) })
        .where('id', '=', 'acme')
        .execute(),
    );
    assert.deepEqual(await sale(document), ['success', 'Принято: 1']);
    assert.deepEqual([(await get(ORDER)).status.code, (await get(ORDER)).fulfilment.code], ['confirmed', 'ready']);
  });

  test('a container holds an order with its payments and shipments', async () => {
    const payment = (
      sum: string,
    ) => `<Документ><Ид>p${sum}</Ид><Номер>1</Номер><ХозОперация>Выплата безналичных денег</ХозОперация>
      <Роль>Продавец</Роль><Сумма>${sum}</Сумма><Основание>A-1</Основание></Документ>`;
    const shipment = `<Документ><Ид>s</Ид><Номер1С>Р-9</Номер1С><Номер>9</Номер><Дата>2026-03-05</Дата><Время>10:00:00</Время>
      <ХозОперация>Отпуск товара</ХозОперация><Роль>Продавец</Роль><Основание>${ORDER}</Основание>
      <Товары><Товар><Ид>cups</Ид><Количество>5</Количество></Товар></Товары></Документ>`;
    const container = (parts: string) => `<Контейнер>${orderDocument({})}${parts}</Контейнер>`;
    await sale(container(payment('6.00')));
    const part = await get(ORDER);
    assert.deepEqual(
      [part.payment.code, part.totals.due?.amount, part.fulfilment.code],
      ['part_paid', '15.00', 'unfulfilled'],
    );
    await sale(container(payment('6.00') + payment('15.00') + shipment));
    const whole = await get(ORDER);
    assert.deepEqual([whole.payment.code, whole.fulfilment.code], ['paid', 'shipped']);
    const { items: shipments } = await database.store.adapter.call(
      listShipments,
      { orderId: ORDER },
      { customer: one },
    );
    assert.deepEqual(
      shipments.map(({ number, lines }) => [number, lines.map(({ quantity }) => quantity)]),
      [['Р-9', [5]]],
    );
  });

  test('an order that was repeated in the cabinet goes to 1C until it says to have it, and comes back as itself', async () => {
    await sale(orderDocument({}));
    const placed = await repeat(ORDER);
    const client = oneC();
    await client.start('sale');
    const { xml, encoding } = await client.query();
    assert.equal(encoding, 'windows-1251');
    assert.match(
      xml,
      new RegExp(
        `^<\\?xml version="1.0" encoding="windows-1251"\\?>[^]*<Ид>${placed.id}</Ид>\\s*<Номер>${placed.number}</Номер>`,
      ),
    );
    assert.match(xml, /<Значение>Ваш № «5» &lt;б&gt;<\/Значение>/);
    assert.match(xml, /<Комментарий>Позвоните &amp; спросите<\/Комментарий>/);
    assert.equal(xml.match(/<Документ>/g)?.length, 1, 'what 1C sent does not go back');
    // The answer was lost: 1C begins anew, and has it again, in the form of a newer 1C.
    await client.start('sale', '3.1');
    const again = await client.query();
    assert.deepEqual([again.encoding, again.starts], ['utf-8', 'efbbbf']);
    assert.ok(again.xml.includes(`<Контейнер><Документ>\n<Ид>${placed.id}</Ид>`));
    await client.succeed('type=sale&mode=success');
    assert.doesNotMatch((await client.query()).xml, /<Документ>/);
    // 1C calls it by an id of its own, and says less of it than the cabinet knows.
    const back = orderDocument({
      id: 'own-id-of-1c',
      number: placed.number,
      buyer: 'a-buyer-of-1c',
      requisites: { Проведен: 'true' },
    });
    assert.deepEqual(await sale(back), ['success', 'Принято: 1']);
    assert.equal((await orders()).length, 2);
    const known = await get(placed.id);
    assert.deepEqual([known.status.code, known.note, known.lines.length], ['confirmed', 'Позвоните & спросите', 1]);
  });

  test('a wish to cancel goes to 1C, also when it comes between the answer and its confirmation', async () => {
    await sale(orderDocument({}));
    const placed = await repeat(ORDER);
    const client = oneC();
    await client.start('sale');
    await client.query();
    const wish = { orderId: placed.id, reason: 'other', comment: 'Передумали' } as const;
    await database.store.adapter.call(requestCancellation, wish, { customer: one, idempotencyKey: 'c' });
    await client.succeed('type=sale&mode=success');
    const { xml } = await client.query();
    assert.match(xml, /Покупатель просит отменить заказ\. Передумали/);
    await sale(orderDocument({ id: placed.id, number: placed.number, requisites: { Отменен: 'true' } }));
    const { status, cancellation } = await get(placed.id);
    assert.deepEqual([status.code, cancellation?.state], ['cancelled', 'approved']);
  });

  test('products, prices and stock come in files of their own, and each leaves the rest as it was', async () => {
    const client = oneC();
    await client.start('catalog');
    const catalogue = commerceMl(
      `<Каталог><Товары>
        <Товар><Ид>chai</Ид><Артикул>Ч-1</Артикул><Наименование>Чай</Наименование><БазоваяЕдиница Код="796 " НаименованиеПолное="Штука">шт</БазоваяЕдиница></Товар>
        <Товар><Ид>gone</Ид><Наименование>Снято</Наименование><ПометкаУдаления>true</ПометкаУдаления></Товар>
      </Товары></Каталог>`,
      '2.05',
      'windows-1251',
    );
    assert.deepEqual(await client.bring('catalog', 'import.xml', to1251(catalogue)), ['success', 'Принято: 2']);
    const product = (id: string) =>
      database.store.transaction({ tenantId: 'acme' }, (transaction) =>
        transaction.selectFrom('products').selectAll().where('id', '=', id).executeTakeFirst(),
      );
    assert.partialDeepStrictEqual(await product('chai'), {
      sku: 'Ч-1',
      title: 'Чай',
      unit: 'шт',
      discontinued: true,
      stock: null,
    });
    const offers = (content: string) =>
      commerceMl(`<ПакетПредложений><Предложения>${content}</Предложения></ПакетПредложений>`);
    const price = (id: string, currency = 'EUR') =>
      `<Предложение><Ид>${id}</Ид><Цены><Цена><ИдТипаЦены>t</ИдТипаЦены><ЦенаЗаЕдиницу>1 042,50</ЦенаЗаЕдиницу><Валюта>${currency}</Валюта></Цена></Цены></Предложение>`;
    const answer = await client.bring(
      'catalog',
      'prices.xml',
      offers(price('chai') + price('chai#green') + price('nobody') + price('cups', 'руб')),
    );
    assert.deepEqual(answer.slice(0, 3), ['success', 'Принято: 2', 'Не принято: 2']);
    assert.match(answer.join('\n'), /cups: Цена в RUB, а компания считает в EUR.\nnobody: Такой товар неизвестен/);
    const rests = `<Предложение><Ид>chai</Ид><Остатки><Остаток><Склад><Ид>1</Ид><Количество>3.5</Количество></Склад></Остаток>
      <Остаток><Склад><Ид>2</Ид><Количество>-2</Количество></Склад></Остаток><Остаток><Склад><Ид>3</Ид><Количество>4</Количество></Склад></Остаток></Остатки></Предложение>`;
    await client.bring('catalog', 'rests.zip', zipped({ 'rests.xml': offers(rests) }));
    assert.partialDeepStrictEqual(await product('chai'), {
      title: 'Чай',
      price: '1042.500000',
      stock: '7.500',
      discontinued: false,
    });
    assert.partialDeepStrictEqual(await product('chai#green'), {
      title: 'Чай',
      unit: 'шт',
      price: '1042.500000',
      discontinued: false,
    });
    assert.equal((await product('cups'))?.price, '4.200000');
  });

  test('partners become customers; a discount, mail and colleagues that others sent stay', async () => {
    const partner = (id: string, more = '') => `<Контрагент><Ид>${id}</Ид><Наименование>ТД «Уют»</Наименование>
      <ОфициальноеНаименование>ООО «ТД Уют»</ОфициальноеНаименование><ИНН>7707083893</ИНН><КПП>770701001</КПП>${more}</Контрагент>`;
    const contacts =
      '<Контакты><Контакт><Тип>Электронная почта</Тип><Значение>a@b.example</Значение></Контакт></Контакты>';
    const client = oneC();
    await client.start('catalog');
    const file = commerceMl(`<Контрагенты>${partner('new', contacts)}${partner('one')}</Контрагенты>`);
    assert.deepEqual(await client.bring('catalog', 'contragents.xml', file), ['success', 'Принято: 2']);
    const customer = (id: string) =>
      database.store.transaction({ tenantId: 'acme' }, (transaction) =>
        transaction.selectFrom('customers').selectAll().where('id', '=', id).executeTakeFirst(),
      );
    assert.partialDeepStrictEqual(await customer('new'), {
      name: 'ТД «Уют»',
      tax_id: '7707083893',
      invoice_email: 'a@b.example',
      kind: 'company',
      requisites: { kpp: '770701001', legalName: 'ООО «ТД Уют»' },
    });
    assert.partialDeepStrictEqual(await customer('one'), { name: 'ТД «Уют»', invoice_email: 'one@customer.example' });
    assert.deepEqual(await database.store.directory.identify('acme', 'new'), {
      tenantId: 'acme',
      customerId: 'new',
      personId: 'new',
      roles: ['owner'],
    });
    assert.equal((await database.store.directory.identify('acme', 'one-anna'))?.customerId, 'one');
  });

  test('a large file comes in parts and is imported by requests that go on', async () => {
    const client = oneC('acme', { partSize: 400, importTime: 0 });
    const goods = Array.from(
      { length: 250 },
      (_none, index) => `<Товар><Ид>g${index}</Ид><Наименование>Товар ${index}</Наименование></Товар>`,
    );
    const file = zipped({ 'import0_1.xml': commerceMl(`<Каталог><Товары>${goods.join('')}</Товары></Каталог>`) });
    assert.ok(file.length > 800, 'several parts');
    await client.start('catalog');
    const answers: string[] = [];
    for (let start = 0; start < file.length; start += 400) {
      const part = file.slice(start, start + 400);
      // Each part twice: who sent it has not heard that it came.
      for (let round = 0; round < 2; round++) await client.succeed('type=catalog&mode=file&filename=v8.zip', part);
    }
    do answers.push((await client.ask('type=catalog&mode=import&filename=import0_1.xml')).join(' '));
    while (answers.at(-1)?.startsWith('progress'));
    assert.deepEqual(answers, [
      'progress Обработано записей: 100',
      'progress Обработано записей: 200',
      'success Принято: 250',
    ]);
  });

  test('answers nobody without a key, nor a key of another company, nor a cookie of another company', async () => {
    const app = createExchangeRoutes(database.store);
    const firstLine = async (path: string, headers: Record<string, string> = {}) =>
      (await (await app.request(`/exchange/${path}`, { headers })).text()).split('\n');
    const basic = (key: string) => ({ Authorization: `Basic ${btoa(`1c:${key}`)}` });
    for (const [tenantId, headers] of [
      ['acme', {}],
      ['acme', basic('wrong')],
      ['acme', basic(`other-${API_KEY}`)],
      ['nobody', basic(`acme-${API_KEY}`)],
      ['acme', { Authorization: 'Basic ???' }],
    ] as const) {
      const [word, reason = ''] = await firstLine(`${tenantId}?type=sale&mode=checkauth`, headers);
      assert.deepEqual([word, reason.slice(0, 13)], ['failure', 'Неверный ключ'], JSON.stringify(headers));
    }
    const [, name, value] = await firstLine('acme?type=sale&mode=checkauth', basic(`acme-${API_KEY}`));
    const cookie = { Cookie: `${name}=${value}` };
    assert.equal((await firstLine('acme?type=sale&mode=init', cookie))[0], 'zip=yes');
    for (const [path, headers] of [
      ['other?type=sale&mode=query', cookie],
      ['acme?type=sale&mode=query', basic(`acme-${API_KEY}`)],
      ['acme?type=sale&mode=query', { Cookie: `${name}=${'0'.repeat(64)}` }],
    ] as const) {
      const [word, reason = ''] = await firstLine(path, headers);
      assert.deepEqual([word, reason.slice(0, 12)], ['failure', 'Сеанс обмена'], path);
    }
    assert.match((await firstLine('acme?type=sale&mode=constructor', cookie)).join(), /^failure,Такой команды/);
  });

  test('keeps companies apart: the same ids in another company are other orders and goods', async () => {
    await sale(orderDocument({}));
    const theirs = oneC('other');
    await theirs.start('sale');
    assert.doesNotMatch((await theirs.query()).xml, /<Документ>/);
    await theirs.bring('sale', 'o.xml', commerceMl(orderDocument({ requisites: { Отменен: 'true' } })));
    assert.equal((await get(ORDER)).status.code, 'pending');
    assert.equal((await get(ORDER, customerOf('other', 'one'))).status.code, 'cancelled');
  });

  test('refuses what was made to do harm or is not whole, says why, and takes nothing of it', async () => {
    const client = oneC();
    const bomb = commerceMl(`<Комментарий>${' '.repeat(5_000_000)}</Комментарий>`);
    const entities = `<?xml version="1.0"?><!DOCTYPE k [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><КоммерческаяИнформация>&b;</КоммерческаяИнформация>`;
    const cases: [name: string, content: Uint8Array<ArrayBuffer> | string, reason: RegExp][] = [
      ['a.xml', entities, /DOCTYPE/],
      ['b.xml', `<!DOCTYPE k SYSTEM "file:///etc/passwd"><КоммерческаяИнформация/>`, /DOCTYPE/],
      ['c.xml', commerceMl('&secret;'), /не XML или оборван/],
      ['d.xml', commerceMl(orderDocument({})).slice(0, -40), /не XML или оборван/],
      ['e.xml', '<html></html>', /не CommerceML: корневой элемент «html»/],
      ['f.xml', commerceMl('', '2.05', 'koi8-r'), /Кодировка koi8-r/],
      [
        'g.xml',
        Uint8Array.from([...new TextEncoder().encode(commerceMl('').slice(0, 60)), 0xff]),
        /не в той кодировке/,
      ],
      ['h.xml', commerceMl('<Документ>'.repeat(60)), /слишком велик/],
      ['i.zip', zipped({ 'i.xml': bomb }), /слишком большой объём/],
      ['j.zip', zipped({ '../../j.xml': commerceMl('') }), /недопустимое имя/],
      ['k.zip', zipped({ 'k.xml': commerceMl('') }).slice(0, -10), /повреждён/],
      ['l.zip', 'PK no archive', /повреждён/],
      [
        'm.xml',
        commerceMl(orderDocument({ number: 'P' }).replace('Роль>Продавец', 'Роль>Покупатель')),
        /Из файла не принято ничего:.*вы — покупатель/,
      ],
    ];
    for (const [name, content, reason] of cases) {
      await client.start('sale');
      const [word, ...lines] = await client.bring('sale', name, content);
      assert.equal(word, 'failure', name);
      assert.match(lines.join(' '), reason, name);
    }
    await client.start('catalog');
    assert.match(
      (await client.ask('type=catalog&mode=import&filename=none.xml')).join(),
      /^failure,Файл none.xml не загружен/,
    );
    assert.match((await client.ask('type=catalog&mode=file&filename=..', 'x')).join(), /^failure,Не указано имя/);
    assert.deepEqual(await orders(), []);
  });

  testCuts(database);
  testSamples(database);
});
