import { html, nothing, type TemplateResult } from 'lit';
import type { OutboxEntry } from '../../../src/client/outbox/outbox.ts';
import type { Conversation, MessageProgress } from '../../../src/client/conversation.ts';
import type { Message } from '../../../src/contract/tickets/message.ts';
import type { Formatters } from '../../../src/i18n/format.ts';
import type { ticketMessages } from '../../../src/i18n/ticket.ts';
import type { LocalizeController } from '../../shared/localize-controller.ts';
import { icon } from '../../ui/icon.ts';
import type { CommonText } from '../../ui/state-panel.ts';
import { messageText, textOfHtml } from './message-text.ts';
import { ticketIcons } from './ticket-icons.ts';
import { fileName } from './file-name.ts';
import { fileSize } from './file-size.ts';
import { timeOf } from './moment.ts';

export type TicketTexts = LocalizeController<keyof typeof ticketMessages.english>;

/** What a message needs to know of its conversation. */
export interface MessageContext {
  texts: TicketTexts;
  common: CommonText;
  format: Formatters;
  online: boolean;
  /** Key of the message that the Tab key reaches. */
  active: string | undefined;
  /** Key of the message that has just been looked up. */
  marked: string | undefined;
  mayReply: boolean;
  reply: (message: Message) => void;
  goTo: (sequence: number) => void;
  retry: (id: string) => void;
  takeBack: (id: string) => void;
}

export const keyOf = ({ clientId, sequence }: Message): string => clientId ?? `#${sequence}`;

/** Of the last thing that a conversation shows. */
export function lastKeyOf(conversation: Pick<Conversation, 'messages' | 'waiting'> | undefined): string | undefined {
  const last = conversation?.messages.at(-1);
  return conversation?.waiting.at(-1)?.id ?? (last && keyOf(last));
}

/** A name inside of a sentence: characters that turn the direction would turn the words after it. */
export const inSentence = (name: string): string => name.replace(/[\u202a-\u202e\u2066-\u2069]/g, '');

/** The words of a message, to be read out, quoted or cut. */
export function wordsOf({ text, html: markup, attachments }: Message, file: string): string {
  const words = markup !== undefined && !text ? textOfHtml(markup) : (text ?? '');
  return words || attachments.map(({ name }) => name).join(', ') || file;
}

/** What is said to screen readers of messages that came. */
export function arrivedWords(messages: readonly Message[], t: TicketTexts['t']): string {
  const [first] = messages;
  return messages.length === 1 && first
    ? t('arrived', { author: first.author.name, text: wordsOf(first, t('file')).slice(0, 300) })
    : t('arrivedCount', { count: messages.length });
}

const textBlock = (text: string | undefined): TemplateResult | typeof nothing =>
  text ? html`<div class="text" dir="auto">${messageText(text)}</div>` : nothing;

/** One thing that was said. @param joined the one before is of the same author, at about the same time */
export function messageItem(
  message: Message,
  joined: boolean,
  progress: MessageProgress | undefined,
  context: MessageContext,
): TemplateResult {
  const { texts, format, marked } = context;
  const { t } = texts;
  const { author, at, text, html: markup, replyTo, attachments } = message;
  const key = keyOf(message);
  const mine = author.you === true;
  const stop = key === context.active ? 0 : -1;
  return html`<li
    class="message ${mine ? 'mine' : ''} ${joined ? 'joined' : ''} ${key === marked ? 'marked' : ''}"
    part="message"
    data-key=${key}
    data-sequence=${message.sequence}
    tabindex=${stop}
  >
    <div class="author">
      <strong dir="auto">${mine ? t('you') : author.name || t('system')}</strong>
      ${author.role && !mine && !joined ? html`<span class="muted" dir="auto">${author.role}</span>` : nothing}
    </div>
    <div class="bubble" part="bubble">
      ${
        replyTo
          ? html`<button
              class="quote"
              type="button"
              tabindex=${stop}
              title=${t('goToQuoted', { author: replyTo.author })}
              @click=${() => context.goTo(replyTo.sequence)}
            >
              <strong class="cut" dir="auto">${replyTo.author}</strong
              ><span class="quoted" dir="auto">${replyTo.text}</span>
            </button>`
          : nothing
      }
      ${
        markup !== undefined && !text
          ? html`<cabinet-ticket-html .markup=${markup}>${textBlock(textOfHtml(markup))}</cabinet-ticket-html>`
          : textBlock(text)
      }
      ${attachments.map(
        (attachment) => html`<cabinet-ticket-file .attachment=${attachment} .stop=${stop}></cabinet-ticket-file>`,
      )}
    </div>
    <div class="meta">
      <time datetime=${at} title=${format.dateTime(at)}>${timeOf(at, format)}</time>
      ${
        progress
          ? html`<span class="progress ${progress}" title=${t(progress)}
              >${progress === 'read' ? ticketIcons.checks() : icon('check')}<span>${t(progress)}</span></span
            >`
          : nothing
      }
      ${
        context.mayReply
          ? html`<button
              class="act"
              type="button"
              tabindex=${stop}
              aria-label=${t('replyTo', { author: mine ? t('you') : author.name })}
              title=${t('reply')}
              @click=${() => context.reply(message)}
            >
              ${icon('undo')}
            </button>`
          : nothing
      }
    </div>
  </li>`;
}

