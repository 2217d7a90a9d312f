import { expect } from 'chai';
import { sendKeys } from '@web/test-runner-commands';
import { html } from 'lit';
import '../../../components/order-history/parts/define-order-details.ts';
import type { CabinetOrderDetails } from '../../../components/order-history/parts/order-details.ts';
import type { AskSubject } from '../../../components/shared/ask.ts';
import { defineAdapter } from '../../../src/adapters/define-adapter.ts';
import { createClient } from '../../../src/client/client.ts';
import { listOrders, type OrderSummary } from '../../../src/contract/orders/list.ts';
import {
  getOrder,
  getOrderTimeline,
  listShipments,
  type Order,
  type Shipment,
} from '../../../src/contract/orders/order.ts';
import { axeViolations } from '../../helpers/axe.ts';
import { endCabinets, testCabinet, type TestCabinet, type TestCabinetOptions } from '../../helpers/cabinet.ts';
import { nextEvent } from '../../helpers/event.ts';
import { clearFixture } from '../../helpers/fixture.ts';
import { button, hasButton, isFocused, part, parts, textOf } from '../../helpers/shadow.ts';
import { until } from '../../helpers/until.ts';

type Wanted = (order: OrderSummary) => boolean;
const partShipped: Wanted = ({ fulfilment }) => fulfilment.code === 'part_shipped';
const cancellable: Wanted = ({ allowedActions }) => allowedActions.includes('request_cancellation');

async function orderLike(cabinet: TestCabinet, wanted: Wanted): Promise<Order> {
  const { items } = await cabinet.client.query(listOrders, { limit: 200 });
  const found = items.find(wanted);
  if (!found) throw new Error('The demo has no such order');
  return cabinet.client.query(getOrder, { orderId: found.id });
}

interface Opened {
  cabinet: TestCabinet;
  details: CabinetOrderDetails;
  order: Order;
}

async function open(
  wanted: Wanted,
  options: TestCabinetOptions & { nested?: boolean; prepare?: (cabinet: TestCabinet) => void } = {},
): Promise<Opened> {
  const { nested = false, prepare, ...cabinetOptions } = options;
  const cabinet = testCabinet(cabinetOptions);
  const order = await orderLike(cabinet, wanted);
  prepare?.(cabinet);
  const details = await cabinet.show<CabinetOrderDetails>(
    html`<cabinet-order-details order-id=${order.id} ?nested=${nested}></cabinet-order-details>`,
  );
  await until(() => textOf(details).includes(order.number), 'the order');
  return { cabinet, details, order };
}

const press = async (details: Element, name: string): Promise<void> => {
  (await until(() => button(details, name), `the button “${name}”`)).click();
};
const window = <T extends HTMLElement>(details: Element, tag: string): Promise<T> =>
  until(() => {
    const found = parts<T>(details, tag)[0];
    return found?.shadowRoot?.querySelector('dialog[open]') && found;
  }, `<${tag}>`);

