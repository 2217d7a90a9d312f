import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html, nothing } from 'lit';
import '../components/launcher/define.ts';
import type { LauncherContent } from '../components/launcher/launcher.ts';
import { inCabinet, type StoryCabinet } from './helpers/cabinet.ts';
import { shownIn } from './helpers/shown.ts';

interface Arguments {
  opens: LauncherContent;
  label?: string;
  open: boolean;
}
type Story = StoryObj<Arguments>;

const widget = ({ opens, label, open }: Arguments, content: unknown = nothing) =>
  html`<p style="max-width: 30em">Any page of the site. The button stands in its corner, above everything.</p>
    <cabinet-launcher opens=${opens} label=${label || nothing} ?open=${open}>${content}</cabinet-launcher>`;

const story = (options: StoryCabinet = {}, rest: Partial<Story> = {}): Story => ({
  render: (args, context) => inCabinet(widget(args), context, options),
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
  parameters: { docs: { story: { inline: false, height: '800px' } } },
};
export default meta;

export const Playground = story();
/** Nothing is unread. */
export const Quiet = story({ adapter: (adapter) => ({ ...adapter, supports: ({ id }) => id !== 'tickets.list' }) });
export const Open = open();
export const WholeCabinet: Story = {
  ...open({}, { opens: 'app' }),
  // As in the stories of the cabinet itself: what is below its bar at the moment is covered in part.
  parameters: { a11y: { options: { rules: { 'target-size': { enabled: false } } } } },
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
  render: (args, context) =>
    inCabinet(
      widget(
        args,
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
  render: (args, context) =>
    inCabinet(
      html`${widget(args)}<cabinet-launcher opens="app" style="--cabinet-launcher-side: 0"></cabinet-launcher>`,
      context,
    ),
};
