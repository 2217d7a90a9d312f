import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { createApp } from '../../../server/app.ts';
import { smtpTransport, startMailer } from '../../../server/mail/index.ts';
import { signWebhook } from '../../../server/payments/signature.ts';
import { createWebhookRoutes } from '../../../server/payments/webhooks.ts';
import type { Payment, PaymentPreview } from '../../../src/contract/index.ts';
import type { Problem } from '../../../src/contract/problem.ts';
import { quietBank } from '../helpers/bank.ts';
import { addInvoices, invoiceRecord } from '../helpers/books.ts';
import { addCompany, PAYMENT_SECRET } from '../helpers/company.ts';
import { describeDatabases } from '../helpers/databases.ts';
import { catchMail } from '../helpers/smtp-catcher.ts';
import { tokenOf } from '../helpers/token.ts';

const books = quietBank();

/** As it comes over the network: from a customer's browser, and from whoever knows the address of the webhooks. */
describeDatabases(
  'payments over HTTP',
  (database) => {
    const post = async (path: string, body: unknown, person = 'one-anna') => {
      const { adapter, directory } = database.store;
      return createApp({ adapter, directory }).request(`http://localhost/api/acme${path}`, {
        method: 'POST',
        body: typeof body === 'string' ? body : JSON.stringify(body),
        headers: {
          Authorization: `Bearer ${await tokenOf(person)}`,
          'Content-Type': 'application/json',
          'Accept-Language': 'ru',
          'Idempotency-Key': crypto.randomUUID(),
        },
      });
    };
    const begin = async (): Promise<Payment> => {
      const { terms } = (await (await post('/payments/preview', { invoiceIds: ['old'] })).json()) as PaymentPreview;
      const answer = await post('/payments', { invoiceIds: ['old'], terms, returnUrl: 'https://shop.example/account' });
      assert.equal(answer.status, 200);
      return (await answer.json()) as Payment;
    };
    const event = ({ id }: Payment, state = 'succeeded') => {
      const known = books.bank.create({ ...order, reference: id }, PAYMENT_SECRET);
      return JSON.stringify({
        type: 'payment.updated',
        data: { id: known.id, reference: id, state, amount: known.order.amount },
      });
    };
    // The bank knows the reference: what else it was told of it does not matter here.
    const order = {
      ...{ tenantId: 'acme', amount: { amount: '100.00', currency: 'EUR' }, description: '', payee: '' },
      ...{ methodId: 'card', returnUrl: '', locale: 'en', expiresAt: '' },
    };
    const webhook = (
      body: string,
      {
        path = '/webhooks/acme/sandbox',
        secret = PAYMENT_SECRET,
        at = new Date(),
        id = `event-${crypto.randomUUID()}`,
      } = {},
    ) =>
      createWebhookRoutes(database.store).request(path, {
        method: 'POST',
        body,
        headers: signWebhook(id, body, secret, at),
      });
    const stateOf = async ({ id }: Payment) => {
      const rows = await database.store.transaction('operator', (transaction) =>
        transaction.selectFrom('payments').select(['status', 'receipt']).where('id', '=', id).execute(),
      );
      return [rows[0]?.status, rows[0]?.receipt === null ? 'no receipt' : 'receipt'];
    };

    beforeEach(async () => {
      books.reachable = true;
      await addCompany(database.store, 'acme');
      await addInvoices(database.store, 'acme', [
        invoiceRecord('old', '100.00', -40),
        invoiceRecord('theirs', '70.00', -10, { customerId: 'two' }),
      ]);
    });

    test('of sums that are none are refused where they are wrong, in the person’s language', async () => {
      const wrong: [sum: unknown, pointer: string][] = [
        ...['0', '0.00', '-1', '1.001', '1e400', '1E2', 'NaN', 'Infinity', '', ' 5', '5,00', '1234567890123456'].map(
          (amount): [unknown, string] => [{ amount, currency: 'EUR' }, '/amount/amount'],
        ),
        [{ amount: 5, currency: 'EUR' }, '/amount/amount'],
        [{ amount: '5', currency: 'RUB' }, '/amount/currency'],
        [{ amount: '5', currency: 'eur' }, '/amount/currency'],
        [{ amount: '5' }, '/amount/currency'],
      ];
      for (const [amount, pointer] of wrong) {
        for (const path of ['/payments/preview', '/payments']) {
          const rest = path === '/payments' ? { terms: 'x', returnUrl: 'https://shop.example/' } : {};
          const answer = await post(path, { amount, ...rest });
          const { fields = {} } = (await answer.json()) as Problem;
          assert.deepEqual([answer.status, Object.keys(fields)], [422, [pointer]], JSON.stringify(amount));
          assert.match(Object.values(fields).join(), /[а-я]/i);
        }
      }
      const endless = await post('/payments/preview', '{"amount":{"amount":1e400,"currency":"EUR"}}');
      assert.equal(endless.status, 422);
      const more = { allocations: [{ invoiceId: 'old', amount: { amount: '100.01', currency: 'EUR' } }] };
      assert.equal((await post('/payments/preview', more)).status, 422);
    });

    test('of an invoice of somebody else are as of one that is not there', async () => {
      for (const invoiceId of ['theirs', 'nowhere']) {
        const answer = await post('/payments/preview', { invoiceIds: [invoiceId] });
        assert.equal(answer.status, 404);
        assert.doesNotMatch(await answer.text(), /70\.00|R-theirs/);
      }
    });

    test('are told of by their provider only, lately, and once', async () => {
      const payment = await begin();
      const body = event(payment);
      assert.equal((await webhook(body, { secret: 'guessed' })).status, 401);
      assert.equal((await webhook(body, { at: new Date(Date.now() - 3_600_000) })).status, 401);
      assert.equal((await webhook(body, { path: '/webhooks/nobody/sandbox' })).status, 404);
      assert.equal((await webhook(body, { path: '/webhooks/acme/other-bank' })).status, 404);
      assert.equal((await webhook(event({ ...payment, id: 'unknown' }))).status, 404);
      assert.equal((await webhook('{"type":"payment.upd')).status, 422);
      assert.equal((await webhook('x'.repeat(1_100_000))).status, 413);
      // Signed for another body, as when somebody on the way has changed the sum.
      const changed = body.replace('100.00', '1.00');
      const headers = signWebhook('e', body, PAYMENT_SECRET, new Date());
      const routes = createWebhookRoutes(database.store);
      const path = '/webhooks/acme/sandbox';
      assert.equal((await routes.request(path, { method: 'POST', body: changed, headers })).status, 401);
      assert.deepEqual(await stateOf(payment), ['created', 'no receipt']);
      for (let times = 0; times < 3; times++) assert.equal((await webhook(body, { id: 'e' })).status, 204);
      assert.deepEqual(await stateOf(payment), ['succeeded', 'receipt']);
    });

    test('for another sum than was asked for are being checked, and have no receipt', async () => {
      const payment = await begin();
      assert.equal((await webhook(event(payment).replace('100.00', '1.00'))).status, 204);
      assert.deepEqual(await stateOf(payment), ['pending', 'no receipt']);
    });

    test('succeed while the mail server is down; the receipt comes when it is back', async () => {
      const refused = Promise.withResolvers<{ givenUp: boolean }>();
      const down = startMailer({
        store: database.store,
        transport: smtpTransport('smtp://127.0.0.1:1'),
        onFailure: refused.resolve,
      });
      const payment = await begin();
      assert.equal((await webhook(event(payment))).status, 204);
      assert.equal((await refused.promise).givenUp, false);
      await down.close();
      assert.deepEqual(await stateOf(payment), ['succeeded', 'receipt']);
      const catcher = await catchMail();
      await database.store.transaction('operator', (transaction) =>
        transaction
          .updateTable('mails')
          .set({ next_attempt_at: new Date(0) })
          .execute(),
      );
      const back = startMailer({ store: database.store, transport: smtpTransport(catcher.url) });
      await catcher.arrived(1);
      await back.close();
      await catcher.stop();
      assert.match(catcher.mails[0]?.subject ?? '', /€100\.00/);
      assert.equal(catcher.mails[0]?.attachments.length, 1);
    });
  },
  { paymentProviders: [books.provider] },
);
