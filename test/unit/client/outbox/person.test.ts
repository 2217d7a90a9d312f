import { expect } from 'chai';
import { getSession, sendMessage, type CabinetClient } from '../../../../src/index.ts';
import { until } from '../../../helpers/until.ts';
import { failure, refused } from '../backend.ts';
import { busy, cut, desk, names, open, say, setUp } from './helpers.ts';

describe('outbox: everything belongs to a person', () => {
  setUp();

  it('waits while nobody is signed in, and is never sent by somebody else', async () => {
    desk.before = refused;
    const client = open();
    await say(client, 'from Cosima');
    await until(() => client.session.status === 'signed-out', 'the end of the session');
    desk.before = () => undefined;
    const usual = desk.answers['session.get'];
    const mine = await desk.memory.call(getSession, {}, {});
    desk.answers['session.get'] = () => ({ ...mine, person: { id: 'another', name: 'Another' } });
    await client.renewSession();
    const theirs = await client.outbox();
    theirs.register(sendMessage);
    await say(client, 'from the other');
    await until(() => desk.messages.length === 1);
    expect(desk.texts).to.deep.equal(['from the other']);

    if (usual) desk.answers['session.get'] = usual;
    else delete desk.answers['session.get'];
    await client.renewSession();
    (await client.outbox()).register(sendMessage);
    await until(() => desk.messages.length === 2, 'Cosima’s message');
    expect(desk.texts).to.deep.equal(['from the other', 'from Cosima']);
  });

  describe('after a reload without a network', () => {
    const usual = () => delete desk.answers['session.get'];
    /** Whoever it is was signed in, and the page is loaded again, with no way to ask. */
    async function reloaded(): Promise<CabinetClient> {
      const before = open();
      await say(before, 'before the reload').then(() => until(() => desk.messages.length === 1));
      await until(async () => (await before.outbox()).entries().length === 0);
      before.destroy();
      desk.answers['session.get'] = cut;
      return open();
    }

    it('keeps what is written, and sends it when the backend says that the same person is there', async () => {
      const client = await reloaded();
      const outbox = await client.outbox();
      const item = await say(client, 'written in a tunnel');
      expect(item.volatile).to.equal(undefined);
      expect(outbox.entries().map(({ state }) => state)).to.deep.equal(['waiting']);
      client.destroy();

      const next = open();
      const again = await next.outbox();
      again.register(sendMessage);
      await until(() => again.entries().length === 1, 'what waits, after another reload');
      expect(desk.count('tickets.send'), 'nothing leaves before the person is confirmed').to.equal(1);
      usual();
      await next.renewSession();
      await until(() => desk.messages.length === 2, 'the message');
      expect(desk.texts).to.deep.equal(['before the reload', 'written in a tunnel']);
    });

    it('neither shows nor sends it to somebody else', async () => {
      const client = await reloaded();
      await say(client, 'from Cosima');
      const hers = await client.outbox();
      const mine = await desk.memory.call(getSession, {}, {});
      desk.answers['session.get'] = () => ({ ...mine, person: { id: 'another', name: 'Another' } });
      await client.renewSession();
      const theirs = await client.outbox();
      expect(theirs).not.to.equal(hers);
      expect(hers.entries()).to.deep.equal([]);
      await say(client, 'from the other');
      await until(() => desk.messages.length === 2);
      expect(desk.texts).to.deep.equal(['before the reload', 'from the other']);
      expect(theirs.entries('t1').map(({ input }) => input['text'])).not.to.include('from Cosima');
    });

    it('knows nobody once the session was refused, and still gives everything back to its owner', async () => {
      const client = await reloaded();
      await say(client, 'kept');
      desk.answers['session.get'] = refused;
      await client.renewSession().catch(() => undefined);
      expect(client.owner).to.equal(undefined);
      client.destroy();
      desk.answers['session.get'] = cut;
      const stranger = open();
      expect(stranger.owner).to.equal(undefined);
      expect(await failure(stranger.outbox())).to.have.property('code', 'unavailable');
      usual();
      await stranger.renewSession();
      (await stranger.outbox()).register(sendMessage);
      await until(() => desk.texts.at(-1) === 'kept', 'the message of before');
    });

    it('forgets everything when somebody signs out, although nobody is confirmed', async () => {
      const client = await reloaded();
      await say(client, 'a secret');
      expect(await names()).to.have.length(1);
      await client.signOut();
      await until(async () => (await names()).length === 0, 'that the database is gone');
      expect(Object.keys(localStorage).filter((key) => key.startsWith('cabinet-elements'))).to.deep.equal([]);
      expect(await failure(client.outbox())).to.have.property('code', 'unauthenticated');
    });
  });

  it('leaves no trace of whose session had ended before the page was loaded again', async () => {
    desk.before = cut;
    const client = open();
    await say(client, 'a secret');
    desk.answers['session.get'] = refused;
    await client.renewSession().catch(() => undefined);
    client.destroy();
    for (const again of [1, 2]) {
      const next = open();
      expect(next.owner, `reload ${again}`).to.equal(undefined);
      expect(await failure(next.query(getSession, {}))).to.have.property('code', 'unauthenticated');
      expect(await names()).to.have.length(1);
      if (again === 2) await next.signOut();
      else next.destroy();
    }
    await until(async () => (await names()).length === 0, 'that the database is gone');
    expect(Object.keys(localStorage).filter((key) => key.startsWith('cabinet-elements'))).to.deep.equal([]);
  });

  it('asks who is there although the browser says that there is no network, when the person sends', async () => {
    Object.defineProperty(navigator, 'onLine', { configurable: true, value: false });
    try {
      const client = open();
      await say(client, 'from behind a strange bridge');
      await until(() => desk.messages.length === 1, 'the message');
    } finally {
      Reflect.deleteProperty(navigator, 'onLine');
    }
  });

  it('leaves no trace after signing out, in any tab', async () => {
    desk.before = cut;
    const [one, two] = [open(), open()];
    await say(one, 'a secret');
    const seen = await two.outbox();
    await until(() => seen.entries().length === 1, 'that the other tab sees it');
    expect(await names()).to.have.length(1);
    await two.signOut();
    await until(async () => (await names()).length === 0, 'that its database is gone');
    await until(() => one.session.status === 'signed-out', 'that the other tab is signed out');
    expect(await names()).to.have.length(0);
  });

  it('leaves no trace of the same person’s other companies, and keeps what is another’s', async () => {
    desk.before = cut;
    const client = open();
    const mine = await client.query(getSession, {});
    const customers = ['one', 'two'].map((id) => ({ ...mine.customer, id }));
    const actAs = async (person: string, place: number) => {
      desk.answers['session.get'] = () => ({
        ...mine,
        person: { id: person, name: person },
        customer: customers[place],
        customers,
      });
      await client.renewSession();
      await say(client, `of ${person}`);
    };
    await actAs('somebody else', 0);
    await actAs('this person', 0);
    await actAs('this person', 1);
    expect(await names()).to.have.length(3);
    await client.signOut();
    await until(async () => (await names()).length === 1, 'that only the other’s is there');
    await actAs('somebody else', 0);
    const texts = (await client.outbox()).entries().map(({ input }) => input['text']);
    expect(texts).to.deep.equal(['of somebody else', 'of somebody else']);
  });

  it('leaves no trace of any of a person’s companies, lost ones too, when they sign out after their session had ended', async () => {
    desk.before = cut;
    const mine = await desk.memory.call(getSession, {}, {});
    const customers = ['one', 'two', 'three'].map((id) => ({ ...mine.customer, id }));
    const client = open();
    for (const [place, customer] of customers.entries()) {
      desk.answers['session.get'] = () => ({ ...mine, customer, customers: customers.slice(place) });
      await client.renewSession();
      await say(client, `of ${customer.id}`);
    }
    expect(await names()).to.have.length(3);
    desk.answers['session.get'] = refused;
    await client.renewSession().catch(() => undefined);
    client.destroy();
    await open().signOut();
    await until(async () => (await names()).length === 0, 'that the databases are gone');
    expect(Object.keys(localStorage).filter((key) => key.startsWith('cabinet-elements'))).to.deep.equal([]);
  });

  it('asks who is there before it sends what was written long ago', async () => {
    const { now } = Date;
    const client = open();
    await client.query(getSession, {});
    const outbox = await client.outbox();
    try {
      desk.before = busy;
      await say(client, 'from before lunch');
      await until(() => desk.count('tickets.send') === 1 && outbox.entries()[0]?.state === 'waiting', 'the failure');
      const asked = desk.count('session.get');
      Date.now = () => now() + 3_600_000;
      desk.before = () => undefined;
      outbox.wake();
      await until(() => desk.messages.length === 1);
      expect(desk.count('session.get')).to.equal(asked + 1);
    } finally {
      Date.now = now;
    }
  });
});
