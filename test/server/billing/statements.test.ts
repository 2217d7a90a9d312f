import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { sql } from 'kysely';
import {
  agreeToStatement,
  downloadStatement,
  getStatement,
  type InputOf,
  respondToMovement,
} from '../../../src/contract/index.ts';
import { addEntries, addInvoices, day, entryRecord, invoiceRecord, today } from '../helpers/books.ts';
import { addCompany, customerOf } from '../helpers/company.ts';
import { describeDatabases } from '../helpers/databases.ts';

const one = customerOf('acme', 'one');
const two = customerOf('acme', 'two');
const code = (expected: string, field?: string) => (error: unknown) => {
  const { code: found, fields } = error as { code?: string; fields?: object };
  assert.equal(found, expected);
  if (field !== undefined) assert.deepEqual(Object.keys(fields ?? {}), [field]);
  return true;
};

describeDatabases('statements', (database) => {
  const period = { from: day(-30), to: today() };
  const get = (input: InputOf<typeof getStatement> = period, customer = one) =>
    database.store.adapter.call(getStatement, input, { customer });
  const respond = (movementId: string, response: 'agree' | 'dispute', comment?: string, customer = one) =>
    database.store.adapter.call(
      respondToMovement,
      { movementId, response, ...(comment === undefined ? {} : { comment }) },
      { customer, idempotencyKey: crypto.randomUUID() },
    );
  const agree = (ifMatch: string, customer = one) =>
    database.store.adapter.call(agreeToStatement, period, { customer, ifMatch, idempotencyKey: crypto.randomUUID() });

  beforeEach(async () => {
    await addCompany(database.store, 'acme');
    await addCompany(database.store, 'other');
    await addInvoices(database.store, 'acme', [
      invoiceRecord('before', '100.00', -25, { issuedOn: day(-40) }),
      invoiceRecord('within', '50.10', 0, { issuedOn: day(-20) }),
      invoiceRecord('back', '10.05', 0, { issuedOn: day(-5), kind: 'credit_note', lines: [] }),
      invoiceRecord('theirs', '999.00', 0, { customerId: 'two' }),
    ]);
    await addEntries(database.store, 'acme', [
      entryRecord('paid', '120.00', 'before', { on: day(-10), number: '77', title: '=HYPERLINK("x")' }),
      { ...entryRecord('use', '5.00', 'within'), kind: 'credit', creditNoteId: 'back' },
    ]);
  });

  test('open, move and close with what the ledger says', async () => {
    const found = await get();
    assert.deepEqual(
      [found.opening.amount, found.debit.amount, found.credit.amount, found.closing.amount],
      ['100.00', '50.10', '130.05', '20.05'],
    );
    assert.deepEqual(
      found.movements.map(({ kind, on, debit, credit, balance, invoiceId }) => [
        kind,
        on,
        debit?.amount,
        credit?.amount,
        balance.amount,
        invoiceId,
      ]),
      [
        ['invoice', day(-20), '50.10', undefined, '150.10', 'within'],
        ['payment', day(-10), undefined, '120.00', '30.10', 'before'],
        ['credit_note', day(-5), undefined, '10.05', '20.05', 'back'],
      ],
    );
    const later = await get({ from: day(-9), to: today() });
    assert.deepEqual([later.opening.amount, later.closing.amount], ['30.10', '20.05']);
    assert.equal((await get({ ...period, currency: 'USD' })).closing.amount, '0.00');
    assert.equal((await get(period, two)).closing.amount, '999.00');
    assert.equal((await get(period, customerOf('other', 'one'))).movements.length, 0);
  });

  test('of a period that makes no sense are refused', async () => {
    await assert.rejects(get({ from: today(), to: day(-1) }), code('invalid', '/to'));
    await assert.rejects(get({ from: '2020-01-01', to: '2023-01-02' }), code('invalid', '/from'));
    await get({ from: '2020-01-01', to: '2022-12-31' });
  });

  test('with more movements than one answer holds are refused in words, as files too', async () => {
    const add = (from: number, to: number) =>
      database.store.transaction({ tenantId: 'acme' }, (transaction) =>
        sql`insert into ledger (tenant_id, customer_id, movement_id, kind, posted_on, currency, amount)
          select 'acme', 'two', 'many-' || number, 'correction', ${today()}::date, 'EUR', 1
          from generate_series(${from}::integer, ${to}::integer) as number`.execute(transaction),
      );
    const short = { from: today(), to: today() };
    await add(1, 5000);
    assert.equal((await get(short, two)).movements.length, 5000);
    await add(5001, 5001);
    const wordy = (error: unknown) =>
      /5000/.test((error as { detail?: string }).detail ?? '') && code('invalid', '/from')(error);
    await assert.rejects(get(short, two), wordy);
    const file = database.store.adapter.call(downloadStatement, { ...short, format: 'csv' }, { customer: two });
    await assert.rejects(file, wordy);
  });

  test('are answered line by line, and both sides see it', async () => {
    const [line] = (await get()).movements;
    const id = line?.id ?? '';
    await assert.rejects(respond(id, 'dispute'), code('invalid', '/comment'));
    await assert.rejects(respond(id, 'dispute', '   '), code('invalid', '/comment'));
    const { response } = await respond(id, 'dispute', 'One box was missing');
    assert.deepEqual(
      [response.state, response.comment, response.by],
      ['disputed', 'One box was missing', 'Anna of one'],
    );
    assert.deepEqual(
      (await database.store.openDisputes('acme')).map(({ at: _at, ...dispute }) => dispute),
      [
        {
          movementId: id,
          customerName: 'Customer one',
          kind: 'invoice',
          number: 'R-within',
          on: day(-20),
          amount: { amount: '50.10', currency: 'EUR' },
          comment: 'One box was missing',
          by: 'Anna of one',
        },
      ],
    );
    const [{ at } = { at: new Date() }] = await database.store.openDisputes('acme');
    assert.deepEqual(await database.store.openDisputes('other'), []);
    assert.equal(await database.store.answerDispute('other', id, 'No'), false);
    assert.equal(await database.store.answerDispute('acme', id, 'Of another one', new Date(at.getTime() - 1)), false);
    assert.equal(await database.store.answerDispute('acme', id, 'We send it again', at), true);
    assert.equal(await database.store.answerDispute('acme', id, 'Twice'), false);
    const [answered] = (await get()).movements;
    assert.deepEqual([answered?.response?.state, answered?.response?.answer?.text], ['resolved', 'We send it again']);
    for (const stranger of [two, customerOf('other', 'one')]) {
      await assert.rejects(respond(id, 'agree', undefined, stranger), code('not_found'));
    }
    await assert.rejects(respond('unknown', 'agree'), code('not_found'));
  });

  test('are agreed to as they were shown, or not at all', async () => {
    const shown = await get();
    const [line] = shown.movements;
    await respond(line?.id ?? '', 'dispute', 'Wrong');
    await assert.rejects(agree(shown.etag), (error: { code?: string; status?: number }) => {
      assert.deepEqual([error.code, error.status], ['conflict', 412]);
      return true;
    });
    await assert.rejects(agree((await get()).etag), code('conflict'));
    await respond(line?.id ?? '', 'agree');
    const agreed = await agree((await get()).etag);
    assert.equal(agreed.agreement?.by, 'Anna of one');
    await addEntries(database.store, 'acme', [entryRecord('late', '1.00', 'within')]);
    assert.equal((await get()).agreement, undefined, 'what has changed is agreed to no more');
  });

  test('come as CSV that runs nothing, and as PDF', async () => {
    const download = (format: 'csv' | 'pdf', locale?: string) =>
      database.store.adapter.call(downloadStatement, { ...period, format }, { customer: one, locale });
    const csv = await download('csv');
    // The decoder takes a byte order mark away unless it is told otherwise.
    const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(await csv.bytes());
    assert.ok(text.startsWith('\uFEFFDate,Document,'));
    const lines = text.split('\r\n');
    assert.equal(lines.length, 7, 'a head, opening, three movements, closing, and the end');
    assert.equal(lines[2], `${day(-20)},Invoice,R-within,50.10,,150.10,EUR,`);
    assert.equal(lines[3], `${day(-10)},"'=HYPERLINK(""x"")",77,,120.00,30.10,EUR,`);
    const russian = await (await download('csv', 'ru')).text();
    assert.match(russian, /;120,00;/);
    const pdf = await download('pdf');
    assert.equal(
      Buffer.from(await pdf.bytes())
        .subarray(0, 5)
        .toString(),
      '%PDF-',
    );
  });
});
