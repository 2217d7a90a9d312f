import { expect } from 'chai';
import {
  CabinetError,
  createClient,
  getOrder,
  listOrders,
  previewReorder,
  reorder,
  type AccessToken,
  type CabinetClient,
  type SessionSource,
} from '../../../src/index.ts';
import { http, HttpResponse, startWorker, worker } from '../../helpers/msw.ts';
import { until } from '../../helpers/until.ts';
import { VirtualTime } from '../virtual-time.ts';
import { Backend, failure, refused } from './backend.ts';

const nobody = { status: 'signed-out' };
const person = (id: string) => ({
  person: { id, name: id },
  customer: { id: 'c', name: 'C' },
  customers: [],
  roles: ['owner'],
  permissions: ['orders.list'],
});

describe('session', () => {
  let backend: Backend;
  const clients: CabinetClient[] = [];
  let time: VirtualTime | undefined;

  function open(session?: SessionSource, adapter = backend): CabinetClient {
    const client = createClient({ adapter, session });
    clients.push(client);
    return client;
  }

  /** A page's function that hands out t1, t2, … and counts. */
  function tokens(expiresIn?: number) {
    let given = 0;
    const getToken = async (): Promise<AccessToken> => ({
      token: `t${++given}`,
      ...(expiresIn !== undefined && { expiresAt: new Date(Date.now() + expiresIn).toISOString() }),
    });
    return { getToken, given: () => given };
  }

  beforeEach(() => {
    backend = new Backend();
  });
  afterEach(() => {
    for (const client of clients.splice(0)) client.destroy();
    time?.restore();
    time = undefined;
  });

  describe('by cookie', () => {
    it('knows who is signed in', async () => {
      const client = open();
      expect(client.session).to.deep.equal({ status: 'unknown' });
      const heard: string[] = [];
      client.onSessionChange(({ status }) => heard.push(status));
      await until(() => client.session.status === 'signed-in');
      expect(heard).to.include('signed-in');
    });

    it('takes a refusal as signed out, forgets everything, and asks nothing more until told to', async () => {
      const client = open();
      const list = client.observe(listOrders, {}, () => {});
      await until(() => list.state.data && client.session.status === 'signed-in');
      backend.answers['orders.get'] = refused;
      backend.answers['session.get'] = refused;
      expect(await failure(client.query(getOrder, { orderId: 'cafe-amsel-1' }))).to.include({
        code: 'unauthenticated',
      });
      expect(client.session).to.deep.equal(nobody);
      await until(() => list.state.error?.code === 'unauthenticated');
      expect(list.state.data).to.equal(undefined);
      const asked = backend.calls.length;
      list.refetch();
      expect(await failure(client.query(listOrders, { limit: 1 }))).to.include({ code: 'unauthenticated' });
      expect(backend.calls.slice(asked).map(({ id }) => id)).to.deep.equal([]);
      expect(client.may(listOrders)).to.equal(false);

      await client.renewSession();
      expect(client.session).to.deep.equal(nobody);
      delete backend.answers['session.get'];
      await client.renewSession();
      expect(client.session.status).to.equal('signed-in');
      await until(() => list.state.data, 'the list to come back by itself');
    });

    for (const answer of [null, {}, { person: null }]) {
      it(`takes 200 with ${JSON.stringify(answer)} as signed out`, async () => {
        backend.answers['session.get'] = () => answer;
        const client = open();
        client.onSessionChange(() => {});
        await until(() => client.session.status === 'signed-out');
      });
    }

    it('does not take a backend that is down as signed out', async () => {
      backend.answers['session.get'] = () => {
        throw new CabinetError('unavailable');
      };
      const client = open();
      await client.query(listOrders, {});
      expect(client.session.status).to.equal('unknown');
      expect(await failure(client.renewSession())).to.include({ code: 'unavailable' });
    });
  });

  describe('by token', () => {
    it('asks for one token for ten callers, and sends it', async () => {
      const { getToken, given } = tokens();
      const client = open({ mode: 'token', getToken });
      await Promise.all(Array.from({ length: 10 }, (_, index) => client.query(listOrders, { limit: index + 1 })));
      expect(given()).to.equal(1);
      expect(new Set(backend.calls.map(({ context }) => context.token))).to.deep.equal(new Set(['t1']));
    });

    it('renews it a minute before it ends', async () => {
      time = new VirtualTime();
      const { getToken, given } = tokens(300_000);
      const client = open({ mode: 'token', getToken });
      await client.query(listOrders, { limit: 1 });
      await time.advance(239_000);
      await client.query(listOrders, { limit: 2 });
      expect(given()).to.equal(1);
      await time.advance(2000);
      await client.query(listOrders, { limit: 3 });
      expect(given()).to.equal(2);
    });

    it('uses a token that is over on arrival until it is refused: this clock is wrong', async () => {
      const { getToken, given } = tokens(-3_600_000);
      const client = open({ mode: 'token', getToken });
      await client.query(listOrders, { limit: 1 });
      await client.query(listOrders, { limit: 2 });
      expect(given()).to.equal(1);
    });

    it('renews a refused token once for ten callers, and repeats each call once with its key', async () => {
      const { getToken, given } = tokens();
      for (const id of ['orders.list', 'orders.reorder']) {
        backend.answers[id] = ({ context }) => (context.token === 't1' ? refused() : undefined);
      }
      const client = open({ mode: 'token', getToken });
      const { terms } = await client.query(previewReorder, { orderIds: ['cafe-amsel-60'] });
      const lists = Array.from({ length: 9 }, (_, index) => client.query(listOrders, { limit: index + 1 }));
      await Promise.all([...lists, client.mutate(reorder, { orderIds: ['cafe-amsel-60'], terms })]);
      expect(given()).to.equal(2);
      expect(backend.count('orders.list')).to.be.at.most(18);
      const sent = backend.calls
        .filter(({ id }) => id === 'orders.reorder')
        .map(({ context }) => context.idempotencyKey);
      expect(sent).to.have.length(2);
      expect(sent[0]).to.equal(sent[1]);
      expect(client.session.status).to.equal('signed-in');
    });

    it('is signed out when the renewed token is refused too', async () => {
      backend.answers['orders.list'] = refused;
      const { getToken, given } = tokens();
      const client = open({ mode: 'token', getToken });
      expect(await failure(client.query(listOrders, {}))).to.include({ code: 'unauthenticated' });
      expect(client.session).to.deep.equal(nobody);
      expect(given()).to.equal(2);
      expect(backend.count('orders.list')).to.equal(2);
    });

    it('is signed out when the page has no token', async () => {
      const client = open({ mode: 'token', getToken: async () => null });
      expect(await failure(client.query(listOrders, {}))).to.include({ code: 'unauthenticated' });
      expect(client.session).to.deep.equal(nobody);
      expect(backend.calls).to.deep.equal([]);
    });

    it('is not signed out when the page’s function fails or hangs', async () => {
      time = new VirtualTime();
      const failing = open({ mode: 'token', getToken: () => Promise.reject(new Error('boom')) });
      expect(await failure(failing.query(listOrders, {}))).to.include({ code: 'unavailable' });
      expect(failing.session.status).to.equal('unknown');
      const hanging = open({ mode: 'token', getToken: () => new Promise(() => {}) });
      const error = failure(hanging.query(listOrders, {}));
      await until(() => time?.delays.includes(15_000));
      await time.advance(15_001);
      expect(await error).to.include({ code: 'timeout' });
    });

    it('tells other tabs nothing of the token', async () => {
      const { BroadcastChannel: Channel } = globalThis;
      const told: unknown[] = [];
      globalThis.BroadcastChannel = class extends Channel {
        override postMessage(message: unknown) {
          told.push(message);
          super.postMessage(message);
        }
      };
      try {
        const client = open({ mode: 'token', getToken: tokens().getToken });
        await client.query(listOrders, {});
        await until(() => client.session.status === 'signed-in');
        expect(told).to.have.length(1);
        expect(JSON.stringify(told)).to.not.contain('t1');
      } finally {
        globalThis.BroadcastChannel = Channel;
      }
    });
  });

  describe('by token address', () => {
    const source: SessionSource = { mode: 'token-url', url: '/account/token' };
    let asked = 0;
    const respondWith = (respond: () => Response | Promise<Response>) =>
      worker.use(
        http.get('/account/token', () => {
          asked += 1;
          return respond();
        }),
      );
    before(() => startWorker());
    beforeEach(() => {
      asked = 0;
    });
    afterEach(() => worker.resetHandlers());
    after(() => worker.stop());

    it('fetches it', async () => {
      respondWith(() => HttpResponse.json({ token: 'abc', expiresAt: new Date(Date.now() + 600_000).toISOString() }));
      await open(source).query(listOrders, {});
      expect(backend.calls[0]?.context.token).to.equal('abc');
    });

    for (const [name, respond] of [
      ['401', () => new HttpResponse(null, { status: 401 })],
      ['204', () => new HttpResponse(null, { status: 204 })],
      ['200 without a token', () => HttpResponse.json({ token: null })],
    ] as const) {
      it(`takes ${name} as signed out`, async () => {
        respondWith(respond);
        const client = open(source);
        expect(await failure(client.query(listOrders, {}))).to.include({ code: 'unauthenticated' });
        expect(client.session).to.deep.equal(nobody);
      });
    }

    for (const [name, respond, code] of [
      ['HTML', () => HttpResponse.html('<h1>Hi</h1>'), 'contract'],
      ['a token that is no string', () => HttpResponse.json({ token: 5 }), 'contract'],
      ['503', () => new HttpResponse(null, { status: 503 }), 'unavailable'],
      ['no answer', () => HttpResponse.error(), 'unavailable'],
    ] as const) {
      it(`does not take ${name} as signed out`, async () => {
        respondWith(respond);
        const client = open(source);
        expect(await failure(client.query(listOrders, {}))).to.include({ code });
        expect(client.session.status).to.equal('unknown');
      });
    }

    it('is asked once for all tabs', async () => {
      respondWith(() => HttpResponse.json({ token: `n${asked}` }));
      const tabs = Array.from({ length: 5 }, () => open(source));
      await Promise.all(tabs.map((tab) => tab.query(listOrders, {})));
      expect(asked).to.equal(1);
      expect(new Set(backend.calls.map(({ context }) => context.token))).to.deep.equal(new Set(['n1']));
    });

    it('is asked once also when the tabs hear of each other late', async () => {
      // However late: how long a tab waits for hearsay is measured in virtual time.
      time = new VirtualTime();
      const { BroadcastChannel: Channel } = globalThis;
      globalThis.BroadcastChannel = class extends Channel {
        #open = true;
        override postMessage(message: unknown) {
          setTimeout(() => this.#open && super.postMessage(message), 20);
        }
        override close() {
          this.#open = false;
          super.close();
        }
      };
      try {
        respondWith(() => HttpResponse.json({ token: `n${asked}` }));
        const tabs = [open(source), open(source)];
        await Promise.all(tabs.map((tab) => tab.query(listOrders, {})));
        expect(asked).to.equal(1);
        await until(() => tabs.every(({ session }) => session.status === 'signed-in'));
      } finally {
        globalThis.BroadcastChannel = Channel;
      }
    });

    it('works without locks', async () => {
      Object.defineProperty(navigator, 'locks', { value: undefined, configurable: true });
      try {
        respondWith(() => HttpResponse.json({ token: 'abc' }));
        expect((await open(source).query(listOrders, {})).items).to.not.have.length(0);
      } finally {
        Reflect.deleteProperty(navigator, 'locks');
      }
    });

    it('waits ten seconds for a frozen tab that holds the lock, and no longer', async () => {
      time = new VirtualTime();
      respondWith(() => HttpResponse.json({ token: 'abc' }));
      let thaw = () => {};
      let held = false;
      const frozen = navigator.locks.request(
        'cabinet-elements:token-url:/account/token',
        () =>
          new Promise<void>((resolve) => {
            held = true;
            thaw = resolve;
          }),
      );
      await until(() => held);
      const answer = open(source).query(listOrders, {});
      await until(() => time?.delays.includes(10_000));
      await time.advance(9999);
      expect(asked).to.equal(0);
      await time.advance(2);
      expect((await answer).items).to.not.have.length(0);
      thaw();
      await frozen;
    });
  });

  describe('of another person', () => {
    it('forgets here and in every other tab on signing out', async () => {
      const other = open();
      const list = other.observe(listOrders, {}, () => {});
      await until(() => list.state.data && other.session.status === 'signed-in');
      const client = open();
      await client.query(listOrders, {});
      const asked = backend.calls.length;
      await client.signOut();
      expect(client.session).to.deep.equal(nobody);
      await until(() => other.session.status === 'signed-out', 'the other tab');
      await until(() => list.state.error?.code === 'unauthenticated');
      expect(list.state.data).to.equal(undefined);
      expect(backend.calls.slice(asked).map(({ id }) => id)).to.deep.equal([]);
    });

    it('drops an answer that was on its way', async () => {
      const client = open();
      await until(() => client.may(listOrders));
      backend.holding = ({ id }) => id === 'orders.list';
      const late = failure(client.query(listOrders, {}));
      const list = client.observe(listOrders, { limit: 2 }, () => {});
      await until(() => backend.held.length === 2);
      await client.signOut();
      for (const held of backend.held) held.release();
      expect(await late).to.include({ code: 'unauthenticated' });
      await until(() => list.state.error);
      expect(list.state.data).to.equal(undefined);
    });

    it('does not take a late answer about the session as a new sign-in', async () => {
      let answer = (_: unknown) => {};
      backend.answers['session.get'] = () => new Promise((resolve) => (answer = resolve));
      const client = open();
      client.onSessionChange(() => {});
      await until(() => backend.count('session.get') === 1);
      await client.signOut();
      answer(person('anna'));
      expect(await failure(client.query(listOrders, {}))).to.include({ code: 'unauthenticated' });
      await new Promise((resolve) => setTimeout(resolve));
      expect(client.session).to.deep.equal(nobody);
    });

    it('shows the next person nothing of the one before, not even as a placeholder', async () => {
      backend.answers['session.get'] = () => person('anna');
      const client = open();
      const shown: unknown[] = [];
      const list = client.observe(listOrders, { limit: 1 }, ({ data }) => shown.push(data), { keepPrevious: true });
      const annas = await until(() => list.state.data);
      await until(() => client.session.status === 'signed-in');
      backend.holding = ({ id }) => id === 'orders.list';
      list.setInput({ limit: 2 });
      expect(list.state.data).to.equal(annas);
      backend.answers['session.get'] = () => person('boris');
      await client.renewSession();
      expect(client.session).to.have.nested.property('session.person.id', 'boris');
      expect(list.state.data).to.equal(undefined);
      await until(() => shown.at(-1) === undefined, 'the widget to be told');
    });

    it('hears from another tab that somebody else has signed in', async () => {
      backend.answers['session.get'] = () => person('anna');
      const client = open();
      const list = client.observe(listOrders, {}, () => {});
      await until(() => list.state.data && client.session.status === 'signed-in');
      backend.answers['session.get'] = () => person('boris');
      const other = open();
      await other.query(listOrders, {});
      await until(() => client.session.status === 'signed-in' && client.session.session.person.id === 'boris');
      await until(() => backend.count('orders.list') === 3, 'the list to be asked for anew');
    });
  });
});
