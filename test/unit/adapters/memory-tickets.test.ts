import { expect } from 'chai';
import { demoCompany, memory, type MemoryOptions } from '../../../src/adapters/memory/index.ts';
import {
  appendUpload,
  beginUpload,
  createTicket,
  downloadAttachment,
  getPresence,
  getTicket,
  listMessages,
  listTicketKinds,
  listTickets,
  markRead,
  sendMessage,
  type InputOf,
  type LiveEvent,
  type Operation,
} from '../../../src/contract/index.ts';

function backend(options: MemoryOptions = {}) {
  const adapter = memory({ now: new Date('2026-11-23T10:00:00Z'), ...options });
  return {
    adapter,
    ask: <O extends Operation>(operation: O, input: InputOf<O>) =>
      adapter.call(operation, input as never, { idempotencyKey: crypto.randomUUID() }),
  };
}

async function codeOf(promise: Promise<unknown>): Promise<string> {
  return promise.then(
    () => 'nothing',
    (error: unknown) => {
      const { code, fields = {} } = error as { code: string; fields?: object };
      return [code, ...Object.keys(fields)].join(' ');
    },
  );
}

describe('the backend in memory: tickets', () => {
  for (const locale of ['en', 'ru'] as const) {
    it(`begins with conversations in every state (${locale})`, async () => {
      const { ask } = backend({ company: demoCompany(locale) });
      const { items } = await ask(listTickets, {});
      expect(items.map(({ status }) => status.code).sort()).to.deep.equal(['answered', 'closed', 'open', 'waiting']);
      expect(items[0]).to.include({ unread: 2 });
      expect(items[0]?.about).to.have.length(1);
      const closed = items.find(({ status }) => status.code === 'closed');
      const { items: messages } = await ask(listMessages, { ticketId: closed?.id ?? '' });
      expect(messages.some(({ html }) => html?.includes('<b>'))).to.equal(true);
      expect(messages.at(-1)?.event?.kind).to.equal('closed');
      expect((await ask(listTicketKinds, {})).items.map(({ id }) => id)).to.include('credit-limit');
    });
  }

  it('pages a conversation of 10 000 messages from its end', async () => {
    const { ask } = backend({ tickets: { messageCount: 10_000 } });
    const { items: tickets } = await ask(listTickets, { state: ['open'] });
    const ticketId = tickets[0]?.id ?? '';
    const last = await ask(listMessages, { ticketId, limit: 20 });
    expect(last.items.map(({ sequence }) => sequence)).to.deep.equal(
      Array.from({ length: 20 }, (_, index) => 9983 + index),
    );
    expect([last.hasEarlier, last.hasLater]).to.deep.equal([true, false]);
    const before = await ask(listMessages, { ticketId, before: 3, limit: 20 });
    expect([before.items.length, before.hasEarlier, before.hasLater]).to.deep.equal([2, false, true]);
    const after = await ask(listMessages, { ticketId, after: 10_000 });
    expect(after.items.map(({ sequence }) => sequence)).to.deep.equal([10_001, 10_002]);
  });

  it('takes a message once for its client id, with its file', async () => {
    const { ask } = backend();
    const ticketId = (await ask(listTickets, {})).items[0]?.id ?? '';
    const content = new File(['a,b\n'], 'list.csv', { type: 'text/csv' });
    const { id } = await ask(beginUpload, { name: content.name, mediaType: content.type, size: content.size });
    await ask(appendUpload, { uploadId: id, offset: 0, part: content });
    await ask(appendUpload, { uploadId: id, offset: 0, part: content });
    const message = { ticketId, clientId: crypto.randomUUID(), text: 'see', uploadIds: [id] };
    const first = await ask(sendMessage, message);
    expect(await ask(sendMessage, message)).to.deep.equal(first);
    expect(await (await ask(downloadAttachment, { attachmentId: id })).text()).to.equal('a,b\n');
    expect((await ask(getTicket, { ticketId })).lastSequence).to.equal(first.sequence);
    expect(
      await codeOf(ask(sendMessage, { ...message, clientId: crypto.randomUUID(), text: ' ', uploadIds: [] })),
    ).to.equal('invalid /text');
  });

  it('wants what a kind requires, and knows only what is the customer’s', async () => {
    const { ask } = backend();
    const ticket = { clientId: crypto.randomUUID(), kindId: 'credit-limit', title: 'Credit', text: 'please' };
    expect(await codeOf(ask(createTicket, ticket))).to.equal('invalid /fields/limit /fields/email');
    const fields = { limit: 900, email: 'a@b.example' };
    expect(await codeOf(ask(createTicket, { ...ticket, fields, about: [{ kind: 'order', id: 'nothing' }] }))).to.equal(
      'invalid /about/0/id',
    );
    const { id } = await ask(createTicket, { ...ticket, fields });
    expect((await ask(listTickets, {})).items[0]?.id).to.equal(id);
    expect(await codeOf(ask(getTicket, { ticketId: 'nothing' }))).to.equal('not_found');
  });

  it('lets the company answer, and tells of it', async () => {
    const { adapter, ask } = backend();
    const ticketId = (await ask(listTickets, { state: ['open'] })).items[0]?.id ?? '';
    const heard: LiveEvent[] = [];
    const ended = new AbortController();
    const listening = (async () => {
      for await (const event of adapter.subscribe?.({ signal: ended.signal }) ?? []) heard.push(event);
    })().catch(() => undefined);
    adapter.type(ticketId, true);
    expect((await ask(getPresence, { ticketId })).typing).to.have.length(1);
    adapter.answer(ticketId, 'Here you are');
    expect((await ask(getPresence, { ticketId })).typing).to.deep.equal([]);
    const { unread, status, lastSequence } = await ask(getTicket, { ticketId });
    expect([unread, status.code]).to.deep.equal([1, 'answered']);
    await ask(markRead, { ticketId, sequence: lastSequence });
    expect((await ask(getTicket, { ticketId })).unread).to.equal(0);
    ended.abort();
    await listening;
    expect(heard.map(({ type }) => type)).to.include.members(['presence.updated', 'ticket.updated']);
  });
});
