import { expect } from 'chai';
import {
  CabinetError,
  createClient,
  getOrder,
  listOrders,
  type CabinetClient,
  type ClientOptions,
  type Observation,
} from '../../../src/index.ts';
import { until } from '../../helpers/until.ts';
import { VirtualTime } from '../virtual-time.ts';
import { Backend, refused } from './backend.ts';

const live = { type: 'order.updated', entity: 'orders' };

describe('live events', () => {
  let backend: Backend;
  let client: CabinetClient;
  let list: Observation<unknown>;
  let time: VirtualTime;
  const { random } = Math;

  async function open(options: Partial<ClientOptions> = {}): Promise<void> {
    client = createClient({ adapter: backend, ...options });
    list = client.observe(listOrders, {}, () => {});
    await until(() => list.state.data);
  }
  /** Opens the stream, as a backend would. */
  async function connect(index = 0) {
    const stream = await until(() => backend.streams[index], `stream ${index}`);
    stream.context.onOpen?.();
    return stream;
  }
  const lists = () => backend.count('orders.list');
  /** Delays of reconnecting are the only timers of these lengths. */
  const waits = () =>
    time.delays.filter((delay) => delay > 100 && delay < 30_000 && ![2000, 5000, 6000].includes(delay));
  /** Lets the pause before the next attempt pass. */
  async function reconnect() {
    await until(() => waits().length > 0, 'the pause');
    await time.advance(Math.max(...waits()) + 1);
  }

  beforeEach(() => {
    Math.random = () => 0.5;
    time = new VirtualTime();
    backend = new Backend({ live: true });
  });
  afterEach(() => {
    Math.random = random;
    client.destroy();
    time.restore();
  });

  it('are taken up after the first answer, once for all who watch', async () => {
    // Loaded beforehand, so that nothing but the rows is waited for.
    await import('../../../src/client/live.ts');
    backend.holding = ({ id }) => id.startsWith('orders.');
    client = createClient({ adapter: backend });
    list = client.observe(listOrders, {}, () => {});
    client.observe(getOrder, { orderId: 'cafe-amsel-1' }, () => {});
    client.observe(listOrders, { limit: 1 }, () => {});
    await until(() => backend.held.length === 3);
    await until(() => client.may(listOrders));
    await time.settle();
    expect(backend.streams, 'nothing before the first rows').to.have.length(0);
    for (const held of backend.held) held.release();
    await connect();
    await time.settle();
    expect(backend.streams).to.have.length(1);
  });

  it('are not asked for when the backend has none, or nobody watches', async () => {
    backend.live = false;
    await open();
    await time.advance(10_000);
    expect(backend.streams).to.have.length(0);
    client.destroy();
    backend.live = true;
    client = createClient({ adapter: backend });
    await client.query(listOrders, {});
    await time.advance(10_000);
    expect(backend.streams).to.have.length(0);
  });

  it('refresh what they touch, many at once as one', async () => {
    await open();
    const one = client.observe(getOrder, { orderId: 'cafe-amsel-1' }, () => {});
    await until(() => one.state.data);
    const stream = await connect();
    for (let id = 1; id <= 5; id++) stream.send({ ...live, id: String(id), entityId: 'cafe-amsel-2' });
    await until(() => time.delays.includes(50));
    expect(lists()).to.equal(1);
    await time.advance(51);
    await until(() => lists() === 2);
    await time.advance(1000);
    expect(lists()).to.equal(2);
    expect(backend.count('orders.get')).to.equal(1);
    stream.send({ ...live, id: '6', entityId: 'cafe-amsel-1' });
    await until(() => time.delays.includes(50));
    await time.advance(51);
    await until(() => backend.count('orders.get') === 2);
  });

  it('that come while a refresh is under way are answered by another one after it', async () => {
    await open();
    const stream = await connect();
    backend.holding = ({ id }) => id === 'orders.list';
    stream.send({ ...live, id: '1' });
    await until(() => time.delays.includes(50));
    await time.advance(51);
    await until(() => backend.held.length === 1);
    stream.send({ ...live, id: '2' });
    await time.settle();
    await time.advance(500);
    expect(backend.held[0]?.context.signal?.aborted, 'the refresh is not cut short').to.equal(false);
    expect(lists()).to.equal(2);
    backend.holding = () => false;
    backend.held[0]?.release();
    await until(() => time.delays.includes(100));
    await time.advance(101);
    await until(() => lists() === 3);
  });

  it('that flood refresh everything ever more rarely, and as before when they have ceased', async () => {
    await open();
    const one = client.observe(getOrder, { orderId: 'cafe-amsel-1' }, () => {});
    await until(() => one.state.data);
    const stream = await connect();
    backend.holding = ({ id }) => id === 'orders.list';
    for (const wait of [50, 100, 200, 400, 800, 1600, 1600]) {
      const before = lists();
      // More than are remembered one by one, none of which is the order that is shown.
      for (let id = 1; id <= 600; id++) stream.send({ ...live, id: `${wait}-${id}`, entityId: 'cafe-amsel-2' });
      await time.settle();
      backend.held.pop()?.release();
      // One before those who listen are told, and one before what is shown is asked for again.
      await until(() => time.delays.filter((delay) => delay === wait).length === 2, `pauses of ${wait}`);
      await time.advance(wait - 10);
      expect(lists()).to.equal(before);
      await time.advance(11);
      await until(() => lists() === before + 1, 'the refresh');
      await until(() => backend.held.length === 1);
    }
    expect(backend.count('orders.get'), 'too many to know what changed').to.be.above(1);
    backend.held.pop()?.release();
    await time.settle();
    backend.holding = () => false;
    stream.send({ ...live, id: 'calm' });
    await until(() => time.delays.includes(50), 'the first pause');
  });

  it('that open late after the first answer refresh what may have changed before', async () => {
    await open();
    await until(() => backend.streams[0], 'the stream');
    await time.advance(8001);
    await connect();
    await time.advance(51);
    await until(() => lists() === 2, 'the list again');
  });

  it('reach every tab through one stream, which another tab takes up where it was when the first is closed', async () => {
    await open();
    const stream = await connect();
    const second = createClient({ adapter: backend });
    const heard: string[] = [];
    second.onEvents((events) => heard.push(...events.map(({ id }) => id)));
    const hears = async (id: string) => {
      await time.advance(51);
      return heard.includes(id);
    };
    try {
      const order = second.observe(listOrders, { search: 'tea' }, () => {});
      await until(() => order.state.data);
      await until(() => time.delays.includes(6000), 'the second tab waits for the first to fall silent');
      // Until the first tab knows of the second, it tells nobody.
      await until(async () => {
        stream.send({ ...live, id: '6' });
        return hears('6');
      }, 'the tabs know of each other');
      await time.advance(500);
      const asked = lists();
      stream.send({ ...live, id: '7' });
      await until(() => hears('7'), 'the second tab hears of it');
      await until(() => lists() >= asked + 2, 'both ask again');
      expect(backend.streams).to.have.length(1);

      client.destroy();
      const taken = await connect(1);
      expect(taken.context.lastEventId).to.equal('7');
    } finally {
      second.destroy();
    }
  });

  it('that came just before a tab joins are made up for in it', async () => {
    await open();
    const stream = await connect();
    stream.send({ ...live, id: '7' });
    await until(() => time.delays.includes(50));
    await time.advance(51);
    await until(() => lists() === 2, 'the refresh of the first tab');
    const second = createClient({ adapter: backend });
    try {
      second.observe(listOrders, { search: 'tea' }, () => {});
      await until(() => lists() === 3, 'the first answer of the second tab');
      await until(() => time.delays.includes(50), 'a refresh');
      await time.advance(51);
      await until(() => lists() === 4, 'the second tab asks again');
      expect(backend.streams).to.have.length(1);
    } finally {
      second.destroy();
    }
  });

  it('of type reset refresh everything', async () => {
    await open();
    const stream = await connect();
    stream.send({ id: '1', type: 'reset', entity: '' });
    await until(() => time.delays.includes(50));
    await time.advance(51);
    await until(() => lists() === 2 && backend.count('session.get') === 2);
  });

  it('make polls needless, and their loss makes them needed again', async () => {
    await open({ pollInterval: 40_000 });
    const stream = await connect();
    await time.settle();
    expect(time.delays).to.not.include(40_000);
    stream.end(new CabinetError('unavailable'));
    await until(() => time.delays.includes(40_000), 'the poll to be planned');
  });

  it('leave what failed to the polls: no event tells that it would succeed now', async () => {
    await open({ pollInterval: 40_000 });
    const stream = await connect();
    backend.answers['orders.list'] = () => {
      throw new CabinetError('unavailable');
    };
    stream.send({ ...live, id: '1' });
    await until(() => time.delays.includes(50));
    await time.advance(51);
    await until(() => list.state.error, 'the failure');
    delete backend.answers['orders.list'];
    await until(() => time.delays.includes(40_000), 'the poll to be planned');
    await time.advance(40_001);
    await until(() => !list.state.error, 'the answer');
    expect(time.delays).to.not.include(40_000);
  });

  it('are resumed after the last one seen', async () => {
    await open();
    const stream = await connect();
    stream.send({ ...live, id: 'e7' });
    await until(() => time.delays.includes(50));
    stream.end(new CabinetError('unavailable'));
    await reconnect();
    expect((await connect(1)).context.lastEventId).to.equal('e7');
  });

  it('may have been missed if none was seen before the loss: everything is asked for again', async () => {
    await open();
    (await connect()).end();
    await reconnect();
    expect(lists()).to.equal(1);
    await connect(1);
    await time.advance(51);
    await until(() => lists() === 2);
  });

  it('are asked for again after growing, random pauses', async () => {
    Math.random = () => 0.999;
    await open({ pollInterval: 0 });
    const pauses: number[] = [];
    for (let attempt = 0; attempt < 7; attempt++) {
      (await until(() => backend.streams[attempt])).end(new CabinetError('unavailable'));
      await until(() => waits().length > 0);
      pauses.push(Math.round(Math.max(...waits()) / 1000));
      await reconnect();
    }
    expect(pauses).to.deep.equal([1, 2, 4, 8, 16, 30, 30]);
  });

  it('are not asked for before Retry-After', async () => {
    await open({ pollInterval: 0 });
    (await connect()).end(new CabinetError('rate_limited', '', { retryAfter: 20_000 }));
    await until(() => waits().some((wait) => wait >= 20_000 && wait < 21_000));
  });

  for (const code of ['unsupported', 'not_found', 'forbidden'] as const) {
    it(`are given up when the backend says ${code}`, async () => {
      await open();
      (await until(() => backend.streams[0])).end(new CabinetError(code));
      await time.advance(25_000);
      expect(backend.streams).to.have.length(1);
    });
  }

  it('are asked for with a renewed token when the first was refused, and given up after the second', async () => {
    let given = 0;
    await open({ session: { mode: 'token', getToken: async () => `t${++given}` } });
    (await until(() => backend.streams[0])).end(new CabinetError('unauthenticated'));
    await reconnect();
    const second = await until(() => backend.streams[1]);
    expect([backend.streams[0]?.context.token, second.context.token]).to.deep.equal(['t1', 't2']);
    second.end(new CabinetError('unauthenticated'));
    await time.advance(29_000);
    expect(backend.streams).to.have.length(2);
  });

  it('that are refused for good tell at once that nobody is signed in any more', async () => {
    await open();
    const stream = await connect();
    for (const id of ['session.get', 'orders.list']) backend.answers[id] = refused;
    stream.end();
    await reconnect();
    (await until(() => backend.streams[1])).end(new CabinetError('unauthenticated'));
    await until(() => time.delays.includes(50));
    await time.advance(51);
    await until(() => client.session.status === 'signed-out');
  });

  it('end when the last who watched is gone for five seconds', async () => {
    await open();
    const stream = await connect();
    list.stop();
    await time.advance(4900);
    expect(stream.open).to.equal(true);
    await time.advance(200);
    expect(stream.open).to.equal(false);
    client.observe(listOrders, {}, () => {});
    await until(() => backend.streams.length === 2);
  });

  it('end when the session does', async () => {
    await open();
    const stream = await connect();
    backend.answers['orders.get'] = refused;
    await client.query(getOrder, { orderId: 'cafe-amsel-1' }).catch(() => undefined);
    await until(() => !stream.open);
  });

  it('are let go when the page leaves, and resumed when it comes back, everything being asked for again', async () => {
    await open();
    const stream = await connect();
    stream.send({ ...live, id: 'e1' });
    await until(() => time.delays.includes(50));
    await time.advance(51);
    await until(() => lists() === 2);
    window.dispatchEvent(new PageTransitionEvent('pagehide', { persisted: true }));
    await until(() => !stream.open);
    window.dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }));
    expect((await connect(1)).context.lastEventId).to.equal('e1');
    await until(() => lists() === 3 && backend.count('session.get') >= 2);
  });

  it('begin anew with a page that comes back or another person, and do not have asked twice what both ask for', async () => {
    await open();
    await connect();
    await time.advance(20_000);
    window.dispatchEvent(new PageTransitionEvent('pagehide', { persisted: true }));
    window.dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }));
    await until(() => lists() === 2, 'the list again');
    expect((await connect(1)).context.lastEventId).to.equal(undefined);
    await time.settle();
    expect(time.delays, 'no refresh is planned').to.not.include(50);

    await time.advance(20_000);
    await client.signOut();
    await time.settle();
    await client.renewSession();
    await until(() => lists() === 3, 'the list of whoever is signed in now');
    await connect(2);
    await time.settle();
    expect(time.delays, 'no refresh is planned').to.not.include(50);
  });

  it('are let go when nobody has looked for a minute, and resumed at once on looking', async () => {
    await open();
    const stream = await connect();
    const look = (state: string) => {
      Object.defineProperty(document, 'visibilityState', { value: state, configurable: true });
      document.dispatchEvent(new Event('visibilitychange'));
    };
    try {
      look('hidden');
      await time.advance(59_000);
      expect(stream.open).to.equal(true);
      await time.advance(2000);
      expect(stream.open).to.equal(false);
      look('visible');
      await until(() => backend.streams.length === 2);
    } finally {
      Reflect.deleteProperty(document, 'visibilityState');
    }
  });
});