describe('<cabinet-order-details>', () => {
  afterEach(() => {
    clearFixture();
    endCabinets();
    sessionStorage.clear();
  });

  describe('content', () => {
    it('says which order it is, how it stands, what is in it and what it costs', async () => {
      const { details, order } = await open(
        ({ customerReference, payment }) => Boolean(customerReference) && payment.code === 'paid',
      );
      const text = textOf(details);
      expect(textOf(part(details, 'h2'))).to.equal(`Order ${order.number}`);
      expect(text).to.contain(`Your reference: ${order.customerReference}`);
      expect(text).to.contain(`by ${order.placedBy?.name}`);
      expect(parts(details, '.statuses .status').length).to.equal(3);
      expect(parts(details, '.statuses .status svg').length).to.equal(3);
      expect(parts(details, '.lines-table tbody tr').length).to.equal(order.lines.length);
      const [line] = order.lines;
      expect(textOf(parts(details, '.lines-table tbody tr')[0]))
        .to.contain(line?.product.title)
        .and.to.contain(line?.product.sku);
      expect(textOf(part(details, '.totals .total'))).to.match(/^Total €[\d,]+\.\d\d$/);
      expect(text).to.contain(order.paymentMethod);
    });

    it('tells the stages by icon, word and position', async () => {
      const { cabinet, details, order } = await open(partShipped);
      const { steps } = await cabinet.client.query(getOrderTimeline, { orderId: order.id });
      await until(() => parts(details, '.stage').length === steps.length, 'the stages');
      const current = part(details, '[aria-current=step]');
      const index = steps.findIndex(({ state }) => state === 'current');
      expect(textOf(current)).to.contain(`Step ${index + 1} of ${steps.length}: current.`);
      expect(textOf(part(details, '.timeline'))).to.contain('In the warehouse');
      expect(parts(details, '.stage.done svg').length).to.equal(parts(details, '.stage.done').length);
    });

    it('shows each parcel with its lines, and the tracking address only if it is https', async () => {
      const { cabinet, details, order } = await open(partShipped);
      await until(() => parts(details, '.parcel').length > 1, 'the parcels');
      const { items } = await cabinet.client.query(listShipments, { orderId: order.id });
      const sent = items.find(({ trackingUrl }) => trackingUrl);
      const link = part<HTMLAnchorElement>(details, '.parcel a');
      expect(link.href).to.equal(sent?.trackingUrl);
      expect(link.rel).to.equal('noopener noreferrer');
      expect(textOf(part(details, '.parcel')))
        .to.contain(sent?.trackingNumber)
        .and.to.contain(sent?.carrier);
      expect(parts(details, '.parcel-lines li').length).to.equal(
        items.reduce((sum, { lines }) => sum + lines.length, 0),
      );
    });

    it('sets apart what is in no parcel yet', async () => {
      const { details } = await withShipments((order) => [
        {
          id: 's1',
          status: 'shipped',
          lines: [{ lineId: order.lines[0]?.id ?? '', quantity: order.lines[0]?.quantity ?? 0 }],
        },
      ]);
      const apart = await until(
        () => parts(details, '.parcel').find((one) => textOf(one).startsWith('Not sent yet')),
        'the rest',
      );
      expect(apart.querySelectorAll('li').length).to.equal(2);
    });

    it('shows hostile names as text and makes no link of a hostile address', async () => {
      const { details } = await withShipments(() => [
        {
          id: 's1',
          status: 'shipped',
          carrier: '<img src=x onerror=alert(1)>',
          trackingUrl: 'javascript:alert(1)',
          lines: [],
        },
        { id: 's2', status: 'shipped', trackingNumber: '12', trackingUrl: 'http://tracking.example/12', lines: [] },
      ]);
      await until(() => textOf(details).includes('<img src=x'), 'the text');
      expect(parts(details, 'img').length).to.equal(0);
      expect(parts(details, '.parcel a').length).to.equal(0);
    });

    it('copies a tracking number and says so', async () => {
      const { details } = await open(partShipped);
      const copied: string[] = [];
      const clipboard = { writeText: (text: string) => Promise.resolve(void copied.push(text)) };
      Object.defineProperty(navigator, 'clipboard', { value: clipboard, configurable: true });
      await press(details, 'Copy tracking number');
      await until(() => textOf(part(details, '[part=announcer]')) === 'Tracking number copied', 'the word');
      expect(copied).to.deep.equal([textOf(part(details, '.tracking code'))]);
    });

    it('prints the order and nothing of the page around it', async () => {
      const { details, order } = await open(partShipped);
      const own = Object.assign(document.createElement('p'), { slot: 'lines-before', textContent: 'Without VAT' });
      details.append(own);
      await press(details, 'Print');
      const frame = await until(() => document.querySelector('iframe'), 'the frame');
      const copy = frame.contentDocument?.body.firstElementChild;
      expect(frame.contentDocument?.body.children.length).to.equal(1);
      expect(textOf(copy?.shadowRoot?.querySelector('h2'))).to.equal(`Order ${order.number}`);
      expect(textOf(copy?.shadowRoot?.querySelector('p[slot]')), 'what the page has put there').to.equal('Without VAT');
      expect(copy?.shadowRoot?.adoptedStyleSheets.length).to.be.greaterThan(5);
      expect(copy?.shadowRoot?.querySelector('style, [style]') === null).to.equal(true);
      frame.contentWindow?.dispatchEvent(new Event('afterprint'));
      expect(document.querySelector('iframe') === null).to.equal(true);
    });
  });

  describe('when something is missing', () => {
    it('leaves out stages and parcels that the backend does not have', async () => {
      const { details, order } = await open(partShipped, { without: ['orders.timeline', 'orders.shipments'] });
      await until(() => parts(details, '.lines-table tbody tr').length === order.lines.length, 'the lines');
      expect(parts(details, '.timeline, .parcel, .banner').length).to.equal(0);
      expect(hasButton(details, 'Repeat order')).to.equal(true);
    });

    it('shows the rest when a part fails, and asks for it again', async () => {
      const { details } = await open(partShipped, {
        prepare: ({ faults }) => {
          faults.before('orders.timeline', 'invalid');
          faults.before('orders.shipments', 'invalid');
        },
      });
      await until(() => parts(details, '.banner').length === 2, 'two gaps');
      expect(parts(details, '.lines-table tr').length).to.be.greaterThan(1);
      for (const retry of parts(details, '.banner button')) retry.click();
      await until(() => parts(details, '.parcel').length > 0 && parts(details, '.stage').length > 0, 'both parts');
      expect(parts(details, '.banner').length).to.equal(0);
    });

    it('says that there is no such order', async () => {
      const cabinet = testCabinet();
      const details = await cabinet.show<CabinetOrderDetails>(
        html`<cabinet-order-details order-id="of-somebody-else"></cabinet-order-details>`,
      );
      await until(() => textOf(details).includes('There is no such order'), 'the word');
      expect(hasButton(details, 'Try again')).to.equal(false);
    });

    it('says what failed and asks again; then keeps what it has when a refresh fails', async () => {
      const cabinet = testCabinet();
      const order = await orderLike(cabinet, partShipped);
      const fresh = testCabinet({ over: cabinet });
      fresh.faults.before('orders.get', 'forbidden');
      const details = await fresh.show<CabinetOrderDetails>(
        html`<cabinet-order-details order-id=${order.id}></cabinet-order-details>`,
      );
      await until(() => textOf(details).includes('The order could not be loaded'), 'the failure');
      expect(details.matches(':state(error)')).to.equal(true);
      await press(details, 'Try again');
      await until(() => textOf(details).includes(order.number), 'the order');
      expect(details.matches(':state(content)')).to.equal(true);

      fresh.faults.before('orders.get', 'forbidden');
      fresh.client.invalidate('orders', order.id);
      await until(() => textOf(details).includes('This may be out of date'), 'the warning');
      expect(textOf(details)).to.contain(order.number);
    });

    it('holds its place while it loads', async () => {
      const cabinet = testCabinet();
      const order = await orderLike(cabinet, partShipped);
      const fresh = testCabinet({ over: cabinet });
      const release = fresh.faults.hold('orders.get');
      const details = await fresh.show<CabinetOrderDetails>(
        html`<cabinet-order-details order-id=${order.id}></cabinet-order-details>`,
      );
      await until(() => parts(details, '.skeleton').length > 0, 'placeholders');
      expect(details.matches(':state(loading)')).to.equal(true);
      expect(part(details, '[aria-busy]').getAttribute('aria-busy')).to.equal('true');
      release();
      await until(() => textOf(details).includes(order.number), 'the order');
    });

    it('keeps the room of parcels until they are known, and none where nothing was sent', async () => {
      let release = (): void => undefined;
      const { details } = await open(partShipped, {
        prepare: ({ faults }) => {
          release = faults.hold('orders.shipments');
        },
      });
      await until(() => parts(details, '.parcel-room').length === 2, 'the room');
      release();
      await until(() => parts(details, '.parcel').length === 2, 'the parcels');
      expect(parts(details, '.parcel-room').length).to.equal(0);

      const waiting = await open(({ fulfilment }) => fulfilment.code === 'unfulfilled');
      expect(parts(waiting.details, '.parcel-room').length).to.equal(0);
    });

    it('asks to sign in', async () => {
      const cabinet = testCabinet();
      cabinet.faults.before('orders.get', 'unauthenticated');
      cabinet.faults.before('session.get', 'unauthenticated');
      const details = await cabinet.show<CabinetOrderDetails>(
        html`<cabinet-order-details order-id="cafe-amsel-60"></cabinet-order-details>`,
      );
      const asked = nextEvent(document, 'cabinet-sign-in-requested');
      await press(details, 'Sign in');
      await asked;
    });
  });

  describe('live', () => {
    it('asks nothing more once it is taken away, though an update was under way', async () => {
      const { cabinet, details } = await open(partShipped);
      details.requestUpdate();
      details.remove();
      await details.updateComplete;
      const before = cabinet.calls('orders.get').length;
      cabinet.client.invalidate('orders');
      // Asked after the others, and so answered after they were asked.
      await cabinet.client.query(listOrders, { limit: 1 }, { staleTime: 0 });
      expect(cabinet.calls('orders.get').length).to.equal(before);
    });

    it('shows and says a new status without a reload', async () => {
      const { cabinet, details, order } = await open(
        ({ status }) => status.code === 'pending' || status.code === 'confirmed',
      );
      const before = textOf(part(details, '.statuses'));
      await until(cabinet.streaming, 'the stream');
      cabinet.adapter.advance(order.id);
      await until(() => textOf(part(details, '.statuses')) !== before, 'another status');
      await until(() => textOf(part(details, '[part=announcer]')).startsWith(`Order ${order.number}:`), 'the word');
    });
  });

  describe('documents', () => {
    it('hands the file to the browser as a download that no page can come of', async () => {
      const { cabinet, details, order } = await open(({ status }) => status.code === 'completed');
      const release = cabinet.faults.hold('documents.download');
      const handed = download();
      const [document] = order.documents;
      await press(details, `Download ${document?.title}`);
      await until(() => button(details, `Downloading ${document?.title}`)?.ariaBusy === 'true', 'busy');
      release();
      const { name, blob } = await handed;
      expect(name).to.contain(document?.title);
      expect(blob.type).to.equal('application/octet-stream');
      expect(blob.size).to.be.greaterThan(0);
      await until(() => textOf(part(details, '[part=announcer]')).endsWith('downloaded'), 'the word');
    });

    it('says at the row that it failed, and tries again', async () => {
      const { cabinet, details, order } = await open(({ status }) => status.code === 'completed');
      const [document] = order.documents;
      cabinet.faults.before('documents.download', 'not_found');
      await press(details, `Download ${document?.title}`);
      await until(() => textOf(part(details, '.documents .field-error')).includes('no longer there'), 'the reason');
      const handed = download();
      await press(details, `Download ${document?.title}`);
      await handed;
      await until(() => parts(details, '.documents .field-error').length === 0, 'no reason');
    });
  });

  describe('a question', () => {
    const ask = 'Ask about this order';
    const loaded = (details: Element) => until(() => parts(details, '.documents').length > 0, 'the sections');
    afterEach(() => document.body.removeAttribute('tickets-url'));

    it('is asked by an event that names the order, which the page may answer itself', async () => {
      document.body.setAttribute('tickets-url', '/support');
      const { details, order } = await open(({ status }) => status.code === 'completed');
      const asked = nextEvent(details, 'cabinet-ask-requested');
      document.addEventListener('cabinet-ask-requested', (event) => event.preventDefault(), { once: true });
      await press(details, ask);
      const event = (await asked) as CustomEvent<AskSubject>;
      expect(event.detail).to.deep.equal({ kind: 'order', id: order.id, label: order.number });
      expect([event.bubbles, event.composed, event.defaultPrevented]).to.deep.equal([true, true, true]);
    });

    it('is offered only where somebody may ask, and somebody answers', async () => {
      const delivered: Wanted = ({ status }) => status.code === 'completed';
      const { details } = await open(delivered);
      await loaded(details);
      expect(hasButton(details, ask), 'no page for it').to.equal(false);
      document.body.setAttribute('tickets-url', '/support');
      for (const options of [{ personId: 'cafe-amsel-mia' }, { without: ['tickets.create'] }]) {
        const other = await open(delivered, options);
        await loaded(other.details);
        expect(hasButton(other.details, ask), JSON.stringify(options)).to.equal(false);
      }
      document.body.setAttribute('tickets-url', 'javascript:alert(1)');
      const hostile = await open(delivered);
      await loaded(hostile.details);
      expect(hasButton(hostile.details, ask), 'no address of a page').to.equal(false);
    });
  });

  describe('cancellation', () => {
    it('asks why, says what follows, sends, and shows where it stands', async () => {
      const { cabinet, details, order } = await open(cancellable);
      await press(details, 'Request cancellation');
      const dialog = await window(details, 'cabinet-cancellation-dialog');
      expect(textOf(dialog)).to.contain(`Cancel order ${order.number}?`).and.to.contain('Until then the order goes on');
      await press(dialog, 'Request cancellation');
      await until(() => textOf(dialog).includes('Choose a reason.'), 'the missing reason');
      expect(cabinet.calls('orders.requestCancellation')).to.have.length(0);
      part<HTMLInputElement>(dialog, 'input[value=too_slow]').click();
      const requested = nextEvent<CustomEvent<object>>(document, 'cabinet-cancellation-requested');
      await press(dialog, 'Request cancellation');
      expect((await requested).detail).to.deep.equal({ orderId: order.id, reason: 'too_slow' });
      await until(() => textOf(details).includes('Cancellation requested'), 'the state');
      await until(() => !button(details, 'Request cancellation'), 'no second request');
      await until(() => parts(details, 'cabinet-cancellation-dialog').length === 0, 'its end');
    });

    it('keeps the comment through closing', async () => {
      const { details } = await open(cancellable);
      await press(details, 'Request cancellation');
      const comment = part<HTMLTextAreaElement>(await window(details, 'cabinet-cancellation-dialog'), 'textarea');
      comment.value = 'We have two of these';
      comment.dispatchEvent(new Event('input'));
      await sendKeys({ press: 'Escape' });
      await until(() => parts(details, 'cabinet-cancellation-dialog').length === 0, 'the end');
      await press(details, 'Request cancellation');
      const again = await window(details, 'cabinet-cancellation-dialog');
      await until(() => part<HTMLTextAreaElement>(again, 'textarea').value === 'We have two of these', 'the comment');
    });

    it('says when the order can no longer be cancelled, and when the link failed', async () => {
      const { cabinet, details } = await open(cancellable);
      await press(details, 'Request cancellation');
      const dialog = await window(details, 'cabinet-cancellation-dialog');
      part<HTMLInputElement>(dialog, 'input[value=other]').click();
      cabinet.faults.before('orders.requestCancellation', 'conflict');
      await press(dialog, 'Request cancellation');
      await until(() => textOf(dialog).includes('can no longer be cancelled here'), 'the reason');
    });

    it('is not offered where the order or the role does not allow it', async () => {
      const { details } = await open(({ fulfilment }) => fulfilment.code === 'delivered');
      expect(hasButton(details, 'Repeat order')).to.equal(true);
      expect(hasButton(details, 'Request cancellation')).to.equal(false);
      const viewer = await open(cancellable, { personId: 'cafe-amsel-mia' });
      await until(() => viewer.cabinet.client.may(getOrder), 'the session');
      await viewer.details.updateComplete;
      expect(hasButton(viewer.details, 'Request cancellation')).to.equal(false);
      expect(hasButton(viewer.details, 'Repeat order')).to.equal(false);
    });
  });

  describe('repeating', () => {
    it('opens the window and gives the focus back', async () => {
      const { details } = await open(partShipped);
      const repeat = await until(() => button(details, 'Repeat order'), 'the button');
      repeat.focus();
      await sendKeys({ press: 'Enter' });
      await window(details, 'cabinet-reorder-dialog');
      await sendKeys({ press: 'Escape' });
      await until(() => parts(details, 'cabinet-reorder-dialog').length === 0, 'the end');
      expect(isFocused(repeat)).to.equal(true);
    });

    it('opens the new order', async () => {
      const { details, order } = await open(partShipped);
      await press(details, 'Repeat order');
      const dialog = await window(details, 'cabinet-reorder-dialog');
      await press(dialog, 'Place order for');
      await press(dialog, 'Open order');
      await until(
        () => details.orderId !== order.id && textOf(details).includes('Step 1 of 7: current'),
        'the new order',
      );
    });

    it('leaves it to the list that it belongs to', async () => {
      const { details, order } = await open(partShipped, { nested: true });
      const asked = nextEvent<CustomEvent<{ orderIds: string[] }>>(details, 'reorder');
      await press(details, 'Repeat order');
      expect((await asked).detail.orderIds).to.deep.equal([order.id]);
      const closed = nextEvent(details, 'close');
      await press(details, 'Back to orders');
      await closed;
      expect(parts(details, 'cabinet-reorder-dialog').length).to.equal(0);
    });

    it('puts the focus on the heading when asked to, even before the order is there', async () => {
      const cabinet = testCabinet();
      const order = await orderLike(cabinet, partShipped);
      const fresh = testCabinet({ over: cabinet });
      const details = await fresh.show<CabinetOrderDetails>(
        html`<cabinet-order-details order-id=${order.id}></cabinet-order-details>`,
      );
      details.focus();
      await until(
        () => details.shadowRoot?.activeElement === parts(details, 'h2')[0] && parts(details, 'h2')[0],
        'the focus',
      );
    });
  });

  describe('for everybody', () => {
    for (const locale of ['en', 'ru'] as const) {
      it(`axe finds nothing (${locale})`, async () => {
        const { details } = await open(partShipped, { locale, nested: true });
        await until(() => parts(details, '.parcel').length > 0 && parts(details, '.stage').length > 0, 'all parts');
        expect(await axeViolations(details)).to.deep.equal([]);
      });

      it(`axe finds nothing in the cancellation (${locale})`, async () => {
        const { details } = await open(cancellable, { locale });
        await press(details, locale === 'en' ? 'Request cancellation' : 'Запросить отмену');
        const dialog = await window(details, 'cabinet-cancellation-dialog');
        expect(await axeViolations(dialog)).to.deep.equal([]);
      });
    }

    it('speaks Russian', async () => {
      const { details, order } = await open(partShipped, { locale: 'ru' });
      await until(() => parts(details, '.stage').length > 0, 'the stages');
      expect(textOf(part(details, 'h2'))).to.equal(`Заказ ${order.number}`);
      expect(hasButton(details, 'Повторить заказ')).to.equal(true);
      expect(textOf(part(details, '.timeline')))
        .to.contain('Собирается на складе')
        .and.to.match(/Шаг \d из \d/);
      expect(textOf(details)).to.not.match(/[A-Za-z]{4,} (order|of|to)\b/);
    });
  });
});

