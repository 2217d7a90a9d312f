import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { requestTracker, type RequestTrackerOptions } from '../../../src/adapters/request-tracker/index.ts';
import { operations } from '../../../src/contract/operations.ts';
import type { Message } from '../../../src/contract/tickets/index.ts';
import { asking, failsWith, type Ask } from '../asking.ts';
import { openPeer } from '../recording.ts';
import { emails, optionsFor, picture, verified } from './customers.ts';

const peer = openPeer('request-tracker');
const { tickets } = operations;

const open = (options: Partial<RequestTrackerOptions> = {}) => requestTracker({ ...optionsFor(peer), ...options });
const as = (personId: string, options?: Partial<RequestTrackerOptions>): Ask =>
  asking(open(options), { customer: verified(personId) });

/** What somebody of the company does in Request Tracker itself. */
async function staff<Answer>(method: string, path: string, json?: object): Promise<Answer> {
  const response = await peer.fetch(`${peer.url}/REST/2.0${path}`, {
    method,
    headers: { Authorization: `token ${peer.token('agent')}`, 'Content-Type': 'application/json' },
    ...(json && { body: JSON.stringify(json) }),
  });
  assert.ok(response.ok, `${path}: ${response.status}`);
  return (await response.json()) as Answer;
}

describe('request tracker', () => {
  const anna = as('anna');
  const boris = as('boris');
  let ticketId: string;
  after(() => peer.close());

  const messages = async (ask: Ask = anna) => (await ask(tickets.messages, { ticketId })).items;
  const words = (items: readonly Message[]) =>
    items.map(({ author, text, html, event }) => `${author.side}: ${event?.kind ?? text ?? html ?? ''}`.trim());

  before(async () => {
    const ticket = await anna(tickets.create, {
      clientId: 'request-0001',
      kindId: 'Support',
      title: 'Лампа не горит',
      text: 'Добрый день!\nЛампа не горит.',
      uploadIds: ['picture', 'note'],
      about: [{ kind: 'order', id: 'A-1001' }],
    });
    ticketId = ticket.id;
  });

  describe('a ticket', () => {
    it('is kept as one about something, found by it, and leads back to it', async () => {
      const about = async (aboutId: string, ask: Ask = anna) =>
        (await ask(tickets.list, { aboutId })).items.map((ticket) => [ticket.id, ticket.about]);
      assert.deepEqual(await about('A-1001'), [[ticketId, [{ kind: 'order', id: 'A-1001', label: 'A-1001' }]]]);
      assert.deepEqual(await about('A-100'), []);
      assert.deepEqual(await about("' OR id > 0 OR Subject = '"), []);
      assert.deepEqual(await about('A-1001', boris), []);
    });

    it('names what it is about by its number, and is not about what is not the customer’s', async () => {
      const numberOf = async ({ id }: { id: string }) => (id === 'счёт 7' ? 'INV-7' : undefined);
      const ask = as('anna', { numberOf });
      const request = { clientId: 'request-0007', kindId: 'Billing', title: 'Bill', text: 'Why?' };
      const other = ask(tickets.create, { ...request, about: [{ kind: 'invoice', id: '8' }] });
      await failsWith('invalid', other, ['/about/0/id']);
      const made = await ask(tickets.create, { ...request, about: [{ kind: 'invoice', id: 'счёт 7' }] });
      assert.deepEqual(made.about, [{ kind: 'invoice', id: 'счёт 7', label: 'INV-7' }]);
      assert.equal((await ask(tickets.list, { aboutId: 'счёт 7' })).total, 1);
    });

    it('is made once, for the verified customer, with its files, whatever letters their names have', async () => {
      const again = await anna(tickets.create, {
        clientId: 'request-0001',
        kindId: 'Support',
        title: 'Лампа не горит',
        text: 'Добрый день!\nЛампа не горит.',
      });
      assert.equal(again.id, ticketId);
      assert.deepEqual(
        [again.title, again.kind.label, again.status.code, again.allowedActions],
        ['Лампа не горит', 'Question', 'open', ['reply', 'close']],
      );
      const [first] = await messages();
      assert.equal(first?.clientId, 'request-0001');
      assert.equal(first.text?.trim(), 'Добрый день!\nЛампа не горит.');
      assert.deepEqual([first.author.side, first.author.you, first.author.name], ['customer', true, 'Anna Berg']);
      assert.deepEqual(
        first.attachments.map(({ name, mediaType, size }) => [name, mediaType, size]),
        [
          ['снимок.png', 'image/png', 8],
          ['заметка.txt', 'text/plain', 27],
        ],
      );
      const [shot, list] = await Promise.all(
        first.attachments.map(({ id }) => anna(tickets.attachment, { attachmentId: id })),
      );
      assert.deepEqual(new Uint8Array(await (shot as File).arrayBuffer()), new Uint8Array(await picture.arrayBuffer()));
      assert.equal(await (list as File).text(), 'Список покупок');
    });

    it('asks for a known kind, words and an id that a search can hold', async () => {
      const ticket = { clientId: 'request-0002', kindId: 'Support', title: 'x', text: 'y' };
      await failsWith('invalid', anna(tickets.create, { ...ticket, kindId: 'Internal' }), ['/kindId']);
      await failsWith('invalid', anna(tickets.create, { ...ticket, text: ' ' }), ['/text']);
      await failsWith('invalid', anna(tickets.create, { ...ticket, clientId: "x' OR id > 0" }), ['/clientId']);
      const { items } = await anna(tickets.kinds, {});
      assert.deepEqual(
        items.map(({ id, label }) => [id, label]),
        [
          ['Support', 'Question'],
          ['Billing', 'Bills'],
        ],
      );
    });
  });

  describe('a conversation', () => {
    it('gets each message once, though the answer to it was lost', async () => {
      const message = { ticketId, clientId: 'message-0001', text: 'Гарантия ещё действует?' };
      const sent = await anna(tickets.send, message);
      const again = await anna(tickets.send, message);
      assert.equal(again.id, sent.id);
      assert.deepEqual([sent.clientId, sent.text, sent.author.you], ['message-0001', message.text, true]);
      assert.deepEqual(words(await messages()).slice(1), ['customer: Гарантия ещё действует?']);
    });

    it('gets it once, though it is sent twice at the same moment', async () => {
      const message = { ticketId, clientId: 'message-0002', text: 'Twice' };
      // One process has one adapter.
      const [one, other] = await Promise.all([anna(tickets.send, message), anna(tickets.send, message)]);
      assert.equal(one.id, other.id);
      assert.equal((await messages()).filter(({ text }) => text === 'Twice').length, 1);
    });

    it('shows what staff answer, HTML as HTML, and nothing of what they say among themselves', async () => {
      await staff('POST', `/ticket/${ticketId}/correspond`, {
        Content: '<p>Please send a <b>photo</b>.</p>',
        ContentType: 'text/html',
      });
      await staff('POST', `/ticket/${ticketId}/comment`, {
        Content: 'INTERNAL: replace it',
        ContentType: 'text/plain',
        Attachments: [{ FileName: 'internal.txt', FileType: 'text/plain', FileContent: btoa('secret') }],
      });
      const last = (await messages()).at(-1);
      assert.equal(last?.html?.trim(), '<p>Please send a <b>photo</b>.</p>');
      assert.deepEqual([last.author.side, last.author.name, last.author.id], ['staff', 'Agnes Agent', undefined]);

      // Even with an account that may see comments.
      const careless = as('anna', { token: peer.token('agent'), account: 'agent' });
      const seen = JSON.stringify(await messages(careless));
      assert.ok(!seen.includes('INTERNAL') && !seen.includes('internal.txt'));
      assert.deepEqual((await careless(tickets.list, { search: 'INTERNAL' })).items, []);
      const { items } = await staff<{ items: { id: string; Filename: string }[] }>(
        'GET',
        `/ticket/${ticketId}/attachments?fields=Filename&per_page=100`,
      );
      const hidden = items.find(({ Filename }) => Filename === 'internal.txt')?.id;
      assert.ok(hidden);
      await failsWith('not_found', careless(tickets.attachment, { attachmentId: `${ticketId}-${hidden}` }));
    });

    it('is read in windows', async () => {
      const all = await messages();
      const latest = await anna(tickets.messages, { ticketId, limit: 2 });
      assert.deepEqual(latest.items, all.slice(-2));
      assert.deepEqual([latest.hasEarlier, latest.hasLater], [true, false]);
      const earlier = await anna(tickets.messages, { ticketId, before: latest.items[0]?.sequence, limit: 1 });
      assert.deepEqual(earlier.items, all.slice(-3, -2));
      assert.deepEqual([earlier.hasEarlier, earlier.hasLater], [true, true]);
      const later = await anna(tickets.messages, { ticketId, after: all[0]?.sequence, limit: 1 });
      assert.deepEqual(later.items, all.slice(1, 2));
    });

    it('is not read again while nothing has happened, and never a text twice', async () => {
      const asked: string[] = [];
      const watched: typeof fetch = (...args) => {
        const request = new Request(...args);
        asked.push(new URL(request.url).pathname.replace(/^\/REST\/2\.0/, '').replace(/\d+/g, '*'));
        return peer.fetch(request);
      };
      const ask = as('anna', { fetch: watched });
      await messages(ask);
      assert.ok(asked.filter((path) => path === '/attachment/*').length >= 4);
      asked.length = 0;
      await messages(ask);
      assert.deepEqual(asked.toSorted(), ['/ticket/*', '/tickets']);
      await anna(tickets.send, { ticketId, clientId: 'message-0003', text: 'Here it is' });
      asked.length = 0;
      assert.equal((await messages(ask)).at(-1)?.text, 'Here it is');
      assert.equal(asked.filter((path) => path === '/attachment/*').length, 1);
    });
  });

  describe('closing', () => {
    it('closes, is rated, and opens again, which the conversation tells', async () => {
      const closed = await anna(tickets.close, { ticketId });
      assert.deepEqual([closed.status.code, closed.allowedActions], ['closed', ['reply', 'reopen', 'rate']]);
      assert.equal((await anna(tickets.close, { ticketId })).status.code, 'closed');
      const rated = await anna(tickets.rate, { ticketId, score: 4, comment: 'Быстро' });
      assert.deepEqual([rated.rating?.score, rated.rating?.comment], [4, 'Быстро']);
      const better = await anna(tickets.rate, { ticketId, score: 5 });
      assert.deepEqual([better.rating?.score, better.rating?.comment], [5, undefined]);
      assert.equal((await anna(tickets.reopen, { ticketId })).status.code, 'open');
      assert.deepEqual(words(await messages()).slice(-4), [
        'customer: closed',
        'customer: rated',
        'customer: rated',
        'customer: reopened',
      ]);
    });

    it('opens a closed ticket by a reply', async () => {
      await anna(tickets.close, { ticketId });
      await anna(tickets.send, { ticketId, clientId: 'message-0004', text: 'One more thing' });
      assert.equal((await anna(tickets.get, { ticketId })).status.code, 'open');
    });

    it('tells a refusal that stands in an answer of 200', async () => {
      const lame = as('anna', { fields: { rating: 'No such field' } });
      await failsWith('conflict', lame(tickets.rate, { ticketId, score: 3 }));
    });
  });

  describe('the list', () => {
    it('is filtered by state, kind and words, and paged', async () => {
      for (const name of ['one', 'two', 'three']) {
        await anna(tickets.create, {
          clientId: `request-${name}`,
          kindId: name === 'two' ? 'Billing' : 'Support',
          title: `Question ${name}`,
          text: 'Text',
        });
      }
      const list = async (filter: object) => {
        const { items, total } = await anna(tickets.list, filter);
        return [items.length, total];
      };
      assert.deepEqual(await list({}), [5, 5]);
      assert.deepEqual(await list({ kindId: 'Billing' }), [2, 2]);
      assert.deepEqual(await list({ state: ['open'] }), [5, 5]);
      assert.deepEqual(await list({ state: ['closed', 'waiting'] }), [0, 0]);
      assert.deepEqual(await list({ state: ['answered'] }), [0, 0]);
      assert.deepEqual(await list({ search: 'Лампа' }), [1, 1]);
      assert.deepEqual(await list({ search: ticketId }), [1, 1]);
      assert.deepEqual(await list({ unread: true }), [0, 0]);

      const paged: string[] = [];
      let cursor: string | undefined;
      do {
        const page = await anna(tickets.list, { limit: 3, ...(cursor !== undefined && { cursor }) });
        paged.push(...page.items.map(({ id }) => id));
        cursor = page.nextCursor ?? undefined;
      } while (cursor !== undefined);
      assert.equal(new Set(paged).size, 5);
      await failsWith('invalid', anna(tickets.list, { cursor: 'x' }), ['/cursor']);
    });

    it('holds no tickets of queues that are not for customers', async () => {
      await staff('POST', '/ticket', {
        Queue: 'Internal',
        Subject: 'About Anna',
        Requestor: emails['anna'],
        Content: 'x',
      });
      assert.ok((await anna(tickets.list, {})).items.every(({ title }) => title !== 'About Anna'));
    });
  });

  describe('two customers', () => {
    it('see nothing of each other through any operation', async () => {
      const own = await boris(tickets.create, {
        clientId: 'request-0001',
        kindId: 'Support',
        title: 'Boris asks',
        text: 'Only I may see it',
      });
      assert.notEqual(own.id, ticketId);
      assert.deepEqual(
        (await boris(tickets.list, {})).items.map(({ id }) => id),
        [own.id],
      );
      const before = await messages();
      const attachmentId = before[0]?.attachments[0]?.id ?? '';
      for (const id of [ticketId, '99999']) {
        await failsWith('not_found', boris(tickets.get, { ticketId: id }));
        await failsWith('not_found', boris(tickets.messages, { ticketId: id }));
        await failsWith('not_found', boris(tickets.send, { ticketId: id, clientId: 'intruder-1', text: 'x' }));
        await failsWith('not_found', boris(tickets.close, { ticketId: id }));
        await failsWith('not_found', boris(tickets.reopen, { ticketId: id }));
        await failsWith('not_found', boris(tickets.rate, { ticketId: id, score: 1 }));
      }
      await failsWith('not_found', boris(tickets.attachment, { attachmentId }));
      // His own ticket does not lead to her file.
      await failsWith('not_found', boris(tickets.attachment, { attachmentId: attachmentId.replace(/^\d+/, own.id) }));
      assert.deepEqual(await messages(), before);
    });

    it('do not get further by words that would end a search early', async () => {
      for (const text of ["x') OR (id > 0", "' OR id > 0 OR Subject = '", "\\') OR id > 0 --", 'x" OR id > 0']) {
        assert.deepEqual((await boris(tickets.list, { search: text })).items, [], text);
        assert.deepEqual((await boris(tickets.list, { kindId: text })).items, [], text);
        await failsWith('not_found', boris(tickets.get, { ticketId: text }));
      }
    });

    it('are nobody without the server’s word', async () => {
      await failsWith('unauthenticated', asking(open(), {})(tickets.list, {}));
      await failsWith('unavailable', as('carla')(tickets.list, {}));
      assert.deepEqual(open().runsIn, ['server']);
    });
  });

  it('tells the customer of a refused account that the help desk is away, not that they are signed out', async () => {
    await failsWith('unavailable', as('anna', { token: '1-1-wrong' })(tickets.list, {}));
  });
});
