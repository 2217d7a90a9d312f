import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { vendure } from '../../../src/adapters/vendure/index.ts';
import { openShop } from '../../../src/adapters/vendure/shop.ts';
import type { InputOf } from '../../../src/contract/operation.ts';
import { operations } from '../../../src/contract/operations.ts';
import type { CabinetError } from '../../../src/contract/problem.ts';
import { asking as askingAdapter, failsWith, type Ask } from '../asking.ts';
import { openPeer } from '../recording.ts';
import { buyNotebooks, logins } from './seed.ts';
import { signIn } from './sign-in.ts';

const peer = openPeer('vendure');
const url = `${peer.url}/shop-api`;

const asking = (token: string | undefined, adapter = vendure({ url, fetch: peer.fetch })): Ask =>
  askingAdapter(adapter, { token });

describe('vendure', () => {
  let tokens: { anna: string; boris: string };
  let anna: Ask;
  let boris: Ask;
  before(async () => {
    tokens = { anna: await signIn(peer, logins.anna), boris: await signIn(peer, logins.boris) };
    anna = asking(tokens.anna);
    boris = asking(tokens.boris);
  });
  after(() => peer.close());

  const orders = async (ask: Ask, filter: InputOf<typeof operations.orders.list> = {}) =>
    ask(operations.orders.list, filter);
  /** Anna's only order in some state of ours. */
  const orderWhere = async (filter: InputOf<typeof operations.orders.list>) => {
    const { items } = await orders(anna, filter);
    assert.ok(items[0], JSON.stringify(filter));
    return anna(operations.orders.get, { orderId: items[0].id });
  };

  describe('sign-in', () => {
    it('tells who is signed in', async () => {
      const session = await anna(operations.session.get, {});
      assert.deepEqual([session.person.name, session.person.email], ['Anna Berg', logins.anna.email]);
      assert.ok(session.permissions.includes('orders.list'));
      assert.ok(!session.permissions.includes('invoices.list'));
    });

    it('takes a stale token, to which the shop answers 200 and nobody, as signed out', async () => {
      const stale = asking('a-token-of-last-year');
      await failsWith('unauthenticated', stale(operations.session.get, {}));
      await failsWith('unauthenticated', stale(operations.orders.list, {}));
      await failsWith('unauthenticated', stale(operations.orders.get, { orderId: 'ABC' }));
      await failsWith('unauthenticated', stale(operations.addresses.add, { country: 'DE', city: 'a', street: 'b' }));
      await failsWith('unauthenticated', stale(operations.profile.update, { givenName: 'x' }, { ifMatch: 'x' }));
      await failsWith('unauthenticated', asking(undefined)(operations.session.get, {}));
    });

    it("never takes over the anonymous visitor's token that comes with such an answer", async () => {
      const sent: (string | null)[] = [];
      const watched: typeof fetch = (...args) => {
        const request = new Request(...args);
        sent.push(request.headers.get('Authorization'));
        return peer.fetch(request);
      };
      const adapter = vendure({ url, fetch: watched });
      await failsWith('unauthenticated', asking('another-stale-token', adapter)(operations.session.get, {}));
      await asking(tokens.anna, adapter)(operations.session.get, {});
      assert.deepEqual(sent, ['Bearer another-stale-token', `Bearer ${tokens.anna}`]);
    });

    it('takes a token of its own before that of the session', async () => {
      const adapter = vendure({ url, fetch: peer.fetch, token: async () => tokens.anna });
      const session = await asking('of-another-system', adapter)(operations.session.get, {});
      assert.equal(session.person.email, logins.anna.email);
    });
  });

  describe('orders', () => {
    it('lists what was placed, newest first, without the open cart', async () => {
      const { items, total, nextCursor } = await orders(anna);
      assert.equal(items.length, 7);
      assert.deepEqual([total, nextCursor], [7, null]);
      const moments = items.map(({ placedAt }) => Date.parse(placedAt));
      assert.deepEqual(
        moments,
        moments.toSorted((one, other) => other - one),
      );
    });

    it('pages without a gap or a repeat in every order', async () => {
      for (const sort of ['-placedAt', 'placedAt', '-total', 'number'] as const) {
        const whole = (await orders(anna, { sort })).items.map(({ id }) => id);
        const paged: string[] = [];
        let cursor: string | undefined;
        do {
          const page = await orders(anna, { sort, limit: 3, ...(cursor !== undefined && { cursor }) });
          paged.push(...page.items.map(({ id }) => id));
          cursor = page.nextCursor ?? undefined;
        } while (cursor !== undefined);
        assert.deepEqual(paged, whole, sort);
      }
      await failsWith('invalid', orders(anna, { cursor: 'mine' }), ['/cursor']);
    });

    it('goes on where it was though an order is placed meanwhile', async () => {
      for (const quantity of [2, 3]) await buyNotebooks(peer.url, logins.boris, quantity, peer.fetch);
      const before = (await orders(boris)).items.map(({ id }) => id);
      assert.equal(before.length, 3);
      const first = await orders(boris, { limit: 2 });
      await buyNotebooks(peer.url, logins.boris, 4, peer.fetch);
      const second = await orders(boris, { limit: 2, cursor: first.nextCursor ?? '' });
      assert.deepEqual(
        [...first.items, ...second.items].map(({ id }) => id),
        before,
      );
      assert.equal(second.nextCursor, null);
      assert.equal((await orders(boris)).total, 4);
    });

    it('asks for no more rows than the shop allows', async () => {
      assert.equal((await orders(anna, { limit: 200 })).items.length, 7);
    });

    it('reads the shop’s one axis of states as three', async () => {
      const axes = (await orders(anna, { sort: 'placedAt' })).items.map(({ status, payment, fulfilment }) =>
        [status, payment, fulfilment].map(({ code }) => code).join(' '),
      );
      assert.deepEqual(axes, [
        'completed paid delivered',
        'confirmed paid shipped',
        'confirmed paid part_shipped',
        'cancelled paid unfulfilled',
        'confirmed paid unfulfilled',
        'confirmed unpaid unfulfilled',
        'confirmed paid picking',
      ]);
    });

    it('filters by status, payment and delivery, and counts only where the shop did', async () => {
      const count = async (filter: InputOf<typeof operations.orders.list>) => {
        const { items, total } = await orders(anna, filter);
        return [items.length, total];
      };
      assert.deepEqual(await count({ status: ['confirmed'] }), [5, 5]);
      assert.deepEqual(await count({ status: ['cancelled', 'completed'] }), [2, 2]);
      assert.deepEqual(await count({ status: ['pending'] }), [0, 0]);
      assert.deepEqual(await count({ payment: ['unpaid'] }), [1, undefined]);
      assert.deepEqual(await count({ payment: ['overdue'] }), [0, undefined]);
      assert.deepEqual(await count({ fulfilment: ['picking'] }), [1, undefined]);
      assert.deepEqual(await count({ fulfilment: ['part_shipped', 'shipped'], status: ['confirmed'] }), [2, undefined]);
    });

    it('filters by number and by day', async () => {
      const { items } = await orders(anna);
      const [newest] = items;
      assert.ok(newest);
      const found = await orders(anna, { search: newest.number.slice(2, 9) });
      assert.deepEqual(
        found.items.map(({ id }) => id),
        [newest.id],
      );
      const day = newest.placedAt.slice(0, 10);
      assert.ok((await orders(anna, { placedFrom: day, placedTo: day })).items.some(({ id }) => id === newest.id));
      assert.equal((await orders(anna, { placedTo: '2020-01-01' })).items.length, 0);
      assert.equal((await orders(anna, { placedFrom: '2099-01-01', timeZone: 'Asia/Tokyo' })).items.length, 0);
      await failsWith('invalid', orders(anna, { placedFrom: day, timeZone: 'Nowhere' }), ['/timeZone']);
    });

    it('shows an order as the shop counted it: two for 6.71 at 3.36 each', async () => {
      const order = await orderWhere({ fulfilment: ['delivered'] });
      const [line] = order.lines;
      assert.deepEqual([line?.quantity, line?.unitPrice.amount, line?.total.amount], [2, '3.36', '6.71']);
      const { subtotal, shipping, tax, total, paid, due } = order.totals;
      assert.deepEqual(
        [subtotal, shipping, tax, total, paid, due].map((money) => money?.amount),
        ['6.71', '5.00', '0.61', '11.71', '11.71', '0.00'],
      );
      assert.deepEqual(order.shippingAddress?.lines, ['Berg GmbH', 'Lange Str. 5', '10115 Berlin', 'Germany']);
      assert.equal(order.deliveryMethod, 'Standard Shipping');
    });

    it('shows what a cancelled order was, of which the shop keeps only zeros', async () => {
      const order = await orderWhere({ status: ['cancelled'] });
      assert.deepEqual(
        order.lines.map(({ quantity, total }) => [quantity, total.amount]),
        [
          [1, '1440.00'],
          [1, '59.88'],
        ],
      );
      const { subtotal, discount, shipping, total, paid, due } = order.totals;
      assert.deepEqual(
        [subtotal, discount, shipping, total, paid, due].map((money) => money?.amount),
        ['1499.88', undefined, '5.00', '1504.88', '1504.88', undefined],
      );
    });

    it('shows a discount, so that the rows still add up to the total', async () => {
      const { items } = await orders(anna, { sort: 'placedAt' });
      const order = await anna(operations.orders.get, { orderId: items[4]?.id ?? '' });
      const cents = (money?: { amount: string }) => Math.round(Number(money?.amount ?? 0) * 100);
      const { subtotal, discount, shipping, total } = order.totals;
      assert.ok(cents(discount) > 0);
      assert.equal(cents(subtotal) - cents(discount) + cents(shipping), cents(total));
    });

    it('says what is still to be paid', async () => {
      const { totals } = await orderWhere({ payment: ['unpaid'] });
      assert.deepEqual([totals.paid?.amount, totals.due?.amount], ['0.00', totals.total.amount]);
    });

    it('tells an order’s way: what happened, and what is to come', async () => {
      const steps = async (filter: InputOf<typeof operations.orders.list>) => {
        const { id } = await orderWhere(filter);
        const timeline = await anna(operations.orders.timeline, { orderId: id });
        return timeline.steps.map(({ kind, state, at }) => `${kind} ${state}${at === undefined ? '' : ' at'}`);
      };
      assert.deepEqual(await steps({ fulfilment: ['delivered'] }), [
        'placed done at',
        'paid done at',
        'shipped done at',
        'delivered done at',
      ]);
      assert.deepEqual(await steps({ fulfilment: ['part_shipped'] }), [
        'placed done at',
        'paid done at',
        'shipped current',
        'delivered upcoming',
      ]);
      assert.deepEqual(await steps({ status: ['cancelled'] }), ['placed done at', 'paid done at', 'cancelled done at']);
    });

    it('tells of the parcels and which lines are in them', async () => {
      const order = await orderWhere({ fulfilment: ['part_shipped'] });
      const { items } = await anna(operations.orders.shipments, { orderId: order.id });
      const [parcel] = items;
      assert.equal(items.length, 1);
      assert.deepEqual(
        [parcel?.status, parcel?.carrier, parcel?.trackingNumber],
        ['shipped', 'Parcel service', 'TRACK-1'],
      );
      assert.ok(parcel?.shippedAt);
      assert.deepEqual(parcel.lines, [{ lineId: order.lines[0]?.id, quantity: 1 }]);
      assert.deepEqual(
        order.lines.map(({ shippedQuantity }) => shippedQuantity),
        [1, 0],
      );
    });
  });

  describe('profile', () => {
    it('changes the name, unless it was changed meanwhile', async () => {
      const before = await anna(operations.profile.get, {});
      assert.deepEqual([before.givenName, before.familyName], ['Anna', 'Berg']);
      assert.deepEqual(
        before.contacts.map(({ value, verified }) => [value, verified]),
        [
          [logins.anna.email, true],
          ['+49301234567', false],
        ],
      );
      const after = await anna(operations.profile.update, { familyName: 'Berg-Weiß' }, { ifMatch: before.etag });
      assert.deepEqual([after.givenName, after.familyName], ['Anna', 'Berg-Weiß']);
      await failsWith('conflict', anna(operations.profile.update, { familyName: 'Tal' }, { ifMatch: before.etag }));
      assert.equal((await anna(operations.profile.get, {})).etag, after.etag);
    });

    it('refuses what the shop has no field for, instead of losing it', async () => {
      const { etag, locked } = await anna(operations.profile.get, {});
      assert.deepEqual(locked[0], { field: 'middleName', reason: 'This shop does not keep it.' });
      await failsWith('invalid', anna(operations.profile.update, { jobTitle: 'Buyer' }, { ifMatch: etag }), [
        '/jobTitle',
      ]);
    });
  });

  describe('addresses', () => {
    const typed = { recipient: 'Anna Berg', country: 'AT', postalCode: '1010', city: 'Wien', street: 'Am Hof 1' };

    it('adds one, once, though it is sent again after an answer that was lost', async () => {
      const added = await anna(operations.addresses.add, typed);
      const again = await anna(operations.addresses.add, typed);
      assert.equal(again.id, added.id);
      assert.deepEqual(added.lines, ['Am Hof 1', '1010 Wien', 'Austria']);
      assert.equal((await anna(operations.addresses.list, {})).items.length, 2);
    });

    it('changes, prefers and removes one', async () => {
      const { items } = await anna(operations.addresses.list, {});
      const address = items.find(({ city }) => city === 'Wien');
      assert.ok(address);
      const { id: addressId, etag } = address;
      const changed = await anna(
        operations.addresses.update,
        { addressId, ...typed, street: 'Graben 2' },
        { ifMatch: etag },
      );
      assert.equal(changed.street, 'Graben 2');
      await failsWith('conflict', anna(operations.addresses.update, { addressId, ...typed }, { ifMatch: etag }));
      const preferred = await anna(operations.addresses.setDefault, { addressId, purpose: 'delivery' });
      assert.deepEqual(
        preferred.items.map(({ id, defaultFor }) => [id === addressId, defaultFor.join()]),
        [
          [false, 'billing'],
          [true, 'delivery'],
        ],
      );
      const left = await anna(operations.addresses.remove, { addressId });
      assert.equal(left.items.length, 1);
      await failsWith('not_found', anna(operations.addresses.remove, { addressId }));
    });

    it('keeps what the contract has no field for', async () => {
      const { items } = await anna(operations.addresses.list, {});
      const [address] = items;
      assert.ok(address);
      const { recipient, phone, country, postalCode, city, street, etag } = address;
      const changed = await anna(
        operations.addresses.update,
        { addressId: address.id, recipient, phone, country, postalCode, city: `${city} Mitte`, street },
        { ifMatch: etag },
      );
      assert.deepEqual(changed.lines, ['Berg GmbH', 'Lange Str. 5', '10115 Berlin Mitte', 'Germany']);
    });

    it('refuses what the shop has no field for, and a country that it does not know, in the person’s language', async () => {
      const refused = asking(tokens.anna)(operations.addresses.add, { ...typed, note: 'Ring twice' }, { locale: 'ru' });
      await assert.rejects(refused, ({ fields }: CabinetError) => /магазин/i.test(fields?.['/note'] ?? ''));
      await failsWith('invalid', anna(operations.addresses.add, { ...typed, country: 'JP' }), ['/country']);
    });
  });

  describe('two customers', () => {
    it('see nothing of each other through any operation', async () => {
      const { items: hers } = await orders(anna);
      const { items: his } = await orders(boris);
      assert.ok(his.length > 0);
      const numbers = new Set(hers.map(({ id }) => id));
      assert.ok(his.every(({ id }) => !numbers.has(id)));
      const orderId = hers[0]?.id ?? '';
      for (const operation of [operations.orders.get, operations.orders.timeline, operations.orders.shipments]) {
        await failsWith('not_found', boris(operation, { orderId }));
        await failsWith('not_found', boris(operation, { orderId: 'NOSUCHORDER' }));
      }
      assert.equal((await orders(boris, { search: hers[0]?.number ?? '' })).items.length, 0);

      const { items: addresses } = await anna(operations.addresses.list, {});
      const [address] = addresses;
      assert.ok(address);
      const { id: addressId, country, city, street, etag } = address;
      assert.ok(!(await boris(operations.addresses.list, {})).items.some(({ id }) => id === addressId));
      await failsWith(
        'not_found',
        boris(operations.addresses.update, { addressId, country, city, street }, { ifMatch: etag }),
      );
      await failsWith('not_found', boris(operations.addresses.remove, { addressId }));
      await failsWith('not_found', boris(operations.addresses.setDefault, { addressId, purpose: 'billing' }));
      assert.deepEqual((await anna(operations.addresses.list, {})).items, addresses);
      assert.equal((await boris(operations.session.get, {})).person.email, logins.boris.email);
      assert.equal((await boris(operations.profile.get, {})).givenName, 'Boris');
    });
  });

  describe('refusals', () => {
    it('finds an error result inside an answer of 200', async () => {
      const shop = openShop({ url, fetch: peer.fetch });
      const wrong =
        'mutation SignInWrongly { login(username: "anna@example.test", password: "no") { ... on ErrorResult { errorCode message } } }';
      await failsWith('invalid', shop.change(wrong, {}, {}));
    });

    it('tells a refused permission, and a question that the shop does not understand', async () => {
      const shop = openShop({ url, fetch: peer.fetch });
      const nobodys = 'mutation ChangeNobody { updateCustomer(input: { firstName: "x" }) { id } }';
      await failsWith('forbidden', shop.change(nobodys, {}, {}));
      await failsWith(
        'contract',
        shop.read('query Foreign { activeCustomer { shoeSize } }', {}, { token: tokens.anna }),
      );
    });

    it('knows the shop’s other operations are not there', async () => {
      const adapter = vendure({ url, fetch: peer.fetch });
      assert.ok(!adapter.supports(operations.orders.reorder));
      assert.deepEqual(adapter.runsIn, ['browser']);
      assert.throws(() => vendure({ url: 'shop' }), TypeError);
    });
  });
});
