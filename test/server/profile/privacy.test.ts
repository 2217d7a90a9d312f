import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { strFromU8, unzipSync } from 'fflate';
import { sql } from 'kysely';
import { startExportWorker } from '../../../server/privacy/export-worker.ts';
import { operations } from '../../../src/contract/index.ts';
import { addOrders, orderRecord } from '../helpers/company.ts';
import { describeDatabases } from '../helpers/databases.ts';
import { addPeople, callerOf, code, fields, letters, member } from './calling.ts';

const { security, privacy, session } = operations;
const firefox = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:150.0) Gecko/20100101 Firefox/150.0';
const safari = 'Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) AppleWebKit/605 Version/19.0 Mobile Safari/604';

describeDatabases('security and privacy', (database) => {
  const anna = callerOf(database, member('anna'));
  const otto = callerOf(database, member('otto'));
  const bea = callerOf(database, member('bea'));
  const greta = callerOf(database, member('greta', 'two'));

  beforeEach(async () => {
    await addPeople(database.store);
    await database.store.transaction('operator', (transaction) =>
      transaction
        .insertInto('consent_texts')
        .values([
          {
            tenant_id: 'acme',
            id: 'terms',
            version: '1',
            title: 'Terms',
            text: 'Text',
            required: 'Needed',
            position: 0,
          },
          { tenant_id: 'acme', id: 'news', version: '1', title: 'News', text: 'Text', position: 1 },
        ])
        .execute(),
    );
  });

  const signIn = (personId: string, userAgent: string) =>
    database.store.directory.createSession('acme', personId, 3600, { userAgent, address: '192.0.2.1' });
  const signedIn = async (secret: string) => {
    const customer = await database.store.directory.findSession('acme', secret);
    return callerOf(database, customer ?? assert.fail('the session is over'));
  };
  /** As if the days of grace were over. */
  const graceIsOver = () => database.store.clearUp(new Date(Date.now() + 31 * 86_400_000));

  test('sessions are told by device, and are ended one by one or all but this one', async () => {
    const { directory } = database.store;
    const secrets = [await signIn('anna', firefox), await signIn('anna', safari), await signIn('anna', '')];
    const [mine = '', second = '', third = ''] = secrets;
    const here = await signedIn(mine);
    const { items } = await here(security.sessions, {});
    assert.deepEqual([items[0]?.current, items[0]?.device], [true, 'Firefox, Windows']);
    const phone = items.find(({ device }) => device === 'Safari, iPhone') ?? assert.fail('there is no phone');
    await assert.rejects(here(security.endSession, { sessionId: items[0]?.id ?? '' }), code('conflict'));
    for (const stranger of [otto, callerOf(database, member('anna', 'one', 'other'))]) {
      await assert.rejects(stranger(security.endSession, { sessionId: phone.id }), code('not_found'));
    }
    const left = await here(security.endSession, { sessionId: phone.id });
    assert.equal(left.items.length, 2);
    assert.equal(await directory.findSession('acme', second), null);
    await here(security.endOtherSessions, {});
    assert.equal(await directory.findSession('acme', third), null);
    assert.notEqual(await directory.findSession('acme', mine), null);
  });

  test('the history tells sign-ins, failures and ends; a new device is told by mail', async () => {
    const { directory } = database.store;
    const secret = await signIn('anna', firefox);
    assert.deepEqual(await letters(database.store, 'anna@people.example'), [], 'not of the first one');
    await directory.signInFailed?.('acme', 'anna', { userAgent: safari });
    await directory.signInFailed?.('acme', 'nobody', { userAgent: safari });
    await signIn('anna', safari);
    await directory.endSession('acme', secret);
    const seen: string[] = [];
    for (let cursor: string | null | undefined; cursor !== null;) {
      const page = await anna(security.signIns, { limit: 1, ...(cursor === undefined ? {} : { cursor }) });
      seen.push(...page.items.map(({ outcome }) => outcome));
      cursor = page.nextCursor;
    }
    assert.deepEqual(seen, ['signed_out', 'succeeded', 'failed', 'succeeded']);
    const [letter] = await letters(database.store, 'anna@people.example');
    assert.deepEqual([letter?.kind, letter?.payload?.device], ['sign_in', 'Safari, iPhone']);
    assert.deepEqual((await otto(security.signIns, {})).items, []);
  });

  test('a consent is given to the text in force and taken back, unless it is needed', async () => {
    await assert.rejects(anna(privacy.giveConsent, { consentId: 'news', version: '0' }), code('conflict'));
    assert.equal((await anna(privacy.giveConsent, { consentId: 'news', version: '1' })).state, 'given');
    assert.equal((await anna(privacy.revokeConsent, { consentId: 'news' })).state, 'revoked');
    await anna(privacy.giveConsent, { consentId: 'terms', version: '1' });
    await assert.rejects(anna(privacy.revokeConsent, { consentId: 'terms' }), code('conflict'));
    await assert.rejects(anna(privacy.revokeConsent, { consentId: 'nothing' }), code('not_found'));
    await database.store.transaction('operator', (transaction) =>
      transaction.updateTable('consent_texts').set({ version: '2' }).where('id', '=', 'terms').execute(),
    );
    const states = async (as = anna) => (await as(privacy.consents, {})).items.map(({ state }) => state);
    assert.deepEqual(await states(), ['not_given', 'revoked'], 'a new text was not agreed to');
    assert.deepEqual(await states(otto), ['not_given', 'not_given']);
  });

  test('a copy of the data is made once, in the background, for its person only, and for seven days', async () => {
    await addOrders(database.store, 'acme', [orderRecord('mine', { placedBy: { personId: 'anna', name: 'Anna' } })]);
    await signIn('anna', firefox);
    const asked = await anna(privacy.requestExport, {});
    assert.equal((await anna(privacy.requestExport, {})).id, asked.id);
    await assert.rejects(anna(privacy.downloadExport, { exportId: asked.id }), code('conflict'));
    const failures: unknown[] = [];
    const worker = startExportWorker({ store: database.store, onFailure: (error) => failures.push(error) });
    await worker.close();
    assert.deepEqual(failures, []);
    const { items } = await anna(privacy.exports, {});
    assert.equal(items[0]?.state, 'ready');
    const file = await anna(privacy.downloadExport, { exportId: asked.id });
    const files = unzipSync(new Uint8Array(await file.arrayBuffer()));
    assert.deepEqual(Object.keys(files).toSorted(), ['data.html', 'data.json']);
    const data = JSON.parse(strFromU8(files['data.json'] ?? new Uint8Array())) as Record<string, unknown[]>;
    assert.deepEqual([data.profile?.length, data.orders?.length, data.contacts?.length], [1, 1, 1]);
    const text = JSON.stringify(data);
    assert.ok(text.includes('anna@people.example') && !/secret|hash|otto/.test(text));
    await assert.rejects(otto(privacy.downloadExport, { exportId: asked.id }), code('not_found'));
    await database.store.clearUp(new Date(Date.now() + 8 * 86_400_000));
    assert.equal((await anna(privacy.exports, {})).items[0]?.state, 'expired');
    await assert.rejects(anna(privacy.downloadExport, { exportId: asked.id }), code('conflict'));
  });

  test('an account is deleted by its phrase after the days of grace, unless it is taken back', async () => {
    await assert.rejects(bea(privacy.requestDeletion, { phrase: 'yes' }), fields('/phrase'));
    const russian = { locale: 'ru' };
    await bea(privacy.requestDeletion, { phrase: ' Удалить мою  учетную запись ' }, russian);
    assert.equal((await letters(database.store, 'bea@people.example'))[0]?.kind, 'deletion_scheduled');
    assert.equal((await bea(privacy.cancelDeletion, {})).state, 'none');
    await graceIsOver();
    assert.equal((await bea(session.get, {})).person.id, 'bea');

    await addOrders(database.store, 'acme', [orderRecord('hers', { placedBy: { personId: 'bea', name: 'Bea' } })]);
    const secret = await signIn('bea', firefox);
    assert.equal((await bea(privacy.requestDeletion, { phrase: 'delete my account' })).state, 'scheduled');
    await graceIsOver();
    assert.equal(await database.store.directory.findSession('acme', secret), null);
    assert.equal(await database.store.directory.identify('acme', 'bea'), null);
    assert.equal((await anna(operations.orders.get, { orderId: 'hers' })).placedBy?.name, 'Deleted person');
    const { rows } = await database.store.transaction('operator', (transaction) =>
      sql<{
        found: string;
      }>`select 'person' as found from people where tenant_id = 'acme' and people::text like '%Name of bea%'
        union all select 'contact' from contacts where value like 'bea@%' and tenant_id = 'acme'
        union all select 'mail' from mails where recipient like 'bea@%'`.execute(transaction),
    );
    assert.deepEqual(rows, []);
  });

  test('the only owner cannot go, not even when the other one goes in the meantime', async () => {
    const alone = await greta(privacy.deletion, {});
    assert.match(alone.obstacle ?? '', /Customer two/);
    await assert.rejects(greta(privacy.requestDeletion, { phrase: alone.phrase }), code('conflict'));
    for (const owner of [anna, otto]) await owner(privacy.requestDeletion, { phrase: 'delete my account' });
    await graceIsOver();
    const { items } = await bea(operations.members.list, {});
    assert.equal(items.filter(({ role }) => role === 'owner').length, 1);
  });
});