/** An order of three lines whose parcels the test writes. */
async function withShipments(write: (order: Order) => Shipment[]): Promise<{ details: CabinetOrderDetails }> {
  const source = testCabinet();
  const order = await orderLike(source, ({ lineCount }) => lineCount === 3);
  const adapter = defineAdapter({
    session: { get: () => ({ ...sessionOf(source) }) },
    orders: { get: () => order, shipments: () => ({ items: write(order) }) },
  });
  const client = createClient({ adapter });
  const details = await testCabinet().show<CabinetOrderDetails>(
    html`<cabinet-provider .client=${client} locale="en">
      <cabinet-order-details order-id=${order.id}></cabinet-order-details>
    </cabinet-provider>`,
  );
  const inner = details.querySelector<CabinetOrderDetails>('cabinet-order-details');
  if (!inner) throw new Error('The details are not there');
  return { details: inner };
}

function sessionOf({ client }: TestCabinet) {
  if (client.session.status !== 'signed-in') throw new Error('Nobody is signed in');
  return client.session.session;
}

/** The next file that is handed to the browser. */
function download(): Promise<{ name: string; blob: Blob }> {
  const { createObjectURL } = URL;
  const { click } = HTMLAnchorElement.prototype;
  return new Promise((resolve) => {
    let blob = new Blob();
    URL.createObjectURL = (source: Blob) => {
      blob = source;
      return createObjectURL(source);
    };
    HTMLAnchorElement.prototype.click = function (this: HTMLAnchorElement) {
      URL.createObjectURL = createObjectURL;
      HTMLAnchorElement.prototype.click = click;
      resolve({ name: this.download, blob });
    };
  });
}
