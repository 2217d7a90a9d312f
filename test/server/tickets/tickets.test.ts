import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { beforeEach, test } from 'node:test';
import { sql } from 'kysely';
import type { VerifiedCustomer } from '../../../src/adapters/adapter.ts';
import {
  assignTicket,
  closeTicket,
  getPresence,
  getTicket,
  listTicketKinds,
  listTickets,
  rateTicket,
  reopenTicket,
  sendTyping,
  type InputOf,
  type LiveEvent,
  type Operation,
  type OutputOf,
  type TicketFilter,
} from '../../../src/contract/index.ts';
import { addCompany, addOrders, customerOf, orderRecord } from '../helpers/company.ts';
import { describeDatabases } from '../helpers/databases.ts';
import { addSupport, agentOf, talker } from '../helpers/support.ts';

const one = customerOf('acme', 'one');
const agent = agentOf('acme');
const refusedWith =
  (code: string, ...pointers: string[]) =>
  (error: { code?: string; fields?: object }) => {
    assert.equal(error.code, code);
    if (pointers.length > 0) assert.deepEqual(Object.keys(error.fields ?? {}), pointers);
    return true;
  };

describeDatabases('tickets', (database) => {
  const act = <O extends Operation>(
    operation: O,
    input: InputOf<O>,
    customer: VerifiedCustomer,
  ): Promise<OutputOf<O>> =>
    database.store.adapter.call(operation, input as never, { customer, idempotencyKey: randomUUID(), locale: 'en' });
  const titles = async (filter: TicketFilter, customer = one) =>
    (await act(listTickets, filter, customer)).items.map(({ title }) => title);

  beforeEach(async () => {
    for (const tenantId of ['acme', 'other']) {
      await addCompany(database.store, tenantId);
      await addSupport(database.store, tenantId);
    }
    await addOrders(database.store, 'acme', [orderRecord('mine'), orderRecord('theirs', { customerId: 'two' })]);
  });

  test('begin with a kind, its fields by their labels, and what they are about', async () => {
    const { items } = await act(listTicketKinds, {}, one);
    assert.deepEqual(
      items.map(({ id }) => id),
      ['question', 'limit'],
    );
    assert.deepEqual(Object.keys(items[1]?.fields?.properties ?? {}), ['sum', 'until', 'signed', 'branch']);
    const ticket = await talker(database.store).begin({
      kindId: 'limit',
      title: 'More credit',
      text: '',
      fields: { sum: 5000, until: '2027-01-31', signed: true },
      about: [{ kind: 'order', id: 'mine' }],
    });
    assert.deepEqual(ticket.fields, [
      { label: 'Sum', value: '5000' },
      { label: 'Until', value: '2027-01-31' },
      { label: 'Signed', value: 'yes' },
    ]);
    assert.deepEqual(ticket.about, [{ kind: 'order', id: 'mine', label: 'T-mine' }]);
    assert.equal(ticket.status.code, 'open');
    assert.ok(Date.parse(ticket.deadline ?? '') > Date.now() + 23 * 3_600_000);
    assert.match(ticket.number, /^T-T\d+$/);
    assert.deepEqual(await titles({ aboutId: 'mine' }), ['More credit']);
    assert.deepEqual(await titles({ aboutId: 'theirs' }), []);
  });

  test('with wrong fields, kinds, subjects or no words are refused, each field by its name', async () => {
    const { begin } = talker(database.store);
    const limit = { kindId: 'limit', title: 'More credit' };
    await assert.rejects(begin({ ...limit, fields: {} }), refusedWith('invalid', '/fields/sum'));
    await assert.rejects(
      begin({ ...limit, fields: { sum: 0, until: 'tomorrow', signed: 'yes', branch: 'west' } }),
      refusedWith('invalid', '/fields/sum', '/fields/until', '/fields/signed', '/fields/branch'),
    );
    await assert.rejects(begin({ ...limit, fields: { sum: 5, more: 'x' } }), refusedWith('invalid', '/fields/more'));
    await assert.rejects(begin({ fields: { sum: 5 } }), refusedWith('invalid', '/fields/sum'));
    await assert.rejects(begin({ kindId: 'nothing' }), refusedWith('invalid', '/kindId'));
    for (const id of ['theirs', 'nothing']) {
      await assert.rejects(begin({ about: [{ kind: 'order', id }] }), refusedWith('invalid', '/about/0/id'));
    }
    await assert.rejects(begin({ text: ' ' }), refusedWith('invalid', '/text'));
    assert.deepEqual(await titles({}), []);
  });

  test('begun ten times at once under one client id are one', async () => {
    const { begin } = talker(database.store);
    const clientId = randomUUID();
    const begun = await Promise.all(Array.from({ length: 10 }, () => begin({ clientId })));
    assert.equal(new Set(begun.map(({ id }) => id)).size, 1);
    assert.equal((await titles({})).length, 1);
  });

  test('go through their states, and say what may be done', async () => {
    const anna = talker(database.store);
    const ada = talker(database.store, agent);
    const { id, allowedActions } = await anna.begin();
    assert.deepEqual(allowedActions, ['reply', 'close', 'transcript']);
    const state = async () => (await act(getTicket, { ticketId: id }, one)).status.code;
    await ada.say(id, 'here');
    assert.equal(await state(), 'answered');
    await anna.say(id, 'thanks');
    assert.equal(await state(), 'open');
    await assert.rejects(act(rateTicket, { ticketId: id, score: 5 }, one), refusedWith('conflict'));
    await assert.rejects(act(reopenTicket, { ticketId: id }, one), refusedWith('conflict'));
    const closed = await act(closeTicket, { ticketId: id }, one);
    assert.deepEqual(closed.allowedActions, ['reply', 'reopen', 'rate', 'transcript']);
    await assert.rejects(act(closeTicket, { ticketId: id }, one), refusedWith('conflict'));
    assert.equal((await act(rateTicket, { ticketId: id, score: 4, comment: 'quick' }, one)).rating?.score, 4);
    assert.equal((await act(rateTicket, { ticketId: id, score: 2 }, one)).rating?.score, 2);
    // Whoever writes into it opens it again.
    await anna.say(id, 'one more thing');
    assert.equal(await state(), 'open');
    assert.deepEqual(
      (await anna.read(id)).items.flatMap(({ event }) => (event === undefined ? [] : [event.kind])),
      ['closed', 'rated', 'rated', 'reopened'],
    );
    await act(closeTicket, { ticketId: id }, agent);
    await database.store.transaction({ tenantId: 'acme' }, (transaction) =>
      sql`update tickets set closed_at = now() - interval '31 days'`.execute(transaction),
    );
    assert.deepEqual((await act(getTicket, { ticketId: id }, one)).allowedActions, ['rate', 'transcript']);
    await assert.rejects(anna.say(id, 'still there?'), refusedWith('conflict'));
    assert.equal((await act(reopenTicket, { ticketId: id }, agent)).status.code, 'open');
  });

  test('are listed by their latest activity, filtered, searched and paged', async () => {
    const anna = talker(database.store);
    const ada = talker(database.store, agent);
    const begun = [];
    for (const title of ['Cups', 'Beans', 'Milk']) begun.push(await anna.begin({ title, text: `About ${title}` }));
    await talker(database.store, customerOf('acme', 'two')).begin({ title: 'Foreign cups' });
    const [cups, beans] = begun.map(({ id }) => id);
    await ada.say(cups ?? '', 'The lorry broke down');
    await act(closeTicket, { ticketId: beans ?? '' }, one);
    assert.deepEqual(await titles({}), ['Beans', 'Cups', 'Milk']);
    assert.deepEqual(await titles({ state: ['closed', 'answered'] }), ['Beans', 'Cups']);
    assert.deepEqual(await titles({ unread: true }), ['Cups']);
    assert.deepEqual(await titles({ unread: false }), ['Beans', 'Milk']);
    assert.deepEqual(await titles({ search: 'LORRY cups' }), ['Cups']);
    assert.deepEqual(await titles({ search: 'about %' }), []);
    assert.deepEqual(await titles({ search: 'about' }), ['Beans', 'Cups', 'Milk']);
    const first = await act(listTickets, { limit: 2 }, one);
    assert.ok(first.nextCursor);
    assert.deepEqual(await titles({ limit: 2, cursor: first.nextCursor }), ['Milk']);
    await assert.rejects(act(listTickets, { cursor: 'nonsense' }, one), refusedWith('invalid', '/cursor'));
    assert.deepEqual(first.items[1]?.lastMessage?.text, 'The lorry broke down');
  });

  test('of all customers are the queue of the staff, who see nothing else of them', async () => {
    const anna = talker(database.store);
    const bob = talker(database.store, customerOf('acme', 'two'));
    const { id } = await anna.begin({ title: 'Cups' });
    await bob.begin({ title: 'Beans', text: 'Where are my beans?' });
    const { items } = await act(listTickets, {}, agent);
    assert.deepEqual(
      items.map(({ title, customer, unread }) => [title, customer?.name, unread]),
      [
        ['Beans', 'Customer two', 1],
        ['Cups', 'Customer one', 1],
      ],
    );
    assert.deepEqual(await titles({ search: 'where are my' }, agent), ['Beans', 'Cups']);
    assert.deepEqual(await titles({ queue: 'mine' }, agent), []);
    assert.equal((await act(assignTicket, { ticketId: id }, agent)).assignee?.name, 'Ada Agent');
    await act(assignTicket, { ticketId: id }, agent);
    assert.deepEqual(await titles({ queue: 'mine' }, agent), ['Cups']);
    assert.deepEqual(await titles({ queue: 'unassigned' }, agent), ['Beans']);
    assert.equal((await anna.read(id)).items.filter(({ event }) => event?.kind === 'assigned').length, 1);
    await assert.rejects(act(assignTicket, { ticketId: id }, one), refusedWith('forbidden'));
    assert.equal((await act(listTickets, {}, one)).items[0]?.customer, undefined);
    assert.deepEqual(await titles({}, agentOf('other')), []);

    const scope = { tenantId: 'acme', staff: { customerId: 'house', personId: 'ada' } };
    const visible = (table: string, columns = '*') =>
      database.store.transaction(scope, async (transaction) => {
        const { rows } = await sql<
          Record<string, unknown>
        >`select ${sql.raw(columns)} from ${sql.table(table)}`.execute(transaction);
        return rows;
      });
    for (const table of ['orders', 'invoices', 'documents', 'memberships', 'mails', 'sessions', 'api_keys', 'ledger']) {
      await assert.rejects(visible(table), /permission denied/, table);
    }
    await assert.rejects(visible('customers', 'tax_id'), /permission denied/);
    await assert.rejects(visible('people', 'email'), /permission denied/);
    for (const table of ['tickets', 'messages']) {
      const rows = await visible(table);
      assert.ok(rows.length > 0 && rows.every((row) => row.tenant_id === 'acme'), table);
    }
    const events = await visible('events');
    assert.ok(events.every((row) => row.tenant_id === 'acme' && row.entity === 'tickets'));
  });

  test('tell both sides at once what happens, and who types', async () => {
    const anna = talker(database.store);
    const ada = talker(database.store, agent);
    const { id } = await anna.begin();
    const ended = new AbortController();
    const listen = async (customer: VerifiedCustomer) => {
      const heard: LiveEvent[] = [];
      const waiting: { count: number; resolve: () => void }[] = [];
      const open = Promise.withResolvers<undefined>();
      const events = database.store.adapter.subscribe?.({
        signal: ended.signal,
        customer,
        onOpen: () => open.resolve(undefined),
      });
      const reading = (async () => {
        for await (const event of events ?? []) {
          // Tells only that something may have happened just before.
          if (event.type === 'reset') continue;
          heard.push(event);
          for (const { count, resolve } of waiting) if (heard.length >= count) resolve();
        }
      })();
      await open.promise;
      return {
        heard,
        reading,
        atLeast: (count: number) =>
          new Promise<void>((resolve) => (heard.length >= count ? resolve() : waiting.push({ count, resolve }))),
      };
    };
    const [customer, staff, stranger] = await Promise.all([one, agent, customerOf('acme', 'two')].map(listen));
    assert.ok(customer && staff && stranger);
    await ada.say(id, 'one moment');
    await Promise.all([customer.atLeast(1), staff.atLeast(1)]);
    for (const { heard } of [customer, staff]) {
      assert.deepEqual([heard[0]?.type, heard[0]?.entity, heard[0]?.entityId], ['ticket.updated', 'tickets', id]);
    }
    await act(sendTyping, { ticketId: id, typing: true }, agent);
    await Promise.all([customer.atLeast(2), staff.atLeast(2)]);
    assert.deepEqual(customer.heard[1], { id: '', type: 'presence.updated', entity: 'presence', entityId: id });
    const presence = await act(getPresence, { ticketId: id }, one);
    assert.deepEqual(presence.typing, ['Ada Agent']);
    assert.deepEqual(
      [presence.online, presence.open, presence.hours, presence.answerMinutes],
      [true, true, 'always', 60],
    );
    assert.deepEqual((await act(getPresence, { ticketId: id }, agent)).typing, []);
    await act(sendTyping, { ticketId: id, typing: false }, agent);
    await customer.atLeast(3);
    assert.deepEqual((await act(getPresence, { ticketId: id }, one)).typing, []);
    await act(sendTyping, { ticketId: id, typing: true }, agent);
    await ada.say(id, 'there they are');
    assert.deepEqual((await act(getPresence, { ticketId: id }, one)).typing, [], 'who has said it types no more');
    await assert.rejects(act(getPresence, { ticketId: id }, customerOf('acme', 'two')), refusedWith('not_found'));
    ended.abort();
    await Promise.all([customer.reading, staff.reading, stranger.reading]);
    assert.deepEqual(stranger.heard, []);
  });
});
