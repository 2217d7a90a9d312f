import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { createApp } from '../../../server/app.ts';
import { listen } from '../../../server/start/listen.ts';
import { writeCustomers } from '../../../server/store/write/customers.ts';
import { DESK_PATH, deskOperations, type OutputOf } from '../../../src/contract/index.ts';
import { allOperations } from '../../../src/contract/operations.ts';
import type { getCapabilities, getSession, listOrders } from '../../../src/contract/index.ts';
import { EventReader } from '../../../src/testing/event-reader.ts';
import { addCompany, addOrders, orderRecord } from '../helpers/company.ts';
import { describeDatabases } from '../helpers/databases.ts';
import { addSupport } from '../helpers/support.ts';
import { tokenOf } from '../helpers/token.ts';

const offered = allOperations().filter(({ id }) => deskOperations.includes(id));

describeDatabases('staff and one customer', (database) => {
  const call = async (person: string, path: string, init: RequestInit = {}) =>
    createApp(database.store).request(`http://localhost/api/acme${path}`, {
      ...init,
      headers: { Authorization: `Bearer ${await tokenOf(person)}`, 'Idempotency-Key': crypto.randomUUID() },
    });
  const read = async <Answer>(path: string) => {
    const response = await call('ada', `/customers/${path}`);
    assert.equal(response.status, 200, path);
    return (await response.json()) as Answer;
  };
  const numbers = async (path: string) =>
    (await read<OutputOf<typeof listOrders>>(path)).items.map(({ number }) => number);

  beforeEach(async () => {
    for (const tenantId of ['acme', 'other']) {
      await addCompany(database.store, tenantId);
      await addSupport(database.store, tenantId);
      await addOrders(database.store, tenantId, [
        orderRecord(`${tenantId}-one`),
        orderRecord(`${tenantId}-two`, { customerId: 'two' }),
      ]);
    }
  });

  test('an agent reads the orders and invoices of the customer named, and of no other', async () => {
    assert.deepEqual(await numbers('one/orders'), ['T-acme-one']);
    assert.deepEqual(await numbers('two/orders'), ['T-acme-two']);
    assert.equal((await read<{ id: string }>('one/orders/acme-one')).id, 'acme-one');
    assert.deepEqual((await read<{ items: unknown[] }>('one/invoices')).items, []);
    for (const path of ['one/orders/acme-two', 'one/orders/other-one', 'two/orders/acme-one/timeline']) {
      assert.equal((await call('ada', `/customers/${path}`)).status, 404, path);
    }
    // Without a customer in the path an agent sees their own, as ever.
    assert.equal((await call('ada', '/orders/acme-one')).status, 404);
  });

  test('the session names that customer, and says that nothing may be changed', async () => {
    const session = await read<OutputOf<typeof getSession>>('one/session');
    assert.deepEqual(session.customer, { id: 'one', name: 'Customer one' });
    assert.equal(session.person.name, 'Ada Agent');
    assert.deepEqual(session.permissions.toSorted(), offered.map(({ id }) => id).toSorted());
    assert.ok(offered.every(({ kind }) => kind === 'query'));
    const capabilities = await read<OutputOf<typeof getCapabilities>>('one/capabilities');
    assert.deepEqual(capabilities.operations, session.permissions);
    assert.equal(capabilities.live, true);
  });

  test('what happens to the customer named reaches the agent who looks, and nothing of the orders of others', async () => {
    const app = createApp({ ...database.store, heartbeatInterval: 20, sessionCheckInterval: 20 });
    const listener = await listen(app, 0);
    const address = `http://localhost:${listener.port}/api/acme/customers/one/events`;
    const headers = { Authorization: `Bearer ${await tokenOf('ada')}` };
    const reader = await EventReader.open(address, headers);
    const touch = (tenantId: string, id: string, customerId = 'one') =>
      addOrders(database.store, tenantId, [orderRecord(id, { customerId, note: crypto.randomUUID() })]);
    await touch('acme', 'acme-two', 'two');
    await touch('other', 'other-one');
    await touch('acme', 'acme-one');
    const { id, data } = await reader.change();
    assert.deepEqual([data.entity, data.entityId], ['orders', 'acme-one']);
    await reader.close();

    // Nor when it goes on where it was.
    await touch('acme', 'acme-two', 'two');
    await touch('acme', 'acme-one');
    const resumed = await EventReader.open(address, { ...headers, 'Last-Event-ID': id });
    assert.equal((await resumed.next()).data.entityId, 'acme-one');

    // Whoever is no agent any more is let go, and not let in again.
    await database.store.transaction({ tenantId: 'acme' }, (transaction) =>
      writeCustomers(transaction, 'acme', [
        {
          externalId: 'house',
          name: 'House',
          people: [{ externalId: 'ada', name: 'Ada', login: 'ada', roles: ['viewer'] }],
        },
      ]),
    );
    await resumed.end();
    assert.equal((await fetch(address, { headers })).status, 403);
    await listener.close();
  });

  test('of the events of a customer, nobody hears who may not look', async () => {
    const status = async (person: string, customer: string) =>
      (await call(person, `/customers/${customer}/events`)).status;
    assert.equal(await status('one-anna', 'one'), 403);
    assert.equal(await status('ada', 'nobody'), 404);
    await database.store.transaction({ tenantId: 'other' }, (transaction) =>
      writeCustomers(transaction, 'other', [{ externalId: 'theirs', name: 'Theirs', people: [] }]),
    );
    assert.equal(await status('ada', 'theirs'), 404);
    const unsigned = await createApp(database.store).request('http://localhost/api/acme/customers/one/events');
    assert.equal(unsigned.status, 401);
  });

  test('customers of another company, and none at all, are answered the same', async () => {
    await database.store.transaction({ tenantId: 'other' }, (transaction) =>
      writeCustomers(transaction, 'other', [{ externalId: 'theirs', name: 'Theirs', people: [] }]),
    );
    await addOrders(database.store, 'other', [orderRecord('foreign', { customerId: 'theirs' })]);
    const answers = await Promise.all(
      ['nobody', 'theirs', 'a%00b'].map(async (id) => {
        const response = await call('ada', `/customers/${id}/orders`);
        const { code } = (await response.json()) as { code: string };
        return [response.status, code];
      }),
    );
    for (const found of answers) assert.deepEqual(found, [404, 'not_found']);
  });

  test('customers themselves may not, not even of themselves; nor may anybody without a sign-in', async () => {
    for (const operation of offered) {
      const [method = '', path = ''] = operation.http.split(' ');
      if (operation.id === 'capabilities.get') continue;
      const address = (DESK_PATH + path).replace('{customerId}', 'one').replace(/\{\w+\}/g, 'acme-one');
      assert.equal((await call('one-anna', address, { method })).status, 403, operation.id);
      const unsigned = await createApp(database.store).request(`http://localhost/api/acme${address}`, { method });
      assert.equal(unsigned.status, 401, operation.id);
    }
  });

  test('nothing else of the contract is there', async () => {
    for (const operation of allOperations().filter((each) => !offered.includes(each))) {
      const [method = '', path = ''] = operation.http.split(' ');
      const address = (DESK_PATH + path).replace('{customerId}', 'one').replace(/\{\w+\}/g, 'acme-one');
      const { status } = await call('ada', address, { method });
      assert.equal(status, 404, operation.id);
    }
  });
});
