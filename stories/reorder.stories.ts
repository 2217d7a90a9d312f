import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html } from 'lit';
import '../components/order-history/parts/define-reorder-dialog.ts';
import type { Adapter } from '../src/adapters/adapter.ts';
import type { DemoCompany } from '../src/adapters/memory/index.ts';
import type { Operation } from '../src/contract/operation.ts';
import type { ReorderPreview } from '../src/contract/orders/reorder.ts';
import { CabinetError, type ErrorCode } from '../src/contract/problem.ts';
import { answering, inCabinet, type StoryCabinet } from './helpers/cabinet.ts';
import { shownIn } from './helpers/shown.ts';

interface Arguments {
  /** Places of the orders in the demo customer's history; 60 is the newest. */
  orders: number[];
}

const customerOf = (locale: unknown): string => (locale === 'ru' ? 'drozd' : 'cafe-amsel');

const story = (
  orders: number[],
  options: StoryCabinet = {},
  rest: Partial<StoryObj<Arguments>> = {},
): StoryObj<Arguments> => ({
  args: { orders },
  beforeEach: () => sessionStorage.clear(),
  render: (args, context) => {
    const customer = customerOf(options.locale ?? context.globals['locale']);
    const orderIds = args.orders.map((order) => `${customer}-${order}`);
    const reopen = ({ target }: Event): void => {
      const dialog = (target as Element).nextElementSibling as HTMLElementTagNameMap['cabinet-reorder-dialog'];
      dialog.orderIds = orderIds;
    };
    return inCabinet(
      html`<button type="button" @click=${reopen}>Repeat</button
        ><cabinet-reorder-dialog .orderIds=${orderIds}></cabinet-reorder-dialog>`,
      context,
      options,
    );
  },
  ...rest,
});

/** Presses the button that places the order, then waits for what comes of it. */
const confirming = (result: string): Pick<StoryObj<Arguments>, 'play'> => ({
  play: async ({ canvasElement }) => {
    (await shownIn(canvasElement, 'cabinet-reorder-dialog', '.primary:not([aria-disabled])')).click();
    await shownIn(canvasElement, 'cabinet-reorder-dialog', result);
  },
});

const failing = (operationId: string, code: ErrorCode): StoryCabinet => ({
  fail: ({ id }: Operation) => (id === operationId ? code : undefined),
});

const meta: Meta<Arguments> = {
  title: 'Orders/Reorder',
  component: 'cabinet-reorder-dialog',
  args: { orders: [60] },
  argTypes: {
    orders: {
      description: 'Which orders of the demo customer: 60 is the newest. Press “Repeat” to open the window again.',
      table: { category: 'this story' },
    },
  },
};
export default meta;

export const Playground = story([60]);
/** Prices up and down, less in stock, out of stock, no longer sold with replacements. */
export const EveryChange = story([60]);
export const Unchanged = story([57]);
export const SeveralOrders = story([60, 59, 56]);
export const FortyLines = story([54]);
export const Loading = story([60], { delay: 3_600_000 });
export const Error = story([60], failing('orders.previewReorder', 'unavailable'));
export const Unauthenticated = story([60], {
  fail: ({ id }: Operation) => (/^(orders.previewReorder|session.get)$/.test(id) ? 'unauthenticated' : undefined),
});

export const NothingOrderable = story([60], {
  company: (company) => ({
    ...company,
    products: company.products.map((product) => ({ ...product, stock: 0, substitutes: [] })),
  }),
});

/** Replacements that the backend has already put in. */
export const Substituted = story([60], {
  adapter: answering('orders.previewReorder', (answer) => {
    const preview = answer as ReorderPreview;
    return {
      ...preview,
      lines: preview.lines.map((line) => {
        const [substitute] = line.changes.includes('discontinued') ? line.substitutes : [];
        return substitute
          ? {
              ...line,
              product: substitute.product,
              previousProduct: line.product,
              quantity: line.previousQuantity,
              unitPrice: substitute.unitPrice,
              changes: ['substituted'],
            }
          : line;
      }),
    };
  }),
});

/** The price of a line rises while the customer looks at it. */
export const ConflictOnConfirm = story(
  [57],
  (() => {
    const dearer = new WeakSet<Adapter>();
    let current: DemoCompany | undefined;
    return {
      company: (company: DemoCompany) => (current = company),
      adapter: (adapter: Adapter): Adapter => ({
        ...adapter,
        call: (operation, input, context) => {
          if (operation.id === 'orders.reorder' && !dearer.has(adapter)) {
            dearer.add(adapter);
            for (const product of current?.products ?? []) product.price = String(Number(product.price) + 3);
          }
          return adapter.call(operation, input, context);
        },
      }),
    };
  })(),
  confirming('.just-changed'),
);

/** The order is made, but its answer never comes: pressing again finds it. */
export const NetworkFailureOnConfirm = story(
  [60],
  {
    adapter: (adapter) => {
      let failures = 4;
      return {
        ...adapter,
        call: async (operation, input, context) => {
          const answer = await adapter.call(operation, input, context);
          if (operation.id === 'orders.reorder' && failures-- > 0) throw new CabinetError('timeout');
          return answer;
        },
      };
    },
  },
  confirming('.footer-notice .banner'),
);
export const RefusedOnConfirm = story(
  [60],
  failing('orders.reorder', 'forbidden'),
  confirming('.footer-notice .banner'),
);
export const SignInOnConfirm = story(
  [60],
  {
    fail: (() => {
      let ended = false;
      return ({ id }: Operation) => {
        ended ||= id === 'orders.reorder';
        return ended ? 'unauthenticated' : undefined;
      };
    })(),
  },
  confirming('.state-panel'),
);
export const Success = story([60], {}, confirming('.success'));

/** A quantity that is none. */
export const BadQuantity = story(
  [60],
  {},
  {
    play: async ({ canvasElement }) => {
      const input = await shownIn<HTMLInputElement>(canvasElement, 'cabinet-reorder-dialog', '.stepper input');
      input.value = 'a dozen';
      input.dispatchEvent(new Event('input'));
      await shownIn(canvasElement, 'cabinet-reorder-dialog', '.field-error');
    },
  },
);

export const LongNames = story([60], {
  adapter: answering('orders.previewReorder', (answer) => {
    const preview = answer as ReorderPreview;
    const title = 'Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaftskaffee <b>fein</b>';
    return { ...preview, lines: preview.lines.map((line) => ({ ...line, product: { ...line.product, title } })) };
  }),
});

export const Russian = story([60], { locale: 'ru' });
export const RussianSuccess = story([60], { locale: 'ru' }, confirming('.success'));
export const Dark: StoryObj<Arguments> = { ...story([60]), globals: { theme: 'dark' } };
export const RightToLeft: StoryObj<Arguments> = { ...story([60]), globals: { locale: 'ar-EG' } };
