import { expect } from 'chai';
import { html } from 'lit';
import '../../../components/invoice-list/define.ts';
import type { CabinetInvoiceList } from '../../../components/invoice-list/invoice-list.ts';
import { summarizeInvoices } from '../../../src/contract/invoices/index.ts';
import { axeViolations } from '../../helpers/axe.ts';
import { endCabinets, testCabinet, type TestCabinet, type TestCabinetOptions } from '../../helpers/cabinet.ts';
import { nextEvent } from '../../helpers/event.ts';
import { clearFixture } from '../../helpers/fixture.ts';
import { button, hasButton, isFocused, part, parts, textOf } from '../../helpers/shadow.ts';
import { until } from '../../helpers/until.ts';
import { setViewport } from '../../helpers/viewport.ts';
import { stateSuite } from './state-suite.ts';

stateSuite('cabinet-invoice-list', {
  operation: 'invoices.list',
  empty: { customerId: 'pelican-van' },
  content: '[data-index]',
  words: { empty: 'No invoices yet', heading: { en: 'Invoices', ru: 'Счета' } },
});

const rows = (list: Element): HTMLElement[] => parts(list, '[data-index]');
const rowOf = (list: Element, text: string): HTMLElement =>
  rows(list).find((row) => textOf(row).includes(text)) ?? expect.fail(`no row with ${text}`);
const lastInput = (cabinet: TestCabinet): Record<string, unknown> =>
  (cabinet.calls('invoices.list').at(-1) ?? {}) as Record<string, unknown>;

async function show(
  options: TestCabinetOptions = {},
  template = html`<cabinet-invoice-list></cabinet-invoice-list>`,
): Promise<{ cabinet: TestCabinet; list: CabinetInvoiceList }> {
  const cabinet = testCabinet(options);
  const list = await cabinet.show<CabinetInvoiceList>(template);
  await until(() => rows(list).length > 0, 'rows');
  await until(() => part(list, 'cabinet-invoice-toolbar').shadowRoot?.querySelector('.toolbar'), 'the toolbar');
  return { cabinet, list };
}

