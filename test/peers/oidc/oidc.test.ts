import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { openStore, type Store } from '../../../server/store/index.ts';
import { addCompany, addOrders, orderRecord } from '../../server/helpers/company.ts';
import { Visitor, type Site } from '../../server/oidc/visitor.ts';
import { serveSignIn } from '../../server/oidc/world.ts';

const { PEER_NAME, PEER_URL = '' } = process.env;
// What it answers is signed for the moment, so there are no recordings.
const skip = PEER_NAME === 'oidc' ? false : 'test:server tries the same provider in its own process';

describe('oidc', { skip }, () => {
  let folder = '';
  let store: Store;
  let site: Site;
  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'cabinet-oidc-'));
    store = await openStore({ dataDirectory: folder });
    await addCompany(store, 'acme');
    await addOrders(store, 'acme', [
      orderRecord('1'),
      orderRecord('2', { customerId: 'two', placedBy: { personId: 'two-anna', name: 'Anna of two' } }),
    ]);
    await store.transaction('operator', (transaction) =>
      transaction.updateTable('tenants').set({ oidc_issuer: PEER_URL, oidc_client_id: 'acme' }).execute(),
    );
    site = serveSignIn(store, (error) => assert.fail(String(error)));
  });
  after(async () => {
    await store?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  for (const [login, number] of [
    ['one-anna', 'T-1'],
    ['two-anna', 'T-2'],
  ] as const) {
    it(`${login} signs in there and sees the orders of their own customer only`, async () => {
      const visitor = new Visitor(site);
      await visitor.open(await visitor.signInThere('/api/acme/sign-in', login));
      const { items } = (await (await visitor.ask('/orders')).json()) as { items: { number: string }[] };
      assert.deepEqual(
        items.map((order) => order.number),
        [number],
      );
    });
  }
});
