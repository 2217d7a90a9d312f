import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { sql } from 'kysely';
import type { LiveEvent } from '../../../src/contract/live.ts';
import type { Store } from '../../../server/store/index.ts';
import { addCompany, addOrders, customerOf, orderRecord } from '../helpers/company.ts';
import { describeDatabases } from '../helpers/databases.ts';
import { query } from '../helpers/postgres.ts';
import pg from 'pg';

const one = customerOf('acme', 'one');
/** An event that does not come is a failure, not a wait. */
const limited = { timeout: 20_000 };

/** A reader of a customer's stream. */
async function listen(store: Store, customer = one, lastEventId?: string) {
  const end = new AbortController();
  const opened = Promise.withResolvers<undefined>();
  const { subscribe } = store.adapter;
  assert.ok(subscribe);
  const stream = subscribe({ customer, lastEventId, signal: end.signal, onOpen: () => opened.resolve(undefined) });
  const events = stream[Symbol.asyncIterator]();
  let first: Promise<IteratorResult<LiveEvent>> | undefined = events.next();
  const read = async (): Promise<LiveEvent> => {
    const result = await (first ?? events.next());
    first = undefined;
    assert.ok(!result.done, 'the stream has ended');
    return result.value;
  };
  let begun = lastEventId !== undefined;
  const next = async (): Promise<LiveEvent> => {
    const event = await read();
    // A stream that resumes nothing begins with a reset for what has just happened.
    const skipped = !begun && event.type === 'reset';
    begun = true;
    return skipped ? read() : event;
  };
  if (lastEventId === undefined) await opened.promise;
  return {
    next,
    async close() {
      end.abort();
      await first?.catch(() => undefined);
      await events.return?.();
    },
  };
}

describeDatabases('live events', (database) => {
  const touch = (id: string, note: string) => addOrders(database.store, 'acme', [orderRecord(id, { note })]);

  beforeEach(async () => {
    await addCompany(database.store, 'acme');
    await addCompany(database.store, 'other');
    await addOrders(database.store, 'acme', [orderRecord('a'), orderRecord('theirs', { customerId: 'two' })]);
  });

  test('reach their customer, in order, and nobody else', limited, async () => {
    const mine = await listen(database.store);
    const theirs = await listen(database.store, customerOf('acme', 'two'));
    await touch('a', 'first');
    await database.store.advanceOrder('acme', 'theirs');
    await database.store.advanceOrder('acme', 'a');
    await addOrders(database.store, 'acme', [orderRecord('b')]);
    const events = [await mine.next(), await mine.next(), await mine.next()];
    assert.deepEqual(
      events.map(({ type, entity, entityId }) => [type, entity, entityId]),
      [
        ['order.updated', 'orders', 'a'],
        ['order.updated', 'orders', 'a'],
        ['order.created', 'orders', 'b'],
      ],
    );
    assert.equal((await theirs.next()).entityId, 'theirs');
    await Promise.all([mine.close(), theirs.close()]);
  });

  test('are resumed after the last one seen, without gap or repeat', limited, async () => {
    const first = await listen(database.store);
    await touch('a', '1');
    const seen = await first.next();
    await first.close();
    for (const note of ['2', '3']) await touch('a', note);
    const second = await listen(database.store, one, seen.id);
    const missed = [await second.next(), await second.next()];
    await touch('a', '4');
    const live = await second.next();
    const ids = [seen, ...missed, live].map(({ id }) => id);
    assert.equal(new Set(ids).size, 4);
    await second.close();
    // From the first again: the very same ones.
    const third = await listen(database.store, one, seen.id);
    assert.deepEqual([(await third.next()).id, (await third.next()).id, (await third.next()).id], ids.slice(1));
    await third.close();
  });

  test('are not announced when a company sends what is known', limited, async () => {
    const reader = await listen(database.store);
    await addOrders(database.store, 'acme', [orderRecord('a')]);
    await touch('a', 'changed');
    await addOrders(database.store, 'acme', [orderRecord('a', { note: 'changed' })]);
    await database.store.advanceOrder('acme', 'a');
    const events = [await reader.next(), await reader.next()];
    const { rows } = await database.store.transaction('operator', (transaction) =>
      sql<{ count: number }>`select count(*)::int as count from events where entity_id = 'a'`.execute(transaction),
    );
    assert.equal(rows[0]?.count, 3);
    assert.equal(events.length, 2);
    await reader.close();
  });

  test('of many orders at once are one', limited, async () => {
    const reader = await listen(database.store);
    await addOrders(
      database.store,
      'acme',
      Array.from({ length: 30 }, (_, index) => orderRecord(`many-${index}`)),
    );
    assert.deepEqual(await reader.next().then(({ type, entity, entityId }) => [type, entity, entityId]), [
      'order.updated',
      'orders',
      undefined,
    ]);
    await reader.close();
  });

  test('that are no longer kept, or never were, are a reset', limited, async () => {
    const first = await listen(database.store);
    await touch('a', '1');
    const seen = await first.next();
    await first.close();
    await touch('a', '2');
    await database.store.clearUp(new Date(Date.now() + 3 * 86_400_000));
    for (const id of [seen.id, 'nonsense', '1-1', '99999999999999999999999-1', '999999999-1', "1'; --"]) {
      const reader = await listen(database.store, one, id);
      const reset = await reader.next();
      assert.equal(reset.type, 'reset', id);
      await touch('a', `after ${id}`);
      assert.equal((await reader.next()).type, 'order.updated');
      await reader.close();
      // The reset's own id resumes.
      const again = await listen(database.store, one, reset.id);
      assert.equal((await again.next()).type, 'order.updated');
      await again.close();
    }
  });

  test('end with their signal', limited, async () => {
    const reader = await listen(database.store);
    const waiting = reader.next();
    await Promise.all([reader.close(), assert.rejects(waiting, /ended/)]);
  });

  test('of a transaction that commits late are not skipped', limited, async (context) => {
    if (database.kind === 'embedded') return context.skip('has one connection, so nothing commits late');
    const reader = await listen(database.store);
    const late = new pg.Client({ connectionString: database.adminUrl });
    await late.connect();
    await late.query('begin');
    await late.query(
      `insert into cabinet.events (tenant_id, customer_id, type, entity, entity_id) values ('acme', 'one', 'order.updated', 'orders', 'late')`,
    );
    // Begun later, committed sooner.
    await touch('a', 'early');
    await late.query('commit');
    await late.end();
    const events = [await reader.next(), await reader.next()];
    assert.deepEqual(
      events.map(({ entityId }) => entityId),
      ['late', 'a'],
    );
    await reader.close();
  });

  test('cross from one copy of the server to another, also when notifications are lost', limited, async (context) => {
    if (database.kind === 'embedded') return context.skip('one process only');
    const copy = await database.openCopy();
    const reader = await listen(copy);
    await touch('a', 'from the other copy');
    assert.equal((await reader.next()).entityId, 'a');
    // Ends the listening connection, like a proxy that forgets idle connections.
    await query(
      database.adminUrl,
      `select pg_terminate_backend(pid) from pg_stat_activity where query like 'listen %'`,
    );
    await touch('a', 'while nobody listens');
    assert.equal((await reader.next()).entityId, 'a');
    await reader.close();
    await copy.close();
  });
});
