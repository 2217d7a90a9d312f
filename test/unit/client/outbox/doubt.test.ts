import { expect } from 'chai';
import { CabinetError, createTicket, type Message } from '../../../../src/index.ts';
import { until } from '../../../helpers/until.ts';
import { desk, open, say, setUp } from './helpers.ts';

describe('outbox: while nobody can read the answers', () => {
  setUp();

  const garbage = (): never => {
    throw new CabinetError('contract', 'garbage', { retryAfter: 0 });
  };
  const page = (messages: readonly Message[]) => ({
    items: messages,
    hasEarlier: false,
    hasLater: false,
    readUpTo: 0,
    othersReadUpTo: 0,
  });
  beforeEach(() => {
    desk.answers['tickets.messages'] = () => page(desk.messages);
  });

  it('takes what is there all the same for sent, once, and goes on', async () => {
    desk.after = ({ text }) => (text === 'one' ? garbage() : undefined);
    const client = open();
    const outbox = await client.outbox();
    const delivered: unknown[] = [];
    outbox.onChange((each) => each && delivered.push((each.answer as Message).text));
    await say(client, 'one');
    await say(client, 'two');
    await until(() => outbox.entries().length === 0, 'that nothing waits');
    expect(desk.texts).to.deep.equal(['one', 'two']);
    expect(delivered).to.deep.equal(['one', 'two']);
    expect(desk.count('tickets.send')).to.be.greaterThan(3);
  });

  it('says so, and gives back what the backend surely has not', async () => {
    desk.before = ({ text }) => (text === 'one' ? garbage() : undefined);
    const client = open();
    const outbox = await client.outbox();
    const { id } = await say(client, 'one');
    await say(client, 'two');
    await until(() => outbox.entries()[0]?.unclear, 'that it is unclear');
    expect(outbox.entries()[0]?.state).not.to.equal('refused');
    await until(async () => (await outbox.takeBack(id)) !== undefined, 'that it is given back');
    await until(() => outbox.entries().length === 0, 'the other one');
    expect(desk.texts).to.deep.equal(['two']);
  });

  it('keeps trying, and gives nothing back, while it cannot be known whether it is there', async () => {
    desk.after = garbage;
    desk.answers['tickets.messages'] = garbage;
    const client = open();
    const outbox = await client.outbox();
    const { id } = await say(client, 'one');
    await until(() => outbox.entries()[0]?.unclear, 'that it is unclear');
    expect(await outbox.takeBack(id)).to.equal(undefined);
    expect(outbox.entries()).to.have.length(1);
    // A page that does not say which message is which tells nothing either.
    const anonymous = desk.messages.map(({ clientId: _clientId, ...message }) => message);
    desk.answers['tickets.messages'] = () => page(anonymous);
    expect(await outbox.takeBack(id)).to.equal(undefined);
    desk.after = () => undefined;
    await outbox.retry(id);
    await until(() => outbox.entries().length === 0, 'that it is sent');
    expect(desk.texts).to.deep.equal(['one']);
  });

  it('finds a request by its first message', async () => {
    const made: Message[] = [];
    desk.answers['tickets.create'] = ({ input }) => {
      const { clientId, text } = input as { clientId: string; text: string };
      if (made.length === 0) {
        made.push({
          id: 'm',
          sequence: 1,
          clientId,
          text,
          author: { side: 'customer', name: 'C' },
          at: new Date().toISOString(),
          attachments: [],
        });
      }
      return garbage();
    };
    const ticket = {
      id: 't9',
      number: '9',
      title: 'Cups',
      kind: { id: 'q', label: 'Q' },
      status: { code: 'open' },
      createdAt: new Date().toISOString(),
      updatedAt: new Date().toISOString(),
      unread: 0,
      about: [],
      allowedActions: [],
      fields: [],
      lastSequence: 1,
      readUpTo: 1,
      othersReadUpTo: 0,
    };
    desk.answers['tickets.list'] = () => ({ items: [{ ...ticket, id: 't8' }, ticket], nextCursor: null });
    desk.answers['tickets.get'] = () => ticket;
    desk.answers['tickets.messages'] = ({ input }) =>
      page((input as { ticketId: string }).ticketId === 't9' ? made : []);
    const client = open();
    const outbox = await client.outbox();
    const answers: unknown[] = [];
    outbox.onChange((each) => each && answers.push((each.answer as { id: string }).id));
    const id = crypto.randomUUID();
    await outbox.send(createTicket, { clientId: id, kindId: 'q', title: 'Cups', text: 'Where?' }, { lane: id, id });
    await until(() => outbox.entries().length === 0, 'that nothing waits');
    expect(answers).to.deep.equal(['t9']);
    expect(made).to.have.length(1);
  });
});
