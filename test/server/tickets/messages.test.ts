import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { beforeEach, test } from 'node:test';
import { getTicket, listMessages, markRead, searchMessages, sendMessage } from '../../../src/contract/index.ts';
import { addCompany, customerOf } from '../helpers/company.ts';
import { describeDatabases } from '../helpers/databases.ts';
import { query } from '../helpers/postgres.ts';
import { addSupport, agentOf, talker } from '../helpers/support.ts';

const refusedWith = (code: string, pointer?: string) => (error: { code?: string; fields?: Record<string, string> }) => {
  assert.equal(error.code, code);
  if (pointer !== undefined) assert.deepEqual(Object.keys(error.fields ?? {}), [pointer]);
  return true;
};

/** Keeps every transaction open for a random while after it has taken its message's place. */
const LINGER = `
  create function cabinet.linger() returns trigger language plpgsql as
    $$ begin perform pg_sleep(random() * 0.02); return null; end $$;
  create constraint trigger linger after insert on cabinet.messages deferrable initially deferred
    for each row execute function cabinet.linger()`;

describeDatabases('messages', (database) => {
  beforeEach(async () => {
    await addCompany(database.store, 'acme');
    await addSupport(database.store, 'acme');
  });

  test('are counted up within a ticket, and told from each side', async () => {
    const anna = talker(database.store);
    const ada = talker(database.store, agentOf('acme'));
    const { id, lastSequence } = await anna.begin();
    assert.equal(lastSequence, 1);
    const question = await anna.say(id, 'It was promised for today.');
    const answer = await ada.say(id, 'They are on their way.', { replyToId: question.id });
    assert.deepEqual([question.sequence, answer.sequence], [2, 3]);
    assert.deepEqual(answer.replyTo, {
      id: question.id,
      sequence: 2,
      author: 'Anna of one',
      text: 'It was promised for today.',
    });
    const seen = await anna.read(id);
    assert.deepEqual(
      seen.items.map(({ author: { side, name, you, role } }) => [side, name, you, role]),
      [
        ['customer', 'Anna of one', true, undefined],
        ['customer', 'Anna of one', true, undefined],
        ['staff', 'Ada Agent', undefined, 'Support'],
      ],
    );
    const { items } = await ada.read(id);
    assert.deepEqual(
      items.map(({ author }) => author.you),
      [undefined, undefined, true],
    );
  });

  test('are paged from both ends without a gap', async () => {
    const anna = talker(database.store);
    const { id } = await anna.begin();
    for (let number = 2; number <= 7; number++) await anna.say(id, `message ${number}`);
    const page = async (place: { before?: number; after?: number; limit?: number }) => {
      const { items, hasEarlier, hasLater } = await anna.read(id, place);
      return [items.map(({ sequence }) => sequence), hasEarlier, hasLater];
    };
    assert.deepEqual(await page({ limit: 3 }), [[5, 6, 7], true, false]);
    assert.deepEqual(await page({ before: 5, limit: 3 }), [[2, 3, 4], true, true]);
    assert.deepEqual(await page({ before: 2 }), [[1], false, true]);
    assert.deepEqual(await page({ after: 0, limit: 2 }), [[1, 2], false, true]);
    assert.deepEqual(await page({ after: 5 }), [[6, 7], true, false]);
    assert.deepEqual(await page({ after: 7 }), [[], true, false]);
    assert.deepEqual(await page({ before: 1 }), [[], false, true]);
  });

  test('sent ten times at once under one client id are one, whatever their keys', async () => {
    const anna = talker(database.store);
    const { id } = await anna.begin();
    const clientId = randomUUID();
    const answers = await Promise.all(Array.from({ length: 10 }, () => anna.say(id, 'only once', { clientId })));
    assert.equal(new Set(answers.map((answer) => answer.id)).size, 1);
    assert.equal((await anna.read(id)).items.filter(({ text }) => text === 'only once').length, 1);
    // Another person's same id, and the same person's in another ticket, are others.
    const ada = talker(database.store, agentOf('acme'));
    assert.notEqual((await ada.say(id, 'mine', { clientId })).id, answers[0]?.id);
    const { id: other } = await anna.begin();
    assert.equal((await anna.say(other, 'elsewhere', { clientId })).sequence, 2);
  });

  test('of a repeated key are answered again; the key of another message is refused', async () => {
    const anna = talker(database.store);
    const { id } = await anna.begin();
    const input = { ticketId: id, clientId: randomUUID(), text: 'hello' };
    const act = anna.act();
    const first = await database.store.adapter.call(sendMessage, input, act);
    assert.deepEqual(await database.store.adapter.call(sendMessage, input, act), first);
    await assert.rejects(
      database.store.adapter.call(sendMessage, { ...input, text: 'other' }, act),
      refusedWith('invalid'),
    );
  });

  test('of 50 writers whose transactions end late are all met by who reads on, in order', async () => {
    const anna = talker(database.store);
    const ada = talker(database.store, agentOf('acme'));
    const { id } = await anna.begin();
    if (database.kind === 'postgresql') await query(database.adminUrl, LINGER);
    const writers = Array.from({ length: 50 }, (_, number) =>
      (number % 2 === 0 ? anna : ada).say(id, `writer ${number}`),
    );
    let done = false;
    const finished = Promise.all(writers).then(() => (done = true));
    const met: number[] = [];
    for (let last = false; !last;) {
      last = done;
      const { items } = await anna.read(id, { after: met.at(-1) ?? 0 });
      met.push(...items.map(({ sequence }) => sequence));
    }
    await finished;
    if (database.kind === 'postgresql') await query(database.adminUrl, 'drop function cabinet.linger() cascade');
    assert.deepEqual(
      met,
      Array.from({ length: 51 }, (_, index) => index + 1),
    );
  });

  test('without text or files, for an unknown quote, and too long, are refused', async () => {
    const anna = talker(database.store);
    const { id } = await anna.begin();
    await assert.rejects(anna.say(id, ' \n'), refusedWith('invalid', '/text'));
    await assert.rejects(anna.say(id, 'x', { replyToId: 'nothing' }), refusedWith('invalid', '/replyToId'));
    await assert.rejects(anna.say(id, 'x', { uploadIds: ['nothing'] }), refusedWith('invalid', '/uploadIds/0'));
    await assert.rejects(anna.say(id, 'x'.repeat(10_001)), refusedWith('invalid', '/text'));
    assert.equal((await anna.read(id)).items.length, 1);
  });

  test('are nobody else’s: not another customer’s, not another company’s, not its staff’s', async () => {
    await addCompany(database.store, 'other');
    await addSupport(database.store, 'other');
    const anna = talker(database.store);
    const { id } = await anna.begin();
    const strangers = [customerOf('acme', 'two'), customerOf('other', 'one'), agentOf('other')];
    for (const customer of strangers) {
      const stranger = talker(database.store, customer);
      const act = stranger.act();
      await assert.rejects(stranger.read(id), refusedWith('not_found'));
      await assert.rejects(stranger.say(id, 'let me in'), refusedWith('not_found'));
      await assert.rejects(database.store.adapter.call(getTicket, { ticketId: id }, act), refusedWith('not_found'));
      await assert.rejects(
        database.store.adapter.call(markRead, { ticketId: id, sequence: 1 }, act),
        refusedWith('not_found'),
      );
      await assert.rejects(
        database.store.adapter.call(searchMessages, { ticketId: id, search: 'cups' }, act),
        refusedWith('not_found'),
      );
    }
    assert.equal((await anna.read(id)).items.length, 1);
  });

  test('are read up to a mark of each side that never goes back', async () => {
    const anna = talker(database.store);
    const ada = talker(database.store, agentOf('acme'));
    const { id } = await anna.begin();
    await ada.say(id, 'one');
    await ada.say(id, 'two');
    const ticket = async (who: typeof anna) =>
      database.store.adapter.call(getTicket, { ticketId: id }, { customer: who.customer });
    assert.equal((await ticket(anna)).unread, 2);
    assert.equal((await ticket(ada)).unread, 1);
    const mark = (who: typeof anna, sequence: number) =>
      database.store.adapter.call(markRead, { ticketId: id, sequence }, who.act());
    assert.deepEqual(await mark(anna, 2), { readUpTo: 2 });
    assert.deepEqual(await mark(anna, 1), { readUpTo: 2 });
    assert.equal((await ticket(anna)).unread, 1);
    assert.deepEqual(await mark(anna, 1_000_000), { readUpTo: 3 });
    const { readUpTo, othersReadUpTo } = await ticket(ada);
    assert.deepEqual([readUpTo, othersReadUpTo], [0, 3]);
    const { readUpTo: seen } = await database.store.adapter.call(
      listMessages,
      { ticketId: id },
      { customer: anna.customer },
    );
    assert.equal(seen, 3);
  });

  test('are found by any of their words, latest first', async () => {
    const anna = talker(database.store);
    const { id } = await anna.begin({ text: 'Кофе опоздал на 50%_x' });
    await anna.say(id, 'COFFEE is late, and so are the cups');
    await anna.say(id, 'The cups have come');
    const find = async (search: string) => {
      const { items } = await database.store.adapter.call(
        searchMessages,
        { ticketId: id, search },
        { customer: anna.customer },
      );
      return items.map(({ sequence }) => sequence);
    };
    assert.deepEqual(await find('CUPS'), [3, 2]);
    assert.deepEqual(await find('cups late'), [2]);
    assert.deepEqual(await find('КОФЕ'), [1]);
    assert.deepEqual(await find('%_x'), [1]);
    assert.deepEqual(await find('\0'), []);
    assert.deepEqual(await find("'; drop table messages; --"), []);
  });
});
