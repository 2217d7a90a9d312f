import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { sql } from 'kysely';
import {
  cancelPayment,
  createPayment,
  getInvoice,
  getOrder,
  getPayment,
  type InputOf,
  listPayments,
  previewPayment,
  summarizeInvoices,
} from '../../../src/contract/index.ts';
import { quietBank, type Told } from '../helpers/bank.ts';
import { addEntries, addInvoices, entryRecord, invoiceRecord } from '../helpers/books.ts';
import { addCompany, addOrders, customerOf, orderRecord } from '../helpers/company.ts';
import { describeDatabases } from '../helpers/databases.ts';

const one = customerOf('acme', 'one');
const two = customerOf('acme', 'two');
const euros = (amount: string) => ({ amount, currency: 'EUR' });
const returnUrl = 'https://shop.example/account?tab=2';

type Fault = { code?: string; fields?: Record<string, string>; detail?: string };
const refused = (code: string, field?: string) => (error: unknown) => {
  const { code: found, fields } = error as Fault;
  assert.equal(found, code);
  if (field !== undefined) assert.deepEqual(Object.keys(fields ?? {}), [field]);
  return true;
};

const books = quietBank();
const { bank, bankIdOf } = books;

describeDatabases(
  'payments',
  (database) => {
    type Wish = InputOf<typeof previewPayment>;
    const context = { customer: one };
    const preview = (wish: Wish, customer = one, locale?: string) =>
      database.store.adapter.call(previewPayment, wish, { customer, locale });
    const begin = (input: InputOf<typeof createPayment>, key: string, customer = one) =>
      database.store.adapter.call(createPayment, input, { customer, idempotencyKey: key });
    const create = async (wish: Wish, key: string = crypto.randomUUID(), customer = one) => {
      const { terms } = await preview(wish, customer);
      return begin({ ...wish, terms, returnUrl }, key, customer);
    };
    const get = (paymentId: string, customer = one) =>
      database.store.adapter.call(getPayment, { paymentId }, { customer });
    const cancel = (paymentId: string, customer = one) =>
      database.store.adapter.call(
        cancelPayment,
        { paymentId },
        { customer, idempotencyKey: crypto.randomUUID(), locale: 'en' },
      );
    const due = async (invoiceId: string) => {
      const invoice = await database.store.adapter.call(getInvoice, { invoiceId }, context);
      return [invoice.due.amount, invoice.pending?.amount];
    };
    const tell = (...parts: Told) => books.tell(database.store, ...parts);
    const ledger = async () => {
      const { rows } = await database.store.transaction('operator', (transaction) =>
        sql<{ sum: string; count: number }>`select coalesce(sum(amount), 0)::text as sum, count(*)::int as count
          from ledger where kind = 'payment'`.execute(transaction),
      );
      return rows[0];
    };

    beforeEach(async () => {
      books.reachable = true;
      await addCompany(database.store, 'acme');
      await addCompany(database.store, 'other');
      await addOrders(database.store, 'acme', [orderRecord('order')]);
      await addInvoices(database.store, 'acme', [
        invoiceRecord('old', '100.00', -40, { orderId: 'order' }),
        invoiceRecord('mid', '50.00', -10),
        invoiceRecord('new', '30.00', 10),
        invoiceRecord('theirs', '70.00', -10, { customerId: 'two' }),
      ]);
    });

    test('set any sum against what is due first, and say what it costs', async () => {
      const found = await preview({ amount: euros('120'), methodId: 'card' });
      assert.deepEqual(
        found.allocations.map(({ invoiceId, due: left, amount }) => [invoiceId, left.amount, amount.amount]),
        [
          ['old', '100.00', '100.00'],
          ['mid', '50.00', '20.00'],
          ['new', '30.00', '0.00'],
        ],
      );
      assert.deepEqual(
        [found.amount, found.fee, found.total, found.allDue, found.advance, found.methodId],
        [euros('120.00'), euros('1.80'), euros('121.80'), euros('180.00'), undefined, 'card'],
      );
      const more = await preview({ amount: euros('200.00') });
      assert.deepEqual([more.amount, more.advance, more.total], [euros('180.00'), euros('20.00'), euros('200.00')]);
      const whole = await preview({ invoiceIds: ['new', 'mid'] });
      assert.deepEqual([whole.total, whole.allocations[0]?.invoiceId], [euros('80.00'), 'mid']);
      const own = await preview({
        allocations: [
          { invoiceId: 'new', amount: euros('29.99') },
          { invoiceId: 'old', amount: euros('0') },
        ],
      });
      assert.deepEqual([own.total, own.payable], [euros('29.99'), true]);
    });

    test('that make no sense are refused where they are wrong, in the language of the person', async () => {
      const wrong: [Wish, string, string?][] = [
        [{ amount: euros('0') }, 'invalid', '/amount/amount'],
        [{ amount: euros('-1') }, 'invalid', '/amount/amount'],
        [{ amount: euros('1.001') }, 'invalid', '/amount/amount'],
        [{ amount: { amount: '5', currency: 'RUB' } }, 'invalid', '/amount/currency'],
        [{ allocations: [{ invoiceId: 'new', amount: euros('30.01') }] }, 'invalid', '/allocations/0/amount/amount'],
        [{ allocations: [{ invoiceId: 'new', amount: euros('-1') }] }, 'invalid', '/allocations/0/amount/amount'],
        [{ allocations: [{ invoiceId: 'new', amount: euros('1') }], amount: euros('1') }, 'invalid', '/allocations'],
        [{ invoiceIds: ['new', 'new'] }, 'invalid', '/invoiceIds/1'],
        [{ amount: euros('9'), methodId: 'gold' }, 'invalid', '/methodId'],
        [{ invoiceIds: ['theirs'] }, 'not_found'],
        [{ allocations: [{ invoiceId: 'theirs', amount: euros('1') }] }, 'not_found'],
        [{ invoiceIds: ['unknown'] }, 'not_found'],
      ];
      for (const [wish, code, field] of wrong) {
        await assert.rejects(preview(wish), refused(code, field), JSON.stringify(wish));
      }
      await assert.rejects(preview({ amount: euros('0') }, one, 'ru-RU'), (error: Fault) =>
        /больше нуля/.test(error.detail ?? ''),
      );
      for (const amount of ['4.99', '10000.01']) {
        const { payable, reason } = await preview({ amount: euros(amount) });
        assert.deepEqual([payable, typeof reason], [false, 'string']);
      }
      await assert.rejects(create({ amount: euros('4.99') }), refused('conflict'));
    });

    test('reserve what they pay, once for a key, and nobody pays what they did not see', async () => {
      const wish = { amount: euros('120.00') };
      const { terms: shown } = await preview(wish);
      const input = { ...wish, terms: shown, returnUrl };
      const [first, again] = await Promise.all([begin(input, 'key'), begin(input, 'key')]);
      assert.equal(first.id, again.id);
      assert.equal(first.status.code, 'created');
      assert.match(first.redirectUrl ?? '', /^\/sandbox-pay\//);
      assert.equal(bank.find(bankIdOf(first))?.order.returnUrl, `${returnUrl}&cabinet-payment=${first.id}`);
      assert.deepEqual(await due('old'), ['100.00', '100.00']);
      assert.deepEqual(await due('mid'), ['50.00', '20.00']);
      const rest = await preview({});
      assert.deepEqual(rest.allDue, euros('60.00'));
      assert.equal((await preview({ invoiceIds: ['old'] })).payable, false);
      const { terms } = await preview({ invoiceIds: ['mid'] });
      await addEntries(database.store, 'acme', [entryRecord('transfer', '1.00', 'mid')]);
      await assert.rejects(begin({ invoiceIds: ['mid'], terms, returnUrl }, 'late'), refused('conflict'));
    });

    test('never reserve more than is due, however many begin at once', async () => {
      const { terms } = await preview({ invoiceIds: ['old'] });
      const begun = await Promise.allSettled(
        Array.from({ length: 6 }, (_, index) => begin({ invoiceIds: ['old'], terms, returnUrl }, `at-once-${index}`)),
      );
      assert.equal(begun.filter(({ status }) => status === 'fulfilled').length, 1);
      for (const result of begun) if (result.status === 'rejected') refused('conflict')(result.reason);
      // The database holds to it by itself.
      const [payment] = (await database.store.adapter.call(listPayments, {}, context)).items;
      await assert.rejects(
        database.store.transaction({ tenantId: 'acme' }, (transaction) =>
          sql`insert into payment_allocations (tenant_id, customer_id, payment_id, invoice_id, position, amount)
            values ('acme', 'one', ${payment?.id}, 'mid', 9, 50.01)`.execute(transaction),
        ),
        /more than is due/,
      );
    });

    test('lead back to the own site of the company only', async () => {
      const { terms } = await preview({ invoiceIds: ['new'] });
      const addresses = ['https://evil.example/', 'javascript:alert(1)', 'nonsense', 'https://me:you@shop.example/'];
      for (const address of addresses) {
        await assert.rejects(
          begin({ invoiceIds: ['new'], terms, returnUrl: address }, 'key'),
          refused('invalid', '/returnUrl'),
          address,
        );
      }
    });

    test('that succeed are booked once, however often that is told, with all that follows', async () => {
      const payment = await create({ amount: euros('120.00'), methodId: 'card' });
      assert.equal(await tell(payment, 'succeeded', { event: 'e1' }), 'done');
      assert.equal(await tell(payment, 'succeeded', { event: 'e1' }), 'repeated');
      await Promise.all(['e2', 'e3', 'e1'].map((event) => tell(payment, 'succeeded', { event })));
      await tell(payment, 'pending');
      await tell(payment, 'failed');
      assert.deepEqual((await get(payment.id)).status.code, 'succeeded');
      assert.deepEqual(await ledger().then((row) => [Number(row?.sum), row?.count]), [-120, 2]);
      assert.deepEqual(await due('old'), ['0.00', undefined]);
      assert.deepEqual(await due('mid'), ['30.00', undefined]);
      const order = await database.store.adapter.call(getOrder, { orderId: 'order' }, context);
      assert.equal(order.payment.code, 'paid');
      const settlement = (await database.store.adapter.call(getInvoice, { invoiceId: 'mid' }, context)).settlements[0];
      assert.deepEqual([settlement?.paymentId, settlement?.amount.amount], [payment.id, '20.00']);
      await assert.rejects(cancel(payment.id), refused('conflict'));
    });

    test('are believed only if the provider has signed it, lately, for what was asked', async () => {
      const payment = await create({ invoiceIds: ['old'] });
      await assert.rejects(tell(payment, 'succeeded', { secret: 'guessed' }), refused('unauthenticated'));
      for (const minutes of [-6, 6]) {
        const at = new Date(Date.now() + minutes * 60_000);
        await assert.rejects(tell(payment, 'succeeded', { at }), refused('unauthenticated'), String(minutes));
      }
      assert.equal(await tell({ ...payment, id: 'unknown' }, 'succeeded', { event: 'x' }), null);
      assert.equal(
        await tell({ id: payment.id, redirectUrl: '/other-id' }, 'succeeded', { amount: euros('100.00') }),
        null,
      );
      assert.equal(await tell(payment, 'succeeded', { tenant: 'other' }), null);
      assert.deepEqual(await due('old'), ['100.00', '100.00']);
      await tell(payment, 'succeeded', { amount: euros('1.00') });
      await tell(payment, 'succeeded', { amount: { amount: '100.00', currency: 'USD' } });
      assert.equal((await get(payment.id)).status.code, 'pending', 'another sum is being checked, and not called paid');
      assert.deepEqual(await ledger().then((row) => row?.count), 0);
      await tell(payment, 'succeeded');
      assert.equal((await get(payment.id)).status.code, 'succeeded');
    });

    test('that fail or are given up let go of what they reserved, and count if they were paid after all', async () => {
      const failed = await create({ invoiceIds: ['old'] });
      await bank.act(bankIdOf(failed), 'decline');
      await tell(failed, 'failed');
      assert.deepEqual(
        [(await get(failed.id)).status.code, typeof (await get(failed.id)).failure],
        ['failed', 'string'],
      );
      const given = await create({ invoiceIds: ['old'] });
      assert.equal((await cancel(given.id)).status.code, 'cancelled');
      assert.deepEqual(await due('old'), ['100.00', undefined]);
      await addEntries(database.store, 'acme', [entryRecord('transfer', '60.00', 'old')]);
      await tell(given, 'succeeded');
      assert.deepEqual(await due('old'), ['0.00', undefined]);
      const { currencies } = await database.store.adapter.call(summarizeInvoices, {}, context);
      assert.deepEqual(currencies[0]?.credit, euros('60.00'), 'what the invoice took no more is credit');
    });

    test('that nobody tells of are asked for', async () => {
      const payment = await create({ invoiceIds: ['mid'] });
      const check = async () => {
        await database.store.transaction('operator', (transaction) =>
          sql`update payments set next_check_at = now()`.execute(transaction),
        );
        return database.store.payments.checkDue(10, () => undefined);
      };
      await check();
      assert.equal((await get(payment.id)).status.code, 'created');
      books.reachable = false;
      await check();
      assert.equal((await get(payment.id)).status.code, 'created', 'no answer is no failure');
      books.reachable = true;
      await bank.act(bankIdOf(payment), 'pay');
      await check();
      assert.equal((await get(payment.id)).status.code, 'succeeded');
      assert.equal(await check(), 0);
    });

    test('are the same payment when the provider did not answer and the person tries again', async () => {
      books.reachable = false;
      const wish = { invoiceIds: ['mid'] };
      const { terms } = await preview(wish);
      const attempt = () => begin({ ...wish, terms, returnUrl }, 'k');
      await assert.rejects(attempt(), refused('unavailable'));
      books.reachable = true;
      const payment = await attempt();
      assert.match(payment.redirectUrl ?? '', /^\/sandbox-pay\//);
      assert.equal((await database.store.adapter.call(listPayments, {}, context)).items.length, 1);
    });

    test('that are paid back are owed again', async () => {
      const payment = await create({ amount: euros('150.00') });
      await tell(payment, 'succeeded');
      await tell(payment, 'refunded');
      await tell(payment, 'refunded');
      assert.equal((await get(payment.id)).status.code, 'refunded');
      assert.deepEqual(await due('old'), ['100.00', undefined]);
      assert.deepEqual(await due('mid'), ['50.00', undefined]);
      const letters = await database.store.transaction('operator', (transaction) =>
        transaction.selectFrom('mails').select('payload').where('kind', '=', 'payment_refunded').execute(),
      );
      assert.deepEqual(
        letters.map(({ payload }) => [payload?.number, payload?.invoices]),
        [[payment.number, 'R-old, R-mid']],
      );
    });

    test('belong to their customer alone', async () => {
      const payment = await create({ invoiceIds: ['old'] });
      for (const stranger of [two, customerOf('other', 'one')]) {
        await assert.rejects(get(payment.id, stranger), refused('not_found'));
        await assert.rejects(cancel(payment.id, stranger), refused('not_found'));
        assert.deepEqual((await database.store.adapter.call(listPayments, {}, { customer: stranger })).items, []);
      }
      await assert.rejects(get('unknown'), refused('not_found'));
    });

    test('are listed newest first, page by page, by their state', async () => {
      const made: string[] = [];
      for (const amount of ['10.00', '11.00', '12.00']) made.unshift((await create({ amount: euros(amount) })).id);
      await cancel(made[1] ?? '');
      const seen: string[] = [];
      for (let cursor: string | null | undefined; cursor !== null;) {
        const page = await database.store.adapter.call(listPayments, { limit: 2, ...(cursor && { cursor }) }, context);
        seen.push(...page.items.map(({ id }) => id));
        cursor = page.nextCursor;
      }
      assert.deepEqual(seen, made);
      const { items } = await database.store.adapter.call(listPayments, { state: ['cancelled'] }, context);
      assert.deepEqual(
        items.map(({ id }) => id),
        [made[1]],
      );
    });
  },
  { paymentProviders: [books.provider] },
);
