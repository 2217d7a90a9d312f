import { expect } from 'chai';
import * as z from 'zod/mini';
import { demoCompany, memory, toMinor, type MemoryOptions } from '../../../src/adapters/memory/index.ts';
import {
  CabinetError,
  Invoice,
  Statement,
  agreeToStatement,
  archiveDocuments,
  cancelPayment,
  createPayment,
  downloadStatement,
  getInvoice,
  getOrder,
  getPayment,
  getStatement,
  listInvoices,
  listPayments,
  previewPayment,
  respondToMovement,
  summarizeInvoices,
  type InputOf,
  type InvoiceSummary,
} from '../../../src/index.ts';

const now = new Date('2026-11-23T10:00:00Z');
const period = { from: '2026-08-01', to: '2026-11-23' };
const euros = (amount: string) => ({ amount, currency: 'EUR' });

async function refusal(call: Promise<unknown>): Promise<CabinetError> {
  const error = await call.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).to.be.instanceOf(CabinetError);
  return error as CabinetError;
}

function cabinet(options: MemoryOptions = {}) {
  const adapter = memory({ now, ...options });
  let keys = 0;
  const acting = (ifMatch?: string) => ({ idempotencyKey: `key-${++keys}`, ifMatch });
  return {
    adapter,
    acting,
    async list(input: InputOf<typeof listInvoices> = {}): Promise<InvoiceSummary[]> {
      return (await adapter.call(listInvoices, { limit: 200, ...input }, {})).items;
    },
    preview: (wish: InputOf<typeof previewPayment> = {}) => adapter.call(previewPayment, wish, {}),
    async pay(wish: InputOf<typeof previewPayment> = {}) {
      const { terms } = await adapter.call(previewPayment, wish, {});
      return adapter.call(createPayment, { ...wish, terms, returnUrl: 'https://shop.example/' }, acting());
    },
  };
}

describe('memory: invoices', () => {
  for (const locale of ['en', 'ru'] as const) {
    it(`has every state and every age of debt (${locale})`, async () => {
      const { adapter, list } = cabinet({ company: demoCompany(locale) });
      const items = await list();
      const states = new Set(items.map(({ kind, status }) => `${kind} ${status.code}`));
      for (const code of ['issued', 'part_paid', 'paid', 'overdue', 'credited', 'void']) {
        expect(states).to.include(`invoice ${code}`);
      }
      expect(states).to.include('credit_note issued');
      const { currencies } = await adapter.call(summarizeInvoices, {}, {});
      for (const { bucket, count } of currencies[0]?.aging ?? []) expect(count, bucket).to.be.above(0);
      for (const { id } of items) z.parse(Invoice, await adapter.call(getInvoice, { invoiceId: id }, {}));
    });
  }

  it('tells the same debt in summary, list and statement', async () => {
    const { adapter, list } = cabinet({ customerId: 'stern-canteens' });
    const { currencies } = await adapter.call(summarizeInvoices, {}, {});
    const open = await list({ open: true });
    const sum = (items: readonly InvoiceSummary[]) => items.reduce((total, { due }) => total + toMinor(due.amount), 0);
    expect(toMinor(currencies[0]?.due.amount ?? '')).to.equal(sum(open));
    expect(currencies[0]?.openCount).to.equal(open.length);
    const { closing } = await adapter.call(getStatement, period, {});
    expect(toMinor(closing.amount)).to.equal(sum(open) - toMinor(currencies[0]?.credit?.amount ?? '0'));
  });

  it('filters, sorts and searches', async () => {
    const { list } = cabinet({ customerId: 'stern-canteens' });
    const late = await list({ aging: ['over_90', '61_90'], sort: 'dueOn' });
    expect(late.map(({ dueOn }) => dueOn)).to.deep.equal(late.map(({ dueOn }) => dueOn).sort());
    for (const { overdueDays } of late) expect(overdueDays).to.be.above(60);
    const [one] = late;
    expect((await list({ search: one?.number.toLowerCase() })).map(({ id }) => id)).to.deep.equal([one?.id]);
    expect((await list({ orderId: one?.order?.id })).map(({ id }) => id)).to.deep.equal([one?.id]);
    expect((await list({ kind: ['credit_note'] })).every(({ kind }) => kind === 'credit_note')).to.equal(true);
  });

  it('makes an archive of several papers', async () => {
    const { adapter, list } = cabinet();
    const documentIds = (await list({ limit: 2 })).map(({ id }) => id);
    const file = await adapter.call(archiveDocuments, { documentIds }, {});
    const text = await file.text();
    expect(file.type).to.equal('application/zip');
    expect(text.startsWith('PK\u0003\u0004')).to.equal(true);
    for (const id of documentIds) expect(text).to.contain(`INV-10000${id.split('-')[2] ?? ''}.html`);
  });
});

