import { html, nothing, type TemplateResult } from 'lit';
import { guard } from 'lit/directives/guard.js';
import { repeat } from 'lit/directives/repeat.js';
import type { Conversation } from '../../../src/client/conversation.ts';
import type { Message } from '../../../src/contract/tickets/message.ts';
import { eventItem, keyOf, messageItem, waitingItem, type MessageContext } from './message-view.ts';
import { dayNameOf, dayOf } from './moment.ts';

/** Messages of one author that are this near to each other stand together, ms. */
const TOGETHER = 300_000;
/** No line of the list is lower, px. */
const LOWEST = 32;

function isJoined(message: Message, before: Message | undefined): boolean {
  if (!before || before.event) return false;
  const { author } = message;
  return (
    author.you === before.author.you &&
    author.name === before.author.name &&
    author.side === before.author.side &&
    Math.abs(Date.parse(message.at) - Date.parse(before.at)) < TOGETHER
  );
}

/** Something in the list: a message, a day, the place where the unread ones begin. */
interface Line {
  key: string;
  /** It is drawn again when one of these is another. */
  shows: unknown[];
  draw: () => TemplateResult;
}

function linesOf(conversation: Conversation, context: MessageContext): Line[] {
  const { texts, format, active, marked, mayReply } = context;
  const { messages, openedAt = Infinity } = conversation;
  const firstUnread = messages.find(({ sequence, author, event }) => sequence > openedAt && !author.you && !event);
  const today = format.isoDay();
  const lines: Line[] = [];
  let before: Message | undefined;
  for (const message of messages) {
    const { locale } = texts;
    const newDay = !before || dayOf(message, format) !== dayOf(before, format);
    const unread = message === firstUnread;
    const joined = !newDay && !unread && isJoined(message, before);
    const key = keyOf(message);
    const progress = message.author.you && !message.event ? conversation.progressOf(message) : undefined;
    if (newDay) {
      lines.push({
        key: `day ${message.sequence}`,
        shows: [today, format],
        draw: () => html`<li class="line day"><span>${dayNameOf(message.at, format)}</span></li>`,
      });
    }
    if (unread) {
      lines.push({
        key: 'unread',
        shows: [locale],
        draw: () => html`<li class="line new" data-key="unread"><span>${texts.t('unread')}</span></li>`,
      });
    }
    lines.push({
      key,
      shows: [message, joined, progress, key === active, key === marked, mayReply, locale, format],
      draw: () => (message.event ? eventItem(message, context) : messageItem(message, joined, progress, context)),
    });
    before = message;
  }
  return lines;
}

/**
 * The messages of a conversation with their days, the place where the unread ones begin, and those on their way.
 * @param all are drawn; otherwise what fills the window at the end, unless unread ones begin among them
 */
export function messageList(conversation: Conversation, context: MessageContext, all: boolean): TemplateResult {
  const { t } = context.texts;
  const { messages, waiting, hasEarlier } = conversation;
  const lines = linesOf(conversation, context);
  const isWhole = all || lines.some(({ key }) => key === 'unread');
  const from = isWhole ? 0 : Math.max(0, lines.length - Math.ceil(window.innerHeight / LOWEST));
  return html`<ol class="messages" aria-label=${t('messages')}>
    ${hasEarlier || from > 0 || messages.length === 0 ? nothing : html`<li class="line muted small" data-key="begin">${t('begin')}</li>`}
    ${repeat(
      lines.slice(from),
      ({ key }) => key,
      ({ shows, draw }) => guard(shows, draw),
    )}
    ${repeat(
      waiting,
      ({ id }) => id,
      (entry) => waitingItem(entry, context),
    )}
  </ol>`;
}
