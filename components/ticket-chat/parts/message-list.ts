import { html, nothing, type TemplateResult } from 'lit';
import { guard } from 'lit/directives/guard.js';
import { repeat } from 'lit/directives/repeat.js';
import type { Conversation } from '../../../src/client/conversation.ts';
import type { Message } from '../../../src/contract/tickets/message.ts';
import { eventItem, keyOf, messageItem, waitingItem, type MessageContext } from './message-view.ts';
import { dayNameOf } from './moment.ts';

/** Messages of one author that are this near to each other stand together, ms. */
const TOGETHER = 300_000;

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

/** The messages of a conversation with their days, the place where the unread ones begin, and those on their way. */
export function messageList(conversation: Conversation, context: MessageContext): TemplateResult {
  const { texts, format } = context;
  const { t } = texts;
  const { messages, waiting, openedAt = Infinity, hasEarlier } = conversation;
  const firstUnread = messages.find(({ sequence, author, event }) => sequence > openedAt && !author.you && !event);
  return html`<ol class="messages" aria-label=${t('messages')}>
    ${hasEarlier || messages.length === 0 ? nothing : html`<li class="line muted small" data-key="begin">${t('begin')}</li>`}
    ${repeat(messages, keyOf, (message, index) => {
      const before = messages[index - 1];
      const day = format.isoDay(new Date(message.at));
      const newDay = !before || day !== format.isoDay(new Date(before.at));
      const unread = message === firstUnread;
      const joined = !newDay && !unread && isJoined(message, before);
      const key = keyOf(message);
      const progress = message.author.you && !message.event ? conversation.progressOf(message) : undefined;
      const last = index === messages.length - 1;
      // A message for which nothing has changed costs nothing.
      const shown = [message, joined, newDay, unread, progress, key === context.active, key === context.marked];
      return guard(
        [...shown, last, context.mayReply, texts.locale, format, format.isoDay()],
        () =>
          html`${newDay ? html`<li class="line day"><span>${dayNameOf(message.at, format)}</span></li>` : nothing}
          ${unread ? html`<li class="line new" data-key="unread"><span>${t('unread')}</span></li>` : nothing}
          ${message.event ? eventItem(message, context) : messageItem(message, joined, progress, context)}`,
      );
    })}
    ${repeat(
      waiting,
      ({ id }) => id,
      (entry) => waitingItem(entry, context),
    )}
  </ol>`;
}
