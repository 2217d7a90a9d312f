import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html } from 'lit';
import '../components/ticket-chat/define.ts';
import type { CabinetTicketChat } from '../components/ticket-chat/ticket-chat.ts';
import { CabinetError, type ErrorCode } from '../src/contract/problem.ts';
import { demoDesk, HelpDesk } from '../test/helpers/help-desk.ts';
import { inCabinet, type StoryCabinet } from './helpers/cabinet.ts';
import { shownIn } from './helpers/shown.ts';

type Story = StoryObj<CabinetTicketChat>;

const widget = html`<cabinet-ticket-chat></cabinet-ticket-chat>`;

const story = (desk: () => HelpDesk = demoDesk, options: StoryCabinet = {}, rest: Partial<Story> = {}): Story => {
  const inside: StoryCabinet = { ...options, adapter: (adapter) => desk().beside(adapter) };
  return { render: (_args, context) => inCabinet(widget, context, inside), ...rest };
};

/** The desk's own answers fail, so that the fault is in front of it. */
const failing = (code: ErrorCode, id = 'tickets.list'): Story => {
  const inside: StoryCabinet = {
    adapter: (adapter) => {
      const whole = demoDesk().beside(adapter);
      return {
        ...whole,
        call: async (operation, input, context) => {
          if (operation.id === id) throw new CabinetError(code);
          return whole.call(operation, input, context);
        },
      };
    },
  };
  return { render: (_args, context) => inCabinet(widget, context, inside) };
};

/** Many messages, some of them unread. */
function longDesk(): HelpDesk {
  const desk = demoDesk();
  const you = { side: 'customer', name: 'Cosima Vale', you: true } as const;
  for (let index = 1; index <= 300; index++) {
    desk.say('t1', `Line ${index} of a long story about cups, lids and pallets.`, index % 3 ? {} : { author: you });
  }
  Object.assign(desk.tickets.get('t1')?.ticket ?? {}, { readUpTo: 260 });
  return desk;
}

/** What hostile backends and people send. */
function hostileDesk(): HelpDesk {
  const desk = new HelpDesk();
  const name = 'Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft';
  desk.open('t1', `\u202e${name} <img src=x onerror=alert(1)>`, {
    about: [{ kind: 'order', id: 'o1', label: `10452-\u202e${name}` }],
  });
  const author = { side: 'staff', name: `\u202e${name}`, role: name } as const;
  desk.say('t1', `<script>alert(1)</script> javascript:alert(1) https://example.test/${'long'.repeat(60)}`, { author });
  desk.say('t1', `${'\u200b'.repeat(40)}${name.repeat(4)}`, { author });
  desk.say('t1', '', { author, html: '<p>Formatted <b>text</b></p><script>alert(1)</script><p>of a help desk</p>' });
  desk.say(
    't1',
    '```\nconst answer = "a line of code that is much wider than any bubble could ever be on a phone";\n```',
    {
      author,
      attachments: [
        { id: 'a1', name: `\u202egnp.${name}.exe`, mediaType: 'application/octet-stream', size: 4_200_000 },
      ],
      replyTo: { id: 't1-m1', sequence: 1, author: name, text: name.repeat(3) },
    },
  );
  return desk;
}

const meta: Meta<CabinetTicketChat> = {
  title: 'Support/Ticket chat',
  component: 'cabinet-ticket-chat',
  args: { ticketId: '', sendWith: 'enter' },
};
export default meta;

const conversation = { args: { ticketId: 't1', sendWith: 'enter' } } satisfies Partial<Story>;

export const Playground = story(demoDesk, {}, conversation);
export const List = story();
export const Conversation = story(demoDesk, {}, conversation);
export const Closed = story(demoDesk, {}, { args: { ticketId: 't3', sendWith: 'enter' } });
export const ManyMessages = story(longDesk, {}, conversation);
export const Hostile = story(hostileDesk, {}, conversation);
export const Loading = story(demoDesk, { delay: 3_600_000 });
export const Empty = story(() => new HelpDesk());
export const Error = failing('unavailable');
export const ConversationError: Story = {
  ...failing('unavailable', 'tickets.messages'),
  ...conversation,
};
export const Unauthenticated = failing('unauthenticated');
export const Unsupported: Story = {
  render: (_args, context) =>
    inCabinet(widget, context, {
      adapter: (adapter) => ({
        ...adapter,
        supports: ({ id }) => !id.startsWith('tickets.') && adapter.supports({ id }),
      }),
    }),
};
/** Messages that cannot reach the company: one waits, one was refused. */
export const Refused: Story = { ...failing('forbidden', 'tickets.send'), ...conversation };
export const NewRequest = story(
  demoDesk,
  {},
  {
    play: async ({ canvasElement }) => {
      (await shownIn(canvasElement, 'cabinet-ticket-chat', '.new-request')).click();
      await shownIn(canvasElement, 'cabinet-ticket-chat cabinet-ticket-form', 'form');
    },
  },
);
/** Opened by the page of an order. */
export const AboutAnOrder: Story = {
  ...story(),
  args: { aboutKind: 'order', aboutId: 'o9', aboutLabel: '10459' },
};
export const Rating = story(
  demoDesk,
  {},
  {
    args: { ticketId: 't3', sendWith: 'enter' },
    play: async ({ canvasElement }) => {
      const tags = 'cabinet-ticket-chat cabinet-ticket-conversation';
      (await shownIn(canvasElement, tags, '.end-note button')).click();
      await shownIn(canvasElement, tags, 'dialog[open]');
    },
  },
);
export const Typing = story(
  () => {
    const desk = demoDesk();
    desk.presence = { typing: ['Maren Holt'], online: true, answerMinutes: 15 };
    return desk;
  },
  {},
  conversation,
);
export const Away = story(
  () => {
    const desk = demoDesk();
    desk.presence = { typing: [], online: false, open: false, hours: 'Mon–Fri 9:00–18:00', answerMinutes: 240 };
    return desk;
  },
  {},
  conversation,
);
export const Russian = story(demoDesk, { locale: 'ru' }, conversation);
export const Narrow: Story = { ...story(demoDesk, {}, conversation), globals: { width: '360px' } };
export const Narrowest: Story = { ...story(hostileDesk, {}, conversation), globals: { width: '280px' } };
export const NarrowList: Story = { ...story(), globals: { width: '360px' } };
export const Dark: Story = { ...story(demoDesk, {}, conversation), globals: { theme: 'dark' } };
export const RightToLeft: Story = { ...story(demoDesk, {}, conversation), globals: { locale: 'ar-EG' } };
