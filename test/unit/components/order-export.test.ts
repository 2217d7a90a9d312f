import { expect } from 'chai';
import { html } from 'lit';
import '../../../components/order-history/parts/define-order-export.ts';
import '../../../components/provider/define.ts';
import type { CabinetOrderExport } from '../../../components/order-history/parts/order-export.ts';
import { defineAdapter } from '../../../src/adapters/define-adapter.ts';
import { listOrders } from '../../../src/contract/orders/list.ts';
import { endCabinets, testCabinet } from '../../helpers/cabinet.ts';
import { nextEvent } from '../../helpers/event.ts';
import { clearFixture, fixture } from '../../helpers/fixture.ts';
import { button, textOf } from '../../helpers/shadow.ts';
import { until } from '../../helpers/until.ts';

/** What the browser was given to save, instead of a real download. */
async function saved(act: () => void): Promise<{ name: string; text: string }> {
  const clicked = nextEvent<MouseEvent>(window, 'saved-for-test');
  const { click } = HTMLAnchorElement.prototype;
  HTMLAnchorElement.prototype.click = function (this: HTMLAnchorElement) {
    window.dispatchEvent(new CustomEvent('saved-for-test', { detail: { name: this.download, href: this.href } }));
  };
  try {
    act();
    const { name, href } = ((await clicked) as unknown as CustomEvent<{ name: string; href: string }>).detail;
    const bytes = await (await fetch(href)).arrayBuffer();
    return { name, text: new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes) };
  } finally {
    HTMLAnchorElement.prototype.click = click;
  }
}

describe('cabinet-order-export', () => {
  afterEach(() => {
    clearFixture();
    endCabinets();
  });

  it('saves every order that matches, however many pages that takes', async () => {
    const cabinet = testCabinet({ customerId: 'stern-canteens' });
    let element: CabinetOrderExport | undefined;
    const { name, text } = await saved(() => {
      void cabinet
        .show<CabinetOrderExport>(html`<cabinet-order-export></cabinet-order-export>`)
        .then((shown) => (element = shown));
    });
    expect(name).to.match(/^orders-\d{4}-\d\d-\d\d\.csv$/);
    const lines = text.trimEnd().split('\r\n');
    expect(lines[0]).to.equal(
      '\ufeffNumber,Your reference,Placed,Placed by,Order status,Payment,Delivery,First line,Lines,Total,Currency',
    );
    expect(lines).to.have.length(801);
    expect(lines[1]).to.match(/,\d+,\d+\.\d\d,EUR$/);
    await until(() => element && textOf(element).includes('800 rows were saved'), 'the end');
    expect(cabinet.calls('orders.list')).to.have.length(4);
  });

  it('writes Russian headings, semicolons and decimal commas for a Russian cabinet', async () => {
    const cabinet = testCabinet({ locale: 'ru' });
    const { text } = await saved(() => void cabinet.show(html`<cabinet-order-export></cabinet-order-export>`));
    expect(text.startsWith('\ufeffНомер;Ваш номер заказа;')).to.equal(true);
    expect(text.split('\r\n')[1]).to.match(/;\d+,\d\d;RUB$/);
  });

  it('saves nothing half: says where it stopped, and begins anew on trying again', async () => {
    const cabinet = testCabinet({ customerId: 'stern-canteens' });
    cabinet.faults.before('orders.list', 'unavailable');
    const element = await cabinet.show<CabinetOrderExport>(html`<cabinet-order-export></cabinet-order-export>`);
    await until(() => button(element, 'Try again'), 'the failure');
    expect(textOf(element)).to.contain('no file was saved');
    const { text } = await saved(() => button(element, 'Try again')?.click());
    expect(text.trimEnd().split('\r\n')).to.have.length(801);
  });

  it('ends where the backend leads back to a page before', async () => {
    const { items } = await testCabinet().adapter.call(listOrders, { limit: 6 }, {});
    const next: Record<string, string> = { '': 'a', a: 'b', b: 'a' };
    const offsets: Record<string, number> = { '': 0, a: 2, b: 4 };
    const adapter = defineAdapter({
      orders: {
        list: ({ cursor = '' }) => {
          const offset = offsets[cursor] ?? 0;
          return { items: items.slice(offset, offset + 2), nextCursor: next[cursor] ?? null };
        },
      },
    });
    const { text } = await saved(() => {
      void fixture(
        html`<cabinet-provider .adapter=${adapter}><cabinet-order-export></cabinet-order-export></cabinet-provider>`,
      );
    });
    expect(text.trimEnd().split('\r\n')).to.have.length(7);
  });

  it('writes once what a backend gives twice, says how many rows it could not read, and ends where nothing new comes', async () => {
    const { items } = await testCabinet().adapter.call(listOrders, { limit: 3 }, {});
    const [first, second, third] = items;
    const pages = [
      [first, second],
      [second, { ...third, total: null }, third],
      [third, first],
    ];
    const adapter = defineAdapter({
      orders: {
        list: ({ cursor = '0' }) => {
          const rows = pages[Number(cursor)] ?? [third];
          return { items: rows as typeof items, nextCursor: String(Number(cursor) + 1) };
        },
      },
    });
    let element: Element | undefined;
    const { text } = await saved(() => {
      void fixture(
        html`<cabinet-provider .adapter=${adapter}><cabinet-order-export></cabinet-order-export></cabinet-provider>`,
      ).then((provider) => (element = provider.firstElementChild ?? undefined));
    });
    expect(text.trimEnd().split('\r\n')).to.have.length(4);
    await until(() => element && textOf(element).includes('1 row is missing: its data is faulty.'), 'the word');
  });

  it('can be cancelled', async () => {
    const cabinet = testCabinet({ customerId: 'stern-canteens' });
    const release = cabinet.faults.hold('orders.list');
    const element = await cabinet.show<CabinetOrderExport>(html`<cabinet-order-export></cabinet-order-export>`);
    await until(() => button(element, 'Cancel'), 'the button');
    button(element, 'Cancel')?.click();
    await until(() => textOf(element).includes('was cancelled'), 'the word');
    release();
    const closed = nextEvent(element, 'close');
    button(element, 'Close')?.click();
    await closed;
  });
});