/** One thing that happened. */
export function eventItem(message: Message, { texts: { t }, format, active }: MessageContext): TemplateResult {
  const { author, at, text, event } = message;
  const name = author.you ? t('you') : author.name || t('system');
  const known = t(`event.${event?.kind === 'unknown' || !event ? 'other' : event.kind}`, { author: inSentence(name) });
  const key = keyOf(message);
  return html`<li
    class="event"
    part="event"
    data-key=${key}
    data-sequence=${message.sequence}
    tabindex=${key === active ? 0 : -1}
  >
    <bdi>${text || known}</bdi>
    <time class="muted" datetime=${at} title=${format.dateTime(at)}>${timeOf(at, format)}</time>
  </li>`;
}

/** One that is on its way, or that the backend refused. */
export function waitingItem(entry: OutboxEntry, context: MessageContext): TemplateResult {
  const { t } = context.texts;
  const { id, input, files, refusal, state, unclear, volatile: unkept } = entry;
  const text = typeof input['text'] === 'string' ? input['text'] : '';
  const total = files.reduce((sum, { size }) => sum + size, 0);
  const received = files.reduce((sum, file) => sum + file.received, 0);
  const uploading = state !== 'refused' && total > 0 && received < total;
  // Until a part has arrived nobody knows how far it is: a small file goes in one.
  const percent = uploading && received > 0 ? Math.floor((received / total) * 100) : undefined;
  const sending = percent === undefined ? t('sending') : t('sending.files', { percent });
  const stop = id === context.active ? 0 : -1;
  const word = refusal
    ? `${t('refused')} ${Object.values(refusal.fields ?? {})[0] ?? refusal.detail ?? context.common(`error.${refusal.code}`)}`
    : !context.online
      ? t('waiting.offline')
      : state === 'sending' && (uploading || !unclear)
        ? sending
        : t(unclear ? 'unclear' : 'waiting');
  // Of what is unclear it is looked first whether it has arrived.
  const mayTakeBack = refusal !== undefined || unclear || entry.attempts === 0;
  return html`<li class="message mine waiting ${state}" part="message message-${state}" data-key=${id} tabindex=${stop}>
    <div class="author"><strong>${t('you')}</strong></div>
    <div class="bubble" part="bubble">
      ${textBlock(text)}
      ${files.map(
        ({ name, size }) =>
          html`<div class="pending-file">
            ${icon('document')}${fileName(name)}
            <span class="small muted">${fileSize(size, context.format.locale)}</span>
          </div>`,
      )}
      ${
        uploading && (state === 'sending' || percent !== undefined)
          ? html`<progress max="100" value=${percent ?? nothing} aria-label=${sending}></progress>`
          : nothing
      }
    </div>
    <div class="meta">
      <span class=${refusal ? 'field-error' : 'state'}
        >${icon(refusal || unclear ? 'warning' : context.online ? 'clock' : 'offline')}<span dir="auto"
          >${word}</span
        ></span
      >
      ${
        refusal || unclear
          ? html`<button class="word" type="button" tabindex=${stop} @click=${() => context.retry(id)}>
              ${t('retry')}
            </button>`
          : nothing
      }
      ${
        mayTakeBack
          ? html`<button class="word" type="button" tabindex=${stop} @click=${() => context.takeBack(id)}>
              ${t(uploading && !refusal ? 'cancelUpload' : 'takeBack')}
            </button>`
          : nothing
      }
    </div>
    ${unkept ? html`<div class="small muted">${t('volatile')}</div>` : nothing}
  </li>`;
}
