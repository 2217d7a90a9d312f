import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { startMailer } from '../../../server/mail/index.ts';
import { createPushRoutes } from '../../../server/push/index.ts';
import { advanceOrder } from '../../../server/store/orders/advance.ts';
import { writeCustomers } from '../../../server/store/write/customers.ts';
import { operations } from '../../../src/contract/index.ts';
import { addEntries, addInvoices, day, entryRecord, invoiceRecord, today } from '../helpers/books.ts';
import { addCompany, addOrders, API_KEY, customerOf, orderRecord } from '../helpers/company.ts';
import { describeDatabases } from '../helpers/databases.ts';
import { plain } from '../helpers/pdf.ts';

/** So many days from now, at this hour of the day in UTC. */
const at = (days: number, hour: number) => new Date(`${day(days)}T${String(hour).padStart(2, '0')}:00:00Z`);

describeDatabases('letters about money, and news', (database) => {
  const anna = { ...customerOf('acme', 'one'), personId: 'anna' };
  const mails = () =>
    database.store.transaction('operator', (transaction) =>
      transaction
        .selectFrom('mails')
        .select(['kind', 'channel', 'recipient', 'locale', 'payload', 'next_attempt_at'])
        .orderBy('created_at')
        .orderBy('recipient')
        .execute(),
    );
  const told = async () => (await mails()).map(({ kind, recipient }) => [kind, recipient]);
  const remind = (now: Date) => database.store.remindOfInvoices(now);
  const prefer = async (input: object) => {
    const { adapter } = database.store;
    const { etag } = await adapter.call(operations.notifications.preferences, {}, { customer: anna });
    await adapter.call(operations.notifications.updatePreferences, input, {
      customer: anna,
      ifMatch: etag,
      idempotencyKey: crypto.randomUUID(),
    });
  };
  const push = (what: string, rows: readonly object[]) =>
    createPushRoutes(database.store).request(`/push/acme/${what}`, {
      method: 'PUT',
      body: JSON.stringify(rows),
      headers: { Authorization: `Bearer acme-${API_KEY}`, 'Content-Type': 'application/json' },
    });

  /** Sends all that waits, and answers what was sent. */
  const sendAll = async () => {
    const waiting = await database.store.transaction('operator', (transaction) =>
      transaction
        .updateTable('mails')
        .set({ next_attempt_at: new Date(0) })
        .returning('id')
        .execute(),
    );
    const sent: { to: unknown; subject: string; text: string; papers: unknown[] }[] = [];
    const all = Promise.withResolvers<undefined>();
    const mailer = startMailer({
      store: database.store,
      transport: {
        send: ({ to, subject = '', text, attachments = [] }) => {
          const papers = attachments.map(({ filename }) => filename);
          sent.push({ to, subject, text: typeof text === 'string' ? text : '', papers });
          if (sent.length === waiting.length) all.resolve(undefined);
          return Promise.resolve();
        },
        close: () => undefined,
      },
    });
    await all.promise;
    await mailer.close();
    return sent;
  };

  beforeEach(async () => {
    await addCompany(database.store, 'acme');
    const person = (externalId: string, role: 'owner' | 'accountant' | 'buyer', locale: string, timeZone?: string) => ({
      externalId,
      name: externalId,
      email: `${externalId}@one.example`,
      locale,
      timeZone,
      roles: [role],
    });
    await database.store.transaction({ tenantId: 'acme' }, (transaction) =>
      writeCustomers(transaction, 'acme', [
        {
          externalId: 'one',
          name: 'Customer one',
          people: [
            person('anna', 'owner', 'ru', 'Asia/Vladivostok'),
            person('carl', 'accountant', 'en'),
            person('bea', 'buyer', 'en'),
          ],
        },
      ]),
    );
  });

  test('remind whoever may pay before the day and after it, of all that is due at once, each step once', async () => {
    await addInvoices(database.store, 'acme', [
      invoiceRecord('a', '100.00', 3),
      invoiceRecord('b', '50.00', 3),
      invoiceRecord('paid', '70.00', 3),
      invoiceRecord('later', '70.00', 20),
      invoiceRecord('just-sent', '70.00', 3, { issuedOn: today() }),
    ]);
    await addEntries(database.store, 'acme', [entryRecord('e', '70.00', 'paid'), entryRecord('f', '40.00', 'a')]);
    await Promise.all([remind(at(0, 12)), remind(at(0, 12)), remind(at(0, 13))]);
    await remind(at(1, 12));
    const [first, second, ...others] = await mails();
    assert.deepEqual(others, [], 'one letter each, however often it runs');
    assert.deepEqual(
      [first, second].map((mail) => [mail?.kind, mail?.recipient, mail?.locale]),
      [
        ['invoice_due_soon', 'anna@one.example', 'ru'],
        ['invoice_due_soon', 'carl@one.example', 'en'],
      ],
    );
    const lines = (second?.payload?.invoices ?? '').split('\n').map(plain);
    assert.deepEqual(
      lines.map((line) => line.split(' · ').slice(0, 2)),
      [
        ['R-a', '€60.00'],
        ['R-b', '€50.00'],
      ],
    );
    assert.match(plain(first?.payload?.invoices ?? ''), /R-a · 60,00 €/);
    const overdue = async () => (await told()).filter(([kind]) => kind === 'invoice_overdue').length;
    const expected = [
      [3, 0],
      [4, 2],
      [5, 2],
      [9, 2],
      [10, 4],
      [17, 6],
      [33, 8],
      [63, 10],
      [93, 12],
      [120, 12],
    ] as const;
    for (const [days, letters] of expected) {
      await remind(at(days, 12));
      // What was due on the third day; the other invoice has steps of its own.
      const count = (await overdue()) - (days >= 21 ? await overdueOf('R-later') : 0);
      assert.equal(count, letters, `after ${days} days`);
    }
  });

  const overdueOf = async (number: string) =>
    (await mails()).filter(({ kind, payload }) => kind === 'invoice_overdue' && payload?.number === number).length;

  test('leave out what is long past, as when a history is taken over', async () => {
    await addInvoices(database.store, 'acme', [invoiceRecord('old', '100.00', -50)]);
    await remind(at(0, 12));
    assert.deepEqual(await told(), []);
  });

  test('come in the morning of whoever reads them, and after their quiet hours', async () => {
    await addInvoices(database.store, 'acme', [invoiceRecord('a', '100.00', -1)]);
    await prefer({ quietHours: { from: '06:00', to: '10:30', timeZone: 'Asia/Vladivostok' } });
    // Evening in Berlin; in Vladivostok it is early in the morning.
    await remind(at(0, 21));
    const byName = new Map((await mails()).map((mail) => [mail.recipient, mail.next_attempt_at]));
    const clock = (timeZone: string, moment: Date | undefined) =>
      new Intl.DateTimeFormat('en-GB', { timeZone, timeStyle: 'short' }).format(moment);
    assert.equal(clock('Europe/Berlin', byName.get('carl@one.example')), '09:00');
    assert.equal(clock('Asia/Vladivostok', byName.get('anna@one.example')), '10:30');
  });

  test('go only as the person wishes, also as text messages', async () => {
    await addInvoices(database.store, 'acme', [invoiceRecord('a', '100.00', -1)]);
    await database.store.transaction({ tenantId: 'acme' }, (transaction) =>
      transaction
        .insertInto('contacts')
        .values({
          ...{ tenant_id: 'acme', person_id: 'anna', id: 'phone', kind: 'phone', value: '+10000000000' },
          is_primary: true,
          verified_at: new Date().toISOString(),
        })
        .execute(),
    );
    await prefer({
      changes: [
        { eventId: 'invoice.overdue', channel: 'email', enabled: false },
        { eventId: 'invoice.overdue', channel: 'sms', enabled: true },
      ],
    });
    await remind(at(0, 12));
    assert.deepEqual(
      (await mails()).map(({ channel, recipient }) => [channel, recipient]),
      [
        ['sms', '+10000000000'],
        ['email', 'carl@one.example'],
      ],
    );
  });

  test('tell of money that came by another way, once, but of no history', async () => {
    await addInvoices(database.store, 'acme', [invoiceRecord('a', '100.00', 5)]);
    const entries = [
      entryRecord('new', '60.00', 'a'),
      { ...entryRecord('old', '10.00', 'a'), on: day(-30) },
      { ...entryRecord('credit', '1.00', 'a'), kind: 'correction' },
    ];
    for (let times = 0; times < 2; times++) assert.equal((await push('entries', entries)).status, 200);
    assert.deepEqual(await told(), [
      ['payment_received', 'anna@one.example'],
      ['payment_received', 'carl@one.example'],
    ]);
    const [, letter] = await mails();
    assert.deepEqual([letter?.payload?.amount, letter?.payload?.invoices], ['€60.00', 'R-a']);
    await addOrders(database.store, 'acme', [orderRecord('order')]);
    await addInvoices(database.store, 'acme', [invoiceRecord('of-order', '106.74', 5, { orderId: 'order' })]);
    assert.equal(await advanceOrder(database.store.transaction, 'acme', 'order'), true);
    assert.equal((await told()).length, 4, 'the order was paid');
  });

  test('bring a new invoice once, with its paper, and what changes what is owed, but no history', async () => {
    await database.store.transaction({ tenantId: 'acme' }, (transaction) =>
      transaction
        .updateTable('customers')
        .set({ invoice_email: 'bills@one.example' })
        .where('id', '=', 'one')
        .execute(),
    );
    await prefer({ changes: [{ eventId: 'invoice.issued', channel: 'email', enabled: false }] });
    const fresh = invoiceRecord('new', '100.00', 14);
    const history = invoiceRecord('old', '70.00', 5);
    for (let times = 0; times < 2; times++) assert.equal((await push('invoices', [fresh, history])).status, 200);
    const issued = (await mails()).filter(({ kind }) => kind === 'invoice_issued');
    assert.deepEqual(
      issued.map(({ recipient, payload }) => [recipient, payload?.number, payload?.amount]),
      [
        ['bills@one.example', 'R-new', '€100.00'],
        ['carl@one.example', 'R-new', '€100.00'],
      ],
    );
    await push('invoices', [
      { ...fresh, totals: { ...fresh.totals, subtotal: '90.00', total: '90.00' } },
      { ...history, void: true },
      invoiceRecord('note', '5.00', 14, { kind: 'credit_note' }),
    ]);
    const changes = (await mails()).filter(({ kind }) => kind === 'paper_changed');
    assert.deepEqual(
      changes
        .filter(({ recipient }) => recipient === 'anna@one.example')
        .map(({ payload }) => [payload?.change, payload?.number])
        .toSorted(),
      [
        ['changed', 'R-new'],
        ['credited', 'R-note'],
        ['voided', 'R-old'],
      ],
    );
    const sent = await sendAll();
    assert.deepEqual(
      sent
        .filter(({ to }) => to === 'anna@one.example')
        .map(({ subject, papers }) => [plain(subject), papers])
        .toSorted(),
      [
        ['Корректировочный счёт R-note: 5,00 €', ['R-note.pdf']],
        ['Счёт R-new изменён, теперь 90,00 €', []],
        ['Счёт R-old отменён', []],
      ],
    );
    assert.deepEqual(sent.find(({ subject }) => subject === 'Invoice R-new: €100.00')?.papers, ['R-new.pdf']);
  });

  test('tell of money that went back, as it is told by the books', async () => {
    await addInvoices(database.store, 'acme', [invoiceRecord('a', '100.00', 5)]);
    await addEntries(database.store, 'acme', [entryRecord('paid', '100.00', 'a')]);
    const refund = { ...entryRecord('back', '60.00', 'a'), kind: 'refund' };
    for (let times = 0; times < 2; times++) assert.equal((await push('entries', [refund])).status, 200);
    assert.deepEqual(await told(), [
      ['payment_refunded', 'anna@one.example'],
      ['payment_refunded', 'carl@one.example'],
    ]);
    const sent = await sendAll();
    assert.match(
      sent.find(({ to }) => to === 'carl@one.example')?.text ?? '',
      /paid you back €60\.00.*To be paid again: invoices R-a/s,
    );
  });

  test('tell whoever placed an order how far it has come, when the company’s system says so', async () => {
    const order = orderRecord('theirs', { placedBy: { personId: 'bea', name: 'Bea' }, fulfilment: { code: 'ready' } });
    const shipped = { ...order, fulfilment: { code: 'shipped' } };
    for (const record of [order, shipped, shipped]) assert.equal((await push('orders', [record])).status, 200);
    assert.deepEqual(await told(), [['order_shipped', 'bea@one.example']]);
  });

  test('bring news once to whoever asked for them, in their language, with a way to have no more', async () => {
    const news = {
      externalId: 'spring',
      title: 'New range',
      text: 'First paragraph.\n\nSecond paragraph.',
      url: 'https://shop.example/news',
      translations: { ru: { title: 'Новый ассортимент', text: 'Первый абзац.' } },
    };
    assert.equal((await push('news', [news])).status, 200);
    assert.deepEqual(await told(), [], 'nobody gets them unasked');
    await prefer({ changes: [{ eventId: 'news', channel: 'email', enabled: true }] });
    const second = { ...news, externalId: 'summer' };
    await Promise.all([push('news', [second]), push('news', [second])]);
    await push('news', [second]);
    assert.deepEqual(await told(), [['news', 'anna@one.example']]);
    await database.store.transaction('operator', (transaction) =>
      transaction
        .updateTable('mails')
        .set({ next_attempt_at: new Date(0) })
        .execute(),
    );
    const sent = Promise.withResolvers<{ subject?: string | undefined; text: string; headers: unknown }>();
    const mailer = startMailer({
      store: database.store,
      publicUrl: 'https://cabinet.example',
      transport: {
        send: ({ subject, text, headers }) => {
          sent.resolve({ subject, text: typeof text === 'string' ? text : '', headers });
          return Promise.resolve();
        },
        close: () => undefined,
      },
    });
    const { subject, text, headers } = await sent.promise;
    await mailer.close();
    assert.equal(subject, 'Новый ассортимент');
    assert.match(text, /Первый абзац\.\n\nПодробнее: https:\/\/shop\.example\/news/);
    assert.ok('List-Unsubscribe-Post' in (headers as object));
    const refused = await push('news', [{ ...second, externalId: 'evil', url: 'javascript:alert(1)' }]);
    const { errors } = (await refused.json()) as { errors: { pointer: string }[] };
    assert.deepEqual(
      errors.map(({ pointer }) => pointer),
      ['/url'],
    );
  });
});
