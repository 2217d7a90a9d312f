import { expect } from 'chai';
import { html } from 'lit';
import '../../../components/invoice-list/define.ts';
import '../../../components/order-history/define.ts';
import type { CabinetInvoiceList } from '../../../components/invoice-list/invoice-list.ts';
import type { CabinetOrderHistory } from '../../../components/order-history/order-history.ts';
import { listOrders, type OrderSummary } from '../../../src/contract/orders/index.ts';
import { endCabinets, testCabinet, type TestCabinet, type TestCabinetOptions } from '../../helpers/cabinet.ts';
import { clearFixture } from '../../helpers/fixture.ts';
import { button, part, parts, textOf } from '../../helpers/shadow.ts';
import { until } from '../../helpers/until.ts';
import { setViewport } from '../../helpers/viewport.ts';

type Row = Record<string, unknown>;
type Answer = { items: Row[]; nextCursor: string | null; total?: number | undefined };

const rows = (list: Element): HTMLElement[] => parts(list, '[data-index]');
const numbers = (list: Element): string[] => rows(list).map((row) => textOf(row.querySelector('.link')));
const banners = (list: Element): string => parts(list, '.banner').map(textOf).join(' ');
const count = (list: Element): string => textOf(part(list, '.count'));

/** Lets a backend answer an operation otherwise. */
function instead(cabinet: TestCabinet, id: string, answer: (input: Row, usual: () => Promise<unknown>) => unknown) {
  const { adapter } = cabinet.client;
  const call = adapter.call.bind(adapter);
  adapter.call = async (operation, input, context) =>
    operation.id === id
      ? ((await answer(input as Row, () => call(operation, input, context))) as never)
      : call(operation, input, context);
}

const shown = (list: Element): Promise<true> =>
  until(() => rows(list).length > 0 && list.matches(':state(content)'), 'rows');

/** The list of a backend that answers pages of its own. */
async function showPages(
  answer: (input: Row, orders: OrderSummary[]) => unknown,
  { pageSize = 5, ...options }: TestCabinetOptions & { pageSize?: number } = {},
): Promise<{ cabinet: TestCabinet; list: CabinetOrderHistory }> {
  const cabinet = testCabinet(options);
  const { items } = await cabinet.adapter.call(listOrders, { limit: 60 }, {});
  instead(cabinet, 'orders.list', (input) => answer(input, structuredClone(items)));
  const list = await cabinet.show<CabinetOrderHistory>(
    html`<cabinet-order-history page-size=${pageSize}></cabinet-order-history>`,
  );
  return { cabinet, list };
}

/** One page with a row that is spoilt. */
const spoilt = (change: (row: Row) => void) => (_input: Row, orders: OrderSummary[]) => {
  const items = orders.slice(0, 3) as unknown as Row[];
  if (items[1]) change(items[1]);
  return { items, nextCursor: null, total: 3 };
};

