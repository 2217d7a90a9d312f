import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html } from 'lit';
import '../components/order-history/define.ts';
import type { CabinetOrderHistory } from '../components/order-history/order-history.ts';
import type { Operation } from '../src/contract/operation.ts';
import type { OrderSummary } from '../src/contract/orders/list.ts';
import type { Page } from '../src/contract/page.ts';
import type { ErrorCode } from '../src/contract/problem.ts';
import { answering, inCabinet, type StoryCabinet } from './helpers/cabinet.ts';

type Story = StoryObj<CabinetOrderHistory>;

const story = (options: StoryCabinet = {}, rest: Partial<Story> = {}): Story => ({
  render: (_args, context) => inCabinet(html`<cabinet-order-history></cabinet-order-history>`, context, options),
  ...rest,
});

const failing = (code: ErrorCode): StoryCabinet => ({
  fail: ({ id }: Operation) => (id === 'orders.list' ? code : undefined),
});

/** Waits until the list shows what a story is about. */
async function shown(canvas: HTMLElement, selector: string): Promise<HTMLElement> {
  for (;;) {
    const list = canvas.querySelector<CabinetOrderHistory>('cabinet-order-history');
    const found = list?.shadowRoot?.querySelector<HTMLElement>(selector);
    if (found) return found;
    await new Promise((resolve) => requestAnimationFrame(resolve));
  }
}

const meta: Meta<CabinetOrderHistory> = {
  title: 'Orders/Order history',
  component: 'cabinet-order-history',
  args: { pageSize: 25, hiddenParts: '' },
};
export default meta;

export const Playground = story();
export const Content = story();
export const Loading = story({ delay: 3_600_000 });
export const Empty = story({ customerId: 'pelican-van' });
export const NothingFound: Story = {
  render: (_args, context) =>
    inCabinet(
      html`<cabinet-order-history .filters=${{ search: 'perpetual motion' }}></cabinet-order-history>`,
      context,
    ),
};
export const Error = story(failing('unavailable'));
/** The first answer is good, the refresh fails: the rows stay. */
export const ErrorKeepsData: Story = (() => {
  let calls = 0;
  return story(
    { fail: ({ id }: Operation) => (id === 'orders.list' && ++calls > 1 ? 'unavailable' : undefined) },
    {
      beforeEach: () => void (calls = 0),
      play: async ({ canvasElement }) => {
        await shown(canvasElement, '[data-index]');
        canvasElement.querySelector<CabinetOrderHistory>('cabinet-order-history')?.refresh();
        await shown(canvasElement, '.banner');
      },
    },
  );
})();
export const Unauthenticated = story(failing('unauthenticated'));
export const Unsupported = story({
  adapter: (adapter) => ({
    ...adapter,
    supports: ({ id }) => id !== 'orders.list' && adapter.supports({ id }),
  }),
});
/** What the page puts before and after blocks of the widget, and what it leaves out of it. */
export const Blocks: Story = {
  args: { pageSize: 5, hiddenParts: 'toolbar repeat-last select' },
  render: (_args, context) =>
    inCabinet(
      html`<cabinet-order-history>
        <p slot="head-after">Questions? Call us from 9 to 5.</p>
        <p slot="list-after">Orders from before 2020 are on paper: ask us for a copy.</p>
        <p slot="lines-before">Prices without VAT.</p>
      </cabinet-order-history>`,
      context,
    ),
};
/** The page’s own words where there are no orders yet. */
export const OwnEmpty: Story = {
  render: (_args, context) =>
    inCabinet(
      html`<cabinet-order-history>
        <p slot="empty">Nothing ordered yet: <a href="#assortment">see what we have</a>.</p>
      </cabinet-order-history>`,
      context,
      { customerId: 'pelican-van' },
    ),
};
/** The page’s own words where the orders cannot be loaded. */
export const OwnError: Story = {
  render: (_args, context) =>
    inCabinet(
      html`<cabinet-order-history>
        <p slot="error">
          Our order system is being looked after. <a href="tel:+0000">Call us</a>, we know your orders.
        </p>
      </cabinet-order-history>`,
      context,
      failing('unavailable'),
    ),
};
/** The browser has lost its network after the rows came. */
export const Offline = story(
  {},
  {
    beforeEach: () => {
      let offline = false;
      Object.defineProperty(navigator, 'onLine', { configurable: true, get: () => !offline });
      addEventListener('offline', () => (offline = true), { once: true });
      return () => {
        Reflect.deleteProperty(navigator, 'onLine');
        dispatchEvent(new Event('online'));
      };
    },
    play: async ({ canvasElement }) => {
      await shown(canvasElement, '[data-index]');
      dispatchEvent(new Event('offline'));
      await shown(canvasElement, '.banner');
    },
  },
);
export const Russian = story({ locale: 'ru' });
export const Narrow: Story = { ...story(), globals: { width: '360px' } };
export const Narrowest: Story = { ...story(), globals: { width: '280px' } };
export const Dark: Story = { ...story(), globals: { theme: 'dark' } };
export const RightToLeft: Story = { ...story(), globals: { locale: 'ar-EG' } };
/** The list scrolls by itself, in a height that the page gives it. */
export const ManyOrders: Story = {
  ...story({ customerId: 'meridian-hotels', orderCount: 100_000 }),
  args: { pageSize: 100 },
  play: async ({ canvasElement }) => {
    const list = canvasElement.querySelector<CabinetOrderHistory>('cabinet-order-history');
    list?.style.setProperty('--cabinet-list-max-height', '480px');
    list?.requestUpdate();
    await shown(canvasElement, '[data-index]');
  },
};
/** Names as hostile backends send them: endless, with markup, turning the direction of the text. */
export const LongNames = story({
  adapter: answering('orders.list', (answer) => {
    const page = answer as Page<OrderSummary>;
    const names = [
      'Stainless steel gastronorm container with recessed handles and a lid with a silicone seal, 1/1, 200 mm deep, for hot and cold',
      '<img src=x onerror=alert(1)><b>bold</b> & "quotes"',
      '\u202eevil text that turns around\u202c',
      'Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft',
    ];
    return {
      ...page,
      items: page.items.map((order, index) => ({
        ...order,
        firstLine: names[index % names.length],
        customerReference: index % 2 ? 'PO-2026-11-23-KITCHEN-GROUND-FLOOR-0000001' : undefined,
        status: { ...order.status, label: index % 3 ? undefined : 'Waiting for the confirmation of the head office' },
      })),
    };
  }),
});
/** A colleague who may look but not order. */
export const NoReorderPermission = story({
  company: (company) => ({
    ...company,
    customers: company.customers.map((customer) => ({
      ...customer,
      people: customer.people.map((person) => ({ ...person, roles: ['viewer' as const] })),
    })),
  }),
});
export const WithFiltersOpen = story(
  {},
  {
    play: async ({ canvasElement }) => {
      const toolbar = await shown(canvasElement, 'cabinet-order-toolbar');
      for (let tries = 0; tries < 300; tries++) {
        const button = toolbar.shadowRoot?.querySelector<HTMLElement>('.filters-button');
        if (button) return button.click();
        await new Promise((resolve) => requestAnimationFrame(resolve));
      }
    },
  },
);
export const DetailsOpen: Story = {
  ...story(),
  play: async ({ canvasElement }) => {
    (await shown(canvasElement, '[data-index="1"]')).click();
    await shown(canvasElement, 'cabinet-order-details');
  },
};
