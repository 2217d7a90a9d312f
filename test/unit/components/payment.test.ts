import { expect } from 'chai';
import { html } from 'lit';
import '../../../components/invoice-list/define.ts';
import type { CabinetInvoiceList } from '../../../components/invoice-list/invoice-list.ts';
import { listInvoices, listPayments, summarizeInvoices } from '../../../src/contract/index.ts';
import { axeViolations } from '../../helpers/axe.ts';
import { endCabinets, testCabinet, type TestCabinet, type TestCabinetOptions } from '../../helpers/cabinet.ts';
import { clearFixture } from '../../helpers/fixture.ts';
import { button, isFocused, part, parts, textOf } from '../../helpers/shadow.ts';
import { until } from '../../helpers/until.ts';
import { setViewport } from '../../helpers/viewport.ts';

const dialogOf = (list: Element): HTMLElement => part(list, 'cabinet-payment-dialog');
const confirmOf = (list: Element): HTMLButtonElement => part(dialogOf(list), "[part~='button-confirm']");
const field = (list: Element, selector: string): HTMLInputElement => part(dialogOf(list), selector);

function type(input: HTMLInputElement, text: string): void {
  input.value = text;
  input.dispatchEvent(new Event('input'));
}

async function showPayment(
  options: TestCabinetOptions = {},
  invoiceIds?: readonly string[],
): Promise<{ cabinet: TestCabinet; list: CabinetInvoiceList }> {
  const cabinet = testCabinet(options);
  const list = await cabinet.show<CabinetInvoiceList>(html`<cabinet-invoice-list></cabinet-invoice-list>`);
  await until(() => parts(list, '[data-index]').length > 0, 'rows');
  list.pay(invoiceIds);
  await until(() => parts(list, 'cabinet-payment-dialog')[0]?.shadowRoot?.querySelector('#amount'), 'the window');
  return { cabinet, list };
}

const settled = (list: Element, sum: string) =>
  until(() => textOf(confirmOf(list)) === `Pay €${sum}` && confirmOf(list), `the button for €${sum}`);
const outcome = (list: Element, text: string): Promise<unknown> =>
  until(() => textOf(parts(list, 'cabinet-payment-outcome')[0]).includes(text), text);
const created = async ({ adapter }: TestCabinet) => (await adapter.call(listPayments, {}, {})).items;

