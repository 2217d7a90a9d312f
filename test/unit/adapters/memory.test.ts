import { expect } from 'chai';
import * as z from 'zod/mini';
import { demoCompany, demoOrders, memory, toMinor } from '../../../src/adapters/memory/index.ts';
import {
  CabinetError,
  Order,
  Shipment,
  TimelineStep,
  downloadDocument,
  getOrder,
  getOrderTimeline,
  getSession,
  listOrders,
  listShipments,
  previewReorder,
  reorder,
  requestCancellation,
  type InputOf,
  type LiveEvent,
  type OrderSummary,
} from '../../../src/index.ts';

const now = new Date('2026-11-23T10:00:00Z');
const last = 'cafe-amsel-60';

async function code(call: Promise<unknown>): Promise<string> {
  const error = await call.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).to.be.instanceOf(CabinetError);
  return (error as CabinetError).code;
}

describe('demo company', () => {
  for (const locale of ['en', 'ru'] as const) {
    it(`writes orders that keep the contract and add up (${locale})`, () => {
      const company = demoCompany(locale);
      for (const customer of company.customers.filter(({ onRequest }) => !onRequest)) {
        let count = 0;
        let before = Infinity;
        for (const { order, shipments, timeline } of demoOrders(company, customer, { now })) {
          count += 1;
          z.parse(Order, order);
          z.parse(z.array(Shipment), shipments);
          z.parse(z.array(TimelineStep), timeline);
          expect(Date.parse(order.placedAt)).to.be.below(before);
          before = Date.parse(order.placedAt);
          const { subtotal, discount, shipping, tax, taxIncluded, total, paid, due } = order.totals;
          const of = (money: { amount: string } | undefined) => toMinor(money?.amount ?? '0');
          expect(order.lines.reduce((sum, line) => sum + of(line.total), 0)).to.equal(of(subtotal));
          expect(of(subtotal) - of(discount) + of(shipping) + (taxIncluded ? 0 : of(tax))).to.equal(of(total));
          // What was cancelled or given back is neither paid nor owed.
          const settled = ['refunded', 'not_required'].includes(order.payment.code);
          expect(of(paid) + of(due)).to.equal(settled ? 0 : of(total));
          expect(order.total).to.deep.equal(total);
          const sent = shipments
            .filter(({ shippedAt }) => shippedAt)
            .flatMap(({ lines }) => lines.map(({ lineId }) => lineId));
          expect(order.lines.filter(({ shippedQuantity }) => shippedQuantity).map(({ id }) => id)).to.have.members(
            sent,
          );
        }
        expect(count).to.equal(customer.orderCount);
      }
    });
  }

  it('is the same at every call', () => {
    const histories = [1, 2].map(() => {
      const company = demoCompany('en');
      return [...company.customers.slice(0, 1)].flatMap((customer) => [...demoOrders(company, customer, { now })]);
    });
    expect(histories[0]).to.deep.equal(histories[1]);
  });

  it('makes a history of any length without holding it', () => {
    const company = demoCompany('en');
    const customer = company.customers.find(({ onRequest }) => onRequest) ?? expect.fail();
    let count = 0;
    for (const { order } of demoOrders(company, customer, { now, count: 100_000 }))
      count += order.lineCount > 0 ? 1 : 0;
    expect(count).to.equal(100_000);
  });
});

