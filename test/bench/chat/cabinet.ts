// Ours: the built widget over an array in memory, which answers in pages and tells of news as a backend would.
import type {} from '../../../components/provider/define.ts';
import type {} from '../../../components/ticket-chat/define.ts';
import type { Adapter } from '../../../src/adapters/adapter.ts';
import { EventStream } from '../../../src/adapters/memory/stream.ts';
import type { Message } from '../../../src/contract/tickets/message.ts';
import { until } from '../browser/in-page.ts';
import { enter } from './contestant.ts';

const customer = { id: 'one', name: 'Customer one' };
const operations = [
  'capabilities.get',
  'session.get',
  'tickets.list',
  'tickets.get',
  'tickets.messages',
  'tickets.markRead',
  'tickets.send',
];
const stream = new EventStream();

interface Input {
  before?: number;
  after?: number;
  limit?: number;
  sequence: number;
}

function adapterOver(messages: Message[]): Adapter {
  let readUpTo = messages.length;
  const ticket = () => ({
    id: 't',
    number: 'T-1',
    title: 'Two boxes are missing',
    kind: { id: 'question', label: 'Question' },
    status: { code: 'open' },
    createdAt: messages[0]?.at,
    updatedAt: messages.at(-1)?.at,
    unread: 0,
    about: [],
    allowedActions: ['reply'],
    fields: [],
    lastSequence: messages.length,
    readUpTo,
    othersReadUpTo: messages.length,
  });
  const answers: Record<string, (input: Input) => unknown> = {
    'capabilities.get': () => ({ operations, live: true }),
    'session.get': () => ({
      person: { id: 'anna', name: 'Anna' },
      customer,
      customers: [customer],
      roles: ['owner'],
      permissions: operations,
    }),
    'tickets.list': () => ({ items: [ticket()], nextCursor: null, total: 1 }),
    'tickets.get': ticket,
    'tickets.messages': ({ before = messages.length + 1, after, limit = 50 }) => {
      const from = after ?? Math.max(0, before - 1 - limit);
      const items = messages.slice(from, after === undefined ? before - 1 : from + limit);
      return {
        items,
        hasEarlier: from > 0,
        hasLater: from + items.length < messages.length,
        readUpTo,
        othersReadUpTo: messages.length,
      };
    },
    'tickets.markRead': ({ sequence }) => ({ readUpTo: (readUpTo = Math.max(readUpTo, sequence)) }),
    // Nobody writes: it is there for the place to write.
    'tickets.send': () => undefined,
  };
  return {
    runsIn: ['browser'],
    supports: ({ id }) => id in answers,
    call: async ({ id }, input) => answers[id]?.(input as Input) as never,
    subscribe: (context) => stream.subscribe(context),
  };
}

/** The loader brings the code of what is on the page: a conversation that nobody sees, of a backend that is nearly empty. */
async function bringCode(): Promise<void> {
  const probe = document.createElement('cabinet-provider');
  const inner = document.createElement('cabinet-ticket-chat');
  inner.setAttribute('ticket-id', 't');
  probe.append(inner);
  document.body.append(probe);
  await Promise.all(['cabinet-provider', 'cabinet-ticket-chat'].map((tag) => customElements.whenDefined(tag)));
  probe.adapter = adapterOver([]);
  await Promise.all(
    ['conversation', 'composer', 'file'].map((tag) => customElements.whenDefined(`cabinet-ticket-${tag}`)),
  );
  probe.remove();
}

/**
 * @param isThere the widget stands on the page with its list before the conversation is opened; otherwise client, session,
 * list and conversation begin together
 */
export function enterCabinet(isThere: boolean): void {
  const provider = document.createElement('cabinet-provider');
  const chat = document.createElement('cabinet-ticket-chat');
  const show = (messages: Message[]): void => {
    provider.adapter = adapterOver(messages);
    provider.append(chat);
    document.body.append(provider);
  };
  enter({
    async ready(messages) {
      await bringCode();
      if (!isThere) return;
      show(messages);
      const shown = await until(() => Boolean(chat.shadowRoot?.querySelector('tbody .row .link')));
      if (shown < 0) throw new Error('The list never showed its request.');
    },
    mount(messages) {
      chat.ticketId = 't';
      if (!isThere) show(messages);
    },
    latest: () =>
      chat.shadowRoot
        ?.querySelector('cabinet-ticket-conversation')
        ?.shadowRoot?.querySelector('.messages:not([aria-hidden])')?.lastElementChild,
    add: () => stream.publish('ticket.updated', 'tickets', 't'),
  });
}