describe('paying invoices', () => {
  beforeEach(() => setViewport({ width: 1280, height: 900 }));
  afterEach(() => {
    clearFixture();
    endCabinets();
    sessionStorage.clear();
    history.replaceState(null, '', location.pathname);
  });

  it('sets any sum against the oldest invoices first, and says what is charged', async () => {
    const { list } = await showPayment();
    await settled(list, '1,460.26');
    type(field(list, '#amount'), '400');
    await settled(list, '400.00');
    const sums = parts<HTMLInputElement>(dialogOf(list), '.line input').map(({ value }) => value);
    expect(sums).to.deep.equal(['301.78', '57.11', '41.11', '0.00', '0.00', '0.00']);
  });

  it('takes sums line by line, and goes back to oldest first', async () => {
    const { cabinet, list } = await showPayment();
    await settled(list, '1,460.26');
    const inputs = parts<HTMLInputElement>(dialogOf(list), '.line input');
    const [first] = inputs;
    if (first) type(first, '1,78');
    await settled(list, '1,160.26');
    const asked = cabinet.calls('payments.preview').at(-1) as { allocations: { amount: { amount: string } }[] };
    expect(asked.allocations[0]?.amount.amount).to.equal('1.78');
    expect(field(list, '#amount').value).to.equal('1,160.26');
    button(dialogOf(list), 'Oldest first again')?.click();
    await settled(list, '1,460.26');
  });

  it('says what is wrong with a sum at its field, and sends nothing', async () => {
    const { cabinet, list } = await showPayment();
    await settled(list, '1,460.26');
    const faults: [text: string, says: string][] = [
      ['1e400', 'Enter a sum, such as'],
      ['0', 'above zero'],
      ['-5', 'below zero'],
      ['1.234', 'At most 2 digits'],
      ['0.5', 'At least €1.00'],
      ['99999999', 'At most €500,000.00'],
      ['', 'Enter a sum'],
    ];
    for (const [text, says] of faults) {
      type(field(list, '#amount'), text);
      await until(() => textOf(parts(dialogOf(list), '#amount-error')[0]).includes(says), `${text}: ${says}`);
      expect(field(list, '#amount').getAttribute('aria-invalid')).to.equal('true');
      confirmOf(list).click();
      await until(() => isFocused(field(list, '#amount')), 'the focus on the sum');
    }
    expect(cabinet.calls('payments.create')).to.have.length(0);
    type(field(list, '#amount'), '100');
    await settled(list, '100.00');
    const [line] = parts<HTMLInputElement>(dialogOf(list), '.line input');
    if (line) type(line, '99999');
    await until(() => textOf(parts(dialogOf(list), '.line .field-error')[0]).includes('Only €301.78'), 'too much');
  });

  it('says that more than is due stays as credit', async () => {
    const { list } = await showPayment();
    await settled(list, '1,460.26');
    type(field(list, '#amount'), '1500');
    await settled(list, '1,500.00');
    expect(textOf(dialogOf(list))).to.contain('€39.74 is more than is due');
  });

  it('pays once on a double press, and shows the new balance everywhere', async () => {
    const { cabinet, list } = await showPayment();
    await settled(list, '1,460.26');
    confirmOf(list).click();
    confirmOf(list).click();
    await outcome(list, '€1,460.26 paid');
    expect(button(part(list, 'cabinet-payment-outcome'), 'Receipt')).to.be.instanceOf(HTMLElement);
    expect(await created(cabinet)).to.have.length(1);
    await until(() => textOf(part(list, '.owed')).includes('Everything is paid'), 'the new balance');
    expect(location.href).to.not.contain('cabinet-payment');
    const { currencies } = await cabinet.adapter.call(summarizeInvoices, {}, {});
    expect(currencies[0]?.openCount).to.equal(0);
  });

  it('sends the same act again after an answer that was lost', async () => {
    const { cabinet, list } = await showPayment();
    cabinet.faults.after('payments.create', 'timeout');
    (await settled(list, '1,460.26')).click();
    await until(() => textOf(dialogOf(list)).includes('you will not pay twice'), 'the doubt');
    button(dialogOf(list), 'Try again')?.click();
    await outcome(list, 'paid');
    expect(await created(cabinet)).to.have.length(1);
  });

  it('remembers after a reload what was sent, and sends it under the same key', async () => {
    const { cabinet, list } = await showPayment();
    cabinet.faults.after('payments.create', 'offline');
    (await settled(list, '1,460.26')).click();
    await until(() => textOf(dialogOf(list)).includes('you will not pay twice'), 'the doubt');
    const { list: again } = await showPayment({ over: cabinet });
    await until(() => textOf(dialogOf(again)).includes('you will not pay twice'), 'the doubt after a reload');
    button(dialogOf(again), 'Try again')?.click();
    await outcome(again, 'paid');
    expect(await created(cabinet)).to.have.length(1);
  });

  it('keeps what was entered through closing', async () => {
    const { list } = await showPayment();
    await settled(list, '1,460.26');
    type(field(list, '#amount'), '250');
    await settled(list, '250.00');
    button(dialogOf(list), 'Close')?.click();
    await until(() => parts(list, 'cabinet-payment-dialog').length === 0, 'the list');
    list.pay();
    await settled(list, '250.00');
    expect(textOf(dialogOf(list))).to.contain('still here');
  });

  it('charges nothing when what is due has changed meanwhile', async () => {
    const { cabinet, list } = await showPayment();
    await settled(list, '1,460.26');
    const other = await showPayment({ over: cabinet }, ['cafe-amsel-42-invoice']);
    (await settled(other.list, '301.78')).click();
    await outcome(other.list, 'paid');
    const { list: third } = await showPayment({ over: cabinet });
    await settled(third, '1,158.48');
    cabinet.faults.before('payments.create', 'conflict');
    expect(await created(cabinet)).to.have.length(1);
  });

  it('calls an outcome that is not known yet being checked, never failed', async () => {
    const { list } = await showPayment({ payments: 'slow' });
    (await settled(list, '1,460.26')).click();
    await outcome(list, 'is being checked');
    expect(textOf(part(list, 'cabinet-payment-outcome'))).to.not.contain('did not go through');
    await until(() => textOf(part(list, 'cabinet-payment-outcome')).includes('paid'), 'the outcome');
  });

  it('goes on asking while the backend does not answer', async () => {
    const { cabinet, list } = await showPayment();
    cabinet.faults.before('payments.get', 'unavailable', 'unavailable', 'unavailable', 'unavailable', 'unavailable');
    (await settled(list, '1,460.26')).click();
    await outcome(list, 'Checking your payment');
    await until(() => textOf(part(list, 'cabinet-payment-outcome')).includes('paid'), 'the outcome');
  });

  it('says why a payment was declined, and lets it be tried again', async () => {
    const { list } = await showPayment({ payments: 'decline' });
    type(field(list, '#amount'), '320');
    (await settled(list, '320.00')).click();
    await outcome(list, 'Your bank has declined');
    expect(part(part(list, 'cabinet-payment-outcome'), '[role=alert]')).to.be.instanceOf(HTMLElement);
    button(part(list, 'cabinet-payment-outcome'), 'Try again')?.click();
    await until(() => parts(list, 'cabinet-payment-dialog').length === 1, 'the window');
    await settled(list, '320.00');
    expect(parts<HTMLInputElement>(dialogOf(list), '.line input').map(({ value }) => value)).to.deep.equal([
      '301.78',
      '18.22',
    ]);
  });

  it('offers no invoice a second time that is being paid', async () => {
    const { list } = await showPayment({ payments: 'abandon' }, ['cafe-amsel-42-invoice']);
    (await settled(list, '301.78')).click();
    await outcome(list, 'is being checked');
    list.pay();
    await settled(list, '1,158.48');
    expect(textOf(part(dialogOf(list), '#dialog-title'))).to.equal('Pay 5 invoices');
    expect(parts(dialogOf(list), '.line')).to.have.length(5);
  });

  it('brings back the place after leaving, and offers to go on or to give up', async () => {
    const { cabinet, list } = await showPayment({ payments: 'abandon' });
    list.filters = { sort: 'dueOn' };
    list.invoiceId = 'cafe-amsel-42-invoice';
    (await settled(list, '1,460.26')).click();
    await outcome(list, 'is being checked');
    // The Back button, from the payment page: the address does not name the payment.
    const again = testCabinet({ over: cabinet });
    const back = await again.show<CabinetInvoiceList>(html`<cabinet-invoice-list></cabinet-invoice-list>`);
    await until(() => back.invoiceId === 'cafe-amsel-42-invoice', 'the open invoice');
    expect(back.filters).to.deep.equal({ sort: 'dueOn' });
    await until(() => textOf(part(back, 'cabinet-payment-outcome')).includes('is not finished'), 'the choice');
    button(part(back, 'cabinet-payment-outcome'), 'Give it up')?.click();
    await outcome(back, 'was given up');
    const { items } = await cabinet.adapter.call(listInvoices, { open: true }, {});
    expect(items.every(({ pending }) => pending === undefined)).to.equal(true);
  });

  it('lets a payment that was left elsewhere be gone on with or given up in the list', async () => {
    const { cabinet, list } = await showPayment({ payments: 'abandon' });
    (await settled(list, '1,460.26')).click();
    await outcome(list, 'is being checked');
    // Another tab, or another device: nothing is known there of where it was left.
    sessionStorage.clear();
    const again = testCabinet({ over: cabinet });
    const other = await again.show<CabinetInvoiceList>(
      html`<cabinet-invoice-list tab="payments"></cabinet-invoice-list>`,
    );
    const payments = await until(() => parts(other, 'cabinet-payment-list')[0], 'the list');
    await until(
      () => button(payments, 'Go on to payment') ?? parts<HTMLAnchorElement>(payments, 'a')[0]?.href,
      'the way on',
    );
    expect(new URL(part<HTMLAnchorElement>(payments, 'a').href).origin).to.equal(location.origin);
    button(payments, 'Give it up')?.click();
    await until(() => textOf(payments).includes('Given up') && !button(payments, 'Give it up'), 'the end of it');
    const { items } = await cabinet.adapter.call(listInvoices, { open: true }, {});
    expect(items.every(({ pending }) => pending === undefined)).to.equal(true);
  });

  it('lets the page take over, before the payment and before leaving', async () => {
    const { cabinet, list } = await showPayment();
    await settled(list, '1,460.26');
    list.addEventListener('cabinet-payment-requested', (event) => event.preventDefault(), { once: true });
    confirmOf(list).click();
    await until(() => parts(list, 'cabinet-payment-dialog').length === 0, 'the window closed');
    expect(cabinet.calls('payments.create')).to.have.length(0);
    list.pay();
    await settled(list, '1,460.26');
    let address: string | undefined;
    list.addEventListener(
      'cabinet-payment-created',
      (event) => {
        event.preventDefault();
        address = event.detail.redirectUrl;
      },
      { once: true },
    );
    confirmOf(list).click();
    await until(() => address, 'the address');
    expect(new URL(address ?? '').origin).to.equal(location.origin);
    expect(location.hash).to.equal('');
  });

  it('does not go to an address that is not safe', async () => {
    const { cabinet, list } = await showPayment();
    await settled(list, '1,460.26');
    const call = cabinet.client.adapter.call.bind(cabinet.client.adapter);
    cabinet.client.adapter.call = async (operation, input, context) => {
      const answer = await call(operation, input, context);
      if (operation.id === 'payments.create') (answer as { redirectUrl: string }).redirectUrl = 'javascript:alert(1)';
      return answer;
    };
    confirmOf(list).click();
    await until(() => textOf(dialogOf(list)).includes('unsafe address'), 'the refusal');
  });

  it('passes axe, and reads sums as Russians write them', async () => {
    const cabinet = testCabinet({ locale: 'ru' });
    const list = await cabinet.show<CabinetInvoiceList>(html`<cabinet-invoice-list></cabinet-invoice-list>`);
    await until(() => parts(list, '[data-index]').length > 0, 'rows');
    list.pay();
    await until(() => parts(list, 'cabinet-payment-dialog')[0]?.shadowRoot?.querySelector('#amount'), 'the window');
    type(field(list, '#amount'), '21 423,70');
    await until(() => textOf(confirmOf(list)).replace(/\s/g, ' ') === 'Оплатить 21 423,70 ₽', 'the sum');
    expect(await axeViolations(dialogOf(list))).to.deep.equal([]);
  });
});
