import { html, nothing, type TemplateResult } from 'lit';
import type { Conversation } from '../../../src/client/conversation.ts';
import { icon } from '../../ui/icon.ts';
import { skeleton } from '../../ui/skeleton.ts';
import { banner, errorPanel, errorText, statePanel, type CommonText } from '../../ui/state-panel.ts';
import { messageList } from './message-list.ts';
import type { MessageContext } from './message-view.ts';

export interface MessagePane {
  conversation: Conversation | undefined;
  context: MessageContext;
  /** All of them are drawn; otherwise the end. */
  all: boolean;
  common: CommonText;
  /** Messages that came while the end was out of sight. */
  missed: number;
  atEnd: boolean;
  toEnd: () => void;
  signIn: () => void;
  onScroll: () => void;
  onKeyDown: (event: KeyboardEvent) => void;
}

/** The messages, or what stands in their place, and the way to the latest ones. */
export function messagePane(pane: MessagePane): TemplateResult {
  const { conversation, context, common, missed, atEnd } = pane;
  const { t } = context.texts;
  const { failure, messages = [], waiting = [], hasLater = false } = conversation ?? {};
  const bare = messages.length === 0 && waiting.length === 0;
  const word = failure && t(failure.of === 'earlier' ? 'failed.earlier' : 'failed.later');
  return html`${
      failure && !bare
        ? banner(`${word} ${errorText(failure.error, common)}`, {
            label: common('retry'),
            run: () => conversation?.retryLoading(),
          })
        : nothing
    }
    <div class="place">
      <div class="scroller" part="messages" @scroll=${pane.onScroll} @keydown=${pane.onKeyDown}>
        <div class="content">
          ${
            conversation?.loading === 'earlier'
              ? html`<p class="line muted small">${t('loadingMessages')}</p>`
              : nothing
          }
          ${
            !bare && messages.length === 0 && conversation?.loading === 'first' && !context.online
              ? html`<p class="line muted small">${t('laterMessages')}</p>`
              : nothing
          }
          ${bare || !conversation ? insteadOfMessages(pane) : messageList(conversation, context, pane.all)}
        </div>
      </div>
      ${
        !bare && (hasLater || !atEnd)
          ? html`<button class="pill" type="button" part="button" @click=${pane.toEnd}>
              ${icon('down')}${missed > 0 ? t('pill', { count: missed }) : t('toEnd')}
            </button>`
          : nothing
      }
    </div>`;
}

function insteadOfMessages({ conversation, context, common, signIn }: MessagePane): TemplateResult {
  const { t } = context.texts;
  const { failure, loading } = conversation ?? {};
  if (failure) {
    return errorPanel(failure.error, {
      title: t('failed.title'),
      text: common,
      retry: () => conversation?.retryLoading(),
      signIn,
    });
  }
  if (!context.online) {
    return statePanel({ kind: 'offline', title: t('failed.title'), text: common('error.offline') });
  }
  if (conversation && !loading) return statePanel({ kind: 'empty', title: t('empty.title'), text: t('empty.text') });
  return html`<div class="messages" aria-hidden="true">
    ${[false, true, false].map(
      (mine) =>
        html`<div class="message ${mine ? 'mine' : ''}">
          <div class="bubble placeholder">${skeleton()}${skeleton('medium')}</div>
        </div>`,
    )}
  </div>`;
}

/** Arrows lead from message to message; inside one, the Tab key does. Answers the key of the message that now has the focus. */
export function moveFocus(event: KeyboardEvent, scroller: HTMLElement): string | undefined {
  const item = (event.target as Element).closest<HTMLElement>('[data-key]');
  const items = [...scroller.querySelectorAll<HTMLElement>('[data-key][tabindex]')];
  const index = item ? items.indexOf(item) : -1;
  if (index < 0) return undefined;
  const next = { ArrowUp: index - 1, ArrowDown: index + 1, Home: 0, End: items.length - 1 }[event.key];
  const target = next === undefined ? undefined : items[next];
  if (!target) return undefined;
  event.preventDefault();
  target.focus();
  target.scrollIntoView({ block: 'nearest' });
  return target.dataset['key'];
}
