import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html, nothing } from 'lit';
import '../components/launcher/define.ts';
import type { CabinetLauncher } from '../components/launcher/launcher.ts';
import { inCabinet, type StoryCabinet } from './helpers/cabinet.ts';
import { scrollToEnd } from './helpers/scroll-to-end.ts';
import { shownIn } from './helpers/shown.ts';

type Arguments = Pick<CabinetLauncher, 'opens' | 'label' | 'open'>;
type Story = StoryObj<Arguments>;

const widget = (content: unknown = nothing) =>
  html`<p style="max-width: 30em">Any page of the site. The button stands in its corner, above everything.</p>
    <cabinet-launcher>${content}</cabinet-launcher>`;

const story = (options: StoryCabinet = {}, rest: Partial<Story> = {}): Story => ({
  render: (_args, context) => inCabinet(widget(), context, options),
  ...rest,
});
const open = (options: StoryCabinet = {}, args: Partial<Arguments> = {}): Story =>
  story(options, {
    args: { ...args, open: true },
    play: async ({ canvasElement }) => {
      await shownIn(canvasElement, 'cabinet-launcher', 'dialog');
    },
  });

const meta: Meta<Arguments> = {
  title: 'Cabinet/Launcher',
  component: 'cabinet-launcher',
  args: { opens: 'ticket-chat', open: false },
  // Read when the launcher begins.
  argTypes: { remember: { control: false }, 'signed-out': { control: false } } as Meta<Arguments>['argTypes'] & object,
  parameters: { docs: { story: { inline: false, height: '800px' } } },
};
export default meta;

export const Playground = story();
/** Nothing is unread. */
export const Quiet = story({ adapter: (adapter) => ({ ...adapter, supports: ({ id }) => id !== 'tickets.list' }) });
export const Open = open();
export const WholeCabinet: Story = {
  ...open({}, { opens: 'app' }),
  // For axe, as in the stories of the cabinet itself.
  afterEach: async ({ canvasElement }) => scrollToEnd(await shownIn(canvasElement, 'cabinet-launcher', '.body')),
};
export const Unauthenticated = open({ fail: () => 'unauthenticated' });
export const Error = open({ fail: () => 'unavailable' });
export const Loading = open({ delay: 3_600_000 });
export const Russian = open({ locale: 'ru' });
export const Dark: Story = { ...open(), globals: { theme: 'dark' } };
export const HighContrast: Story = { ...open(), globals: { theme: 'contrast' } };
/** The side is that of the line: at the left here. */
export const RightToLeft: Story = { ...open({}, { label: 'اكتب إلينا' }), globals: { locale: 'ar-EG' } };
/** Whatever the page wants to show. */
export const OwnContent: Story = {
  args: { label: 'Call us', open: true },
  render: (_args, context) =>
    inCabinet(
      widget(
        html`<div>
          <h2>We are here</h2>
          <p>Monday to Friday, 9:00 to 18:00: <a href="tel:+49000000000">+49 000 000 000</a></p>
        </div>`,
      ),
      context,
    ),
};
/** Two on a page, one at each side. */
export const Two: Story = {
  render: (_args, context) =>
    inCabinet(
      html`${widget()}<cabinet-launcher opens="app" style="--cabinet-launcher-side: 0"></cabinet-launcher>`,
      context,
    ),
};
