import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { sql } from 'kysely';
import {
  getInvoice,
  getOrder,
  invoiceSorts,
  type InvoiceFilter,
  type InvoiceSummary,
  listInvoices,
  previewReorder,
  reorder,
  summarizeInvoices,
} from '../../../src/contract/index.ts';
import { addEntries, addInvoices, day, entryRecord, invoiceRecord, today } from '../helpers/books.ts';
import { addCompany, addOrders, customerOf, orderRecord } from '../helpers/company.ts';
import { describeDatabases } from '../helpers/databases.ts';

const one = customerOf('acme', 'one');
const two = customerOf('acme', 'two');
const code = (expected: string) => (error: unknown) => (error as { code?: string }).code === expected;
const euros = (amount: string) => ({ amount, currency: 'EUR' });

describeDatabases('invoices', (database) => {
  const list = (filter: InvoiceFilter, customer = one) =>
    database.store.adapter.call(listInvoices, filter, { customer });
  const get = (invoiceId: string, customer = one) =>
    database.store.adapter.call(getInvoice, { invoiceId }, { customer });
  const ids = async (filter: InvoiceFilter) => (await list(filter)).items.map(({ id }) => id);
  const invoices = (...records: Parameters<typeof addInvoices>[2]) => addInvoices(database.store, 'acme', records);
  const entries = (...records: Parameters<typeof addEntries>[2]) => addEntries(database.store, 'acme', records);

  beforeEach(async () => {
    await addCompany(database.store, 'acme');
    await addCompany(database.store, 'other');
    await invoices(
      invoiceRecord('fresh', '100.00', 10),
      invoiceRecord('today', '50.00', 0),
      invoiceRecord('late', '80.00', -1, {
        lines: [{ title: 'Waste sacks', quantity: 2, unitPrice: '40', total: '80' }],
      }),
      invoiceRecord('old', '70.10', -30),
      invoiceRecord('older', '60.00', -31),
      invoiceRecord('ancient', '40.00', -91),
      invoiceRecord('gone', '30.00', -5, { void: true }),
      invoiceRecord('note', '25.00', -3, { kind: 'credit_note', dueOn: undefined }),
      invoiceRecord('theirs', '999.00', -5, { customerId: 'two' }),
    );
    await entries(entryRecord('p1', '100.00', 'fresh'), entryRecord('p2', '20.10', 'old'));
  });

  test('say where they stand, by the day of the company', async () => {
    const { items, total } = await list({});
    assert.equal(total, 8);
    const standing = Object.fromEntries(
      items.map(({ id, status, overdueDays, aging, due, paid }) => [
        id,
        [status.code, overdueDays, aging, due.amount, paid?.amount],
      ]),
    );
    assert.deepEqual(standing, {
      fresh: ['paid', undefined, undefined, '0.00', '100.00'],
      today: ['issued', undefined, 'not_due', '50.00', '0.00'],
      late: ['overdue', 1, '1_30', '80.00', '0.00'],
      old: ['overdue', 30, '1_30', '50.00', '20.10'],
      older: ['overdue', 31, '31_60', '60.00', '0.00'],
      ancient: ['overdue', 91, 'over_90', '40.00', '0.00'],
      gone: ['void', undefined, undefined, '0.00', '0.00'],
      note: ['issued', undefined, undefined, '25.00', undefined],
    });
    assert.deepEqual(items.find(({ id }) => id === 'fresh')?.allowedActions, ['ask']);
    assert.deepEqual(items.find(({ id }) => id === 'late')?.allowedActions, ['pay', 'ask']);
  });

  test('are filtered in the database', async () => {
    const filters: [InvoiceFilter, string[]][] = [
      [{ status: ['overdue'] }, ['ancient', 'late', 'old', 'older']],
      [{ status: ['part_paid'] }, []],
      [{ status: ['issued'] }, ['note', 'today']],
      [{ status: ['paid', 'void'] }, ['fresh', 'gone']],
      [{ kind: ['credit_note'] }, ['note']],
      [{ kind: ['credit_note', 'invoice'], status: ['issued'] }, ['note', 'today']],
      [{ aging: ['not_due'] }, ['today']],
      [{ aging: ['1_30'] }, ['late', 'old']],
      [{ aging: ['31_60', 'over_90'] }, ['ancient', 'older']],
      [{ open: true }, ['ancient', 'late', 'old', 'older', 'today']],
      [{ open: false }, ['fresh', 'gone', 'note']],
      [{ issuedFrom: day(-15), issuedTo: day(-14) }, ['late', 'today']],
      [{ search: 'WASTE' }, ['late']],
      [{ search: 'r-old' }, ['old', 'older']],
      [{ search: 'no such thing' }, []],
    ];
    for (const [filter, expected] of filters) {
      assert.deepEqual((await ids(filter)).toSorted(), expected, JSON.stringify(filter));
    }
  });

  test('are sorted, and paged without gap or repeat, credit notes among them', async () => {
    const values: Record<string, (row: InvoiceSummary) => number> = {
      issuedOn: ({ issuedOn }) => Date.parse(issuedOn),
      dueOn: ({ dueOn, issuedOn }) => Date.parse(dueOn ?? issuedOn),
      due: ({ due }) => Number(due.amount),
      total: ({ total }) => Number(total.amount),
    };
    for (const sort of invoiceSorts) {
      const rows: InvoiceSummary[] = [];
      for (let cursor: string | null | undefined; cursor !== null;) {
        const page = await list({ sort, limit: 3, ...(cursor === undefined ? {} : { cursor }) });
        rows.push(...page.items);
        cursor = page.nextCursor;
      }
      assert.equal(new Set(rows.map(({ id }) => id)).size, 8, sort);
      const sorted = rows.map((row) => values[sort.replace('-', '')]?.(row) ?? NaN);
      const expected = sorted.toSorted((a, b) => (sort.startsWith('-') ? b - a : a - b));
      assert.deepEqual(sorted, expected, sort);
    }
    await assert.rejects(list({ cursor: 'abc' }), code('invalid'));
    const page = await list({ sort: 'due', limit: 1 });
    await assert.rejects(list({ sort: '-due', cursor: page.nextCursor ?? '' }), code('invalid'));
  });

  test('are added up by currency and age', async () => {
    await invoices(invoiceRecord('dollars', '10.00', 5, { currency: 'USD' }));
    await entries(entryRecord('advance', '5.00', 'fresh'));
    const { currencies } = await database.store.adapter.call(summarizeInvoices, {}, { customer: one });
    assert.deepEqual(
      currencies.map(({ currency }) => currency),
      ['EUR', 'USD'],
    );
    const [first] = currencies;
    assert.deepEqual(first?.due, euros('280.00'));
    assert.deepEqual(first.overdue, euros('230.00'));
    assert.deepEqual([first.openCount, first.overdueCount], [5, 4]);
    assert.deepEqual(first.credit, euros('30.00'), 'the credit note and what nothing took');
    assert.deepEqual(first.next, { dueOn: today(), amount: euros('50.00') });
    assert.deepEqual(
      first.aging.map(({ bucket, count, due }) => [bucket, count, due.amount]),
      [
        ['not_due', 1, '50.00'],
        ['1_30', 2, '130.00'],
        ['31_60', 1, '60.00'],
        ['61_90', 0, '0.00'],
        ['over_90', 1, '40.00'],
      ],
    );
  });

  test('belong to their customer alone', async () => {
    for (const id of ['theirs', 'unknown', 'a\0b']) await assert.rejects(get(id), code('not_found'), id);
    await assert.rejects(get('late', customerOf('other', 'one')), code('not_found'));
    assert.equal((await list({}, customerOf('other', 'one'))).items.length, 0);
    assert.deepEqual(
      (await list({}, two)).items.map(({ id }) => id),
      ['theirs'],
    );
    assert.equal((await list({ search: 'theirs' })).items.length, 0);
  });

  test('tell what was set against them', async () => {
    await entries({ ...entryRecord('use', '15.00', 'late'), kind: 'credit', creditNoteId: 'note' });
    await entries(entryRecord('back', '5.00', 'old', { kind: 'refund' }));
    const late = await get('late');
    assert.deepEqual(
      late.settlements.map(({ kind, amount, title }) => [kind, amount.amount, title]),
      [['credit', '15.00', 'R-note']],
    );
    assert.deepEqual([late.due.amount, late.paid?.amount], ['65.00', '0.00']);
    const old = await get('old');
    assert.deepEqual(
      old.settlements.map(({ kind, amount }) => [kind, amount.amount]),
      [
        ['payment', '20.10'],
        ['refund', '5.00'],
      ],
    );
    assert.deepEqual([old.due.amount, old.paid?.amount], ['55.00', '15.10']);
    assert.equal((await get('note')).due.amount, '10.00');
    await entries({ ...entryRecord('rest', '10.00', 'today'), kind: 'credit', creditNoteId: 'note' });
    assert.equal((await get('note')).status.code, 'credited');
  });

  test('take no more than they are over: the rest is credit of the customer, and nothing is posted twice', async () => {
    const payment = entryRecord('big', '90.00', 'late');
    for (let times = 0; times < 2; times++) await entries(payment);
    const { currencies } = await database.store.adapter.call(summarizeInvoices, {}, { customer: one });
    assert.equal((await get('late')).status.code, 'paid');
    assert.deepEqual(currencies[0]?.credit, euros('35.00'));
  });

  test('change by what is added to the ledger, which nobody rewrites', async () => {
    await invoices(invoiceRecord('late', '85.00', -1));
    assert.deepEqual([(await get('late')).total.amount, (await get('late')).due.amount], ['85.00', '85.00']);
    await invoices(invoiceRecord('late', '85.00', -1, { void: true }));
    assert.deepEqual([(await get('late')).status.code, (await get('late')).due.amount], ['void', '0.00']);
    const refusals = await invoices(invoiceRecord('late', '85.00', -1), invoiceRecord('fresh', '99.00', 10));
    assert.deepEqual(
      refusals.refused.map(({ externalId, pointer }) => [externalId, pointer]),
      [
        ['late', '/void'],
        ['fresh', '/totals/total'],
      ],
    );
    for (const change of [sql`update ledger set amount = 1`, sql`delete from ledger`]) {
      await assert.rejects(
        database.store.transaction({ tenantId: 'acme' }, (transaction) => change.execute(transaction)),
        /permission denied/,
      );
    }
  });

  test('of an order decide how it is paid', async () => {
    await addOrders(database.store, 'acme', [orderRecord('order')]);
    const payment = async () => {
      const order = await database.store.adapter.call(getOrder, { orderId: 'order' }, { customer: one });
      return [order.payment.code, order.totals.paid?.amount, order.totals.due?.amount];
    };
    await invoices(invoiceRecord('bill', '106.74', 3, { orderId: 'order' }));
    assert.deepEqual(await payment(), ['unpaid', '0.00', '106.74']);
    await entries(entryRecord('half', '53.37', 'bill'));
    assert.deepEqual(await payment(), ['part_paid', '53.37', '53.37']);
    await entries(entryRecord('rest', '53.37', 'bill'));
    assert.deepEqual(await payment(), ['paid', '106.74', '0.00']);
    await invoices(invoiceRecord('backed', '106.74', 3, { kind: 'credit_note', orderId: 'order' }));
    assert.deepEqual(await payment(), ['refunded', '106.74', '0.00']);
  });

  test('come with a repeated order at once, with how to pay them', async () => {
    await addOrders(database.store, 'acme', [orderRecord('plain')]);
    const { terms } = await database.store.adapter.call(previewReorder, { orderIds: ['plain'] }, { customer: one });
    const { order, invoice } = await database.store.adapter.call(
      reorder,
      { orderIds: ['plain'], terms },
      { customer: one, idempotencyKey: 'key' },
    );
    assert.ok(invoice);
    const found = await get(invoice.id);
    assert.deepEqual(found.order, { id: order.id, number: order.number });
    assert.equal(found.dueOn, day(14));
    assert.deepEqual(found.due, order.total);
    assert.equal(found.document?.id, order.documents[0]?.id);
    assert.deepEqual(
      found.lines.map(({ title, quantity, total }) => [title, quantity, total.amount]),
      order.lines.map(({ product, quantity, total }) => [product.title, quantity, total.amount]),
    );
    assert.match(found.paymentCode?.text ?? '', new RegExp(`\nEUR${found.due.amount}\n`));
  });
});
