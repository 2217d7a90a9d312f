import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html } from 'lit';
import '../components/order-history/parts/define-order-details.ts';
import type { CabinetOrderDetails } from '../components/order-history/parts/order-details.ts';
import type { Operation } from '../src/contract/operation.ts';
import type { Order, Shipment } from '../src/contract/orders/order.ts';
import type { ErrorCode } from '../src/contract/problem.ts';
import { answering, inCabinet, type StoryCabinet } from './helpers/cabinet.ts';
import { shownIn } from './helpers/shown.ts';

interface Arguments extends CabinetOrderDetails {
  /** Place of the order in the demo customer's history; 60 is the newest. */
  order: number;
}

const customerOf = (locale: unknown): string => (locale === 'ru' ? 'drozd' : 'cafe-amsel');

const story = (
  order: number,
  options: StoryCabinet = {},
  rest: Partial<StoryObj<Arguments>> = {},
): StoryObj<Arguments> => ({
  args: { order },
  render: (args, context) =>
    inCabinet(
      html`<cabinet-order-details
        order-id="${customerOf(options.locale ?? context.globals['locale'])}-${args.order}"
      ></cabinet-order-details>`,
      context,
      options,
    ),
  ...rest,
});

const failing = (operationIds: readonly string[], code: ErrorCode): StoryCabinet => ({
  fail: ({ id }: Operation) => (operationIds.includes(id) ? code : undefined),
});

const without = (...operationIds: string[]): StoryCabinet => ({
  adapter: (adapter) => ({
    ...adapter,
    supports: (operation) => !operationIds.includes(operation.id) && adapter.supports(operation),
  }),
});

const meta: Meta<Arguments> = {
  title: 'Orders/Order details',
  component: 'cabinet-order-details',
  args: { order: 59, nested: false },
  argTypes: {
    order: {
      description: 'Which order of the demo customer: 60 is the newest.',
      control: { type: 'number', min: 1, max: 60 },
      table: { category: 'this story' },
    },
    orderId: { name: 'order-id', control: false },
  },
};
export default meta;

export const Playground = story(59);
/** Two parcels, one of them still being packed. */
export const PartlyShipped = story(59);
export const Delivered = story(57);
export const ReadyToShip = story(60);
/** The company waits for a payment; the order may still be cancelled. */
export const OnHold = story(58);
export const Cancelled = story(55);
export const FromAList: StoryObj<Arguments> = { ...story(59), args: { order: 59, nested: true } };
export const Loading = story(59, { delay: 3_600_000 });
export const Error = story(59, failing(['orders.get'], 'unavailable'));
export const NotFound = story(4711);
export const Unauthenticated = story(59, failing(['orders.get', 'session.get'], 'unauthenticated'));
export const NoTimelineNoShipments = story(59, without('orders.timeline', 'orders.shipments'));
export const PartsFail = story(59, failing(['orders.timeline', 'orders.shipments'], 'invalid'));
/** Nothing to repeat or to cancel with: the person may only look. */
export const Viewer = story(58, { personId: 'cafe-amsel-mia', locale: 'en' });
export const FortyLines = story(54);

/** Every kind of parcel, and lines that are in none. */
export const ManyShipments = story(54, {
  adapter: answering('orders.shipments', (answer) => {
    const [first] = (answer as { items: Shipment[] }).items;
    const states = ['delivered', 'out_for_delivery', 'shipped', 'preparing', 'failed', 'returned'] as const;
    return {
      items: first
        ? states.map((status, index): Shipment => ({
            ...first,
            id: `s${index}`,
            number: `${index + 1}/6`,
            status,
            lines: first.lines.slice(index * 5, index * 5 + 5),
            ...(status === 'delivered' ? {} : { deliveredAt: undefined }),
          }))
        : [],
    };
  }),
});

/** Whatever the backend sends is text: long, in two directions, or HTML. */
export const LongNames = story(59, {
  adapter: answering('orders.get', (answer) => {
    const order = answer as Order;
    const names = [
      'Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaftskaffee',
      '<b onclick="alert(1)">Bold</b> beans &amp; co',
      'قهوة عربية 250 غ (Arabic coffee) — ממתק',
    ];
    return {
      ...order,
      customerReference: 'PO-'.padEnd(90, '7'),
      placedBy: { name: 'Maximiliana Konstantinopolitanskaya-Wolfeschlegelstein', staff: true },
      staffNote: 'The driver rings twice.\nThe second bell is the right one.',
      lines: order.lines.map((line, index) => ({
        ...line,
        product: { ...line.product, title: names[index % names.length] ?? line.product.title },
      })),
    } satisfies Order;
  }),
});

export const CancellationWindow = story(
  58,
  {},
  {
    play: async ({ canvasElement }) => {
      (await shownIn(canvasElement, 'cabinet-order-details', '.actions .button:nth-of-type(2)')).click();
      await shownIn(canvasElement, 'cabinet-order-details cabinet-cancellation-dialog', 'dialog[open]');
    },
  },
);

export const CancellationRequested = story(58, {
  adapter: answering('orders.get', (answer) => ({
    ...(answer as Order),
    allowedActions: ['reorder'],
    cancellation: { state: 'requested', requestedAt: '2026-11-23T09:12:00Z' },
  })),
});

export const Russian = story(59, { locale: 'ru' });
export const Narrow: StoryObj<Arguments> = { ...story(59), globals: { width: '360px' } };
export const Narrowest: StoryObj<Arguments> = { ...story(59, { locale: 'ru' }), globals: { width: '280px' } };
export const Dark: StoryObj<Arguments> = { ...story(59), globals: { theme: 'dark' } };
export const RightToLeft: StoryObj<Arguments> = { ...story(59), globals: { locale: 'ar-EG' } };