describe('memory: payments', () => {
  it('sets any sum against the oldest due first, and keeps what is over as an advance', async () => {
    const { preview } = cabinet();
    const { allocations, allDue } = await preview();
    expect(allocations.map(({ dueOn }) => dueOn)).to.deep.equal(allocations.map(({ dueOn }) => dueOn).sort());
    const [oldest, second] = allocations;
    const some = toMinor(oldest?.due.amount ?? '') + 100;
    const partly = await preview({ amount: euros((some / 100).toFixed(2)) });
    expect(partly.allocations[0]?.amount).to.deep.equal(oldest?.due);
    expect(partly.allocations[1]).to.deep.include({ invoiceId: second?.invoiceId, amount: euros('1.00') });
    expect(partly.allocations[2]?.amount.amount).to.equal('0.00');
    const over = await preview({ amount: euros(((toMinor(allDue.amount) + 500) / 100).toFixed(2)) });
    expect(over.advance).to.deep.equal(euros('5.00'));
  });

  it('refuses wrong sums, naming the field', async () => {
    const { preview } = cabinet();
    for (const amount of ['-5', '1.234', '0.001']) {
      expect((await refusal(preview({ amount: euros(amount) }))).fields, amount).to.have.property('/amount/amount');
    }
    const rubles = await refusal(preview({ amount: { amount: '5', currency: 'RUB' } }));
    expect(rubles.fields).to.have.property('/amount/currency');
    expect((await refusal(preview({ amount: euros('1e400') }))).code).to.equal('invalid');
    expect((await preview({ amount: euros('0.50') })).payable).to.equal(false);
    const { allocations } = await preview();
    const invoiceId = allocations[0]?.invoiceId ?? '';
    const tooMuch = await refusal(preview({ allocations: [{ invoiceId, amount: euros('99999') }] }));
    expect(tooMuch.fields).to.have.property('/allocations/0/amount');
  });

  it('settles the invoice and its order once the payment has succeeded', async () => {
    const { adapter, pay, list } = cabinet();
    const [invoice] = await list({ open: true, sort: 'dueOn' });
    const invoiceId = invoice?.id ?? '';
    const payment = await pay({ invoiceIds: [invoiceId] });
    expect(payment.status.code).to.equal('created');
    expect((await adapter.call(getInvoice, { invoiceId }, {})).pending).to.deep.equal(invoice?.due);
    const ended = await adapter.call(getPayment, { paymentId: payment.id }, {});
    expect(ended.status.code).to.equal('succeeded');
    const paid = await adapter.call(getInvoice, { invoiceId }, {});
    expect(paid.status.code).to.equal('paid');
    expect(paid.settlements.at(-1)?.paymentId).to.equal(payment.id);
    const order = await adapter.call(getOrder, { orderId: invoice?.order?.id ?? '' }, {});
    expect(order.payment.code).to.equal('paid');
    expect(order.totals.due?.amount).to.equal('0.00');
  });

  it('does not pay what is being paid already, nor on terms that have changed', async () => {
    const { adapter, pay, preview, acting, list } = cabinet({ payments: 'abandon' });
    const [invoice] = await list({ open: true });
    const invoiceIds = [invoice?.id ?? ''];
    const { terms } = await preview({ invoiceIds });
    await pay({ invoiceIds });
    const again = adapter.call(createPayment, { invoiceIds, terms, returnUrl: '/' }, acting());
    expect((await refusal(again)).code).to.equal('conflict');
    expect((await preview({ invoiceIds })).payable).to.equal(false);
  });

  it('ends as it is told to: declined, slowly, cancelled', async () => {
    const declined = cabinet({ payments: 'decline' });
    const { id: declinedId } = await declined.pay();
    const failed = await declined.adapter.call(getPayment, { paymentId: declinedId }, {});
    expect(failed).to.deep.include({ status: { code: 'failed' } });
    expect(failed.failure).to.be.a('string');
    expect((await declined.preview()).payable).to.equal(true);

    const slow = cabinet({ payments: 'slow' });
    const { id: paymentId } = await slow.pay();
    const states: string[] = [];
    while (states.at(-1) !== 'succeeded') {
      states.push((await slow.adapter.call(getPayment, { paymentId }, {})).status.code);
    }
    expect(states.filter((state) => state === 'pending').length).to.be.above(1);

    const given = cabinet({ payments: 'abandon' });
    const { id } = await given.pay();
    const cancelled = await given.adapter.call(cancelPayment, { paymentId: id }, given.acting());
    expect(cancelled.status.code).to.equal('cancelled');
    expect((await refusal(given.adapter.call(cancelPayment, { paymentId: id }, given.acting()))).code).to.equal(
      'conflict',
    );
    expect((await given.adapter.call(listPayments, {}, {})).items.map((each) => each.id)).to.deep.equal([id]);
  });
});

