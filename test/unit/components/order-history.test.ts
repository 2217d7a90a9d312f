import { sendKeys } from '@web/test-runner-commands';
import { expect } from 'chai';
import { html } from 'lit';
import '../../../components/order-history/define.ts';
import type { CabinetOrderHistory } from '../../../components/order-history/order-history.ts';
import { defineAdapter } from '../../../src/adapters/define-adapter.ts';
import { switchCustomer } from '../../../src/contract/company/members.ts';
import { listOrders, previewReorder, reorder } from '../../../src/contract/orders/index.ts';
import { axeViolations } from '../../helpers/axe.ts';
import { endCabinets, testCabinet, type TestCabinet, type TestCabinetOptions } from '../../helpers/cabinet.ts';
import { nextEvent } from '../../helpers/event.ts';
import { clearFixture, fixture } from '../../helpers/fixture.ts';
import { button, part, parts, textOf } from '../../helpers/shadow.ts';
import { until } from '../../helpers/until.ts';
import { setViewport } from '../../helpers/viewport.ts';
import { stateSuite } from './state-suite.ts';

stateSuite('cabinet-order-history', {
  operation: 'orders.list',
  empty: { customerId: 'pelican-van' },
  content: '[data-index]',
  words: { empty: 'No orders yet', heading: { en: 'Orders', ru: 'Заказы' } },
});

const rows = (list: Element): HTMLElement[] => parts(list, '[data-index]');
const numbers = (list: Element): string[] => rows(list).map((row) => textOf(row.querySelector('.link')));
const toolbar = (list: Element): HTMLElement => part(list, 'cabinet-order-toolbar');
const lastInput = (cabinet: TestCabinet): Record<string, unknown> =>
  (cabinet.calls('orders.list').at(-1) ?? {}) as Record<string, unknown>;

interface Shown {
  cabinet: TestCabinet;
  list: CabinetOrderHistory;
}

async function show(
  options: TestCabinetOptions = {},
  template = html`<cabinet-order-history></cabinet-order-history>`,
): Promise<Shown> {
  const cabinet = testCabinet(options);
  const list = await cabinet.show<CabinetOrderHistory>(template);
  await until(() => rows(list).length > 0, 'rows');
  await until(() => button(toolbar(list), 'Filters') ?? button(toolbar(list), 'Фильтры'), 'the toolbar');
  return { cabinet, list };
}

const fail = (): never => expect.fail('unexpected');

/** Somebody repeats the newest order elsewhere; answers the new one's number. */
async function orderAgain({ adapter, client }: TestCabinet): Promise<string> {
  const { items } = await adapter.call(listOrders, { limit: 1 }, {});
  const orderIds = items.map(({ id }) => id);
  const { terms } = await client.query(previewReorder, { orderIds });
  const { order } = await client.mutate(reorder, { orderIds, terms });
  return order.number;
}

/** Scrolls the page until a probe holds; each step waits for what the scroll brings. */
async function scrollUntil(probe: () => boolean, step: () => void): Promise<void> {
  await until(() => {
    if (probe()) return true;
    step();
    return false;
  }, 'the end of scrolling');
}