describe('a list of a hostile or clumsy backend', () => {
  const { warn } = console;
  let warnings: string[];
  beforeEach(async () => {
    await setViewport({ width: 1280, height: 800 });
    warnings = [];
    console.warn = (message: unknown) => void warnings.push(String(message));
  });
  afterEach(() => {
    console.warn = warn;
    clearFixture();
    endCabinets();
    scrollTo(0, 0);
  });

  describe('rows', () => {
    it('shows a row once that comes again, because another one came in between two pages', async () => {
      const { list } = await showPages(({ cursor }, orders): Answer => {
        const offset = Number(cursor ?? 0);
        // Before the second page is asked for, an order came in on top.
        const now = offset > 0 ? orders : orders.slice(1);
        const items = now.slice(offset, Math.min(offset + 5, 15)) as unknown as Row[];
        return { items, nextCursor: offset + 5 < 15 ? String(offset + 5) : null, total: 15 };
      });
      await until(() => rows(list).length === 14 && count(list) === '14 orders', 'three pages');
      expect(new Set(numbers(list)).size).to.equal(14);
    });

    it('leaves out one that breaks the contract, says so, and names the field in the console', async () => {
      const { list } = await showPages(spoilt((row) => (row['total'] = { amount: '1e400', currency: 'EUR' })));
      await shown(list);
      expect(rows(list)).to.have.length(2);
      expect(banners(list)).to.equal('1 entry could not be shown: its data is faulty.');
      expect(count(list)).to.equal('3 orders');
      expect(warnings).to.have.length(1);
      expect(warnings[0]).to.contain('orders.list').and.to.contain('/items/1/total/amount').and.not.to.contain('1e400');
    });

    it('says so in Russian', async () => {
      const { list } = await showPages(
        spoilt((row) => delete row['number']),
        { locale: 'ru' },
      );
      await shown(list);
      await until(() => banners(list) === 'Не удалось показать 1 запись: в её данных ошибка.', 'the word');
    });

    const refused: Record<string, (row: Row) => void> = {
      'a price without a currency': (row) => (row['total'] = { amount: '10.00' }),
      'a price that is a float': (row) => (row['total'] = { amount: 10.1, currency: 'EUR' }),
      'a currency that is none': (row) => (row['total'] = { amount: '10.00', currency: 'euro' }),
      'a date that the calendar has not': (row) => (row['placedAt'] = '0000-00-00'),
      'a name of 10,000 characters': (row) => (row['firstLine'] = 'x'.repeat(10_000)),
      'nothing at all': (row) => Object.keys(row).forEach((name) => delete row[name]),
    };
    for (const [what, change] of Object.entries(refused)) {
      it(`leaves out one with ${what}, and keeps the others`, async () => {
        const { list } = await showPages(spoilt(change));
        await shown(list);
        expect(rows(list)).to.have.length(2);
        expect(banners(list)).to.contain('1 entry could not be shown');
      });
    }

    it('shows statuses, actions and currencies that it does not know, and the exact sum', async () => {
      const { list } = await showPages(
        spoilt((row) => {
          row['status'] = { code: 'parked' };
          row['fulfilment'] = { code: 'teleported', label: 'Teleported' };
          row['payment'] = { code: 'bartered' };
          row['allowedActions'] = ['reorder', 'explode'];
          row['total'] = { amount: '999999999999999.99', currency: 'ZZZ' };
        }),
      );
      await shown(list);
      expect(rows(list)).to.have.length(3);
      expect(textOf(rows(list)[1]))
        .to.contain('Teleported')
        .and.to.contain('See details')
        .and.to.contain('999,999,999,999,999.99')
        .and.to.contain('ZZZ');
      expect(banners(list)).to.equal('');
    });

    it('shows names of one endless word without growing wider than its place', async () => {
      const { list } = await showPages(
        spoilt((row) => {
          row['firstLine'] = '<b>'.repeat(166);
          row['number'] = '9'.repeat(500);
          row['status'] = { code: 'confirmed', label: 'W'.repeat(500) };
        }),
      );
      await shown(list);
      for (const width of [1280, 700, 360]) {
        await setViewport({ width, height: 800 });
        await list.updateComplete;
        expect(document.documentElement.scrollWidth, `${width} px`).to.be.at.most(width);
      }
      expect(parts(list, 'b')).to.have.length(0);
    });
  });

  describe('pages', () => {
    for (const [what, page] of Object.entries({
      'a page without a single right row': { items: [{}, { id: 1 }], nextCursor: null },
      text: 'garbage',
      nothing: null,
      'a page without a cursor': { items: [] },
      'rows that are no list': { items: 'none', nextCursor: null },
      'a total below zero': { items: [], nextCursor: null, total: -1 },
    })) {
      it(`says that ${what} could not be read, and keeps the widget beside it`, async () => {
        const cabinet = testCabinet();
        instead(cabinet, 'orders.list', () => page);
        const list = await cabinet.show<CabinetOrderHistory>(
          html`<cabinet-order-history></cabinet-order-history><cabinet-invoice-list></cabinet-invoice-list>`,
        );
        const panel = await until(() => parts(list, "[part~='state-error']")[0], 'the panel');
        expect(textOf(panel)).to.contain('Orders could not be loaded').and.to.contain('The answer could not be read');
        await until(() => rows(list.nextElementSibling as CabinetInvoiceList).length > 0, 'the invoices');
      });
    }

    it('keeps the first page when the next one is garbage, and loads it on another try', async () => {
      let broken = true;
      const { list } = await showPages(({ cursor }, orders) =>
        cursor === undefined
          ? { items: orders.slice(0, 5), nextCursor: '5' }
          : broken
            ? '<h1>Proxy</h1>'
            : { items: orders.slice(5, 8), nextCursor: null },
      );
      await until(() => banners(list).includes('The next orders could not be loaded'), 'the word');
      expect(rows(list)).to.have.length(5);
      broken = false;
      button(list, 'Try again')?.click();
      await until(() => rows(list).length === 8, 'the rest');
    });

    it('ends a list whose pages bring nothing new, whatever their cursors say', async () => {
      let asked = 0;
      const { list } = await showPages((_input, orders) => {
        asked += 1;
        return { items: orders.slice(0, 5), nextCursor: `again-${asked}`, total: 1000 };
      });
      await until(() => asked === 2 && count(list) === '5 orders', 'the end');
      expect(rows(list)).to.have.length(5);
      expect(button(list, 'Show more')).to.equal(undefined);
    });

    it('does not ask for ever for pages that are empty, wherever it scrolls', async () => {
      let asked = 0;
      const { list } = await showPages((_input, orders) => {
        asked += 1;
        return { items: asked === 1 ? orders.slice(0, 2) : [], nextCursor: `next-${asked}` };
      });
      list.style.setProperty('--cabinet-list-max-height', '300px');
      list.requestUpdate();
      const more = await until(() => button(list, 'Show more'), 'the button');
      const before = asked;
      expect(before).to.be.below(10);
      more.click();
      await until(() => asked > before && button(list, 'Show more'), 'some more');
      expect(asked).to.be.at.most(before + 4);
      expect(rows(list)).to.have.length(2);
    });

    for (const [total, said] of [
      [2, 'More than 25 orders'],
      [1000, '1,000 orders'],
    ] as const) {
      it(`says "${said}" of 25 rows and a total of ${total} while there is more`, async () => {
        const { list } = await showPages(
          ({ cursor }, orders) =>
            cursor === undefined
              ? { items: orders.slice(0, 25), nextCursor: '25', total }
              : new Promise(() => undefined),
          { pageSize: 25 },
        );
        await shown(list);
        expect(count(list)).to.equal(said);
      });
    }

    it('counts the rows where a total promised more than there are', async () => {
      const { list } = await showPages((_input, orders) => ({
        items: orders.slice(0, 3),
        nextCursor: null,
        total: 1000,
      }));
      await shown(list);
      expect(count(list)).to.equal('3 orders');
      expect(part(list, 'table').getAttribute('aria-rowcount')).to.equal('4');
    });
  });
});
