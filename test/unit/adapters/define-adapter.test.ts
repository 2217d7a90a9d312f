import { expect } from 'chai';
import type { Adapter } from '../../../src/adapters/adapter.ts';
import {
  CabinetError,
  combine,
  defineAdapter,
  getCapabilities,
  getOrder,
  getPresence,
  listPayments,
  getSession,
  listOrders,
  reorder,
  type LiveEvent,
  type OutputOf,
} from '../../../src/index.ts';
import { until } from '../../helpers/until.ts';
import { VirtualTime } from '../virtual-time.ts';
import { checkAdapter } from '../../../src/testing/index.ts';

const page = { items: [], nextCursor: null };

async function failure(call: Promise<unknown>): Promise<unknown> {
  return call.then(
    () => expect.fail('The call succeeded'),
    (error: unknown) => error,
  );
}

describe('defineAdapter', () => {
  it('without types, has a misspelt function named by the conformance checks, and nothing else of it', async () => {
    const misspelt: object = { orders: { lists: () => page } };
    const adapter = defineAdapter(misspelt);
    expect(adapter.supports(listOrders)).to.be.false;
    const { results } = await checkAdapter(adapter);
    const failed = results.filter(({ status }) => status === 'failed').map(({ message }) => message);
    expect(failed).to.deep.equal(['capabilities name what the contract does not know: orders.lists']);
  });

  it('hands the parsed input and the context to the function', async () => {
    let heard: unknown;
    const adapter = defineAdapter({
      orders: {
        list(input, { locale }) {
          heard = { status: input.status, locale };
          return page;
        },
      },
    });
    expect(await adapter.call(listOrders, { status: ['pending'] }, { locale: 'de' })).to.equal(page);
    expect(heard).to.deep.equal({ status: ['pending'], locale: 'de' });
  });

  it('knows what it has, and refuses the rest as unsupported', async () => {
    const adapter = defineAdapter({ orders: { list: () => page } });
    expect(adapter.supports(listOrders)).to.equal(true);
    expect(adapter.supports(getOrder)).to.equal(false);
    expect(await failure(adapter.call(getOrder, { orderId: '1' }, {}))).to.include({ code: 'unsupported' });
  });

  it('tells its capabilities by what is there', async () => {
    const adapter = defineAdapter({ orders: { list: () => page } });
    const capabilities = await adapter.call(getCapabilities, {}, {});
    expect(capabilities).to.deep.equal({ operations: ['capabilities.get', 'orders.list'], live: false });
  });

  it('refuses a wrong input by JSON pointer, before the function is asked', async () => {
    let asked = false;
    const adapter = defineAdapter({
      orders: {
        list: () => {
          asked = true;
          return page;
        },
      },
    });
    const error = (await failure(
      adapter.call(listOrders, { limit: 0, status: ['nonsense' as 'pending'] }, {}),
    )) as CabinetError;
    expect(error.code).to.equal('invalid');
    expect(error.fields).to.have.all.keys('/limit', '/status/0');
    expect(error.fields?.['/limit']).to.contain('1');
    expect(asked).to.equal(false);
  });

  it('wraps what others throw, and leaves its own errors alone', async () => {
    const own = new CabinetError('conflict');
    const adapter = defineAdapter({
      orders: {
        list: () => {
          throw new RangeError('boom');
        },
        get: () => Promise.reject(own),
      },
    });
    const wrapped = (await failure(adapter.call(listOrders, {}, {}))) as CabinetError;
    expect(wrapped).to.be.instanceOf(CabinetError);
    expect(wrapped.code).to.equal('unknown');
    expect(wrapped.cause).to.be.instanceOf(RangeError);
    expect(await failure(adapter.call(getOrder, { orderId: '1' }, {}))).to.equal(own);
  });

  it('rejects with the reason of an aborted signal', async () => {
    const controller = new AbortController();
    const adapter = defineAdapter({
      orders: {
        list: (_, { signal }) =>
          new Promise((_resolve, reject) => {
            signal?.addEventListener('abort', () => reject(new DOMException('Aborted', 'AbortError')));
          }),
      },
    });
    const call = adapter.call(listOrders, {}, { signal: controller.signal });
    controller.abort('left the page');
    expect(await failure(call)).to.equal('left the page');
  });
});

