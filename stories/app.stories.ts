import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html } from 'lit';
import type { CabinetApp } from '../components/app/app.ts';
import '../components/app/define.ts';
import type { AppSection } from '../components/app/parts/sections.ts';
import { inCabinet, type StoryCabinet } from './helpers/cabinet.ts';
import { scrollToEnd } from './helpers/scroll-to-end.ts';
import { shownIn } from './helpers/shown.ts';

type Story = StoryObj<CabinetApp>;

/** A story has no address of its own to keep its place in. */
const widget = html`<cabinet-app url-state="none"></cabinet-app>`;

const story = (options: StoryCabinet = {}, rest: Partial<Story> = {}): Story => ({
  render: (_args, context) => inCabinet(widget, context, options),
  ...rest,
});
const open = (section: AppSection): Story => story({}, { args: { section } });

const meta: Meta<CabinetApp> = {
  title: 'Cabinet/Whole cabinet',
  component: 'cabinet-app',
  args: { hiddenParts: '', languages: 'en ru' },
  // For axe, which takes what the phone's bar covers at the moment for too small to be pressed.
  afterEach: () => scrollToEnd(document.documentElement),
};
export default meta;

export const Playground = story();
export const Overview = story();
export const Orders = open('orders');
export const Invoices = open('invoices');
export const Requests = open('requests');
export const Profile = open('profile');

export const Loading = story({ delay: 3_600_000 });
export const Error = story({ fail: () => 'unavailable' });
export const Unauthenticated = story({ fail: () => 'unauthenticated' });
export const Unsupported = story({
  adapter: (adapter) => ({ ...adapter, supports: ({ id }) => /^(session|capabilities)\./.test(id) }),
});
/** Nothing waits, and nothing was ever ordered. */
export const Quiet = story({
  customerId: 'pelican-van',
  adapter: (adapter) => ({
    ...adapter,
    supports: (operation) => operation.id !== 'tickets.list' && adapter.supports(operation),
  }),
});
/** A card of the overview fails alone. */
export const CardError = story({ fail: ({ id }) => (id === 'invoices.summary' ? 'unavailable' : undefined) });
/** The person has one company and may not order. */
export const Viewer = story({ personId: 'cafe-amsel-mia' });
export const Russian = story({ locale: 'ru' });
export const Medium: Story = { ...story(), globals: { width: '600px' } };
export const Narrow: Story = { ...story(), globals: { width: '360px' } };
export const Narrowest: Story = { ...story({ locale: 'ru' }), globals: { width: '280px' } };
export const Dark: Story = { ...story(), globals: { theme: 'dark' } };
export const HighContrast: Story = { ...story(), globals: { theme: 'contrast' } };
export const RightToLeft: Story = { ...story(), globals: { locale: 'ar-EG' } };
/** After an invoice, its order: one section leads to another. */
export const OrderOfALetter = story(
  {},
  {
    play: async ({ canvasElement }) => {
      const item = await shownIn(canvasElement, 'cabinet-app cabinet-app-start', "[data-card='last'] .item");
      item.click();
      await shownIn(canvasElement, 'cabinet-app cabinet-order-history cabinet-order-details', 'article');
    },
  },
);
