import { expect } from 'chai';
import { html, type TemplateResult } from 'lit';
import '../../../components/invoice-list/define.ts';
import '../../../components/order-history/define.ts';
import '../../../components/order-history/parts/define-reorder-dialog.ts';
import '../../../components/profile-settings/define.ts';
import '../../../components/ticket-chat/define.ts';
import { listOrders } from '../../../src/contract/orders/list.ts';
import { endCabinets, testCabinet, type TestCabinet } from '../../helpers/cabinet.ts';
import { clearFixture } from '../../helpers/fixture.ts';
import { demoDesk } from '../../helpers/help-desk.ts';
import { until } from '../../helpers/until.ts';

/** Every text that is seen in an element, also in the shadow trees within; but for dates, which still turn (`18 Nov`). */
function* textsIn(root: Element | ShadowRoot): Generator<Text> {
  for (const node of root.childNodes) {
    if (node instanceof Text && node.data.trim() !== '') yield node;
    else if (node instanceof Element && !node.matches('style, option, time, .visually-hidden') && node.checkVisibility()) {
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

describe('English on a right-to-left page', () => {
  afterEach(() => {
    clearFixture();
    endCabinets();
  });

  const newest = async ({ client }: TestCabinet) => (await client.query(listOrders, { limit: 1 })).items[0]?.id ?? '';
  const shown: Record<string, (cabinet: TestCabinet) => Promise<[TemplateResult, RegExp]>> = {
    'the orders': async () => [html`<cabinet-order-history dir="rtl"></cabinet-order-history>`, /^\d+ orders$/],
    'an order': async (cabinet) => [
      html`<cabinet-order-history dir="rtl" order-id=${await newest(cabinet)}></cabinet-order-history>`,
      /^Placed/,
    ],
    'the repeating of an order': async (cabinet) => [
      html`<cabinet-reorder-dialog dir="rtl" .orderIds=${[await newest(cabinet)]}></cabinet-reorder-dialog>`,
      /^Place order/,
    ],
    'the invoices': async () => [html`<cabinet-invoice-list dir="rtl"></cabinet-invoice-list>`, /^\d+ documents$/],
    'the profile': async () => [
      html`<cabinet-profile-settings dir="rtl" section="person"></cabinet-profile-settings>`,
      /^First name/,
    ],
    'the requests': async () => [html`<cabinet-ticket-chat dir="rtl"></cabinet-ticket-chat>`, /^\d+ requests?$/],
  };
  for (const [name, make] of Object.entries(shown)) {
    it(`reads as English in ${name}`, async () => {
      const cabinet = testCabinet(name === 'the requests' ? { desk: demoDesk() } : {});
      const [template, sign] = await make(cabinet);
      const element = await cabinet.show(template);
      await until(
        () => [...textsIn(element.shadowRoot ?? element)].some(({ data }) => sign.test(data.trim())),
        'the content',
      );
      expect(garbledIn(element).filter((text) => text !== 'Loading…')).to.deep.equal([]);
    });
  }
});
