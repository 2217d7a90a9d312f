import { expect } from 'chai';
import { html } from 'lit';
import '../../../components/invoice-list/define.ts';
import type { CabinetInvoiceList } from '../../../components/invoice-list/invoice-list.ts';
import '../../../components/order-history/define.ts';
import type { CabinetOrderHistory } from '../../../components/order-history/order-history.ts';
import '../../../components/profile-settings/define.ts';
import '../../../components/ticket-chat/define.ts';
import type { CabinetTicketChat } from '../../../components/ticket-chat/ticket-chat.ts';
import { endCabinets, testCabinet } from '../../helpers/cabinet.ts';
import { clearFixture } from '../../helpers/fixture.ts';
import { demoDesk } from '../../helpers/help-desk.ts';
import { part, parts } from '../../helpers/shadow.ts';
import { until } from '../../helpers/until.ts';

const isSeen = (element: Element | null): boolean => element?.checkVisibility() === true;

describe('blocks of a widget', () => {
  afterEach(() => {
    clearFixture();
    endCabinets();
  });

  it('have the page’s own before and after them, also within what is opened', async () => {
    const list = await testCabinet().show<CabinetOrderHistory>(
      html`<cabinet-order-history>
        <p slot="head-after">Ask Frieda</p>
        <p slot="lines-before">Prices without VAT</p>
      </cabinet-order-history>`,
    );
    await until(() => parts(list, '[data-index]').length > 0, 'rows');
    const [head, lines] = list.querySelectorAll('p');
    expect(isSeen(head ?? null)).to.equal(true);
    expect(isSeen(lines ?? null)).to.equal(false);
    parts(list, '[data-act="open"]')[0]?.click();
    await until(() => isSeen(lines ?? null), 'what belongs into the details');
  });

  it('are left out where the page does not want them, also within what is opened', async () => {
    const list = await testCabinet().show<CabinetOrderHistory>(
      html`<cabinet-order-history hidden-parts="head toolbar totals"></cabinet-order-history>`,
    );
    await until(() => parts(list, '[data-index]').length > 0, 'rows');
    expect(parts(list, '[part~="heading"], cabinet-order-toolbar')).to.deep.equal([]);
    parts(list, '[data-act="open"]')[0]?.click();
    const details = await until(() => parts(list, 'cabinet-order-details')[0], 'the details');
    await until(() => parts(details, '[part~="lines"]').length > 0, 'the lines');
    expect(parts(details, '[part~="totals"]')).to.deep.equal([]);
  });

  it('lose single actions where the page does not want them', async () => {
    const actions = async (widget: HTMLElement, name: string): Promise<string[]> => {
      await until(() => parts(widget, '[data-index]').length > 0, 'rows');
      parts(widget, '[data-act="open"]')[0]?.click();
      const details = await until(() => parts(widget, name)[0], 'the details');
      await until(() => parts(details, '[part~="lines"]').length > 0, 'the lines');
      return parts(details, '.actions [part~="button"]').map(({ part }) => part[1] ?? '');
    };
    const orders = (hidden: string): Promise<HTMLElement> =>
      testCabinet().show(html`<cabinet-order-history hidden-parts=${hidden}></cabinet-order-history>`);
    const invoices = (hidden: string): Promise<HTMLElement> =>
      testCabinet().show(html`<cabinet-invoice-list hidden-parts=${hidden}></cabinet-invoice-list>`);
    expect(await actions(await orders(''), 'cabinet-order-details')).to.include.members([
      'button-repeat',
      'button-print',
    ]);
    expect(await actions(await orders('repeat cancel print'), 'cabinet-order-details')).to.deep.equal([]);
    expect(await actions(await invoices('pay'), 'cabinet-invoice-details')).to.deep.equal([
      'button-download',
      'button-print',
    ]);
    expect(await actions(await invoices('pay download print'), 'cabinet-invoice-details')).to.deep.equal([]);
  });

  it('have parts that the page can style, also within what is opened', async () => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(`
      cabinet-order-history::part(details-heading) { letter-spacing: 3px }
      cabinet-order-history::part(heading) { letter-spacing: 1px }
      cabinet-order-history::part(lines), cabinet-order-history::part(search) { outline-offset: 5px }
      cabinet-ticket-chat::part(message) { outline-offset: 7px }`);
    document.adoptedStyleSheets.push(sheet);
    const styleOf = (element: Element | undefined) => element && getComputedStyle(element);
    try {
      const list = await testCabinet().show(html`<cabinet-order-history></cabinet-order-history>`);
      await until(() => parts(list, '[data-index]').length > 0, 'rows');
      parts(list, '[data-act="open"]')[0]?.click();
      const details = await until(() => parts(list, 'cabinet-order-details')[0], 'the details');
      const lines = await until(() => parts(details, '[part~="lines"]')[0], 'the lines');
      expect(styleOf(lines)?.outlineOffset).to.equal('5px');
      expect(styleOf(parts(details, '[part~="heading"]')[0])?.letterSpacing).to.equal('3px');
      expect(styleOf(parts(list, '[part~="heading"]')[0])?.letterSpacing).to.equal('1px');
      const toolbar = await until(() => parts(list, 'cabinet-order-toolbar')[0], 'the toolbar');
      const search = await until(() => parts(toolbar, '[part~="search"]')[0], 'the search field');
      expect(styleOf(search)?.outlineOffset).to.equal('5px');
      const chat = await testCabinet().show(html`<cabinet-ticket-chat></cabinet-ticket-chat>`);
      (await until(() => parts(chat, '[data-index]')[0], 'rows')).click();
      const open = await until(() => parts(chat, 'cabinet-ticket-conversation')[0], 'the conversation');
      const message = await until(() => parts(open, '[part~="message"]')[0], 'messages');
      expect(styleOf(message)?.outlineOffset).to.equal('7px');
    } finally {
      document.adoptedStyleSheets = document.adoptedStyleSheets.filter((each) => each !== sheet);
    }
  });

  it('have parts in the forms and windows that are opened from them', async () => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(`
      :is(cabinet-order-history, cabinet-invoice-list, cabinet-profile-settings, cabinet-ticket-chat) {
        &::part(dialog) { border-top-width: 9px }
        &::part(composer), &::part(form), &::part(section) { outline-offset: 7px }
        &::part(button-send), &::part(button-confirm) { letter-spacing: 5px }
        &::part(input) { letter-spacing: 3px }
      }`);
    document.adoptedStyleSheets.push(sheet);
    /** What the page's rule makes of what is in elements within each other. */
    const style = async (widget: Element, path: string, selector: string): Promise<CSSStyleDeclaration> => {
      const found = await until(() => {
        let inside: Element | undefined = widget;
        for (const tag of path.split(' ')) inside = inside && parts(inside, tag)[0];
        return inside && parts(inside, selector)[0];
      }, `${path} ${selector}`);
      return getComputedStyle(found);
    };
    const windowOf = async (widget: Element, path: string): Promise<string[]> => [
      (await style(widget, path, 'dialog[open]')).borderTopWidth,
      (await style(widget, path, 'dialog [part~="button-confirm"]')).letterSpacing,
    ];
    try {
      const cabinet = testCabinet({ desk: demoDesk() });
      const orders = await cabinet.show<CabinetOrderHistory>(
        html`<cabinet-order-history order-id="cafe-amsel-58"></cabinet-order-history>`,
      );
      const details = 'cabinet-order-details';
      const press = (action: string): void => part(part(orders, details), `[part~="button-${action}"]`).click();
      await style(orders, details, '[part~="button-cancel"]');
      press('cancel');
      expect(await windowOf(orders, `${details} cabinet-cancellation-dialog`)).to.deep.equal(['9px', '5px']);
      press('repeat');
      expect(await windowOf(orders, 'cabinet-reorder-dialog')).to.deep.equal(['9px', '5px']);

      const invoices = await cabinet.show<CabinetInvoiceList>(html`<cabinet-invoice-list></cabinet-invoice-list>`);
      await style(invoices, 'cabinet-invoice-toolbar', '[part~="search"]');
      invoices.pay();
      expect(await windowOf(invoices, 'cabinet-payment-dialog')).to.deep.equal(['9px', '5px']);

      const profile = await cabinet.show(html`<cabinet-profile-settings section="person"></cabinet-profile-settings>`);
      expect((await style(profile, 'cabinet-profile-person', '[part~="input"]')).letterSpacing).to.equal('3px');
      expect((await style(profile, 'cabinet-profile-person', '[part~="section"]')).outlineOffset).to.equal('7px');

      const chat = await cabinet.show<CabinetTicketChat>(
        html`<cabinet-ticket-chat ticket-id="t1"></cabinet-ticket-chat>`,
      );
      const composer = 'cabinet-ticket-conversation cabinet-ticket-composer';
      expect((await style(chat, composer, '[part~="composer"]')).outlineOffset).to.equal('7px');
      expect((await style(chat, composer, '[part~="input"]')).letterSpacing).to.equal('3px');
      expect((await style(chat, composer, '[part~="button-send"]')).letterSpacing).to.equal('5px');
      void chat.begin();
      expect((await style(chat, 'cabinet-ticket-form', '[part~="form"]')).outlineOffset).to.equal('7px');
      expect((await style(chat, 'cabinet-ticket-form', '[part~="input"]')).letterSpacing).to.equal('3px');
      expect((await style(chat, 'cabinet-ticket-form', '[part~="button-send"]')).letterSpacing).to.equal('5px');
    } finally {
      document.adoptedStyleSheets = document.adoptedStyleSheets.filter((each) => each !== sheet);
    }
  });

  it('let the page replace what stands in place of content', async () => {
    const cabinet = testCabinet();
    cabinet.faults.before('orders.list', 'not_found');
    const list = await cabinet.show(html`<cabinet-order-history><p slot="error">Call us</p></cabinet-order-history>`);
    await until(() => isSeen(list.querySelector('p')), 'the page’s own words');
    expect(parts(list, '.state-panel').filter(isSeen)).to.deep.equal([]);
  });

  it('of the profile and of a conversation are the same', async () => {
    const cabinet = testCabinet();
    const profile = await cabinet.show(
      html`<cabinet-profile-settings hidden-parts="navigation"
        ><p slot="section-before">Soon</p></cabinet-profile-settings
      >`,
    );
    await until(() => isSeen(profile.querySelector('p')), 'what stands before the section');
    expect(parts(profile, 'nav')).to.deep.equal([]);
    const chat = await cabinet.show(
      html`<cabinet-ticket-chat hidden-parts="toolbar"><p slot="composer-before">Open 9 to 5</p></cabinet-ticket-chat>`,
    );
    const row = await until(() => parts(chat, '[data-index]')[0], 'rows');
    expect(parts(chat, '.tools')).to.deep.equal([]);
    row.click();
    await until(() => isSeen(chat.querySelector('p')), 'what stands before the field');
  });
});
