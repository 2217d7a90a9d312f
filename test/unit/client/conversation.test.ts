import { expect } from 'chai';
import { Conversation } from '../../../src/client/conversation.ts';
import { MOST_MESSAGES } from '../../../src/client/message-window.ts';
import type { Message } from '../../../src/contract/tickets/index.ts';
import { endCabinets, testCabinet, type TestCabinet } from '../../helpers/cabinet.ts';
import { HelpDesk } from '../../helpers/help-desk.ts';
import { until } from '../../helpers/until.ts';

describe('conversation', () => {
  const open: Conversation[] = [];
  const { random } = Math;
  let desk: HelpDesk;

  beforeEach(() => {
    desk = new HelpDesk();
    desk.open('t1', 'Where is it?');
  });
  afterEach(async () => {
    Math.random = random;
    for (const conversation of open.splice(0)) conversation.end();
    endCabinets();
    for (const { name = '' } of await indexedDB.databases()) indexedDB.deleteDatabase(name);
  });

  function start(cabinet: TestCabinet, arrived: Message[] = []): Conversation {
    const conversation = new Conversation({
      client: cabinet.client,
      ticketId: 't1',
      onChange: () => undefined,
      onArrived: (messages) => arrived.push(...messages),
    });
    open.push(conversation);
    return conversation;
  }
  const fill = (count: number): void => {
    for (let index = 1; index <= count; index++) desk.say('t1', `message ${index}`);
  };
  const loaded = (conversation: Conversation) => until(() => !conversation.loading, 'the messages');
  const texts = (conversation: Conversation) => conversation.messages.map(({ text }) => text);

  it('shows the latest messages in the order of their sequence, and loads earlier ones', async () => {
    fill(120);
    const { ticket } = desk.tickets.get('t1') ?? {};
    if (ticket) ticket.readUpTo = 120;
    const conversation = start(testCabinet({ desk }));
    await loaded(conversation);
    expect(texts(conversation)).to.have.length(50);
    expect(texts(conversation).at(-1)).to.equal('message 120');
    expect(conversation.hasEarlier).to.equal(true);
    expect(conversation.hasLater).to.equal(false);
    while (conversation.hasEarlier) await conversation.loadEarlier();
    expect(texts(conversation)).to.deep.equal(Array.from({ length: 120 }, (_, index) => `message ${index + 1}`));
  });

  it('opens around the first unread message of a long absence', async () => {
    fill(200);
    Object.assign(desk.tickets.get('t1')?.ticket ?? {}, { readUpTo: 40 });
    const conversation = start(testCabinet({ desk }));
    await loaded(conversation);
    expect(conversation.openedAt).to.equal(40);
    expect(texts(conversation)).to.include.members(['message 40', 'message 41']);
    expect(conversation.hasEarlier && conversation.hasLater).to.equal(true);
    while (conversation.hasLater) await conversation.loadLater();
    expect(texts(conversation).at(-1)).to.equal('message 200');
  });

  it('takes up what others say by a live event, each message once', async () => {
    fill(3);
    const arrived: Message[] = [];
    const cabinet = testCabinet({ desk });
    const conversation = start(cabinet, arrived);
    await loaded(conversation);
    await until(() => cabinet.streaming(), 'the stream');
    for (let index = 4; index <= 130; index++) desk.say('t1', `message ${index}`);
    await until(() => texts(conversation).length === 130, 'all of them');
    desk.changed('t1');
    desk.say('t1', 'the last');
    await until(() => texts(conversation).at(-1) === 'the last');
    expect(new Set(conversation.messages.map(({ id }) => id)).size).to.equal(131);
    expect(arrived.map(({ sequence }) => sequence)).to.deep.equal(Array.from({ length: 128 }, (_, index) => index + 4));
  });

  it('stands by sequence where clocks disagree', async () => {
    desk.say('t1', 'first', { at: '2030-01-01T00:00:00Z' });
    desk.say('t1', 'second', { at: '2020-01-01T00:00:00Z' });
    const conversation = start(testCabinet({ desk }));
    await loaded(conversation);
    expect(texts(conversation)).to.deep.equal(['first', 'second']);
  });

  it('shows an own message as waiting, then as sent where its sequence puts it, never twice', async () => {
    fill(1);
    const cabinet = testCabinet({ desk });
    const conversation = start(cabinet);
    await loaded(conversation);
    await until(() => cabinet.streaming(), 'the stream');
    const release = cabinet.faults.hold('tickets.send');
    await conversation.send({ text: 'mine' });
    await until(() => conversation.waiting.length === 1, 'what waits');
    desk.say('t1', 'theirs, meanwhile');
    await until(() => texts(conversation).includes('theirs, meanwhile'));
    release();
    await until(() => conversation.waiting.length === 0, 'that it is sent');
    await until(() => texts(conversation).length === 3);
    expect(texts(conversation)).to.deep.equal(['message 1', 'theirs, meanwhile', 'mine']);
    const own = conversation.messages.at(-1);
    expect(own && conversation.progressOf(own)).to.equal('sent');
    desk.readAll('t1');
    await until(() => own && conversation.progressOf(own) === 'read', 'the read mark');
  });

  it('does not repeat a message whose answer was lost', async () => {
    Math.random = () => 0;
    const cabinet = testCabinet({ desk });
    cabinet.faults.after('tickets.send', 'unavailable');
    const conversation = start(cabinet);
    await loaded(conversation);
    await conversation.send({ text: 'once' });
    await until(() => conversation.waiting.length === 0 && texts(conversation).length === 1, 'the message');
    await until(async () => (await cabinet.client.outbox()).entries().length === 0, 'an empty outbox');
    expect(desk.textsOf('t1')).to.deep.equal(['once']);
    expect(texts(conversation)).to.deep.equal(['once']);
  });

  it('gives a refused message back, with its files', async () => {
    const cabinet = testCabinet({ desk });
    cabinet.faults.before('tickets.send', 'invalid');
    const conversation = start(cabinet);
    await loaded(conversation);
    await conversation.send({ text: 'bad', files: [new File(['x'], 'x.txt', { type: 'text/plain' })] });
    const refused = await until(() => conversation.waiting.find(({ state }) => state === 'refused'), 'the refusal');
    const taken = await conversation.takeBack(refused.id);
    expect(taken?.text).to.equal('bad');
    expect(taken?.files.map(({ name }) => name)).to.deep.equal(['x.txt']);
    expect(conversation.waiting).to.have.length(0);
  });

  it('says at once what was read when the page goes out of sight, and goes on when it is back', async () => {
    fill(4);
    const cabinet = testCabinet({ desk });
    const conversation = start(cabinet);
    await loaded(conversation);
    await until(() => cabinet.client.may({ id: 'tickets.markRead' }) === true, 'the permission');
    const told = () => cabinet.calls('tickets.markRead').map((input) => (input as { sequence: number }).sequence);
    const go = async (state: DocumentVisibilityState): Promise<void> => {
      Object.defineProperty(document, 'visibilityState', { value: state, configurable: true });
      document.dispatchEvent(new Event('visibilitychange'));
      await Promise.resolve();
    };
    try {
      for (const sequence of [1, 2]) await conversation.markRead(sequence);
      expect(told()).to.deep.equal([1]);
      await go('hidden');
      expect(told()).to.deep.equal([1, 2]);
      await go('visible');
      await conversation.markRead(3);
      expect(told()).to.deep.equal([1, 2, 3]);
    } finally {
      Reflect.deleteProperty(document, 'visibilityState');
    }
  });

  it('says how far this side has read, and never goes back', async () => {
    fill(5);
    const cabinet = testCabinet({ desk });
    const conversation = start(cabinet);
    await loaded(conversation);
    await until(() => cabinet.client.may({ id: 'tickets.markRead' }) === true, 'the permission');
    await conversation.markRead(4);
    await conversation.markRead(2);
    expect(cabinet.calls('tickets.markRead')).to.have.length(1);
    expect(conversation.readUpTo).to.equal(4);
    expect(conversation.openedAt).to.equal(0);
  });

  it('says what was read of many messages once for a moment, and the rest of it on leaving', async () => {
    fill(9);
    const cabinet = testCabinet({ desk });
    const conversation = start(cabinet);
    await loaded(conversation);
    await until(() => cabinet.client.may({ id: 'tickets.markRead' }) === true, 'the permission');
    const told = () => cabinet.calls('tickets.markRead').map((input) => (input as { sequence: number }).sequence);
    for (const sequence of [1, 2, 3]) await conversation.markRead(sequence);
    expect(told()).to.deep.equal([1]);
    await until(() => conversation.readUpTo === 3, 'what was read meanwhile');
    expect(told()).to.deep.equal([1, 3]);
    for (const sequence of [4, 5]) await conversation.markRead(sequence);
    conversation.end();
    await until(() => desk.tickets.get('t1')?.ticket.readUpTo === 5, 'the rest');
    expect(told()).to.deep.equal([1, 3, 5]);
  });

  it('keeps a bounded part of 10,000 messages, and reaches both ends', async () => {
    fill(10_000);
    Object.assign(desk.tickets.get('t1')?.ticket ?? {}, { readUpTo: 10_000 });
    const conversation = start(testCabinet({ desk }));
    await loaded(conversation);
    for (let page = 0; page < 20; page++) await conversation.loadEarlier();
    expect(conversation.messages.length).to.be.at.most(MOST_MESSAGES);
    expect(conversation.hasLater).to.equal(true);
    const sequences = conversation.messages.map(({ sequence }) => sequence);
    expect(sequences.every((sequence, index) => index === 0 || sequence === (sequences[index - 1] ?? 0) + 1)).to.equal(
      true,
    );
    await conversation.goTo(5);
    expect(texts(conversation)).to.include('message 5');
    await conversation.toEnd();
    expect(texts(conversation).at(-1)).to.equal('message 10000');
  });

  it('says what failed, and goes on when asked', async () => {
    fill(2);
    const cabinet = testCabinet({ desk });
    cabinet.faults.before('tickets.messages', 'unavailable');
    const conversation = start(cabinet);
    await until(() => conversation.failure, 'the failure');
    expect(conversation.failure).to.deep.include({ of: 'first' });
    conversation.retryLoading();
    await until(() => texts(conversation).length === 2, 'the messages');
    expect(conversation.failure).to.equal(undefined);
  });

  it('asks by itself again for new messages that could not be loaded', async () => {
    fill(1);
    const cabinet = testCabinet({ desk });
    const conversation = start(cabinet);
    await loaded(conversation);
    await until(() => cabinet.streaming(), 'the stream');
    Math.random = () => 0;
    cabinet.faults.before('tickets.messages', ...Array.from({ length: 6 }, () => 'unavailable' as const));
    desk.say('t1', 'the last word');
    await until(() => texts(conversation).includes('the last word'), 'the message');
    expect(conversation.failure).to.equal(undefined);
  });

  it('shows new messages while another answer does not come', async () => {
    fill(1);
    const cabinet = testCabinet({ desk });
    const conversation = start(cabinet);
    await loaded(conversation);
    await until(() => cabinet.streaming(), 'the stream');
    const release = cabinet.faults.hold('tickets.get');
    desk.say('t1', 'one');
    await until(() => texts(conversation).includes('one'), 'the first message');
    desk.say('t1', 'two');
    await until(() => texts(conversation).includes('two'), 'the second message');
    release();
  });

  it('learns of new messages with the polls where nothing is streamed', async () => {
    fill(1);
    const cabinet = testCabinet({ desk, without: ['live'], pollInterval: 40 });
    const conversation = start(cabinet);
    await loaded(conversation);
    desk.say('t1', 'unheard');
    await until(() => texts(conversation).includes('unheard'), 'the message');
  });

  it('shows nothing of it after signing out', async () => {
    fill(2);
    const cabinet = testCabinet({ desk });
    const conversation = start(cabinet);
    await until(() => texts(conversation).length === 2 && cabinet.client.session.status === 'signed-in');
    await cabinet.client.signOut();
    expect(conversation.messages).to.have.length(0);
  });
});
