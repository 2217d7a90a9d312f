import { expect } from 'chai';
import { html } from 'lit';
import '../../../components/app/define.ts';
import type { CabinetApp } from '../../../components/app/app.ts';
import { summarizeInvoices } from '../../../src/contract/invoices/list.ts';
import { axeViolations } from '../../helpers/axe.ts';
import { endCabinets, testCabinet, type TestCabinetOptions } from '../../helpers/cabinet.ts';
import { nextEvent } from '../../helpers/event.ts';
import { clearFixture } from '../../helpers/fixture.ts';
import { button, isFocused, part, parts, textOf } from '../../helpers/shadow.ts';
import { until } from '../../helpers/until.ts';
import { setViewport } from '../../helpers/viewport.ts';

const links = (app: Element): HTMLAnchorElement[] => parts<HTMLAnchorElement>(app, 'a.link');
const link = (app: Element, section: string): HTMLAnchorElement =>
  part<HTMLAnchorElement>(app, `a[data-section='${section}']`);
const widget = (app: Element, tag: string): Promise<HTMLElement> =>
  until(() => parts(app, tag)[0]?.shadowRoot?.querySelector('[part~=heading]') && part(app, tag), tag);
const start = (app: Element): HTMLElement => part(app, 'cabinet-app-start');
const cards = (app: Element): (string | undefined)[] =>
  parts(start(app), '.card').map(({ dataset }) => dataset['card']);
const settled = (app: Element): Promise<boolean> =>
  until(() => cards(app).length > 0 && part(start(app), '.base').getAttribute('aria-busy') === 'false', 'the overview');

async function show(options: TestCabinetOptions = {}, template = html`<cabinet-app></cabinet-app>`) {
  const cabinet = testCabinet(options);
  const app = await cabinet.show<CabinetApp>(template);
  await until(() => links(app).length > 0, 'the sections');
  return { cabinet, app };
}