describe('memory: statements', () => {
  it('adds up, line by line', async () => {
    const { adapter } = cabinet({ customerId: 'stern-canteens' });
    const statement = z.parse(Statement, await adapter.call(getStatement, period, {}));
    let balance = toMinor(statement.opening.amount);
    for (const { debit, credit, balance: shown } of statement.movements) {
      balance += toMinor(debit?.amount ?? '0') - toMinor(credit?.amount ?? '0');
      expect(toMinor(shown.amount)).to.equal(balance);
    }
    expect(toMinor(statement.closing.amount)).to.equal(balance);
    const { movements: before } = await adapter.call(getStatement, { from: '2023-12-01', to: '2026-07-31' }, {});
    expect(before.at(-1)?.balance).to.deep.equal(statement.opening);
  });

  it('keeps what is said to a line, and lets nobody agree to what is disputed or has changed', async () => {
    const { adapter, acting } = cabinet();
    const { movements, etag } = await adapter.call(getStatement, period, {});
    const movementId = movements[0]?.id ?? '';
    const wordless = adapter.call(respondToMovement, { movementId, response: 'dispute', comment: ' ' }, acting());
    expect((await refusal(wordless)).fields).to.have.property('/comment');
    await adapter.call(respondToMovement, { movementId, response: 'dispute', comment: 'No.' }, acting());
    const disputed = await adapter.call(getStatement, period, {});
    expect(disputed.movements[0]?.response).to.deep.include({ state: 'disputed', comment: 'No.' });
    expect((await refusal(adapter.call(agreeToStatement, period, acting(etag)))).status).to.equal(412);
    expect((await refusal(adapter.call(agreeToStatement, period, acting(disputed.etag)))).status).to.equal(409);
    await adapter.call(respondToMovement, { movementId, response: 'agree' }, acting());
    const { etag: shown } = await adapter.call(getStatement, period, {});
    expect((await adapter.call(agreeToStatement, period, acting(shown))).agreement).to.be.an('object');
  });

  it('refuses periods that are turned round or too long, and comes as a file', async () => {
    const { adapter } = cabinet();
    const turned = await refusal(adapter.call(getStatement, { from: '2026-02-01', to: '2026-01-01' }, {}));
    expect(turned.fields).to.have.property('/to');
    const long = await refusal(adapter.call(getStatement, { from: '2020-01-01', to: '2026-01-01' }, {}));
    expect(long.fields).to.have.property('/from');
    const file = await adapter.call(downloadStatement, { ...period, format: 'csv' }, {});
    expect(await file.text()).to.contain('INV-1000057');
  });
});