describe('combine', () => {
  const base = defineAdapter({
    session: { get: () => ({ from: 'base' }) as unknown as OutputOf<typeof getSession> },
    orders: { list: () => page, get: () => ({ from: 'base' }) as unknown as OutputOf<typeof getOrder> },
  });

  it('asks for each capability where it lives, and nowhere else', async () => {
    const other = { ...page, total: 7 };
    const combined = combine(base, { orders: defineAdapter({ orders: { list: () => other } }) });
    expect(await combined.call(listOrders, {}, {})).to.equal(other);
    expect(await combined.call(getSession, {}, {})).to.deep.equal({ from: 'base' });
    expect(combined.supports(getOrder)).to.equal(false);
    expect(await failure(combined.call(getOrder, { orderId: '1' }, {}))).to.include({ code: 'unsupported' });
  });

  it('asks nobody else about things that a part has', () => {
    const store = defineAdapter({ presence: { get: () => expect.fail() }, payments: { list: () => page } });
    const tickets = defineAdapter({ tickets: { list: () => page } });
    expect(combine(store, { tickets }).supports(getPresence)).to.equal(false);
    expect(combine(store, { tickets, presence: store }).supports(getPresence)).to.equal(true);
    expect(combine(store, { tickets }).supports(listPayments)).to.equal(true);
    expect(combine(store, { invoices: tickets }).supports(listPayments)).to.equal(false);
  });

  it('merges capabilities', async () => {
    const orders = defineAdapter({ orders: { reorder: () => expect.fail() } }, { subscribe: () => emit([]) });
    const { operations, live } = await combine(base, { orders }).call(getCapabilities, {}, {});
    expect(operations).to.have.members(['capabilities.get', 'session.get', reorder.id]);
    expect(live).to.equal(true);
  });

  it('tells what is polled, though other things are streamed', async () => {
    const silent = defineAdapter({ orders: { list: () => page }, tickets: { list: () => page } });
    const streaming = defineAdapter(
      { session: { get: () => expect.fail() }, invoices: { list: () => page } },
      { subscribe: () => emit([]) },
    );
    const combined = combine(streaming, { orders: silent });
    const { live, polled } = await combined.call(getCapabilities, {}, {});
    expect([live, polled]).to.deep.equal([true, ['orders']]);
    expect(['orders', 'invoices'].map((capability) => combined.isStreamed?.(capability))).to.deep.equal([false, true]);
    // A combination of combinations, as where the backend is one.
    const outer = combine(combined, { tickets: silent });
    expect((await outer.call(getCapabilities, {}, {})).polled).to.have.members(['orders', 'tickets']);
    expect(outer.isStreamed?.('orders')).to.equal(false);
    expect(await combine(silent, {}).call(getCapabilities, {}, {})).not.to.have.property('polled');
  });

  it('does not end the session because a system beside it knows nobody', async () => {
    const refuse = () => {
      throw new CabinetError('unauthenticated', 'nobody');
    };
    const combined = combine(base, { orders: defineAdapter({ orders: { list: refuse } }) });
    expect(await failure(combined.call(listOrders, {}, {}))).to.include({ code: 'unauthenticated', elsewhere: true });
    const customer = { tenantId: 't', customerId: 'c', personId: 'p', roles: [] };
    expect(await failure(combined.call(listOrders, {}, { customer }))).to.include({ code: 'unavailable' });
    const own = combine(defineAdapter({ session: { get: refuse } }), {});
    expect(await failure(own.call(getSession, {}, {}))).to.include({ code: 'unauthenticated', elsewhere: undefined });
  });

  describe('where orders and invoices are kept apart', () => {
    const document = { id: 'd1', kind: 'invoice' as const, title: 'Invoice 1', mediaType: 'application/pdf' };
    const sum = { amount: '1.00', currency: 'EUR' };
    const invoice = (orderId: string) => ({
      id: orderId,
      kind: 'invoice' as const,
      number: orderId,
      status: { code: 'issued' as const },
      issuedOn: '2026-11-20',
      total: sum,
      due: sum,
      order: { id: orderId, number: orderId },
      document: { ...document, id: `paper-of-${orderId}` },
      allowedActions: [],
    });
    const orders = defineAdapter({
      orders: { get: ({ orderId }) => ({ id: orderId, documents: [] }) as unknown as OutputOf<typeof getOrder> },
    });
    const papers = async (invoices: Adapter, context = {}) => {
      const order = await combine(base, { orders, invoices }).call(getOrder, { orderId: 'o1' }, context);
      return order.documents.map(({ id }) => id);
    };

    it('an order has the papers of its own invoices', async () => {
      const list = () => ({ items: [invoice('o1'), invoice('o2')], nextCursor: null });
      expect(await papers(defineAdapter({ invoices: { list } }))).to.deep.equal(['paper-of-o1']);
    });

    it('an order is shown without them where the other system fails, is slow or has none', async () => {
      const fail = () => {
        throw new CabinetError('unavailable');
      };
      expect(await papers(defineAdapter({ invoices: { list: fail } }))).to.deep.equal([]);
      expect(await papers(defineAdapter({}))).to.deep.equal([]);
      expect(await papers(defineAdapter({ invoices: { list: () => ({ items: [] }) as never } }))).to.deep.equal([]);
      const time = new VirtualTime();
      try {
        const slow = papers(defineAdapter({ invoices: { list: () => new Promise(() => {}) } }));
        await until(() => time.delays.includes(3000), 'the wait');
        await time.advance(3001);
        expect(await slow).to.deep.equal([]);
      } finally {
        time.restore();
      }
    });
  });

  it('runs where all of them run', () => {
    const onServer = defineAdapter({}, { runsIn: ['server'] });
    expect(combine(base, { orders: onServer }).runsIn).to.deep.equal(['server']);
    const inBrowser = defineAdapter({}, { runsIn: ['browser'] });
    expect(() => combine(inBrowser, { orders: onServer })).to.throw(TypeError, /no runtime/);
  });

  async function* emit(events: LiveEvent[], hold?: Promise<void>): AsyncGenerator<LiveEvent> {
    yield* events;
    await hold;
  }

  it('merges the events, each capability from where it lives, and resumes every stream where it stood', async () => {
    const resumedAt: Record<string, string | undefined> = {};
    let end = () => {};
    const hold = new Promise<void>((resolve) => (end = resolve));
    const source = (name: string, events: LiveEvent[]): Adapter =>
      defineAdapter(
        {},
        {
          subscribe: ({ lastEventId, onOpen }) => {
            resumedAt[name] = lastEventId;
            onOpen?.();
            return emit(events, hold);
          },
        },
      );
    const combined = combine(
      source('base', [
        { id: 'b1', type: 'order.updated', entity: 'orders', entityId: 'hidden' },
        { id: 'b2', type: 'document.created', entity: 'documents' },
      ]),
      { orders: source('orders', [{ id: 'o1', type: 'order.updated', entity: 'orders', entityId: '7' }]) },
    );
    let opened = 0;
    const { signal } = new AbortController();
    const seen: LiveEvent[] = [];
    for await (const event of combined.subscribe?.({ signal, onOpen: () => opened++ }) ?? []) {
      seen.push(event);
      if (seen.length === 2) end();
    }
    expect(opened).to.equal(1);
    expect(seen.map(({ entity, entityId }) => [entity, entityId])).to.have.deep.members([
      ['documents', undefined],
      ['orders', '7'],
    ]);
    const next = combined.subscribe?.({ signal, lastEventId: seen.at(-1)?.id })[Symbol.asyncIterator]();
    await next?.next();
    await next?.return?.();
    expect(resumedAt).to.deep.equal({ base: 'b2', orders: 'o1' });
  });
});