describe('cabinet-app', () => {
  beforeEach(async () => {
    await setViewport({ width: 1280, height: 900 });
    history.replaceState(null, '', location.pathname);
  });
  afterEach(() => {
    clearFixture();
    endCabinets();
    sessionStorage.clear();
    localStorage.clear();
    history.replaceState(null, '', location.pathname);
  });

  describe('states', () => {
    it('keeps places for its sections until it knows which there are', async () => {
      const cabinet = testCabinet();
      const release = cabinet.faults.hold('session.get');
      const app = await cabinet.show<CabinetApp>(html`<cabinet-app></cabinet-app>`);
      await until(() => parts(app, 'nav .skeleton').length > 0, 'placeholders');
      expect(app.matches(':state(loading)')).to.equal(true);
      release();
      await until(() => links(app).length === 5, 'the sections');
      expect(app.matches(':state(content)')).to.equal(true);
    });

    it('says that nothing could be asked, and tries again', async () => {
      const cabinet = testCabinet();
      cabinet.faults.before('session.get', 'unavailable');
      const app = await cabinet.show<CabinetApp>(html`<cabinet-app></cabinet-app>`);
      await until(() => parts(app, "[part~='state-error']").length > 0, 'the error');
      expect(app.matches(':state(error)')).to.equal(true);
      button(app, 'Try again')?.click();
      await until(() => links(app).length === 5, 'the sections');
    });

    it('asks to sign in once for all, and goes on', async () => {
      const cabinet = testCabinet();
      cabinet.faults.before('session.get', 'unauthenticated');
      const app = await cabinet.show<CabinetApp>(html`<cabinet-app></cabinet-app>`);
      await until(() => button(app, 'Sign in'), 'the request to sign in');
      expect(parts(app, 'nav')).to.have.length(0);
      const asked = nextEvent<HTMLElementEventMap['cabinet-sign-in-requested']>(document, 'cabinet-sign-in-requested');
      document.addEventListener('cabinet-sign-in-requested', (event) => event.preventDefault(), { once: true });
      button(app, 'Sign in')?.click();
      await (await asked).detail.renew();
      await until(() => links(app).length === 5, 'the sections');
    });

    it('has the sections that the backend has and the page wants', async () => {
      const { app } = await show(
        { without: ['tickets.list'] },
        html`<cabinet-app hidden-parts="profile"></cabinet-app>`,
      );
      expect(links(app).map((each) => each.dataset['section'])).to.deep.equal(['start', 'orders', 'invoices']);
    });

    it('has what the page puts beside a card, and no card that it leaves out', async () => {
      const { app } = await show(
        {},
        html`<cabinet-app hidden-parts="card-answers"><p slot="card-last-before">Soon for sale</p></cabinet-app>`,
      );
      await settled(app);
      expect(cards(app)).to.include('last').and.not.include('answers');
      expect(app.querySelector('p')?.checkVisibility()).to.equal(true);
    });

    it('speaks the language of the provider', async () => {
      const { app } = await show({ locale: 'ru' });
      expect(textOf(part(app, "[part='heading']"))).to.equal('Личный кабинет');
      await until(() => textOf(start(app)).includes('Что важно сейчас'), 'the overview');
    });

    it('passes axe with each section', async () => {
      const { app } = await show();
      await settled(app);
      await until(() => parts(app, 'cabinet-account-bar')[0]?.shadowRoot?.querySelector('select'), 'the head');
      expect(await axeViolations(app)).to.deep.equal([]);
      await setViewport({ width: 360, height: 740 });
      link(app, 'orders').click();
      await widget(app, 'cabinet-order-history');
      expect(await axeViolations(app)).to.deep.equal([]);
    });
  });

  describe('places', () => {
    it('shows the section of a link, and the one that opens what a letter names', async () => {
      for (const [hash, tag] of [
        ['#section=invoices', 'cabinet-invoice-list'],
        ['#orders.order=cafe-amsel-60', 'cabinet-order-history'],
        ['#tickets.ticket=cafe-amsel-ticket-1', 'cabinet-ticket-chat'],
      ] as const) {
        history.replaceState(null, '', hash);
        const { app } = await show();
        await widget(app, tag);
        clearFixture();
      }
    });

    it('lands on the overview by a cut or unknown link', async () => {
      for (const hash of ['#section=', '#section=ord', '#section=%E0%A4%A', '#=', '#section']) {
        history.replaceState(null, '', hash);
        const { app } = await show();
        expect(link(app, 'start').getAttribute('aria-current'), hash).to.equal('page');
        clearFixture();
      }
    });

    it('goes by its links, remembers the place of each section, and comes back to it', async () => {
      const { app } = await show();
      link(app, 'orders').click();
      const orders = (await widget(app, 'cabinet-order-history')) as HTMLElement & { open: (id: string) => unknown };
      expect(location.hash).to.equal('#section=orders');
      await orders.open('cafe-amsel-60');
      expect(location.hash).to.contain('orders.order=cafe-amsel-60');
      link(app, 'invoices').click();
      await widget(app, 'cabinet-invoice-list');
      expect(parts(app, 'cabinet-order-history')).to.have.length(0);
      expect(location.hash).to.equal('#section=invoices');
      expect(link(app, 'orders').href).to.contain('orders.order=cafe-amsel-60');
      link(app, 'orders').click();
      const again = (await widget(app, 'cabinet-order-history')) as HTMLElement & { orderId?: string };
      await until(() => again.orderId === 'cafe-amsel-60', 'the order');
    });

    it('shows the root of the open section at a second press', async () => {
      history.replaceState(null, '', '#section=orders&orders.order=cafe-amsel-60');
      const { app } = await show();
      await widget(app, 'cabinet-order-history');
      link(app, 'orders').click();
      await until(() => location.hash === '#section=orders', 'the address');
      const orders = (await widget(app, 'cabinet-order-history')) as HTMLElement & { orderId?: string };
      expect(orders.orderId).to.equal(undefined);
    });

    it('follows Back and Forward, and leaves the page’s own anchors alone', async () => {
      const { app } = await show();
      link(app, 'profile').click();
      await widget(app, 'cabinet-profile-settings');
      history.back();
      await until(() => app.shown === 'start', 'the overview');
      history.forward();
      await until(() => app.shown === 'profile', 'the profile');
      const moved = new Promise((resolve) => window.addEventListener('hashchange', resolve, { once: true }));
      location.hash = '#contact';
      // The app listened first: it has followed by now, if it does.
      await moved;
      expect(app.shown).to.equal('profile');
    });

    it('keeps places without an address too', async () => {
      const { app } = await show({}, html`<cabinet-app url-state="none"></cabinet-app>`);
      await app.open('orders', 'orders.order=cafe-amsel-60');
      const orders = (await widget(app, 'cabinet-order-history')) as HTMLElement & { orderId?: string };
      expect(orders.orderId).to.equal('cafe-amsel-60');
      await app.open('profile');
      link(app, 'orders').click();
      const again = (await widget(app, 'cabinet-order-history')) as HTMLElement & { orderId?: string };
      expect(again.orderId).to.equal('cafe-amsel-60');
      expect(location.hash).to.equal('');
    });

    it('leaves the way to the page’s router, and shows what that sets', async () => {
      const { app } = await show(
        {},
        html`<cabinet-app url-state="none" section-url="/account/{section}"></cabinet-app>`,
      );
      expect(new URL(link(app, 'orders').href).pathname).to.equal('/account/orders');
      const asked = nextEvent<HTMLElementEventMap['cabinet-section-requested']>(app, 'cabinet-section-requested');
      app.addEventListener('cabinet-section-requested', (event) => event.preventDefault(), { once: true });
      link(app, 'orders').click();
      expect((await asked).detail.section).to.equal('orders');
      expect(app.shown).to.equal('start');
      const shown = nextEvent<HTMLElementEventMap['cabinet-section-shown']>(app, 'cabinet-section-shown');
      app.section = 'orders';
      expect((await shown).detail).to.deep.equal({ section: 'orders', label: 'Orders' });
      await widget(app, 'cabinet-order-history');
    });

    it('puts the focus on the heading of the section that was opened', async () => {
      const { app } = await show();
      link(app, 'orders').click();
      const orders = await widget(app, 'cabinet-order-history');
      await until(() => isFocused(part(orders, '[part~=heading]')), 'the focus');
    });

    it('leads from an invoice to its order, and with a question to the conversations', async () => {
      const { app } = await show();
      link(app, 'invoices').click();
      const invoices = await widget(app, 'cabinet-invoice-list');
      const emit = (name: string, detail: unknown) =>
        invoices.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true, cancelable: true }));
      expect(emit('cabinet-order-open-requested', { orderId: 'cafe-amsel-60', number: '60' })).to.equal(false);
      const orders = (await widget(app, 'cabinet-order-history')) as HTMLElement & { orderId?: string };
      expect(orders.orderId).to.equal('cafe-amsel-60');
      const ask = { kind: 'order', id: 'cafe-amsel-59', label: '59' };
      orders.dispatchEvent(
        new CustomEvent('cabinet-ask-requested', { detail: ask, bubbles: true, composed: true, cancelable: true }),
      );
      const chat = await widget(app, 'cabinet-ticket-chat');
      await until(() => parts(chat, 'cabinet-ticket-form').length > 0, 'the form');
    });

    it('forgets what was open when the person acts for another company', async () => {
      const { app, cabinet } = await show();
      await app.open('orders', 'orders.order=cafe-amsel-60');
      await app.open('orders', 'orders.order=cafe-amsel-59');
      const bar = await until(
        () => parts(app, 'cabinet-account-bar')[0]?.shadowRoot && part(app, 'cabinet-account-bar'),
        'the head',
      );
      const choice = await until(
        () => parts(bar, 'cabinet-customer-switch')[0]?.shadowRoot?.querySelector('select'),
        'the companies',
      );
      choice.value = 'pelican-van';
      choice.dispatchEvent(new Event('change', { bubbles: true }));
      await until(
        () =>
          cabinet.client.session.status === 'signed-in' && cabinet.client.session.session.customer.id === 'pelican-van',
        'the other company',
      );
      await until(() => location.hash === '#section=orders', 'the address');
      const orders = (await widget(app, 'cabinet-order-history')) as HTMLElement & { orderId?: string };
      expect(orders.orderId).to.equal(undefined);
      // Nor does Back lead to it, where the browser tells the steps of its history apart.
      if (!('navigation' in window)) return;
      const moved = new Promise((resolve) => window.addEventListener('popstate', resolve, { once: true }));
      history.back();
      await moved;
      expect(location.hash).to.equal('#section=orders');
      expect(orders.orderId).to.equal(undefined);
    });
  });

  describe('head', () => {
    const head = (app: Element) =>
      until(
        () =>
          parts(app, 'cabinet-account-bar')[0]?.shadowRoot?.querySelector('.out') && part(app, 'cabinet-account-bar'),
        'the head',
      );

    it('changes the language, in the profile too', async () => {
      const { app, cabinet } = await show();
      const choice = part<HTMLSelectElement>(await head(app), '.language select');
      choice.value = 'ru';
      choice.dispatchEvent(new Event('change', { bubbles: true }));
      await until(() => textOf(start(app)).includes('Что важно сейчас'), 'Russian');
      await until(() => cabinet.calls('profile.update').length === 1, 'the profile');
      expect(cabinet.calls('profile.update')[0]).to.deep.equal({ locale: 'ru' });
    });

    it('signs out, unless the page does', async () => {
      const { app, cabinet } = await show();
      const bar = await head(app);
      app.addEventListener('cabinet-sign-out-requested', (event) => event.preventDefault(), { once: true });
      button(bar, 'Sign out')?.click();
      expect(cabinet.client.session.status).to.equal('signed-in');
      button(bar, 'Sign out')?.click();
      await until(() => button(app, 'Sign in'), 'the request to sign in');
    });
  });

  describe('overview', () => {
    it('says what is owed as the backend counts it, what is new, and repeats the last order', async () => {
      const { app, cabinet } = await show();
      await settled(app);
      const { currencies } = await cabinet.adapter.call(summarizeInvoices, {}, {});
      expect(currencies[0]?.due.amount).to.equal('1460.26');
      expect(cards(app)[0]).to.equal('invoices');
      expect(textOf(part(start(app), "[data-card='invoices']")))
        .to.contain('€1,460.26')
        .and.contain('€521.98 of it is overdue');
      expect(textOf(part(start(app), "[data-card='answers']"))).to.contain('2 new messages');
      button(start(app), 'Repeat order')?.click();
      const orders = await widget(app, 'cabinet-order-history');
      await until(() => parts(orders, 'cabinet-reorder-dialog').length > 0, 'the preview');
    });

    it('wears its numbers at the sections, with words for who hears them', async () => {
      const { app } = await show();
      await until(() => link(app, 'requests').querySelector('.badge'), 'the number');
      expect(textOf(link(app, 'requests'))).to.contain('1 conversation with unread messages');
      await until(() => link(app, 'invoices').querySelector('.badge.urgent'), 'the other number');
      expect(textOf(link(app, 'invoices'))).to.match(/\d overdue invoice/);
    });

    it('lets a card fail alone, and tries it again', async () => {
      const cabinet = testCabinet();
      cabinet.faults.before('tickets.list', 'unavailable', 'unavailable');
      const app = await cabinet.show<CabinetApp>(html`<cabinet-app></cabinet-app>`);
      await until(() => parts(app, 'cabinet-app-start').length > 0, 'the overview');
      await settled(app);
      const card = part(start(app), "[data-card='answers']");
      expect(textOf(card)).to.contain('“Answers for you” could not be loaded.');
      expect(textOf(part(start(app), "[data-card='invoices']"))).to.contain('€1,460.26');
      card.querySelector<HTMLElement>('button')?.click();
      await until(() => textOf(part(start(app), "[data-card='answers']")).includes('2 new messages'), 'the answers');
    });

    it('is friendly when nothing waits', async () => {
      const { app } = await show({ customerId: 'pelican-van', without: ['tickets.list'] });
      await until(() => textOf(start(app)).includes('Nothing waits for you'), 'the quiet');
      expect(cards(app)).to.deep.equal([]);
    });

    it('leads to what a card names by links that are links', async () => {
      const { app } = await show();
      await settled(app);
      const item = start(app).shadowRoot?.querySelector<HTMLAnchorElement>("[data-card='answers'] .item");
      expect(item?.href).to.contain('#section=requests&tickets.ticket=');
      item?.click();
      await widget(app, 'cabinet-ticket-chat');
      expect(location.hash).to.contain('tickets.ticket=');
    });
  });
});
