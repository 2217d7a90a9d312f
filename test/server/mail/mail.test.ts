import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, test } from 'node:test';
import { sql } from 'kysely';
import { simpleParser } from 'mailparser';
import { fileTransport, smtpTransport, startMailer, type MailTransport } from '../../../server/mail/index.ts';
import { writeCustomers } from '../../../server/store/write/customers.ts';
import { listOrders, previewReorder, reorder } from '../../../src/contract/index.ts';
import { addCompany, addOrders, customerOf, orderRecord } from '../helpers/company.ts';
import { describeDatabases } from '../helpers/databases.ts';
import { catchMail, type SmtpCatcher } from '../helpers/smtp-catcher.ts';

const one = customerOf('acme', 'one');

describeDatabases('mail', (database) => {
  let mailer: ReturnType<typeof startMailer> | undefined;
  let catcher: SmtpCatcher;

  beforeEach(async () => {
    await addCompany(database.store, 'acme');
    await addOrders(database.store, 'acme', [orderRecord('plain')]);
    catcher = await catchMail();
  });
  afterEach(async () => {
    await mailer?.close();
    mailer = undefined;
    await catcher.stop();
  });

  const place = async (idempotencyKey: string, orderId = 'plain') => {
    const { adapter } = database.store;
    const { terms } = await adapter.call(previewReorder, { orderIds: [orderId] }, { customer: one });
    return adapter.call(reorder, { orderIds: [orderId], terms }, { customer: one, idempotencyKey });
  };
  const start = (transport: MailTransport) => {
    const failures: { reason: string; givenUp: boolean }[] = [];
    const failed = Promise.withResolvers<undefined>();
    mailer = startMailer({
      store: database.store,
      transport,
      onFailure: (failure) => {
        failures.push(failure);
        failed.resolve(undefined);
      },
    });
    return { failures, failed: failed.promise };
  };
  const states = () =>
    database.store.transaction('operator', (transaction) =>
      transaction.selectFrom('mails').select(['state', 'attempts', 'last_error']).orderBy('created_at').execute(),
    );
  /** Lets what waits be tried at once, as if the time had passed. */
  const makeDue = () =>
    database.store.transaction('operator', (transaction) =>
      sql`with due as (update mails set next_attempt_at = now() where state = 'queued') select pg_notify('cabinet_mails', '')`.execute(
        transaction,
      ),
    );

  test('brings the invoice at once, in text, HTML and PDF', async () => {
    start(smtpTransport(catcher.url));
    const { order, invoice } = await place('key');
    await catcher.arrived(1);
    const [mail] = catcher.mails;
    assert.equal(mail?.subject, `Invoice ${invoice?.number} for your order ${order.number}`);
    assert.equal(mail?.from?.text, '"Company acme" <orders@acme.example>');
    assert.match(mail?.text ?? '', /Total: €106\.74/);
    assert.match(String(mail?.html), /Coffee beans/);
    const [attachment] = mail?.attachments ?? [];
    assert.equal(attachment?.filename, `${invoice?.number}.pdf`);
    assert.equal(attachment?.content.subarray(0, 5).toString(), '%PDF-');
    await mailer?.close();
    assert.deepEqual(
      (await states()).map(({ state }) => state),
      ['sent'],
    );
  });

  test('waits for a mail server that is down, while the order stands', async () => {
    const { url } = catcher;
    await catcher.stop();
    const { failures, failed } = start(smtpTransport(url));
    const { order } = await place('key');
    await failed;
    assert.equal(failures[0]?.givenUp, false);
    const list = await database.store.adapter.call(listOrders, { limit: 1 }, { customer: one });
    assert.equal(list.items[0]?.id, order.id);
    catcher = await catchMail(Number(new URL(url).port));
    await makeDue();
    await catcher.arrived(1);
    await mailer?.close();
    const [mail] = await states();
    assert.equal(mail?.state, 'sent');
    assert.ok((mail?.attempts ?? 0) > 1);
  });

  test('that was sent but not recorded goes out again as the very same mail', async () => {
    start(smtpTransport(catcher.url));
    await place('key');
    await catcher.arrived(1);
    await mailer?.close();
    // What a crash between the mail server's answer and our record leaves behind.
    await database.store.transaction('operator', (transaction) =>
      sql`update mails set state = 'queued', sent_at = null, next_attempt_at = now()`.execute(transaction),
    );
    start(smtpTransport(catcher.url));
    await catcher.arrived(2);
    const [first, second] = catcher.mails;
    assert.ok(first?.messageId);
    assert.equal(second?.messageId, first?.messageId);
    assert.equal(second?.date?.getTime(), first?.date?.getTime());
  });

  test('that the mail server refuses for good is put aside and reported', async () => {
    catcher.refuseWith(550);
    const { failures, failed } = start(smtpTransport(catcher.url));
    await place('key');
    await failed;
    await mailer?.close();
    assert.equal(failures[0]?.givenUp, true);
    const [mail] = await states();
    assert.equal(mail?.state, 'failed');
    assert.match(mail?.last_error ?? '', /refused/);
  });

  test('that is refused for now is tried again', async () => {
    catcher.refuseWith(451);
    const { failures, failed } = start(smtpTransport(catcher.url));
    await place('key');
    await failed;
    assert.equal(failures[0]?.givenUp, false);
    catcher.refuseWith(0);
    await makeDue();
    await catcher.arrived(1);
  });

  test('of hostile names stays text, and forges no header', async () => {
    const hostile = '<img src=x onerror=alert(1)>"\r\nBcc: victim@example.com';
    await database.store.transaction({ tenantId: 'acme' }, async (transaction) => {
      await writeCustomers(transaction, 'acme', [
        { externalId: 'one', name: hostile, invoiceEmail: 'one@customer.example' },
      ]);
      await transaction.updateTable('products').set({ title: hostile }).where('id', '=', 'cups').execute();
    });
    await database.store.transaction('operator', (transaction) =>
      transaction.updateTable('tenants').set({ name: hostile, order_prefix: hostile }).execute(),
    );
    start(smtpTransport(catcher.url));
    await place('key');
    await catcher.arrived(1);
    const [mail] = catcher.mails;
    assert.equal(mail?.bcc, undefined);
    assert.deepEqual(
      [mail?.to].flat().map((to) => to?.text),
      ['one@customer.example'],
    );
    assert.doesNotMatch(String(mail?.html), /<img/);
    assert.match(String(mail?.html), /&lt;img src=x/);
  });

  test('without a mail server is a file, the same mail the same file', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'cabinet-mail-'));
    try {
      const sent = Promise.withResolvers<undefined>();
      const files = fileTransport(folder);
      start({
        ...files,
        send: (mail, id) =>
          files
            .send(mail, id)
            .then(() => files.send(mail, id))
            .finally(() => sent.resolve(undefined)),
      });
      await place('key');
      await sent.promise;
      const [name, ...others] = readdirSync(folder);
      assert.deepEqual(others, []);
      assert.match(name ?? '', /\.eml$/);
      const mail = await simpleParser(readFileSync(join(folder, name ?? '')));
      assert.equal(mail.attachments.length, 1);
    } finally {
      await mailer?.close();
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
