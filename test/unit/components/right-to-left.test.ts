import { expect } from 'chai';
import { html, type TemplateResult } from 'lit';
import '../../../components/invoice-list/define.ts';
import '../../../components/order-history/define.ts';
import '../../../components/order-history/parts/define-reorder-dialog.ts';
import '../../../components/profile-settings/define.ts';
import '../../../components/ticket-chat/define.ts';
import type { CabinetProvider } from '../../../components/provider/provider.ts';
import { listInvoices } from '../../../src/contract/invoices/list.ts';
import { listOrders } from '../../../src/contract/orders/list.ts';
import { registerMessages } from '../../../src/i18n/messages.ts';
import { endCabinets, testCabinet, type TestCabinet } from '../../helpers/cabinet.ts';
import { clearFixture } from '../../helpers/fixture.ts';
import { demoDesk } from '../../helpers/help-desk.ts';
import { until } from '../../helpers/until.ts';

/** Every text that is seen in an element, also in the shadow trees within. */
function* textsIn(root: Element | ShadowRoot): Generator<Text> {
  for (const node of root.childNodes) {
    if (node instanceof Text && node.data.trim() !== '') yield node;
    else if (node instanceof Element && !node.matches('style, option, .visually-hidden') && node.checkVisibility()) {
      yield* textsIn(node);
      if (node.shadowRoot) yield* textsIn(node.shadowRoot);
    }
  }
}

/** Whether the first character stands left of the last one, as in English; a text of several lines is not asked. */
function readsLeftToRight(text: Text): boolean {
  const start = text.data.search(/\S/);
  const end = text.data.trimEnd().length;
  const [first, last] = [start, end - 1].map((at) => {
    const range = document.createRange();
    range.setStart(text, at);
    range.setEnd(text, at + 1);
    return range.getBoundingClientRect();
  });
  return first === undefined || last === undefined || first.top !== last.top || first.left <= last.left;
}

const garbledIn = (element: Element): string[] =>
  [...textsIn(element.shadowRoot ?? element)].filter((text) => !readsLeftToRight(text)).map(({ data }) => data.trim());

describe('on a right-to-left page', () => {
  beforeEach(() => {
    document.documentElement.dir = 'rtl';
  });
  afterEach(() => {
    document.documentElement.removeAttribute('dir');
    clearFixture();
    endCabinets();
    sessionStorage.clear();
  });

  const orders = html`<cabinet-order-history></cabinet-order-history>`;
  const newest = async ({ client }: TestCabinet) => (await client.query(listOrders, { limit: 1 })).items[0]?.id ?? '';
  const newestInvoice = async ({ client }: TestCabinet) =>
    (await client.query(listInvoices, { limit: 1 })).items[0]?.id ?? '';
  const shown: Record<string, (cabinet: TestCabinet) => Promise<[TemplateResult, RegExp, RegExp?]>> = {
    'the orders': async () => [orders, /^\d+ orders$/, /^\d+ заказов$/],
    'an order': async (cabinet) => [
      html`<cabinet-order-history order-id=${await newest(cabinet)}></cabinet-order-history>`,
      /^Placed/,
    ],
    'the repeating of an order': async (cabinet) => [
      html`<cabinet-reorder-dialog .orderIds=${[await newest(cabinet)]}></cabinet-reorder-dialog>`,
      /^Place order/,
    ],
    'the invoices': async () => [html`<cabinet-invoice-list></cabinet-invoice-list>`, /^\d+ documents$/, /документ/],
    'an invoice': async (cabinet) => [
      html`<cabinet-invoice-list invoice-id=${await newestInvoice(cabinet)}></cabinet-invoice-list>`,
      /^Issued/,
    ],
    'the statement': async () => [
      html`<cabinet-invoice-list tab="statement"></cabinet-invoice-list>`,
      /^Balance on/,
      /^Сальдо на/,
    ],
    'the profile': async () => [
      html`<cabinet-profile-settings section="person"></cabinet-profile-settings>`,
      /^First name/,
      /^Имя/,
    ],
    'the requests': async () => [html`<cabinet-ticket-chat></cabinet-ticket-chat>`, /^\d+ requests?$/],
    'a conversation': async () => [html`<cabinet-ticket-chat ticket-id="t1"></cabinet-ticket-chat>`, /Enter sends/],
  };
  const chat = new Set(['the requests', 'a conversation']);
  for (const [name, make] of Object.entries(shown)) {
    it(`English and Russian read as ever in ${name}`, async () => {
      for (const locale of ['en', 'ru'] as const) {
        const cabinet = testCabinet({ locale, ...(chat.has(name) && { desk: demoDesk() }) });
        const [template, english, russian] = await make(cabinet);
        const sign = locale === 'en' ? english : russian;
        if (!sign) continue;
        const element = await cabinet.show(template);
        await until(
          () => [...textsIn(element.shadowRoot ?? element)].some(({ data }) => sign.test(data.trim())),
          `the content in ${locale}`,
        );
        expect(garbledIn(element)).to.deep.equal([]);
        clearFixture();
      }
    });
  }

  it('a language that is written so keeps to the page, and so does a tag that says so', async () => {
    const cabinet = testCabinet();
    const direction = () => getComputedStyle(document.querySelector('cabinet-order-history') as Element).direction;
    registerMessages('he', 'orders', { title: 'הזמנות' });
    await cabinet.show(orders);
    await until(() => direction() === 'ltr', 'English');
    const provider = document.querySelector('cabinet-provider') as CabinetProvider;
    for (const [locale, expected] of [
      ['he', 'rtl'],
      ['ar', 'ltr'],
    ] as const) {
      provider.locale = locale;
      await provider.updateComplete;
      const fresh = document.createElement('cabinet-order-history');
      provider.replaceChildren(fresh);
      await until(() => fresh.hasUpdated && direction() === expected, locale);
    }
    await cabinet.show(html`<cabinet-order-history dir="rtl"></cabinet-order-history>`);
    expect(direction()).to.equal('rtl');
  });
});
