import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html } from 'lit';
import '../components/invoice-list/define.ts';
import type { CabinetInvoiceList } from '../components/invoice-list/invoice-list.ts';
import type { InvoiceSummary } from '../src/contract/invoices/list.ts';
import type { Operation } from '../src/contract/operation.ts';
import type { Page } from '../src/contract/page.ts';
import type { ErrorCode } from '../src/contract/problem.ts';
import { answering, inCabinet, type StoryCabinet } from './helpers/cabinet.ts';
import { shownIn } from './helpers/shown.ts';

type Story = StoryObj<CabinetInvoiceList>;

const story = (options: StoryCabinet = {}, rest: Partial<Story> = {}): Story => ({
  // What one story has entered or paid is not the next one's.
  beforeEach: () => sessionStorage.clear(),
  render: (_args, context) => inCabinet(html`<cabinet-invoice-list></cabinet-invoice-list>`, context, options),
  ...rest,
});

const failing = (code: ErrorCode): StoryCabinet => ({
  fail: ({ id }: Operation) => (id === 'invoices.list' || id === 'invoices.summary' ? code : undefined),
});

const listOf = (canvas: HTMLElement) => canvas.querySelector<CabinetInvoiceList>('cabinet-invoice-list');

async function openPayment(canvas: HTMLElement): Promise<HTMLElement> {
  await shownIn(canvas, 'cabinet-invoice-list', '[data-index]');
  listOf(canvas)?.pay();
  await shownIn(canvas, 'cabinet-invoice-list cabinet-payment-dialog', '#amount');
  return shownIn(canvas, 'cabinet-invoice-list cabinet-payment-dialog', '[part~="button-confirm"]:not([aria-busy])');
}

/** Pays all that is due, and waits for what becomes of it. */
const paying =
  (shown: string): NonNullable<Story['play']> =>
  async ({ canvasElement }) => {
    (await openPayment(canvasElement)).click();
    await shownIn(canvasElement, 'cabinet-invoice-list cabinet-payment-outcome', shown);
  };

const openInvoice: NonNullable<Story['play']> = async ({ canvasElement }) => {
  (await shownIn(canvasElement, 'cabinet-invoice-list', '[data-index="1"]')).click();
  (await shownIn(canvasElement, 'cabinet-invoice-list cabinet-invoice-details', 'summary')).click();
};

const meta: Meta<CabinetInvoiceList> = {
  title: 'Invoices/Invoice list',
  component: 'cabinet-invoice-list',
  args: { pageSize: 25, hiddenParts: '', tab: 'invoices' },
};
export default meta;

export const Playground = story();
export const Content = story();
export const Loading = story({ delay: 3_600_000 });
export const Empty = story({ customerId: 'pelican-van' });
export const Error = story(failing('unavailable'));
export const Unauthenticated = story(failing('unauthenticated'));
export const Unsupported = story({
  adapter: (adapter) => ({
    ...adapter,
    supports: ({ id }) => id !== 'invoices.list' && adapter.supports({ id }),
  }),
});
/** A colleague who may look but not pay. */
export const Viewer = story({ personId: 'cafe-amsel-mia', locale: 'en' });
export const ManyInvoices: Story = {
  ...story({ customerId: 'meridian-hotels', orderCount: 100_000, locale: 'en' }),
  args: { pageSize: 100 },
};
export const LongNames = story({
  adapter: answering('invoices.list', (answer) => {
    const page = answer as Page<InvoiceSummary>;
    return {
      ...page,
      items: page.items.map((invoice, index) => ({
        ...invoice,
        number: index % 2 ? invoice.number : 'INV-2026-11-23-HEAD-OFFICE-NORTH-0000000000001',
        customerReference: '<img src=x onerror=alert(1)>\u202e PO of the kitchen on the ground floor',
        status: { ...invoice.status, label: index % 3 ? undefined : 'Waiting for the approval of the head office' },
      })),
    };
  }),
});
export const InvoiceOpen = story({}, { play: openInvoice });
export const InvoiceOpenRussian = story({ locale: 'ru' }, { play: openInvoice });
export const PaymentWindow = story(
  {},
  {
    play: async ({ canvasElement }) => {
      await openPayment(canvasElement);
    },
  },
);
export const PaymentSucceeded = story({}, { play: paying('.positive') });
export const PaymentBeingChecked = story({ payments: 'slow' }, { play: paying('.checking') });
export const PaymentDeclined = story({ payments: 'decline' }, { play: paying('.critical') });
export const StatementOfAccount: Story = { ...story(), args: { tab: 'statement' } };
export const StatementRussian: Story = { ...story({ locale: 'ru' }), args: { tab: 'statement' } };
export const NoPaymentsYet: Story = { ...story(), args: { tab: 'payments' } };
export const Russian = story({ locale: 'ru' });
export const Narrow: Story = { ...story(), globals: { width: '360px' } };
export const Narrowest: Story = { ...story({ locale: 'ru' }), globals: { width: '280px' } };
export const NarrowStatement: Story = {
  ...story(),
  args: { tab: 'statement' },
  globals: { width: '360px' },
};
export const Dark: Story = { ...story(), globals: { theme: 'dark' } };
export const RightToLeft: Story = { ...story(), globals: { locale: 'ar-EG' } };
