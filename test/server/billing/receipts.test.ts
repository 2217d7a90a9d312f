import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { smtpTransport, startMailer } from '../../../server/mail/index.ts';
import { writeCustomers } from '../../../server/store/write/customers.ts';
import {
  archiveDocuments,
  createPayment,
  downloadDocument,
  getPayment,
  type InputOf,
  listPayments,
  operations,
  previewPayment,
} from '../../../src/contract/index.ts';
import { quietBank } from '../helpers/bank.ts';
import { addEntries, addInvoices, entryRecord, invoiceRecord } from '../helpers/books.ts';
import { addCompany, customerOf } from '../helpers/company.ts';
import { describeDatabases } from '../helpers/databases.ts';
import { needs, plain, textOf } from '../helpers/pdf.ts';
import { catchMail } from '../helpers/smtp-catcher.ts';

const books = quietBank();
const customer = customerOf('acme', 'one');

describeDatabases(
  'receipts',
  (database) => {
    const call: typeof database.store.adapter.call = (operation, input, context) =>
      database.store.adapter.call(operation, input, {
        customer,
        idempotencyKey: crypto.randomUUID(),
        locale: 'en',
        ...context,
      });
    const pay = async (wish: InputOf<typeof previewPayment>) => {
      const { terms } = await call(previewPayment, wish, {});
      return call(createPayment, { ...wish, terms, returnUrl: 'https://shop.example/account' }, {});
    };
    const receiptOf = async (paymentId: string) => (await call(getPayment, { paymentId }, {})).receipt;
    const letters = () =>
      database.store.transaction('operator', (transaction) =>
        transaction.selectFrom('mails').select(['kind', 'recipient', 'locale', 'payload', 'message_id']).execute(),
      );

    beforeEach(async () => {
      await addCompany(database.store, 'acme');
      await database.store.transaction({ tenantId: 'acme' }, (transaction) =>
        writeCustomers(transaction, 'acme', [
          {
            externalId: 'one',
            name: 'Customer one',
            invoiceEmail: 'bills@one.example',
            people: [
              { externalId: 'one-anna', name: 'Anna', email: 'anna@one.example', locale: 'ru', roles: ['owner'] },
            ],
          },
        ]),
      );
      await addInvoices(database.store, 'acme', [
        invoiceRecord('old', '1000.00', -40),
        invoiceRecord('mid', '50.00', -10),
      ]);
    });

    test('say what was paid for what, to whom and how', async (context) => {
      if (!needs(context, 'pdftotext')) return;
      const payment = await pay({ amount: { amount: '1100.00', currency: 'EUR' }, methodId: 'card' });
      assert.equal(await receiptOf(payment.id), undefined, 'of what is not paid there is none');
      // While the person was at the bank, a part of it came by another way.
      await addEntries(database.store, 'acme', [entryRecord('transfer', '20.00', 'mid')]);
      await books.tell(database.store, payment, 'succeeded');
      const receipt = (await receiptOf(payment.id)) ?? assert.fail('there is none');
      assert.deepEqual([receipt.kind, receipt.title], ['receipt', `Receipt ${payment.number}`]);
      const file = await call(downloadDocument, { documentId: receipt.id }, {});
      assert.equal(file.name, `${receipt.title}.pdf`);
      const text = textOf(await file.bytes());
      const wanted = ['Company acme Ltd.', 'DE000000000', 'Customer one', 'Card', 'Invoice R-old', 'Invoice R-mid'];
      const sums = ['€1,000.00', '€30.00', 'Payment in advance', '€70.00', '€16.50', '€1,116.50'];
      for (const part of [`Receipt ${payment.number}`, ...wanted, ...sums]) {
        assert.ok(text.includes(plain(part)), `${part} in: ${text}`);
      }
      const { items } = await call(listPayments, {}, {});
      assert.equal(items[0]?.receipt?.id, receipt.id);
      const archive = await call(archiveDocuments, { documentIds: [receipt.id, 'old'] }, {});
      const archived = Buffer.from(await archive.bytes());
      assert.ok(archived.length > (await file.bytes()).length);
      assert.ok(archived.includes(`${receipt.title}.pdf`), 'each file has the name of its document');
    });

    test('are of the customer alone, and stay what they were', async (context) => {
      if (!needs(context, 'pdftotext')) return;
      const payment = await pay({ invoiceIds: ['mid'] });
      await books.tell(database.store, payment, 'succeeded');
      const documentId = (await receiptOf(payment.id))?.id ?? '';
      for (const stranger of [customerOf('acme', 'two'), customerOf('other', 'one')]) {
        await assert.rejects(call(downloadDocument, { documentId }, { customer: stranger }), { code: 'not_found' });
      }
      await database.store.transaction({ tenantId: 'acme' }, (transaction) =>
        writeCustomers(transaction, 'acme', [{ externalId: 'one', name: 'Another name', people: [] }]),
      );
      await books.tell(database.store, payment, 'refunded');
      const text = textOf(await (await call(downloadDocument, { documentId }, {})).bytes());
      assert.match(text, /Customer one/);
    });

    test('come by mail once, to whoever paid, in their language, however often it is told', async (context) => {
      if (!needs(context, 'pdftotext')) return;
      const catcher = await catchMail();
      const mailer = startMailer({
        store: database.store,
        transport: smtpTransport(catcher.url),
        publicUrl: 'https://cabinet.example',
      });
      try {
        const payment = await pay({ invoiceIds: ['mid'] });
        await Promise.all(
          ['e1', 'e1', 'e2'].map((event) => books.tell(database.store, payment, 'succeeded', { event })),
        );
        await catcher.arrived(1);
        const [mail] = catcher.mails;
        const [queued, ...others] = await letters();
        assert.deepEqual(others, []);
        assert.deepEqual(
          [queued?.kind, queued?.recipient, queued?.locale],
          ['payment_received', 'anna@one.example', 'ru'],
        );
        assert.equal(mail?.messageId, queued?.message_id);
        assert.equal(plain(mail?.subject ?? ''), 'Оплата получена: 50,00 €');
        assert.match(mail?.text ?? '', /счета: R-mid/);
        assert.match(mail?.text ?? '', /https:\/\/cabinet\.example\/unsubscribe\//);
        const [attachment] = mail?.attachments ?? [];
        assert.equal(attachment?.filename, `Receipt_${payment.number}.pdf`);
        assert.match(textOf(attachment?.content ?? new Uint8Array()), /Invoice R-mid/);
      } finally {
        await mailer.close();
        await catcher.stop();
      }
    });

    test('are not mailed to who does not want them, and are there all the same', async () => {
      const { etag } = await call(operations.notifications.preferences, {}, {});
      const changes = [{ eventId: 'payment.received', channel: 'email', enabled: false } as const];
      await call(operations.notifications.updatePreferences, { changes }, { ifMatch: etag });
      const payment = await pay({ invoiceIds: ['mid'] });
      await books.tell(database.store, payment, 'succeeded');
      assert.deepEqual(await letters(), []);
      assert.ok(await receiptOf(payment.id));
    });
  },
  { paymentProviders: [books.provider] },
);
