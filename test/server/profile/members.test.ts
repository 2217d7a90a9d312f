import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { sql } from 'kysely';
import { createApp } from '../../../server/app.ts';
import { operations } from '../../../src/contract/index.ts';
import { permissionsOf } from '../../../src/contract/permissions.ts';
import { describeDatabases } from '../helpers/databases.ts';
import { addPeople, callerOf, code, fields, letters, member } from './calling.ts';

const { members, session } = operations;

describeDatabases('members', (database) => {
  const anna = callerOf(database, member('anna'));
  const otto = callerOf(database, member('otto'));
  const bea = callerOf(database, member('bea'));
  const greta = callerOf(database, member('greta', 'two'));

  beforeEach(() => addPeople(database.store));

  const invitedAs = async (email: string) => {
    const { items } = await anna(members.invite, { email, role: 'accountant' });
    const { id } = items.find((item) => item.email === email) ?? assert.fail('nobody was invited');
    const url = (await letters(database.store, email)).at(-1)?.payload?.url ?? '';
    return { id, token: new URL(url).searchParams.get('cabinet-invitation') ?? '' };
  };

  test('are told with what the person may do to each', async () => {
    const { items } = await anna(members.list, {});
    assert.deepEqual(
      items.map(({ id, role, you, allowedActions }) => [id, role, you, allowedActions]),
      [
        ['anna', 'owner', true, ['change_role', 'remove']],
        ['bea', 'buyer', undefined, ['change_role', 'remove']],
        ['otto', 'owner', undefined, ['change_role', 'remove']],
      ],
    );
    const seen = await bea(members.list, {});
    assert.ok(seen.items.every(({ allowedActions }) => allowedActions.length === 0));
  });

  test('are invited by mail and join by the link in it, once', async () => {
    const { invitations } = database.store;
    const { token } = await invitedAs('new@sample.example');
    assert.equal(await invitations.find('other', token), null);
    assert.deepEqual((await invitations.find('acme', token))?.customerName, 'Customer one');
    const joined = await invitations.accept('acme', token, { id: 'newcomer', name: 'New Comer' });
    assert.equal(joined?.role, 'accountant');
    assert.equal(await invitations.accept('acme', token, { id: 'somebody', name: 'Some Body' }), null);
    const { items } = await anna(members.list, {});
    assert.deepEqual(
      items.filter(({ id }) => id === 'newcomer').map(({ role, state, email }) => [role, state, email]),
      [['accountant', 'active', 'new@sample.example']],
    );
    assert.deepEqual((await database.store.directory.identify('acme', 'newcomer'))?.roles, ['accountant']);
  });

  test('an invitation ends after seven days and is sent again with a new link', async () => {
    const { invitations } = database.store;
    const { id: memberId, token } = await invitedAs('new@sample.example');
    await database.store.transaction('operator', (transaction) =>
      sql`update invitations set expires_at = now() - interval '1 second'`.execute(transaction),
    );
    assert.equal(await invitations.find('acme', token), null);
    assert.equal((await anna(members.list, {})).items.at(-1)?.state, 'expired');
    await anna(members.resendInvitation, { memberId });
    assert.equal(await invitations.find('acme', token), null, 'the old link stays void');
    const sent = await letters(database.store, 'new@sample.example');
    assert.equal(sent.length, 2);
    for (let times = 0; times < 3; times++) await anna(members.resendInvitation, { memberId });
    await assert.rejects(anna(members.resendInvitation, { memberId }), code('rate_limited'));
  });

  test('nobody is invited twice, or who is there, or at what is no address', async () => {
    await invitedAs('new@sample.example');
    const invite = (email: string) => anna(members.invite, { email, role: 'buyer' });
    await assert.rejects(invite('NEW@sample.example'), code('conflict'));
    await assert.rejects(invite('bea@people.example'), code('conflict'));
    await assert.rejects(invite('nobody'), fields('/email'));
    await assert.rejects(anna(members.resendInvitation, { memberId: 'bea' }), code('conflict'));
  });

  test('of two owners who go at once, one stays', async () => {
    const outcomes = await Promise.allSettled([
      anna(members.remove, { memberId: 'otto' }),
      otto(members.remove, { memberId: 'anna' }),
      anna(members.changeRole, { memberId: 'anna', role: 'viewer' }),
      otto(members.changeRole, { memberId: 'otto', role: 'viewer' }),
    ]);
    for (const outcome of outcomes) {
      if (outcome.status === 'rejected') assert.match(String(outcome.reason), /last owner|no such member/);
    }
    const { items } = await bea(members.list, {});
    assert.equal(items.filter(({ role }) => role === 'owner').length, 1);
  });

  test('who is removed is signed out, but goes on with another customer', async () => {
    const { directory } = database.store;
    const bees = await directory.createSession('acme', 'bea', 3600);
    await anna(members.remove, { memberId: 'bea' });
    assert.equal(await directory.findSession('acme', bees), null);
    const annas = await directory.createSession('acme', 'anna', 3600);
    await otto(members.remove, { memberId: 'anna' });
    assert.equal((await directory.findSession('acme', annas))?.customerId, 'two');
  });

  test('somebody of another customer is as unknown as nobody', async () => {
    for (const memberId of ['greta', 'nobody', 'a\0b']) {
      await assert.rejects(anna(members.remove, { memberId }), code('not_found'));
      await assert.rejects(anna(members.changeRole, { memberId, role: 'buyer' }), code('not_found'));
      await assert.rejects(anna(members.resendInvitation, { memberId }), code('not_found'));
    }
    const { id: memberId } = await invitedAs('new@sample.example');
    await assert.rejects(greta(members.remove, { memberId }), code('not_found'));
    assert.equal((await greta(members.list, {})).items.length, 2);
  });

  test('a person acts for another of their customers from then on, with the roles they have there', async () => {
    const { directory, adapter } = database.store;
    const app = createApp({ adapter, directory });
    const secret = await directory.createSession('acme', 'anna', 3600);
    const call = async (path: string, init: RequestInit = {}) => {
      const headers = { Cookie: `cabinet=${secret}`, 'X-Cabinet': '1', 'Content-Type': 'application/json' };
      const key = { 'Idempotency-Key': crypto.randomUUID() };
      return app.request(`http://localhost/api/acme${path}`, { ...init, headers: { ...headers, ...key } });
    };
    const put = (customerId: string) =>
      call('/session/customer', { method: 'PUT', body: JSON.stringify({ customerId }) });
    const switched = (await (await put('two')).json()) as { customer: { id: string }; permissions: string[] };
    assert.equal(switched.customer.id, 'two');
    assert.deepEqual(switched.permissions, permissionsOf(['viewer']));
    const now = (await (await call('/session')).json()) as { customer: { id: string }; roles: string[] };
    assert.deepEqual([now.customer.id, now.roles], ['two', ['viewer']]);
    assert.equal((await put('nobody')).status, 404);
  });

  test('a sign-in that names its customer stays there', async () => {
    const fixed = callerOf(database, { ...member('anna'), customerFixed: true });
    await assert.rejects(fixed(session.switchCustomer, { customerId: 'two' }), code('forbidden'));
    assert.equal((await fixed(session.switchCustomer, { customerId: 'one' })).customer.id, 'one');
    await assert.rejects(bea(session.switchCustomer, { customerId: 'two' }), code('not_found'));
  });
});
