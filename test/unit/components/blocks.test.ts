import { expect } from 'chai';
import { html } from 'lit';
import '../../../components/order-history/define.ts';
import type { CabinetOrderHistory } from '../../../components/order-history/order-history.ts';
import '../../../components/profile-settings/define.ts';
import '../../../components/ticket-chat/define.ts';
import { endCabinets, testCabinet } from '../../helpers/cabinet.ts';
import { clearFixture } from '../../helpers/fixture.ts';
import { parts } from '../../helpers/shadow.ts';
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