describe('cabinet-order-history', () => {
  beforeEach(() => setViewport({ width: 1280, height: 800 }));
  afterEach(() => {
    clearFixture();
    endCabinets();
    scrollTo(0, 0);
    history.replaceState(null, '', location.pathname);
  });

  describe('rows', () => {
    it('says number, contents, statuses and the exact sum of each order', async () => {
      const { cabinet, list } = await show();
      const { items } = await cabinet.adapter.call(listOrders, { limit: 1 }, {});
      const [order] = items;
      const row = textOf(rows(list)[0]);
      expect(row).to.contain(order?.number);
      expect(row).to.contain(order?.firstLine);
      expect(row).to.contain('€');
      expect(list.shadowRoot?.querySelector('time')?.dateTime).to.equal(order?.placedAt);
      expect(textOf(part(list, '.count'))).to.equal('60 orders');
    });

    it('shows what a backend sends as text, never as markup', async () => {
      const { cabinet, list } = await show();
      const hostile = '<img src=x onerror=alert(1)> \u202eevil';
      const call = cabinet.client.adapter.call.bind(cabinet.client.adapter);
      cabinet.client.adapter.call = async (operation, input, context) => {
        const answer = await call(operation, input, context);
        if (operation.id === 'orders.list') {
          for (const item of (answer as { items: { firstLine?: string }[] }).items) item.firstLine = hostile;
        }
        return answer;
      };
      list.refresh();
      await until(() => textOf(rows(list)[0]).includes('<img src=x'), 'the hostile name');
      expect(parts(list, 'img')).to.have.length(0);
    });

    it('loads four pages by itself in the page, then offers a button', async () => {
      const { cabinet, list } = await show({ customerId: 'stern-canteens' });
      await scrollUntil(
        () => button(list, 'Show more') !== undefined,
        () => scrollTo(0, document.body.scrollHeight),
      );
      expect(cabinet.calls('orders.list')).to.have.length(4);
      expect(textOf(part(list, '.after'))).to.contain('100 of 800');
      button(list, 'Show more')?.click();
      await until(() => cabinet.calls('orders.list').length === 5, 'the fifth page');
    });

    it('keeps the number of nodes small with 100,000 orders, and asks again for pages scrolled back to', async () => {
      const { cabinet, list } = await show(
        { customerId: 'meridian-hotels', orderCount: 100_000 },
        html`<cabinet-order-history page-size="200"></cabinet-order-history>`,
      );
      list.style.setProperty('--cabinet-list-max-height', '600px');
      list.requestUpdate();
      expect(textOf(part(list, '.count'))).to.equal('100,000 orders');
      const scroller = part(list, '.scroller');
      const newest = numbers(list)[0];
      let most = 0;
      await scrollUntil(
        () => cabinet.calls('orders.list').length >= 15,
        () => {
          most = Math.max(most, rows(list).length);
          scroller.scrollTop = scroller.scrollHeight;
        },
      );
      expect(most).to.be.below(80);
      expect(part(list, 'table').getAttribute('aria-rowcount')).to.equal('100001');
      scroller.scrollTop = 0;
      await until(() => numbers(list)[0] === newest, 'the newest order again');
    });

    it('has its rows in their order again when the scrolling ends, and the focus where it was', async () => {
      const { list } = await show(
        { customerId: 'meridian-hotels', orderCount: 1000 },
        html`<cabinet-order-history page-size="200"></cabinet-order-history>`,
      );
      list.style.setProperty('--cabinet-list-max-height', '400px');
      list.requestUpdate();
      const places = () => rows(list).map((row) => Number(row.getAttribute('aria-rowindex')));
      const isOrdered = () => places().every((place, at) => at === 0 || place > (places()[at - 1] ?? 0));
      rows(list)[1]?.focus();
      await list.updateComplete;
      const focused = list.shadowRoot?.activeElement;
      const name = textOf(focused);
      const scroller = part(list, '.scroller');
      await scrollUntil(
        () => !isOrdered(),
        () => (scroller.scrollTop += 300),
      );
      await until(isOrdered, 'rows in their order');
      expect(list.shadowRoot?.activeElement).to.equal(focused);
      expect(textOf(focused)).to.equal(name);
    });

    it('says that more could not be loaded, keeps the rows, and tries again', async () => {
      const { cabinet, list } = await show({ customerId: 'stern-canteens' });
      cabinet.faults.before('orders.list', 'unavailable');
      await scrollUntil(
        () => parts(list, '.banner').length > 0,
        () => scrollTo(0, document.body.scrollHeight),
      );
      expect(textOf(part(list, '.banner'))).to.contain('next orders could not be loaded');
      expect(rows(list).length).to.be.above(0);
      const calls = cabinet.calls('orders.list').length;
      button(list, 'Try again')?.click();
      await until(() => cabinet.calls('orders.list').length > calls, 'another try');
      await until(() => parts(list, '.banner').length === 0, 'no banner');
    });

    it('keeps what it shows when a refresh fails', async () => {
      const { cabinet, list } = await show();
      const before = numbers(list);
      cabinet.faults.before('orders.list', 'unavailable');
      list.refresh();
      await until(() => parts(list, '.banner').length > 0, 'the banner');
      // The banner takes room: fewer rows are near the viewport.
      expect(numbers(list).slice(0, 8)).to.deep.equal(before.slice(0, 8));
      button(list, 'Try again')?.click();
      await until(() => parts(list, '.banner').length === 0, 'no banner');
    });

    it('keeps the focus on its order when a new one comes in on top', async () => {
      const { cabinet, list } = await show();
      rows(list)[0]?.focus();
      const focused = (): string => textOf(list.shadowRoot?.activeElement?.querySelector('.link') ?? list);
      const before = focused();
      const number = await orderAgain(cabinet);
      await until(() => numbers(list)[0] === number, 'the new order on top');
      await until(() => focused() === before, 'the focus on the same order');
    });

    it('keeps the rows that are being read in their place when a new one comes in on top', async () => {
      const { cabinet, list } = await show();
      await until(() => {
        scrollTo(0, 700);
        return scrollY === 700;
      }, 'room below');
      const firstSeen = (): HTMLElement | undefined => rows(list).find((row) => row.getBoundingClientRect().top >= 0);
      await until(() => Number(firstSeen()?.dataset['index']) > 3, 'later rows');
      const number = textOf(firstSeen()?.querySelector('.link'));
      const top = firstSeen()?.getBoundingClientRect().top ?? 0;
      await orderAgain(cabinet);
      await until(() => textOf(part(list, '.count')) === '61 orders', 'the new order');
      const row = rows(list).find((candidate) => textOf(candidate.querySelector('.link')) === number);
      expect(row?.getBoundingClientRect().top).to.be.closeTo(top, 1);
    });

    it('goes on over short and empty pages, and knows no total where the backend tells none', async () => {
      const { items } = await testCabinet().adapter.call(listOrders, { limit: 6 }, {});
      const pages: Record<string, { items: typeof items; nextCursor: string | null }> = {
        '': { items: items.slice(0, 2), nextCursor: 'empty' },
        empty: { items: [], nextCursor: 'rest' },
        rest: { items: items.slice(2), nextCursor: null },
      };
      const adapter = defineAdapter({
        orders: { list: ({ cursor = '' }) => Promise.resolve(pages[cursor] ?? fail()) },
      });
      const provider = await fixture<HTMLElement>(
        html`<cabinet-provider .adapter=${adapter}><cabinet-order-history></cabinet-order-history></cabinet-provider>`,
      );
      const list = provider.querySelector('cabinet-order-history') ?? fail();
      await until(() => rows(list).length === 6, 'all rows');
      expect(numbers(list)).to.deep.equal(items.map(({ number }) => number));
      expect(textOf(part(list, '.count'))).to.equal('6 orders');
      expect(part(list, 'table').getAttribute('aria-rowcount')).to.equal('7');
    });

    it('ends where the backend leads back to a page before', async () => {
      const { items } = await testCabinet().adapter.call(listOrders, { limit: 6 }, {});
      const pages: Record<string, { items: typeof items; nextCursor: string | null }> = {
        '': { items: items.slice(0, 2), nextCursor: 'b' },
        b: { items: items.slice(2, 4), nextCursor: 'c' },
        c: { items: items.slice(4), nextCursor: 'b' },
      };
      const asked: string[] = [];
      const adapter = defineAdapter({
        orders: {
          list: ({ cursor = '' }) => {
            asked.push(cursor);
            return Promise.resolve(pages[cursor] ?? fail());
          },
        },
      });
      const provider = await fixture<HTMLElement>(
        html`<cabinet-provider .adapter=${adapter}><cabinet-order-history></cabinet-order-history></cabinet-provider>`,
      );
      const list = provider.querySelector('cabinet-order-history') ?? fail();
      await until(() => textOf(list).includes('6 orders'), 'the end of the list');
      expect(rows(list)).to.have.length(6);
      expect(asked).to.deep.equal(['', 'b', 'c']);
    });

    for (const width of [280, 700, 1280]) {
      it(`keeps a large sum clear of everything else of the order, ${width} px`, async () => {
        await setViewport({ width, height: 800 });
        const { items } = await testCabinet().adapter.call(listOrders, { limit: 2 }, {});
        const dear = items.map((item) => ({ ...item, total: { amount: '12345678901234.50', currency: 'RUB' } }));
        const adapter = defineAdapter({
          orders: { list: () => ({ items: dear, nextCursor: null }), reorder: () => fail() },
        });
        const provider = await fixture<HTMLElement>(
          html`<cabinet-provider .adapter=${adapter} locale="ru"
            ><cabinet-order-history></cabinet-order-history
          ></cabinet-provider>`,
        );
        const list = provider.querySelector('cabinet-order-history') ?? fail();
        const sum = document.createRange();
        const own = await until(() => {
          sum.selectNodeContents(part(list, 'td.total'));
          const box = sum.getBoundingClientRect();
          return box.width > 0 && box;
        }, 'the sum');
        for (const cell of part(list, '.row').querySelectorAll('td:not(.total)')) {
          const { left, right, top, bottom } = cell.getBoundingClientRect();
          const clear = own.right <= left || right <= own.left || own.bottom <= top || bottom <= own.top;
          expect(clear, `clear of ${cell.className}`).to.equal(true);
        }
      });
    }

    it('prints all rows it has, not only those in sight', async () => {
      const { list } = await show({}, html`<cabinet-order-history page-size="60"></cabinet-order-history>`);
      const before = rows(list).length;
      expect(before).to.be.below(60);
      dispatchEvent(new Event('beforeprint'));
      expect(rows(list)).to.have.length(60);
      dispatchEvent(new Event('afterprint'));
      await until(() => rows(list).length < 60, 'the rows in sight');
    });

    it('shows a new status without a reload, and keeps the rows in their place', async () => {
      const { cabinet, list } = await show();
      const before = rows(list).map((row) => textOf(row));
      const { items } = await cabinet.client.query(listOrders, {
        limit: 25,
      });
      await until(cabinet.streaming, 'the stream');
      const index = items.findIndex(({ id }) => cabinet.adapter.advance(id));
      await until(() => textOf(rows(list)[index]) !== before[index], 'the next status');
      expect(numbers(list)[0]).to.equal(items[0]?.number);
    });
  });

  describe('filters', () => {
    it('searches after a pause, and at once on Enter', async () => {
      const { cabinet, list } = await show();
      const input = part<HTMLInputElement>(toolbar(list), 'input');
      input.focus();
      await sendKeys({ type: 'NW-1000042' });
      await sendKeys({ press: 'Enter' });
      await until(() => numbers(list).join() === 'NW-1000042', 'the one order');
      expect(lastInput(cabinet)['search']).to.equal('NW-1000042');
      expect(textOf(part(list, '.count[role="status"]')), 'who hears the page is told').to.equal('1 order');
      button(toolbar(list), 'Clear')?.click();
      await until(() => rows(list).length > 1, 'all orders');
      await sendKeys({ type: 'NW-1000041 ' });
      await until(() => numbers(list).join() === 'NW-1000041', 'the other order');
      await list.updateComplete;
      expect(input.value, 'who goes on typing has the space before the next word').to.equal('NW-1000041 ');
    });

    it('narrows by a quick filter, tells the page, and shows what is in force', async () => {
      const { cabinet, list } = await show();
      const told = nextEvent<HTMLElementEventMap['cabinet-orders-filtered']>(document, 'cabinet-orders-filtered');
      button(toolbar(list), 'To be paid')?.click();
      expect((await told).detail.filters).to.deep.equal({ payment: ['unpaid', 'part_paid', 'overdue'] });
      await until(() => 'payment' in lastInput(cabinet), 'the question');
      await until(() => parts(list, 'tbody.outdated').length === 0, 'the answer');
      for (const row of rows(list)) expect(textOf(row)).to.match(/Not paid|Partly paid|Overdue/);
      button(toolbar(list), 'Remove filter: Overdue')?.click();
      await until(() => String(lastInput(cabinet)['payment']) === 'unpaid,part_paid', 'without overdue');
      button(toolbar(list), 'Clear all')?.click();
      await until(() => parts(toolbar(list), '.applied').length === 0, 'no filters');
      expect(list.filters).to.deep.equal({});
    });

    it('filters by any status and by days, in the customer’s time zone', async () => {
      const { cabinet, list } = await show();
      button(toolbar(list), 'Filters')?.click();
      const box = await until(
        () => parts(toolbar(list), '.choice').find((label) => textOf(label) === 'Cancelled'),
        'the choice',
      );
      box.querySelector('input')?.click();
      await until(() => String(lastInput(cabinet)['status']) === 'cancelled', 'the status');
      const from = part<HTMLInputElement>(toolbar(list), '#placedFrom');
      from.value = '2026-01-01';
      from.dispatchEvent(new Event('change'));
      await until(() => lastInput(cabinet)['placedFrom'] === '2026-01-01', 'the day');
      expect(lastInput(cabinet)['timeZone']).to.equal('Europe/Berlin');
      const to = part<HTMLInputElement>(toolbar(list), '#placedTo');
      to.value = '2025-01-01';
      to.dispatchEvent(new Event('change'));
      await until(() => parts(toolbar(list), '.field-error').length > 0, 'the word at the field');
      expect(from.getAttribute('aria-invalid')).to.equal('true');
      expect(from.getAttribute('aria-describedby')).to.equal('placedFrom-error');
    });

    it('offers to clear filters that nothing matches', async () => {
      const { list } = await show();
      list.filters = { search: 'no such thing' };
      await until(() => parts(list, "[part~='state-empty']").length > 0, 'the panel');
      expect(textOf(part(list, "[part~='state-empty']"))).to.contain('Nothing matches');
      button(list, 'Clear search and filters')?.click();
      await until(() => rows(list).length > 0, 'rows');
    });

    it('keeps the address alone unless it may write it', async () => {
      const { cabinet, list } = await show();
      button(toolbar(list), 'In delivery')?.click();
      await until(() => 'fulfilment' in lastInput(cabinet), 'the question');
      expect(list.filters.fulfilment).to.deep.equal(['part_shipped', 'shipped']);
      expect(location.search + location.hash).to.equal('');
    });

    for (const place of ['query', 'hash'] as const) {
      it(`keeps filters and the open order in the ${place}, beside the page's own parameters`, async () => {
        const own = place === 'hash' ? '#section=2' : '?section=2';
        history.replaceState(null, '', location.pathname + own);
        const template = html`<cabinet-order-history url-state=${place}></cabinet-order-history>`;
        const { cabinet, list } = await show({}, template);
        button(toolbar(list), 'To be paid')?.click();
        await until(() => location.href.includes('orders.payment='), 'the address');
        await until(() => 'payment' in lastInput(cabinet), 'the question');
        expect(location[place === 'hash' ? 'hash' : 'search']).to.contain('section=2');
        history.back();
        await until(() => Object.keys(list.filters).length === 0, 'the filters before');
        history.forward();
        await until(() => list.filters.payment?.length === 3, 'the filters after');
        clearFixture();
        const again = await cabinet.show<CabinetOrderHistory>(template);
        expect(again.filters).to.deep.equal({ payment: ['unpaid', 'part_paid', 'overdue'] });
      });
    }

    it('leaves out what it cannot read in an address', async () => {
      history.replaceState(null, '', '?orders.payment=paid,nonsense&orders.placedFrom=soon&orders.search=tea');
      const cabinet = testCabinet();
      const list = await cabinet.show<CabinetOrderHistory>(
        html`<cabinet-order-history url-state="query"></cabinet-order-history>`,
      );
      expect(list.filters).to.deep.equal({ search: 'tea' });
    });
  });

  describe('keyboard', () => {
    it('moves between rows, opens one, and comes back to it', async () => {
      const { list } = await show();
      rows(list)[0]?.focus();
      await sendKeys({ press: 'ArrowDown' });
      await sendKeys({ press: 'ArrowDown' });
      const focused = (): HTMLElement | null => list.shadowRoot?.activeElement as HTMLElement | null;
      await until(() => focused()?.dataset['index'] === '2', 'the third row');
      await sendKeys({ press: 'Enter' });
      await until(() => parts(list, 'cabinet-order-details').length > 0, 'the details');
      const number = numbers(list)[2];
      const details = part(list, 'cabinet-order-details');
      await until(() => textOf(details).includes(number ?? '?'), 'the order');
      await until(
        () => details.shadowRoot?.activeElement?.textContent.includes(number ?? '?'),
        'the focus in the details',
      );
      details.dispatchEvent(new Event('close'));
      await until(() => focused()?.dataset['index'] === '2', 'the focus back');
      expect(list.orderId).to.equal(undefined);
    });

    it('does not lose the focus when its row is scrolled out of sight', async () => {
      const { list } = await show(
        { customerId: 'stern-canteens' },
        html`<cabinet-order-history page-size="200"></cabinet-order-history>`,
      );
      rows(list)[1]?.focus();
      await list.updateComplete;
      const row = list.shadowRoot?.activeElement;
      await until(() => {
        // Not before the list has its height.
        scrollTo(0, 5000);
        return rows(list).some(({ dataset }) => Number(dataset['index']) > 90);
      }, 'later rows');
      expect(list.shadowRoot?.activeElement).to.equal(row);
      await sendKeys({ press: 'End' });
      await until(
        () => (list.shadowRoot?.activeElement as HTMLElement | null)?.dataset['index'] === '199',
        'the last row',
      );
    });

    it('keeps the focused row’s page when it is far out of sight, and finds the way back to the first', async () => {
      const { list } = await show(
        { customerId: 'stern-canteens' },
        html`<cabinet-order-history page-size="10"></cabinet-order-history>`,
      );
      list.style.setProperty('--cabinet-list-max-height', '400px');
      list.requestUpdate();
      const focused = (): string | undefined =>
        (list.shadowRoot?.activeElement as HTMLElement | null)?.dataset['index'];
      rows(list)[1]?.focus();
      const scroller = part(list, '.scroller');
      await scrollUntil(
        () => rows(list).some(({ dataset }) => Number(dataset['index']) > 80),
        () => (scroller.scrollTop = scroller.scrollHeight),
      );
      expect(focused()).to.equal('1');
      await sendKeys({ press: 'End' });
      await until(() => Number(focused()) > 80, 'the last row');
      await sendKeys({ press: 'Home' });
      await until(() => focused() === '0', 'the first row');
      expect(scroller.scrollTop).to.be.below(100);
    });

    it('has one stop of the Tab key for all rows', async () => {
      const { list } = await show();
      expect(parts(list, '[data-index][tabindex="0"]')).to.have.length(1);
      expect(parts(list, '[data-act="repeat"][tabindex="0"]')).to.have.length(1);
    });
  });

  it('names every column also where two of them share a line', async () => {
    await setViewport({ width: 700, height: 800 });
    const { list } = await show();
    const cells = rows(list)[0]?.querySelectorAll('td').length;
    expect(parts(list, 'th').filter((heading) => heading.checkVisibility())).to.have.length(cells ?? 0);
  });

  describe('details', () => {
    it('lets the page show the order itself', async () => {
      const { list } = await show();
      document.addEventListener('cabinet-order-opened', (event) => event.preventDefault(), { once: true });
      const asked = nextEvent<HTMLElementEventMap['cabinet-order-opened']>(document, 'cabinet-order-opened');
      rows(list)[0]?.click();
      expect((await asked).detail.orderId).to.be.a('string');
      expect(list.orderId).to.equal(undefined);
    });

    it('stand beside the list where there is room, else over it', async () => {
      const { list } = await show();
      rows(list)[0]?.click();
      await until(() => parts(list, '.details-pane').length > 0, 'the details');
      expect(part(list, '.list-pane').offsetWidth).to.be.above(200);
      await setViewport({ width: 420, height: 800 });
      await until(() => part(list, '.list-pane').offsetWidth === 0, 'the details alone');
    });

    it('closes one company’s order when it comes back to the page for another', async () => {
      const { cabinet, list } = await show();
      const provider = list.parentElement;
      for (const [open, kept] of [
        ['cafe-amsel-60', undefined],
        ['pelican-van-1', 'pelican-van-1'],
      ] as const) {
        await cabinet.client.mutate(switchCustomer, { customerId: 'cafe-amsel' });
        list.orderId = 'cafe-amsel-60';
        await list.updateComplete;
        list.remove();
        await cabinet.client.mutate(switchCustomer, { customerId: 'pelican-van' });
        list.orderId = open;
        provider?.append(list);
        await list.updateComplete;
        expect(list.orderId).to.equal(kept);
      }
    });
  });

  describe('repeating', () => {
    it('opens the preview of the newest order in one press, whatever the filters', async () => {
      const { cabinet, list } = await show();
      list.filters = { search: 'NW-1000042' };
      await until(() => numbers(list).length === 1, 'one row');
      button(list, 'Repeat last order')?.click();
      const dialog = await until(() => parts(list, 'cabinet-reorder-dialog')[0], 'the preview');
      await until(() => cabinet.calls('orders.previewReorder').length > 0, 'the question');
      expect((dialog as unknown as { orderIds: string[] }).orderIds).to.have.length(1);
      expect(JSON.stringify(cabinet.calls('orders.previewReorder')[0])).to.contain('60');
    });

    it('repeats several as one', async () => {
      const { cabinet, list } = await show();
      const item = await until(() => parts<HTMLElement>(toolbar(list), '.menu button')[0], 'the menu');
      item.click();
      await until(() => parts(list, '[data-act="select"]').length > 0, 'boxes');
      parts(list, '[data-act="select"]')
        .slice(0, 2)
        .forEach((box) => box.click());
      await until(() => textOf(toolbar(list)).includes('2 orders chosen'), 'the count');
      button(toolbar(list), 'Repeat together')?.click();
      await until(() => cabinet.calls('orders.previewReorder').length > 0, 'the question');
      expect((cabinet.calls('orders.previewReorder')[0] as { orderIds: string[] }).orderIds).to.have.length(2);
    });

    it('puts the new order on top, marked and said', async () => {
      const { list } = await show();
      const before = numbers(list)[0];
      part<HTMLElement>(list, '[data-act="repeat"]').click();
      const dialog = await until(() => parts(list, 'cabinet-reorder-dialog')[0], 'the preview');
      const confirm = await until(() => {
        const found = parts<HTMLButtonElement>(dialog, '.dialog-footer .primary')[0];
        return found && !found.ariaDisabled && !found.disabled && found;
      }, 'the terms');
      confirm.click();
      await until(() => numbers(list)[0] !== before, 'the new order on top');
      await until(() => parts(list, '.row.new').length === 1, 'the mark');
      expect(parts(list, '.row.new')[0]?.dataset['index']).to.equal('0');
      expect(textOf(part(list, "[part='announcer']"))).to.contain(numbers(list)[0]);
    });

    it('offers nothing of it to someone who may not', async () => {
      const viewer = testCabinet()
        .company.customers.flatMap((customer) =>
          customer.people.map((person) => ({ customerId: customer.id, personId: person.id, person })),
        )
        .find(({ person }) => person.roles.every((role) => role === 'viewer'));
      const { cabinet, list } = await show({ customerId: viewer?.customerId, personId: viewer?.personId });
      await until(() => cabinet.client.may({ id: 'orders.reorder' }) === false, 'the permissions');
      await until(() => parts(list, '[data-act="repeat"]').length === 0, 'no buttons');
      expect(button(list, 'Repeat last order')).to.equal(undefined);
    });

    it('hides what the page does not want', async () => {
      const { list } = await show(
        {},
        html`<cabinet-order-history hidden-parts="repeat repeat-last"></cabinet-order-history>`,
      );
      expect(button(list, 'Repeat')).to.equal(undefined);
    });
  });

  it('passes axe with details, filters and on narrow lists, in both languages', async () => {
    for (const locale of ['en', 'ru'] as const) {
      const { list } = await show({ locale });
      (button(toolbar(list), 'Filters') ?? button(toolbar(list), 'Фильтры'))?.click();
      await until(() => parts(toolbar(list), '.panel').length > 0, 'the filters');
      expect(await axeViolations(list)).to.deep.equal([]);
      await setViewport({ width: 360, height: 800 });
      expect(await axeViolations(list)).to.deep.equal([]);
      await setViewport({ width: 1280, height: 800 });
    }
  });
});
