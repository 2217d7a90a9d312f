import { expect } from 'chai';
import {
  CabinetError,
  createClient,
  getOrder,
  listInvoices,
  listOrders,
  previewReorder,
  reorder,
  requestCancellation,
  type CabinetClient,
  type ClientOptions,
} from '../../../src/index.ts';
import { until } from '../../helpers/until.ts';
import { VirtualTime } from '../virtual-time.ts';
import { Backend, failure } from './backend.ts';

describe('client', () => {
  let backend: Backend;
  let client: CabinetClient;
  let time: VirtualTime | undefined;

  function open(options: Partial<ClientOptions> = {}) {
    client = createClient({ adapter: backend, ...options });
    return client;
  }

  beforeEach(() => {
    backend = new Backend();
  });
  afterEach(() => {
    client.destroy();
    time?.restore();
    time = undefined;
  });

  describe('query', () => {
    it('asks once for all who ask the same', async () => {
      open();
      const pages = await Promise.all(Array.from({ length: 10 }, () => client.query(listOrders, { limit: 2 })));
      expect(new Set(pages).size).to.equal(1);
      expect(backend.count('orders.list')).to.equal(1);
    });

    it('rejects with the reason of its signal, and ends a request that nobody else waits for', async () => {
      open();
      backend.holding = ({ id }) => id === 'orders.list';
      const [first, second] = [new AbortController(), new AbortController()];
      const one = failure(client.query(listOrders, {}, { signal: first.signal }));
      const two = failure(client.query(listOrders, {}, { signal: second.signal }));
      await until(() => backend.held.length === 1);
      first.abort('one left');
      expect(await one).to.equal('one left');
      expect(backend.held[0]?.context.signal?.aborted).to.equal(false);
      second.abort('two left');
      expect(await two).to.equal('two left');
      expect(backend.held[0]?.context.signal?.aborted).to.equal(true);
    });

    it('wraps what a foreign adapter throws', async () => {
      open();
      backend.answers['orders.list'] = () => {
        throw new RangeError('boom');
      };
      expect(await failure(client.query(listOrders, {}))).to.include({ name: 'CabinetError', code: 'unknown' });
    });
  });

  describe('validation', () => {
    const { warn } = console;
    let warnings: string[];
    beforeEach(() => {
      warnings = [];
      console.warn = (message: string) => void warnings.push(message);
    });
    afterEach(() => {
      console.warn = warn;
    });

    it('refuses an answer that breaks the contract, and tells the place once, never the data', async () => {
      open();
      backend.answers['orders.list'] = async () => {
        const page = await backend.memory.call(listOrders, { limit: 2 }, {});
        return { ...page, items: page.items.map((item) => ({ ...item, total: { amount: '1e400', currency: 'EUR' } })) };
      };
      const error = (await failure(client.query(listOrders, {}))) as CabinetError;
      expect(error.code).to.equal('contract');
      expect(error.message).to.contain('/items/0/total/amount');
      await failure(client.query(listOrders, { limit: 3 }));
      expect(warnings).to.have.length(1);
      expect(warnings[0])
        .to.match(/^\[cabinet\] orders\.list/)
        .and.not.contain('1e400');
    });

    for (const answer of [null, 'text', [], { items: 'none' }, { items: [], nextCursor: 1 }]) {
      it(`refuses ${JSON.stringify(answer)} as a page`, async () => {
        open();
        backend.answers['orders.list'] = () => answer;
        expect(await failure(client.query(listOrders, {}))).to.include({ code: 'contract' });
      });
    }
  });

  describe('observe', () => {
    it('asks at once, beside session and capabilities', async () => {
      backend.holding = () => true;
      open().observe(listOrders, {}, () => {});
      await until(() => backend.held.length === 3, 'three questions at the same time');
      expect(backend.held.map(({ id }) => id)).to.deep.equal(['orders.list', 'capabilities.get', 'session.get']);
    });

    it('goes from pending to data, and keeps the data when a refresh fails', async () => {
      const observation = open().observe(listOrders, { limit: 2 }, () => {});
      expect(observation.state).to.include({ pending: true, fetching: true, data: undefined, error: undefined });
      await until(() => observation.state.data);
      backend.answers['orders.list'] = () => {
        throw new CabinetError('unavailable');
      };
      observation.refetch();
      await until(() => observation.state.error);
      expect(observation.state.data?.items).to.have.length(2);
      delete backend.answers['orders.list'];
      observation.refetch();
      await until(() => !observation.state.error, 'the error to be over');
    });

    it('shows a failure until an attempt succeeds, also while it is tried again', async () => {
      backend.answers['orders.list'] = () => {
        throw new CabinetError('unavailable');
      };
      const states: string[] = [];
      const observation = open().observe(listOrders, {}, ({ pending, error, data, fetching }) =>
        states.push(
          [pending && 'pending', error?.code, data && 'data', fetching && 'fetching'].filter(Boolean).join(' '),
        ),
      );
      await until(() => observation.state.error);
      delete backend.answers['orders.list'];
      observation.refetch();
      await until(() => observation.state.data);
      await until(() => states.includes('data'));
      expect(states.slice(states.indexOf('unavailable'))).to.deep.equal([
        'unavailable',
        'unavailable fetching',
        'data',
      ]);
    });

    it('keeps the previous input’s data only when told to', async () => {
      open();
      for (const keepPrevious of [true, false]) {
        const observation = client.observe(listOrders, { limit: keepPrevious ? 1 : 2 }, () => {}, { keepPrevious });
        const data = await until(() => observation.state.data);
        backend.holding = ({ id }) => id === 'orders.list';
        observation.setInput({ limit: keepPrevious ? 3 : 4 });
        expect(observation.state).to.include({ fetching: true, previous: keepPrevious });
        expect(observation.state.data).to.equal(keepPrevious ? data : undefined);
        backend.holding = () => false;
        backend.held.at(-1)?.release();
        await until(() => observation.state.data?.items.length === (keepPrevious ? 3 : 4), 'the new page');
        expect(observation.state.previous).to.equal(false);
      }
    });

    it('waits while the browser is offline, and goes on by itself', async () => {
      open();
      window.dispatchEvent(new Event('offline'));
      try {
        const observation = client.observe(listOrders, {}, () => {});
        expect(observation.state).to.include({ paused: true, pending: true, fetching: false });
        window.dispatchEvent(new Event('online'));
        await until(() => observation.state.data);
      } finally {
        window.dispatchEvent(new Event('online'));
      }
    });

    it('tries all the same when the person asks, and now and then: a browser may be wrong about it', async () => {
      time = new VirtualTime();
      open();
      window.dispatchEvent(new Event('offline'));
      try {
        const asked = client.observe(listOrders, { limit: 1 }, () => {});
        const waits = client.observe(listOrders, { limit: 2 }, () => {});
        expect([asked.state.paused, waits.state.paused]).to.deep.equal([true, true]);
        asked.refetch();
        await until(() => asked.state.data, 'what the person asked for');
        expect(waits.state.paused).to.equal(true);
        await time.advance(15_001);
        await until(() => waits.state.data, 'what is tried now and then');
      } finally {
        window.dispatchEvent(new Event('online'));
      }
    });

    it('polls what is watched when nothing is live', async () => {
      time = new VirtualTime();
      const observation = open({ pollInterval: 10_000 }).observe(listOrders, {}, () => {});
      await until(() => observation.state.data);
      await time.advance(10_001);
      await until(() => backend.count('orders.list') === 2, 'the poll');
      observation.stop();
      await time.advance(60_000);
      expect(backend.count('orders.list')).to.equal(2);
    });

    it('polls what is not streamed, beside a stream of the rest', async () => {
      time = new VirtualTime();
      backend = new Backend({ live: true });
      const answer = backend.answers['capabilities.get'];
      backend.answers['capabilities.get'] = async (call) => ({
        ...((await answer?.(call)) as object),
        polled: ['orders'],
      });
      const orders = open({ pollInterval: 10_000 }).observe(listOrders, {}, () => {});
      const invoices = client.observe(listInvoices, {}, () => {});
      await until(() => orders.state.data && invoices.state.data);
      await until(() => backend.streams.length === 1, 'the stream');
      backend.streams[0]?.context.onOpen?.();
      await time.advance(10_001);
      await until(() => backend.count('orders.list') === 2, 'the poll');
      expect(backend.count('invoices.list')).to.equal(1);
      invoices.stop();
      orders.stop();
    });

    it('is signed in though a system beside the session knows nobody, and asks that one again after a sign-in', async () => {
      const refusal = new CabinetError('unauthenticated', 'the shop', { elsewhere: true });
      backend.answers['orders.list'] = () => {
        throw refusal;
      };
      const observation = open().observe(listOrders, {}, () => {});
      await until(() => observation.state.error);
      expect(observation.state.error?.code).to.equal('unauthenticated');
      await until(() => client.session.status === 'signed-in');
      delete backend.answers['orders.list'];
      await client.renewSession();
      await until(() => observation.state.data);
      observation.stop();
    });

    it('asks again in another language', async () => {
      const observation = open({ locale: 'en' }).observe(listOrders, {}, () => {});
      await until(() => observation.state.data);
      client.locale = 'ru';
      await until(() => backend.count('orders.list') === 2);
      expect(backend.calls.filter(({ id }) => id === 'orders.list').map(({ context }) => context.locale)).to.deep.equal(
        ['en', 'ru'],
      );
    });
  });

  describe('mutate', () => {
    it('makes one key for each act, or takes the caller’s', async () => {
      open();
      const { terms } = await client.query(previewReorder, { orderIds: ['cafe-amsel-60'] });
      const input = { orderIds: ['cafe-amsel-60'], terms };
      const first = await client.mutate(reorder, input, { idempotencyKey: 'mine' });
      const again = await client.mutate(reorder, input, { idempotencyKey: 'mine' });
      expect(again.order.id).to.equal(first.order.id);
      await failure(client.mutate(reorder, input));
      await failure(client.mutate(reorder, input));
      const keys = backend.calls
        .filter(({ id }) => id === 'orders.reorder')
        .map(({ context }) => context.idempotencyKey);
      expect(keys.slice(0, 2)).to.deep.equal(['mine', 'mine']);
      expect(new Set(keys).size).to.equal(3);
      expect(keys[2]).to.match(/^[\da-f-]{32,36}$/);
    });

    it('makes keys also on a page that is not served securely', async () => {
      Object.defineProperty(crypto, 'randomUUID', { value: undefined, configurable: true });
      try {
        open();
        await failure(client.mutate(reorder, { orderIds: ['x'], terms: 't' }));
      } finally {
        Reflect.deleteProperty(crypto, 'randomUUID');
      }
      expect(backend.calls.at(-1)?.context.idempotencyKey).to.match(/^[\da-f]{32}$/);
    });

    it('refreshes what is watched of its capability', async () => {
      const observation = open().observe(listOrders, {}, () => {});
      await until(() => observation.state.data);
      const { terms } = await client.query(previewReorder, { orderIds: ['cafe-amsel-60'] });
      const { order } = await client.mutate(reorder, { orderIds: ['cafe-amsel-60'], terms });
      await until(() => observation.state.data?.items[0]?.id === order.id, 'the new order on top');
      expect(backend.count('session.get')).to.equal(1);
    });
  });

  it('invalidates lists, and of the rest what names the entity', async () => {
    open();
    const list = client.observe(listOrders, {}, () => {});
    const one = client.observe(getOrder, { orderId: 'cafe-amsel-1' }, () => {});
    const two = client.observe(getOrder, { orderId: 'cafe-amsel-2' }, () => {});
    await until(() => list.state.data && one.state.data && two.state.data);
    client.invalidate('orders', 'cafe-amsel-2');
    await until(() => backend.count('orders.list') === 2);
    const asked = backend.calls
      .filter(({ id }) => id === 'orders.get')
      .map(({ input }) => (input as { orderId: string }).orderId);
    expect(asked).to.deep.equal(['cafe-amsel-1', 'cafe-amsel-2', 'cafe-amsel-2']);
  });

  describe('may', () => {
    it('is unknown, then what backend and roles both allow', async () => {
      open();
      expect(client.may(reorder)).to.equal(undefined);
      let told = 0;
      client.onSessionChange(() => told++);
      await until(() => client.may(reorder) !== undefined);
      expect(told).to.be.above(0);
      expect(client.may(reorder)).to.equal(true);
      // Not among the backend's operations.
      expect(client.may(requestCancellation)).to.equal(false);
    });

    it('is no for what the role may not', async () => {
      backend.answers['session.get'] = () => ({
        person: { id: 'p', name: 'P' },
        customer: { id: 'c', name: 'C' },
        customers: [],
        roles: ['viewer'],
        permissions: ['orders.list'],
      });
      open();
      await until(() => client.may(listOrders));
      expect(client.may(reorder)).to.equal(false);
    });

    it('goes by the adapter where the backend tells nothing of itself', async () => {
      backend.answers['session.get'] = backend.answers['capabilities.get'] = () => {
        throw new CabinetError('not_found');
      };
      open();
      expect(client.may(reorder)).to.equal(undefined);
      await until(() => client.may(reorder) === true);
    });
  });

  it('asks nothing before anybody asks it', async () => {
    time = new VirtualTime();
    open();
    await time.advance(100_000);
    expect(backend.calls).to.deep.equal([]);
  });

  it('leaves no timer, listener or channel behind when destroyed', async () => {
    time = new VirtualTime();
    const listeners = new Map<string, number>();
    const channels = new Set<BroadcastChannel>();
    const targets = [window, document] as EventTarget[];
    const original = { add: EventTarget.prototype.addEventListener, remove: EventTarget.prototype.removeEventListener };
    const { BroadcastChannel: Channel } = globalThis;
    const count = (target: EventTarget, type: string, change: number) => {
      if (targets.includes(target)) listeners.set(type, (listeners.get(type) ?? 0) + change);
    };
    EventTarget.prototype.addEventListener = function (this: EventTarget, type: string, ...rest: unknown[]) {
      const target = this ?? window;
      count(target, type, 1);
      const { signal } = (rest[1] ?? {}) as AddEventListenerOptions;
      if (signal) original.add.call(signal, 'abort', () => count(target, type, -1));
      Reflect.apply(original.add, target, [type, ...rest]);
    };
    EventTarget.prototype.removeEventListener = function (this: EventTarget, type: string, ...rest: unknown[]) {
      const target = this ?? window;
      count(target, type, -1);
      Reflect.apply(original.remove, target, [type, ...rest]);
    };
    globalThis.BroadcastChannel = class extends Channel {
      constructor(name: string) {
        super(name);
        channels.add(this);
      }
      override close() {
        channels.delete(this);
        super.close();
      }
    };
    try {
      backend = new Backend({ live: true });
      const observation = open().observe(listOrders, {}, () => {});
      await until(() => observation.state.data && backend.streams[0]?.open);
      expect([...listeners.values()].some((number) => number > 0)).to.equal(true);
      expect(channels.size).to.be.above(0);
      expect(time.delays.length).to.be.above(0);
      const asked = backend.calls.length;
      client.destroy();
      await time.settle();
      expect(time.delays).to.deep.equal([]);
      expect([...listeners].filter(([, number]) => number > 0)).to.deep.equal([]);
      expect(channels.size).to.equal(0);
      expect(backend.streams[0]?.open).to.equal(false);
      expect(await failure(client.query(listOrders, {}))).to.include({ name: 'AbortError' });
      expect(backend.calls).to.have.length(asked);
    } finally {
      EventTarget.prototype.addEventListener = original.add;
      EventTarget.prototype.removeEventListener = original.remove;
      globalThis.BroadcastChannel = Channel;
    }
  });
});
