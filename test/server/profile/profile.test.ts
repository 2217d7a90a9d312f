import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { sql } from 'kysely';
import { operations } from '../../../src/contract/index.ts';
import { describeDatabases } from '../helpers/databases.ts';
import { addPeople, callerOf, code, fields, letters, member } from './calling.ts';

const { profile } = operations;
const png = Uint8Array.from(
  atob('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg=='),
  (sign) => sign.charCodeAt(0),
);

describeDatabases('profile', (database) => {
  const anna = callerOf(database, member('anna'));
  const bea = callerOf(database, member('bea'));

  beforeEach(() => addPeople(database.store));

  const contactOf = async (value: string, as = anna) => {
    const { contacts } = await as(profile.get, {});
    return contacts.find((contact) => contact.value === value) ?? assert.fail(`there is no contact ${value}`);
  };
  const codeFor = async (recipient: string) =>
    (await letters(database.store, recipient)).at(-1)?.payload?.code ?? assert.fail('there is no code');
  const add = async (value: string, kind: 'email' | 'phone' = 'email') => {
    await anna(profile.addContact, { kind, value });
  };
  /** As if so many minutes had passed since the codes were sent. */
  const wait = (minutes: number) =>
    database.store.transaction('operator', (transaction) =>
      sql`update contacts set code_sent_at = code_sent_at - make_interval(mins => ${minutes}),
        code_expires_at = code_expires_at - make_interval(mins => ${minutes})`.execute(transaction),
    );
  const verify = async (value: string) => {
    const { id } = await contactOf(value);
    return anna(profile.verifyContact, { contactId: id, code: await codeFor(value) });
  };

  test('is what the company knows of the person, who changes parts of it', async () => {
    const before = await anna(profile.get, {});
    assert.deepEqual([before.givenName, before.familyName], ['Name', 'of anna']);
    const given = { givenName: ' Anna ', familyName: 'Amsel', timeZone: 'Europe/Berlin', locale: 'de' };
    const after = await anna(profile.update, given, { ifMatch: before.etag });
    assert.deepEqual(
      [after.givenName, after.familyName, after.timeZone, after.locale],
      ['Anna', 'Amsel', 'Europe/Berlin', 'de'],
    );
    const { person } = await anna(operations.session.get, {});
    assert.deepEqual([person.name, person.locale], ['Anna Amsel', 'de']);
    const without = await anna(profile.update, { locale: '' }, { ifMatch: after.etag });
    assert.equal(without.locale, undefined);
  });

  test('refuses a version that somebody has changed, and what is no name, language or time zone', async () => {
    const { etag } = await anna(profile.get, {});
    await anna(profile.update, { jobTitle: 'Chef' }, { ifMatch: etag });
    const late = anna(profile.update, { jobTitle: 'Cook' }, { ifMatch: etag });
    await assert.rejects(late, (error: { code?: string; status?: number }) => {
      assert.deepEqual([error.code, error.status], ['conflict', 412]);
      return true;
    });
    const ifMatch = (await anna(profile.get, {})).etag;
    assert.equal((await anna(profile.get, {})).jobTitle, 'Chef');
    await assert.rejects(anna(profile.update, { givenName: '  ' }, { ifMatch }), fields('/givenName'));
    await assert.rejects(anna(profile.update, { locale: 'not a language' }, { ifMatch }), fields('/locale'));
    await assert.rejects(anna(profile.update, { timeZone: 'Mars/Base' }, { ifMatch }), fields('/timeZone'));
  });

  test('of two who change one version at once, one is told', async () => {
    const { etag } = await anna(profile.get, {});
    const attempts = ['One', 'Two', 'Three'].map((jobTitle) => anna(profile.update, { jobTitle }, { ifMatch: etag }));
    const outcomes = await Promise.allSettled(attempts);
    assert.equal(outcomes.filter(({ status }) => status === 'fulfilled').length, 1);
  });

  test('a contact is added in any writing, verified by its code, made primary and removed', async () => {
    await add(' New@Sample.Example ');
    const added = await contactOf('new@sample.example');
    assert.deepEqual([added.verified, added.verification?.attemptsLeft], [false, 5]);
    await assert.rejects(anna(profile.makeContactPrimary, { contactId: added.id }), code('conflict'));
    const typed = (await codeFor('new@sample.example')).replace(/^(...)/, ' $1-');
    await anna(profile.verifyContact, { contactId: added.id, code: typed });
    assert.equal((await contactOf('new@sample.example')).verified, true);

    const old = await contactOf('anna@people.example');
    await assert.rejects(anna(profile.removeContact, { contactId: old.id }), code('conflict'));
    await anna(profile.makeContactPrimary, { contactId: added.id });
    assert.equal((await anna(operations.session.get, {})).person.email, 'new@sample.example');
    const [warning] = await letters(database.store, 'anna@people.example');
    assert.equal(warning?.kind, 'primary_email_changed');
    const { contacts } = await anna(profile.removeContact, { contactId: old.id });
    assert.deepEqual(
      contacts.map(({ value }) => value),
      ['new@sample.example'],
    );
    await assert.rejects(anna(profile.removeContact, { contactId: added.id }), code('conflict'));
  });

  test('a phone is kept in E.164 form, by the country of the customer', async () => {
    await add('8 (999) 000-11-22', 'phone');
    const [message] = await letters(database.store, '+79990001122');
    assert.equal(message?.channel, 'sms');
    await assert.rejects(add('+7 999 000 11 22', 'phone'), fields('/value'));
    await assert.rejects(add('12345', 'phone'), fields('/value'));
    await assert.rejects(add('no address'), fields('/value'));
  });

  test('a code works ten minutes and five times; another one comes after a minute', async () => {
    await add('new@sample.example');
    const { id: contactId } = await contactOf('new@sample.example');
    await assert.rejects(anna(profile.sendContactCode, { contactId }), (error: { retryAfter?: number }) => {
      assert.ok((error.retryAfter ?? 0) > 0);
      return code('rate_limited')(error);
    });
    const right = await codeFor('new@sample.example');
    const wrong = right === '000000' ? '000001' : '000000';
    const key = { idempotencyKey: 'the same try' };
    for (let sent = 0; sent < 3; sent++) {
      await assert.rejects(anna(profile.verifyContact, { contactId, code: wrong }, key), fields('/code'));
    }
    assert.equal((await contactOf('new@sample.example')).verification?.attemptsLeft, 4, 'repeating uses up no try');
    for (let tries = 0; tries < 4; tries++) {
      await assert.rejects(anna(profile.verifyContact, { contactId, code: wrong }), fields('/code'));
    }
    await assert.rejects(anna(profile.verifyContact, { contactId, code: right }), fields('/code'));
    await wait(2);
    await anna(profile.sendContactCode, { contactId });
    await wait(11);
    const late = await codeFor('new@sample.example');
    await assert.rejects(anna(profile.verifyContact, { contactId, code: late }), fields('/code'));
    await anna(profile.sendContactCode, { contactId });
    await verify('new@sample.example');
  });

  test('codes are stored as hashes only', async () => {
    await add('new@sample.example');
    const { rows } = await database.store.transaction('operator', (transaction) =>
      sql<{ row: string }>`select contacts::text as row from contacts`.execute(transaction),
    );
    const secret = await codeFor('new@sample.example');
    for (const { row } of rows) assert.ok(!row.includes(secret));
  });

  test('somebody else’s contact is as unknown as none', async () => {
    const { id } = await contactOf('anna@people.example');
    for (const contactId of [id, 'nobody', 'a\0b']) {
      await assert.rejects(bea(profile.removeContact, { contactId }), code('not_found'));
      await assert.rejects(bea(profile.verifyContact, { contactId, code: '1' }), code('not_found'));
    }
    const namesake = callerOf(database, member('anna', 'one', 'other'));
    await assert.rejects(namesake(profile.makeContactPrimary, { contactId: id }), code('not_found'));
  });

  test('a picture is what its bytes say, of bounded size, and named anew when it changes', async () => {
    const file = (content: Uint8Array<ArrayBuffer>) => new File([content], 'me.png', { type: 'image/png' });
    const { avatar } = await anna(profile.setAvatar, { file: file(png) });
    const changed = await anna(profile.setAvatar, { file: file(png) });
    assert.ok(avatar !== undefined && changed.avatar !== avatar);
    assert.equal((await anna(profile.avatar, {})).size, png.byteLength);
    const svg = new TextEncoder().encode('<svg xmlns="http://www.w3.org/2000/svg"><script>1</script></svg>');
    const bomb = Uint8Array.from(png);
    new DataView(bomb.buffer).setUint32(16, 50_000);
    new DataView(bomb.buffer).setUint32(20, 50_000);
    for (const bad of [svg, bomb, png.slice(0, 14), new Uint8Array(0)]) {
      await assert.rejects(anna(profile.setAvatar, { file: file(bad) }), fields('/file'));
    }
    await anna(profile.removeAvatar, {});
    await assert.rejects(anna(profile.avatar, {}), code('not_found'));
    await assert.rejects(bea(profile.avatar, {}), code('not_found'));
  });

  test('colleagues’ widgets hear of a change', async () => {
    const { etag } = await anna(profile.get, {});
    await anna(profile.update, { jobTitle: 'Chef' }, { ifMatch: etag });
    const told = await database.store.transaction('operator', (transaction) =>
      transaction.selectFrom('events').select(['customer_id', 'type']).orderBy('customer_id').execute(),
    );
    assert.deepEqual(told, [
      { customer_id: 'one', type: 'profile.updated' },
      { customer_id: 'two', type: 'profile.updated' },
    ]);
  });
});
