import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { createApp } from '../../../server/app.ts';
import { listen } from '../../../server/start/listen.ts';
import { announce } from '../../../server/store/announce.ts';
import type { Store } from '../../../server/store/index.ts';
import { writeCustomers } from '../../../server/store/write/customers.ts';
import { EventReader } from '../../../src/testing/event-reader.ts';
import { addCompany } from '../helpers/company.ts';
import { describeDatabases } from '../helpers/databases.ts';
import { tokenOf } from '../helpers/token.ts';

/** A stream that does not end is a failure: sooner than the check that runs every 30 seconds anyway. */
const limited = { timeout: 15_000 };

/** A server over a store, as it is started, and its streams. */
async function serve(store: Store) {
  const shutdown = new AbortController();
  const { adapter, directory } = store;
  const app = createApp({ adapter, directory, rememberPeople: true, shutdown: shutdown.signal });
  const listener = await listen(app, 0);
  const url = `http://localhost:${listener.port}/api/acme/events`;
  return {
    async openByCookie(personId: string) {
      const secret = await directory.createSession('acme', personId, 60);
      const reader = await EventReader.open(url, { Cookie: `cabinet=${secret}`, 'X-Cabinet': '1' });
      return { reader, secret };
    },
    openByToken: async (personId: string) =>
      EventReader.open(url, { Authorization: `Bearer ${await tokenOf(personId)}` }),
    async close() {
      shutdown.abort();
      await listener.close();
    },
  };
}

const customer = (disabled: boolean) => ({
  externalId: 'one',
  name: 'Customer one',
  people: [{ externalId: 'one-anna', name: 'Anna of one', login: 'one-anna', disabled, roles: ['owner' as const] }],
});

describeDatabases('an event stream', (database) => {
  beforeEach(() => addCompany(database.store, 'acme'));

  test('ends when its reader signs out, and nobody else’s', limited, async () => {
    const server = await serve(database.store);
    const [gone, stays] = [await server.openByCookie('one-anna'), await server.openByCookie('one-anna')];
    const other = await server.openByCookie('two-anna');
    await database.store.directory.endSession('acme', gone.secret);
    await gone.reader.end();
    // The others would have ended with it.
    for (const orderId of ['one', 'two']) await announceTo(database.store, orderId);
    assert.equal((await stays.reader.change()).data.entity, 'orders');
    assert.equal((await other.reader.change()).data.entity, 'orders');
    await server.close();
  });

  test('ends when its person is disabled, however it was opened', limited, async () => {
    const server = await serve(database.store);
    const readers = [await server.openByToken('one-anna'), (await server.openByCookie('one-anna')).reader];
    await database.store.transaction({ tenantId: 'acme' }, (transaction) =>
      writeCustomers(transaction, 'acme', [customer(true)]),
    );
    await Promise.all(readers.map((reader) => reader.end()));
    await server.close();
  });

  test('goes on when its person was only sent again', limited, async () => {
    const server = await serve(database.store);
    const reader = await server.openByToken('one-anna');
    await database.store.transaction({ tenantId: 'acme' }, (transaction) =>
      writeCustomers(transaction, 'acme', [customer(false)]),
    );
    await announceTo(database.store, 'one');
    assert.equal((await reader.change()).data.entity, 'orders');
    await server.close();
  });

  test('ends when its reader signs out at another copy of the server', limited, async (context) => {
    if (database.kind === 'embedded') return context.skip('the embedded database has one server');
    const copy = await database.openCopy();
    const server = await serve(copy);
    const { reader, secret } = await server.openByCookie('one-anna');
    await database.store.directory.endSession('acme', secret);
    await reader.end();
    await server.close();
    await copy.close();
  });
});

async function announceTo(store: Store, customerId: string): Promise<void> {
  await store.transaction({ tenantId: 'acme' }, (transaction) =>
    announce(transaction, 'acme', [{ customerId, type: 'order.updated', entity: 'orders' }]),
  );
}