describe('memory', () => {
  /** Every row of a list, page by page. */
  async function all(adapter: ReturnType<typeof memory>, input: InputOf<typeof listOrders>): Promise<OrderSummary[]> {
    const rows: OrderSummary[] = [];
    let cursor: string | undefined;
    do {
      const page = await adapter.call(listOrders, { ...input, ...(cursor !== undefined && { cursor }) }, {});
      rows.push(...page.items);
      cursor = page.nextCursor ?? undefined;
    } while (cursor !== undefined);
    return rows;
  }

  it('lists every order once, in each order asked for', async () => {
    const adapter = memory({ now });
    for (const sort of ['-placedAt', 'placedAt', '-total', 'total', '-number', 'number'] as const) {
      const rows = await all(adapter, { sort, limit: 7 });
      expect(new Set(rows.map(({ id }) => id)).size).to.equal(60);
      const keys = rows.map((row) =>
        sort.endsWith('total') ? toMinor(row.total.amount) : sort.endsWith('number') ? row.number : row.placedAt,
      );
      const sorted = [...keys].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
      expect(keys).to.deep.equal(sort.startsWith('-') ? sorted.reverse() : sorted);
    }
  });

  it('narrows by every filter together', async () => {
    const adapter = memory({ now, customerId: 'stern-canteens' });
    const every = await all(adapter, { limit: 200 });
    const filter = {
      payment: ['paid' as const],
      placedFrom: '2026-03-01',
      placedTo: '2026-03-31',
      timeZone: 'Europe/Berlin',
    };
    const rows = await all(adapter, filter);
    const day = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Berlin' });
    const wanted = every.filter(
      ({ payment, placedAt }) => payment.code === 'paid' && day.format(new Date(placedAt)).startsWith('2026-03-'),
    );
    expect(wanted.length).to.be.above(5);
    expect(rows.map(({ id }) => id)).to.deep.equal(wanted.map(({ id }) => id));
    expect(
      (await all(adapter, { fulfilment: ['returned'] })).every(({ fulfilment }) => fulfilment.code === 'returned'),
    ).to.equal(true);
  });

  it('searches numbers, references, names and article numbers, all words together', async () => {
    const adapter = memory({ now });
    expect((await all(adapter, { search: 'nw-1000042' })).map(({ number }) => number)).to.deep.equal(['NW-1000042']);
    const found = await all(adapter, { search: 'espresso HARBOUR' });
    expect(found.length).to.be.above(2);
    for (const { id } of found) {
      const { lines } = await adapter.call(getOrder, { orderId: id }, {});
      expect(lines.some(({ product }) => product.title.includes('Espresso'))).to.equal(true);
    }
    expect(await all(adapter, { search: 'espresso nothing-like-it' })).to.deep.equal([]);
  });

  it('lists what the person asking has placed', async () => {
    const mine = await all(memory({ now, personId: 'cafe-amsel-jonas' }), { scope: 'mine' });
    expect(mine.length).to.be.above(5);
    expect(mine.every(({ placedBy }) => placedBy?.name === 'Jonas Tamm')).to.equal(true);
  });

  it('refuses a cursor that it did not make, or of another list, and an unknown zone', async () => {
    const adapter = memory({ now });
    const { nextCursor } = await adapter.call(listOrders, { sort: '-total' }, {});
    for (const cursor of ['nonsense', '-placedAt~1', nextCursor ?? '']) {
      expect(await code(adapter.call(listOrders, { cursor }, {}))).to.equal('invalid');
    }
    expect(await code(adapter.call(listOrders, { placedFrom: '2026-01-01', timeZone: 'Mars/Base' }, {}))).to.equal(
      'invalid',
    );
  });

  it('shows nobody another customer’s order', async () => {
    const adapter = memory({ now });
    for (const orderId of [
      'stern-canteens-5',
      'cafe-amsel-61',
      'cafe-amsel-0',
      'cafe-amsel-1e1',
      'cafe-amsel-060',
      'x',
    ]) {
      expect(await code(adapter.call(getOrder, { orderId }, {}))).to.equal('not_found');
    }
  });

  it('previews a reorder with every kind of change, and can still be ordered', async () => {
    const preview = await memory({ now }).call(previewReorder, { orderIds: [last] }, {});
    expect(preview.orderable).to.equal(true);
    const changes = preview.lines.map(({ changes: kinds }) => kinds.join());
    expect(changes).to.include.members(['price_up', 'price_down', 'less_stock', 'discontinued', 'out_of_stock', '']);
    const gone = preview.lines.find((line) => line.changes.includes('discontinued'));
    expect(gone?.quantity).to.equal(0);
    expect(gone?.substitutes.length).to.be.above(0);
  });

  it('takes quantities and a substitute, and refuses what was not offered', async () => {
    const adapter = memory({ now });
    const { lines } = await adapter.call(previewReorder, { orderIds: [last] }, {});
    const gone = lines.find((line) => line.changes.includes('discontinued')) ?? expect.fail();
    const productId = gone.substitutes[0]?.product.id ?? expect.fail();
    const wish = { orderIds: [last], lines: [{ lineId: gone.lineId, quantity: 5, productId }] };
    const changed = (await adapter.call(previewReorder, wish, {})).lines.find(({ lineId }) => lineId === gone.lineId);
    expect(changed).to.deep.include({ quantity: 5, changes: ['substituted'] });
    expect(changed?.previousProduct?.id).to.equal(gone.product.id);
    for (const line of [
      { lineId: gone.lineId, quantity: 1, productId: 'p-1001' },
      { lineId: 'unknown', quantity: 1 },
    ]) {
      expect(await code(adapter.call(previewReorder, { orderIds: [last], lines: [line] }, {}))).to.equal('invalid');
    }
  });

  it('reorders once for each key, on the terms that were seen', async () => {
    const adapter = memory({ now });
    const { terms, totals } = await adapter.call(previewReorder, { orderIds: [last] }, {});
    const input = { orderIds: [last], terms, customerReference: 'PO-1' };
    const first = await adapter.call(reorder, input, { idempotencyKey: 'k1' });
    const second = await adapter.call(reorder, input, { idempotencyKey: 'k1' });
    expect(second).to.deep.equal(first);
    expect(first.order.totals.total).to.deep.equal(totals.total);
    expect((await adapter.call(listOrders, {}, {})).total).to.equal(61);
    expect((await adapter.call(listOrders, {}, {})).items[0]).to.include({
      id: first.order.id,
      customerReference: 'PO-1',
    });
    expect(await code(adapter.call(reorder, { ...input, note: 'x' }, { idempotencyKey: 'k1' }))).to.equal('invalid');
    // The stock that was bought is gone: these terms are no more.
    expect(await code(adapter.call(reorder, input, { idempotencyKey: 'k2' }))).to.equal('conflict');
    expect(await code(adapter.call(reorder, input, {}))).to.equal('invalid');
    expect((await adapter.call(listOrders, {}, {})).total).to.equal(61);
  });

  it('keeps its place in a list while orders are added', async () => {
    const adapter = memory({ now });
    const { nextCursor, items } = await adapter.call(listOrders, { limit: 3 }, {});
    const { terms } = await adapter.call(previewReorder, { orderIds: [last] }, {});
    await adapter.call(reorder, { orderIds: [last], terms }, { idempotencyKey: 'k' });
    const next = await adapter.call(listOrders, { limit: 1, cursor: nextCursor ?? '' }, {});
    expect(items.at(-1)?.id).to.equal('cafe-amsel-58');
    expect(next.items[0]?.id).to.equal('cafe-amsel-57');
  });

  it('lets a viewer look and not order', async () => {
    const adapter = memory({ now, personId: 'cafe-amsel-mia' });
    const session = await adapter.call(getSession, {}, {});
    expect(session.permissions).to.include('orders.list').and.not.include('orders.reorder');
    expect(await code(adapter.call(reorder, { orderIds: [last], terms: 't' }, { idempotencyKey: 'k' }))).to.equal(
      'forbidden',
    );
  });

  it('moves an order from stage to stage to its end, telling those who listen', async () => {
    const adapter = memory({ now });
    const { terms } = await adapter.call(previewReorder, { orderIds: [last] }, {});
    const { order } = await adapter.call(reorder, { orderIds: [last], terms }, { idempotencyKey: 'k' });
    const controller = new AbortController();
    const events: LiveEvent[] = [];
    const listening = (async () => {
      for await (const event of adapter.subscribe?.({ signal: controller.signal }) ?? []) {
        // It begins with one for the order that was just placed.
        if (event.type !== 'reset') events.push(event);
      }
    })().catch(() => undefined);
    const stages: string[] = [];
    while (adapter.advance(order.id)) {
      const { status, fulfilment, etag } = await adapter.call(getOrder, { orderId: order.id }, {});
      stages.push(`${status.code} ${fulfilment.code}`);
      expect(etag).to.not.equal(order.etag);
      const { steps } = await adapter.call(getOrderTimeline, { orderId: order.id }, {});
      z.parse(z.array(TimelineStep), steps);
      expect(steps.filter(({ state }) => state === 'current').length).to.be.at.most(1);
    }
    expect(stages).to.deep.equal([
      'confirmed unfulfilled',
      'confirmed picking',
      'confirmed ready',
      'confirmed shipped',
      'completed delivered',
    ]);
    const { items } = await adapter.call(listShipments, { orderId: order.id }, {});
    expect(items[0]).to.include({ status: 'delivered' });
    controller.abort();
    await listening;
    expect(events).to.have.length(5);
    expect(events[0]).to.include({ type: 'order.updated', entity: 'orders', entityId: order.id });
  });

  it('resumes the stream after the last event seen, and says reset for one it does not know', async () => {
    const adapter = memory({ now });
    for (let i = 0; i < 2; i++) adapter.advance(last);
    const { signal } = new AbortController();
    const next = async (lastEventId: string) =>
      (await adapter.subscribe?.({ signal, lastEventId })[Symbol.asyncIterator]().next())?.value as LiveEvent;
    expect((await next('1')).id).to.equal('2');
    expect((await next('77')).type).to.equal('reset');
  });

  it('asks for a cancellation once, while it may be asked for', async () => {
    const adapter = memory({ now });
    const { terms } = await adapter.call(previewReorder, { orderIds: [last] }, {});
    const { order } = await adapter.call(reorder, { orderIds: [last], terms }, { idempotencyKey: 'k' });
    const input = { orderId: order.id, reason: 'other' as const };
    const asked = await adapter.call(requestCancellation, input, { idempotencyKey: 'c' });
    expect(asked.cancellation?.state).to.equal('requested');
    expect(await adapter.call(requestCancellation, input, { idempotencyKey: 'c' })).to.deep.equal(asked);
    expect(await code(adapter.call(requestCancellation, input, { idempotencyKey: 'd' }))).to.equal('conflict');
  });

  it('hands out documents', async () => {
    const adapter = memory({ now });
    const file = await adapter.call(downloadDocument, { documentId: 'cafe-amsel-59-invoice' }, {});
    expect(file.name).to.equal('Invoice INV-1000059.html');
    expect(await file.text()).to.contain('Nordwind Wholesale');
    expect(await code(adapter.call(downloadDocument, { documentId: `${last}-delivery_note` }, {}))).to.equal(
      'not_found',
    );
  });

  it('fails and waits as it is told', async () => {
    const adapter = memory({ now, fail: ({ id }) => (id === 'orders.list' ? 'unavailable' : undefined) });
    expect(await code(adapter.call(listOrders, {}, {}))).to.equal('unavailable');
    expect(await adapter.call(getOrder, { orderId: last }, {})).to.include({ id: last });
    const controller = new AbortController();
    const slow = memory({ now, delay: 60_000 }).call(listOrders, {}, { signal: controller.signal });
    controller.abort('enough');
    expect(await slow.catch((error: unknown) => error)).to.equal('enough');
  });

  it('pages through 100 000 orders', async () => {
    const adapter = memory({ now, customerId: 'meridian-hotels' });
    const first = await adapter.call(listOrders, { sort: '-total', limit: 200 }, {});
    const second = await adapter.call(listOrders, { sort: '-total', limit: 200, cursor: first.nextCursor ?? '' }, {});
    expect(first.total).to.equal(100_000);
    const totals = [...first.items, ...second.items].map(({ total }) => toMinor(total.amount));
    expect(totals).to.deep.equal([...totals].sort((a, b) => b - a));
  });
});
