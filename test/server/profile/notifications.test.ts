import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { unsubscribeRoutes } from '../../../server/notifications/unsubscribe.ts';
import { startMailer } from '../../../server/mail/index.ts';
import { endOfQuietHours } from '../../../server/store/notifications/may-notify.ts';
import { operations, previewReorder, reorder } from '../../../src/contract/index.ts';
import { addOrders, orderRecord } from '../helpers/company.ts';
import { describeDatabases } from '../helpers/databases.ts';
import { addPeople, callerOf, code, fields, letters, member } from './calling.ts';

const { notifications } = operations;

test('quiet hours end on the clock of their zone, also over midnight', () => {
  const night = { from: '22:00', to: '07:00', timeZone: 'Europe/Moscow' };
  const end = (moment: string) => endOfQuietHours(night, new Date(moment))?.toISOString();
  assert.equal(end('2026-03-01T19:00:30Z'), '2026-03-02T04:00:00.000Z');
  assert.equal(end('2026-03-02T03:59:59Z'), '2026-03-02T04:00:00.000Z');
  assert.equal(end('2026-03-02T04:00:00Z'), undefined);
  assert.equal(end('2026-03-01T18:59:59Z'), undefined);
  const noon = { from: '12:00', to: '13:30', timeZone: 'UTC' };
  assert.equal(endOfQuietHours(noon, new Date('2026-03-01T13:00:00Z'))?.toISOString(), '2026-03-01T13:30:00.000Z');
});

