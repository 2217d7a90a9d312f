import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { operations, reorder, previewReorder } from '../../../src/contract/index.ts';
import { addOrders, orderRecord } from '../helpers/company.ts';
import { describeDatabases } from '../helpers/databases.ts';
import { addPeople, callerOf, code, fields, letters, member } from './calling.ts';

const { company, addresses, companies } = operations;
const pdf = (name = 'extract.pdf', text = '%PDF-1.7 extract') =>
  new File([new TextEncoder().encode(text)], name, { type: 'application/pdf' });

describeDatabases('company and addresses', (database) => {
  const anna = callerOf(database, member('anna'));
  const two = callerOf(database, member('greta', 'two'));
  const foreign = callerOf(database, member('anna', 'one', 'other'));

  beforeEach(async () => {
    await addPeople(database.store);
    await database.store.transaction('operator', (transaction) =>
      transaction
        .updateTable('tenants')
        .set({ locked_company_fields: ['taxId', 'legalName'] })
        .execute(),
    );
  });
  const change = async (requisites: Record<string, string>, as = anna) =>
    as(company.update, { requisites }, { ifMatch: (await as(company.get, {})).etag });

  test('takes requisites as people write them, together with what they belong to', async () => {
    const bank = { bic: '044525225', correspondentAccount: '3010 1810 4000 0000 0225', kpp: '7707-01001' };
    const { requisites } = await change({ ...bank, bankName: ' Bank ', signatory: '' });
    assert.equal(requisites.correspondentAccount, '30101810400000000225');
    assert.deepEqual([requisites.kpp, requisites.bankName, requisites.signatory], ['770701001', 'Bank', undefined]);
    // The account stays, but does not fit another bank.
    await assert.rejects(change({ bic: '044525187' }), fields('/requisites/correspondentAccount'));
    await assert.rejects(
      change({ ogrn: '1027700132190', kpp: '12', iban: 'DE00' }),
      fields('/requisites/ogrn', '/requisites/kpp', '/requisites/iban'),
    );
    assert.equal((await change({ kpp: '' })).requisites.kpp, undefined);
  });

  test('refuses a locked field and a version that was changed, and says so in the person’s language', async () => {
    await assert.rejects(change({ taxId: '7707083893' }), fields('/requisites/taxId'));
    const { etag, locked } = await anna(company.get, {}, { locale: 'ru' });
    assert.match(locked[0]?.reason ?? '', /заявке/);
    await change({ bankName: 'Bank' });
    await assert.rejects(
      anna(company.update, { requisites: { bankName: 'Other' } }, { ifMatch: etag }),
      code('conflict'),
    );
  });

  test('a locked field is changed by request, which the company approves', async () => {
    const asked = await anna(company.requestChange, {
      requisites: { taxId: '77 0708 3893' },
      comment: 'New register',
      attachments: [pdf(), pdf('other.pdf', '%PDF-1.4')],
    });
    assert.deepEqual(asked.changes, [{ field: 'taxId', from: '0000000018', to: '7707083893' }]);
    assert.deepEqual(
      asked.attachments.map(({ name, size }) => [name, size]),
      [
        ['extract.pdf', 16],
        ['other.pdf', 8],
      ],
    );
    const { changeRequests } = database.store;
    const [open] = await changeRequests.open('acme');
    assert.deepEqual([open?.id, open?.customerName], [asked.id, 'Customer one']);
    assert.deepEqual(await changeRequests.open('other'), []);
    assert.equal((await changeRequests.file('acme', asked.id, 0))?.size, 16);
    assert.equal(await changeRequests.file('other', asked.id, 0), null);

    assert.equal(await changeRequests.decide('other', asked.id, { approved: true }), 'unknown');
    assert.equal(await changeRequests.decide('acme', asked.id, { approved: true, answer: 'Done' }), 'done');
    assert.equal(await changeRequests.decide('acme', asked.id, { approved: false }), 'decided');
    assert.equal((await anna(company.get, {})).requisites.taxId, '7707083893');
    const { items } = await anna(company.changeRequests, {});
    assert.deepEqual([items[0]?.state, items[0]?.answer], ['approved', 'Done']);
    const [letter] = await letters(database.store, 'anna@people.example');
    assert.equal(letter?.payload?.approved, 'true');
  });

  test('a request is refused for what is not locked, wrong, the same, asked for already, or no paper', async () => {
    const ask = (requisites: Record<string, string>) => anna(company.requestChange, { requisites });
    await assert.rejects(ask({ bankName: 'Bank' }), fields('/requisites/bankName'));
    await assert.rejects(ask({ taxId: '7707083890' }), fields('/requisites/taxId'));
    await assert.rejects(ask({ taxId: '0000000018' }), fields('/requisites/taxId'));
    await assert.rejects(ask({}), fields('/requisites'));
    const text = new File(['MZ'], 'paper.pdf', { type: 'application/pdf' });
    const disguised = { requisites: { taxId: '7707083893' }, attachments: [text] };
    await assert.rejects(anna(company.requestChange, disguised), fields('/attachments/0'));
    const outcomes = await Promise.allSettled([1, 2, 3].map(() => ask({ taxId: '7707083893' })));
    assert.equal(outcomes.filter(({ status }) => status === 'fulfilled').length, 1);
  });

  test('a request is taken back until it is decided, and only by its own customer', async () => {
    const { id: requestId } = await anna(company.requestChange, { requisites: { taxId: '7707083893' } });
    for (const stranger of [two, foreign]) {
      await assert.rejects(stranger(company.withdrawChange, { requestId }), code('not_found'));
      assert.deepEqual((await stranger(company.changeRequests, {})).items, []);
    }
    assert.equal((await anna(company.withdrawChange, { requestId })).state, 'withdrawn');
    await assert.rejects(anna(company.withdrawChange, { requestId }), code('conflict'));
    assert.equal(await database.store.changeRequests.decide('acme', requestId, { approved: true }), 'decided');
    assert.equal((await anna(company.get, {})).requisites.taxId, '0000000018');
  });

  test('pages through its requests without gap or repeat', async () => {
    for (let count = 0; count < 5; count++) {
      const { id } = await anna(company.requestChange, { requisites: { taxId: '7707083893' } });
      await anna(company.withdrawChange, { requestId: id });
    }
    const seen: string[] = [];
    for (let cursor: string | null | undefined; cursor !== null;) {
      const page = await anna(company.changeRequests, { limit: 2, ...(cursor === undefined ? {} : { cursor }) });
      seen.push(...page.items.map(({ id }) => id));
      cursor = page.nextCursor;
    }
    assert.deepEqual([seen.length, new Set(seen).size], [5, 5]);
    await assert.rejects(anna(company.changeRequests, { cursor: 'nonsense' }), fields('/cursor'));
  });

  test('without a register nothing can be looked up', () => {
    assert.equal(database.store.adapter.supports(companies.lookup), false);
  });

  test('addresses have one default of each purpose, whatever happens at once', async () => {
    const street = (number: number) => ({ country: 'DE', city: 'Town', street: `Street ${number}` });
    const added = await Promise.all(
      [2, 3, 4].map((number) => anna(addresses.add, { ...street(number), defaultFor: ['delivery', 'billing'] })),
    );
    const { items } = await anna(addresses.list, {});
    assert.equal(items.length, 4);
    for (const purpose of ['delivery', 'billing'] as const) {
      assert.equal(items.filter(({ defaultFor }) => defaultFor.includes(purpose)).length, 1);
    }
    const [first] = added;
    assert.ok(first);
    assert.deepEqual(first.lines, ['Street 2', 'Town']);
    const after = await anna(addresses.setDefault, { addressId: first.id, purpose: 'billing' });
    assert.deepEqual(after.items.find(({ id }) => id === first.id)?.defaultFor.includes('billing'), true);
    const left = await anna(addresses.remove, { addressId: first.id });
    assert.equal(left.items.filter(({ defaultFor }) => defaultFor.includes('billing')).length, 1);
  });

  test('an address is edited from its version, and nobody else’s is there', async () => {
    const [address] = (await anna(addresses.list, {})).items;
    assert.ok(address);
    const { id: addressId, etag } = address;
    const edit = { addressId, country: 'RU', city: 'Образцов', street: 'ул. Примерная, 7', postalCode: '000000' };
    await assert.rejects(two(addresses.update, edit, { ifMatch: etag }), code('not_found'));
    await assert.rejects(two(addresses.remove, { addressId }), code('not_found'));
    await assert.rejects(two(addresses.setDefault, { addressId, purpose: 'billing' }), code('not_found'));
    await assert.rejects(anna(addresses.update, { ...edit, country: 'QQ' }, { ifMatch: etag }), fields('/country'));
    await assert.rejects(anna(addresses.update, { ...edit, street: ' ' }, { ifMatch: etag }), fields('/street'));
    const changed = await anna(addresses.update, edit, { ifMatch: etag });
    assert.deepEqual(changed.lines, ['000000, Образцов', 'ул. Примерная, 7']);
    await assert.rejects(anna(addresses.update, edit, { ifMatch: etag }), code('conflict'));
  });

  test('a repeated order goes to the default address; orders placed before keep theirs', async () => {
    const earlier = { lines: ['Old street', 'Town'] };
    await addOrders(database.store, 'acme', [orderRecord('plain', { shippingAddress: earlier })]);
    await anna(addresses.add, { country: 'DE', city: 'Town', street: 'New street', defaultFor: ['delivery'] });
    const { terms, shippingAddress } = await anna(previewReorder, { orderIds: ['plain'] });
    assert.deepEqual(shippingAddress?.lines, ['New street', 'Town']);
    const { order } = await anna(reorder, { orderIds: ['plain'], terms });
    assert.deepEqual(order.shippingAddress?.lines, ['New street', 'Town']);
    assert.deepEqual(order.billingAddress?.lines, ['Street 1', '00000 Town']);
    assert.deepEqual((await anna(operations.orders.get, { orderId: 'plain' })).shippingAddress, earlier);
  });
});