describe('cabinet-invoice-list', () => {
  beforeEach(() => setViewport({ width: 1280, height: 800 }));
  afterEach(() => {
    clearFixture();
    endCabinets();
    scrollTo(0, 0);
    sessionStorage.clear();
    history.replaceState(null, '', location.pathname);
  });

  it('says what is owed as the backend counts it, and narrows the list by age', async () => {
    const { cabinet, list } = await show();
    const { currencies } = await cabinet.adapter.call(summarizeInvoices, {}, {});
    const [totals] = currencies;
    const owed = await until(() => parts(list, '.owed .sums')[0], 'what is owed');
    expect(textOf(owed)).to.contain('€1,460.26').and.contain('6 invoices').and.contain('€521.98');
    expect(totals?.due.amount).to.equal('1460.26');
    button(list, '61–90 days late')?.click();
    await until(() => String(lastInput(cabinet)['aging']) === '61_90', 'the question');
    await until(() => rows(list).length === 1, 'one row');
    expect(textOf(rows(list)[0])).to.contain('Overdue by');
    expect(button(list, '61–90 days late')?.getAttribute('aria-pressed')).to.equal('true');
    button(list, '61–90 days late')?.click();
    await until(() => rows(list).length > 1, 'all rows');
  });

  it('tells apart each state, and lists credit notes beside invoices', async () => {
    const { list } = await show({}, html`<cabinet-invoice-list page-size="100"></cabinet-invoice-list>`);
    // Rows below those in sight follow in a moment.
    await until(() => rows(list).some((row) => textOf(row).includes('CN-')), 'the credit note');
    const text = rows(list)
      .map((row) => textOf(row))
      .join(' ');
    for (const word of ['To be paid', 'Partly paid', 'Overdue by 10 days', 'Paid', 'Void', 'CN-']) {
      expect(text).to.contain(word);
    }
    expect(textOf(rowOf(list, 'CN-')))
      .to.contain('Credit note')
      .and.contain('To be used')
      .and.contain('−€');
  });

  it('opens an invoice beside the list and gives the focus back', async () => {
    const { list } = await show();
    const opened = nextEvent<HTMLElementEventMap['cabinet-invoice-opened']>(list, 'cabinet-invoice-opened');
    rowOf(list, 'INV-1000059').click();
    expect((await opened).detail.invoiceId).to.equal('cafe-amsel-59-invoice');
    const details = await until(() => parts(list, 'cabinet-invoice-details')[0], 'the details');
    await until(() => textOf(details).includes('Invoice INV-1000059'), 'the invoice');
    await until(() => isFocused(details.shadowRoot?.querySelector('h2')), 'the focus on its heading');
    button(details, 'Back to invoices')?.click();
    await until(() => parts(list, 'cabinet-invoice-details').length === 0, 'the list alone');
    await until(() => isFocused(rowOf(list, 'INV-1000059')), 'the focus on its row');
  });

  it('keeps filters and the open invoice in the address, and reads them from there', async () => {
    const template = html`<cabinet-invoice-list url-state="query"></cabinet-invoice-list>`;
    const { list } = await show({}, template);
    button(list, 'Not due')?.click();
    await until(() => location.search.includes('invoices.aging=not_due'), 'the filter');
    await until(() => rows(list).length === 2, 'the rows');
    rows(list)[0]?.click();
    await until(() => location.search.includes('invoices.invoice=cafe-amsel-60-invoice'), 'the invoice');
    const { list: again } = await show({}, template);
    expect(again.filters).to.deep.equal({ aging: ['not_due'] });
    expect(again.invoiceId).to.equal('cafe-amsel-60-invoice');
  });

  it('lets a viewer look and not pay', async () => {
    const { list } = await show({ personId: 'cafe-amsel-mia' });
    await until(() => !hasButton(list, 'Pay any sum'), 'no button to pay');
    expect(parts(list, "[data-act='pay']")).to.have.length(0);
    rowOf(list, 'INV-1000059').click();
    const details = await until(() => parts(list, 'cabinet-invoice-details')[0], 'the details');
    await until(() => textOf(details).includes('Items'), 'the invoice');
    expect(hasButton(details, 'Pay')).to.equal(false);
  });

  it('downloads several papers as one archive, and pays several together', async () => {
    const { cabinet, list } = await show();
    const toolbar = part(list, 'cabinet-invoice-toolbar');
    const action = await until(() => button(toolbar, 'Select several'), 'the action');
    action.click();
    await until(() => parts(list, "[data-act='select']").length > 0, 'boxes');
    for (const number of ['INV-1000059', 'INV-1000056']) {
      rowOf(list, number).querySelector<HTMLElement>("[data-act='select']")?.click();
    }
    await until(() => textOf(toolbar).includes('2 invoices chosen'), 'the count');
    button(toolbar, 'Download as ZIP')?.click();
    await until(() => cabinet.calls('documents.archive').length === 1, 'the archive');
    expect(cabinet.calls('documents.archive')[0]).to.deep.equal({
      documentIds: ['cafe-amsel-59-invoice', 'cafe-amsel-56-invoice'],
    });
    button(toolbar, 'Pay together')?.click();
    await until(() => cabinet.calls('payments.preview').length > 0, 'the window');
    expect(cabinet.calls('payments.preview')[0]).to.deep.equal({ invoiceIds: ['cafe-amsel-59-invoice'] });
  });

  it('keeps the number of nodes small with 100,000 invoices', async () => {
    const { list } = await show(
      { customerId: 'meridian-hotels', orderCount: 100_000 },
      html`<cabinet-invoice-list page-size="200"></cabinet-invoice-list>`,
    );
    list.style.setProperty('--cabinet-list-max-height', '600px');
    list.requestUpdate();
    const scroller = part(list, '.scroller');
    let steps = 0;
    await until(() => {
      scroller.scrollTop = scroller.scrollHeight;
      return ++steps > 60;
    }, 'scrolling');
    expect(rows(list).length).to.be.below(80);
    expect(Number(part(list, 'table').getAttribute('aria-rowcount'))).to.be.above(100_000);
  });

  it('says that a file could not be had, and keeps the list', async () => {
    const { cabinet, list } = await show();
    cabinet.faults.before('documents.download', 'unavailable');
    rowOf(list, 'INV-1000059').querySelector<HTMLElement>("[data-act='download']")?.click();
    await until(() => textOf(list).includes('Invoice INV-1000059 could not be downloaded'), 'the note');
    expect(rows(list).length).to.be.above(5);
  });

  describe('details', () => {
    async function details(number: string, options: TestCabinetOptions = {}) {
      const shown = await show(options);
      rowOf(shown.list, number).click();
      const element = await until(() => parts(shown.list, 'cabinet-invoice-details')[0], 'the details');
      await until(() => parts(element, 'article').length > 0, 'the invoice');
      return { ...shown, details: element };
    }

    it('shows lines, sums, payments, and how to pay what is left', async () => {
      const { details: element } = await details('INV-1000059');
      const text = textOf(element);
      for (const word of ['Items', 'tax 19 %', 'Payments and credits', '€510.27', 'IBAN', 'Nordwind Wholesale GmbH']) {
        expect(text).to.contain(word);
      }
      const code = await until(() => parts<SVGElement>(element, '.code-image path')[0], 'the code');
      await until(() => (code.getAttribute('d') ?? '').length > 500, 'its squares');
      expect(part(element, '.code-image').getAttribute('aria-label')).to.contain('€510.26').and.contain('INV-1000059');
    });

    it('says of a credit note, above and below, what is left to use', async () => {
      const { list } = await show({}, html`<cabinet-invoice-list page-size="100"></cabinet-invoice-list>`);
      (await until(() => rows(list).find((row) => textOf(row).includes('CN-')), 'the credit note')).click();
      const element = await until(() => parts(list, 'cabinet-invoice-details')[0], 'the details');
      const due = await until(() => parts(element, '.totals .due')[0], 'what is left');
      expect(textOf(due)).to.contain('Left to use');
      expect(textOf(part(element, '.standing'))).to.contain('Left to use');
    });

    it('asks the page to open the order, and pays the invoice', async () => {
      const { cabinet, list, details: element } = await details('INV-1000059');
      const asked = nextEvent<HTMLElementEventMap['cabinet-order-open-requested']>(
        document,
        'cabinet-order-open-requested',
      );
      button(element, 'Order NW-1000059')?.click();
      expect((await asked).detail).to.deep.equal({ orderId: 'cafe-amsel-59', number: 'NW-1000059' });
      button(element, 'Pay €510.26')?.click();
      await until(() => parts(list, 'cabinet-payment-dialog').length === 1, 'the window');
      await until(() => cabinet.calls('payments.preview').length > 0, 'the question');
      expect(cabinet.calls('payments.preview')[0]).to.deep.equal({ invoiceIds: ['cafe-amsel-59-invoice'] });
    });

    it('passes axe, with everything unfolded, on a narrow page too', async () => {
      const { list, details: element } = await details('INV-1000059');
      part<HTMLDetailsElement>(element, 'details').open = true;
      expect(await axeViolations(list)).to.deep.equal([]);
      await setViewport({ width: 360, height: 740 });
      expect(await axeViolations(list)).to.deep.equal([]);
    });
  });
});