describeDatabases('notifications', (database) => {
  const anna = callerOf(database, member('anna'));
  const bea = callerOf(database, member('bea'));

  beforeEach(async () => {
    await addPeople(database.store);
    await addOrders(database.store, 'acme', [orderRecord('plain')]);
  });

  const update = async (input: Parameters<typeof anna<typeof notifications.updatePreferences>>[1]) =>
    anna(notifications.updatePreferences, input, { ifMatch: (await anna(notifications.preferences, {})).etag });
  const place = async () => {
    const { terms } = await anna(previewReorder, { orderIds: ['plain'] });
    return anna(reorder, { orderIds: ['plain'], terms });
  };
  const isOn = async (eventId: string, channel: string) => {
    const { events } = await anna(notifications.preferences, {});
    const event = events.find(({ id }) => id === eventId);
    return event?.channels.find(({ id }) => id === channel)?.enabled;
  };
  /** A time of day so many minutes from now, in UTC. */
  const clock = (minutes: number) => new Date(Date.now() + minutes * 60_000).toISOString().slice(11, 16);
  /** Sends what is due, and answers what was sent. */
  const sendAll = async () => {
    const sent: { subject: string | undefined; text: string; headers: unknown }[] = [];
    const arrived = Promise.withResolvers<undefined>();
    const mailer = startMailer({
      store: database.store,
      publicUrl: 'https://cabinet.example',
      transport: {
        send: ({ subject, text, headers }) => {
          sent.push({ subject, text: typeof text === 'string' ? text : '', headers });
          arrived.resolve(undefined);
          return Promise.resolve();
        },
        close: () => undefined,
      },
    });
    await arrived.promise;
    await mailer.close();
    return sent;
  };

  test('are told in the person’s language, with channels that say what is missing', async () => {
    const { channels, events } = await anna(notifications.preferences, {}, { locale: 'ru' });
    assert.deepEqual(
      channels.map(({ id, available }) => [id, available]),
      [
        ['email', true],
        ['sms', false],
        ['push', false],
        ['cabinet', false],
      ],
    );
    assert.equal(events.find(({ id }) => id === 'order.shipped')?.label, 'Заказ отгружен');
    const inCabinet = events.flatMap(({ channels: all }) => all.filter(({ id }) => id === 'cabinet'));
    assert.ok(inCabinet.every(({ enabled }) => enabled));
    assert.match(channels.at(-1)?.hint ?? '', /всегда/);
  });

  test('are switched, except what is locked, from the version that was seen', async () => {
    const { etag } = await anna(notifications.preferences, {});
    await update({ changes: [{ eventId: 'news', channel: 'email', enabled: true }] });
    assert.equal(await isOn('news', 'email'), true);
    const late = { changes: [{ eventId: 'news', channel: 'email', enabled: false } as const] };
    await assert.rejects(anna(notifications.updatePreferences, late, { ifMatch: etag }), code('conflict'));
    const wrong = (eventId: string, channel: 'email' | 'sms') =>
      update({ changes: [{ eventId, channel, enabled: false }] });
    await assert.rejects(wrong('security.sign_in', 'email'), fields('/changes/0/enabled'));
    await assert.rejects(wrong('papers.legal', 'sms'), fields('/changes/0/channel'));
    await assert.rejects(wrong('nothing', 'email'), fields('/changes/0/eventId'));
    const hours = { from: '22:00', to: '07:00', timeZone: 'Nowhere/City' };
    await assert.rejects(update({ quietHours: hours }), fields('/quietHours/timeZone'));
    await assert.rejects(update({ quietHours: { ...hours, to: '22:00', timeZone: 'UTC' } }), fields('/quietHours/to'));
    assert.equal((await bea(notifications.preferences, {})).events.at(-1)?.channels[0]?.enabled, false);
  });

  test('decide whether the letter with the invoice goes', async () => {
    assert.equal((await place()).invoice?.mailedTo, 'bills@one.example');
    await update({ changes: [{ eventId: 'invoice.issued', channel: 'email', enabled: false }] });
    assert.equal((await place()).invoice?.mailedTo, undefined);
    assert.equal((await letters(database.store, 'bills@one.example')).length, 1);
  });

  test('decide whether the person hears of their order on its way', async () => {
    await addOrders(database.store, 'acme', [
      orderRecord('hers', { placedBy: { personId: 'anna', name: 'Anna' }, fulfilment: { code: 'ready' } }),
    ]);
    const told = async () => (await letters(database.store, 'anna@people.example')).map(({ kind }) => kind);
    await database.store.advanceOrder('acme', 'hers');
    assert.deepEqual(await told(), ['order_shipped']);
    await database.store.advanceOrder('acme', 'hers');
    assert.deepEqual(await told(), ['order_shipped'], 'of its arrival only who wants to');
    await addOrders(database.store, 'acme', [
      orderRecord('next', { placedBy: { personId: 'anna', name: 'Anna' }, fulfilment: { code: 'ready' } }),
    ]);
    await update({ changes: [{ eventId: 'order.shipped', channel: 'email', enabled: false }] });
    await database.store.advanceOrder('acme', 'next');
    assert.deepEqual(await told(), ['order_shipped']);
  });

  test('hold a letter back until the quiet hours end, also when they began after it was written', async () => {
    await place();
    await update({ quietHours: { from: clock(-60), to: clock(60), timeZone: 'UTC' } });
    await place();
    const waiting = await letters(database.store, 'bills@one.example');
    assert.ok((waiting.at(-1)?.next_attempt_at.getTime() ?? 0) > Date.now() + 50 * 60_000);
    // What protects the account does not wait.
    await anna(operations.members.invite, { email: 'new@sample.example', role: 'viewer' });
    const sent = await sendAll();
    assert.deepEqual(
      sent.map(({ subject }) => subject),
      ['You are invited to the account of Customer one'],
    );
    for (const letter of await letters(database.store, 'bills@one.example')) {
      assert.equal(letter.state, 'queued');
      assert.ok(letter.next_attempt_at.getTime() > Date.now() + 50 * 60_000);
    }
  });

  test('are switched off by the link in a letter, without a sign-in, and by nobody who made one up', async () => {
    await place();
    const [letter] = await sendAll();
    const link = /https:\/\/cabinet\.example\S+/.exec(letter?.text ?? '')?.[0] ?? assert.fail('there is no link');
    const headers = letter?.headers as Record<string, string>;
    assert.equal(headers['List-Unsubscribe'], `<${link}>`);
    const app = unsubscribeRoutes(database.store);
    const asked = await app.request(link);
    assert.equal(asked.status, 200);
    assert.equal(await isOn('invoice.issued', 'email'), true, 'looking at the link changes nothing');
    for (const forged of [`${link}x`, link.replace('/acme?', '/other?'), link.replace(/token=.*/, 'token=none')]) {
      assert.equal((await app.request(forged, { method: 'POST' })).status, 404);
    }
    assert.equal((await app.request(link, { method: 'POST' })).status, 200);
    assert.equal(await isOn('invoice.issued', 'email'), false);
  });

  test('a code is gone from the outbox when it has been sent', async () => {
    await anna(operations.profile.addContact, { kind: 'email', value: 'new@sample.example' });
    const [sent] = await sendAll();
    assert.match(sent?.text ?? '', /\d{6}/);
    const [letter] = await letters(database.store, 'new@sample.example');
    assert.deepEqual([letter?.state, letter?.payload], ['sent', null]);
  });
});
