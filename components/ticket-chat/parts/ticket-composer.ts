import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import type { NewMessage } from '../../../src/client/conversation.ts';
import type { Message } from '../../../src/contract/tickets/message.ts';
import { MAX_MESSAGE_LENGTH } from '../../../src/contract/tickets/ticket.ts';
import { getUploadLimits } from '../../../src/contract/uploads.ts';
import { ticketMessages } from '../../../src/i18n/ticket.ts';
import { CabinetElement } from '../../shared/cabinet-element.ts';
import { Draft } from '../../shared/draft.ts';
import { LocalizeController } from '../../shared/localize-controller.ts';
import { OnlineController } from '../../shared/online-controller.ts';
import { QueryController } from '../../shared/query-controller.ts';
import { SessionController } from '../../shared/session-controller.ts';
import { baseStyles } from '../../shared/styles.ts';
import { buttonStyles } from '../../ui/button.ts';
import { fieldStyles } from '../../ui/field.ts';
import { icon } from '../../ui/icon.ts';
import { addFiles } from './chosen-files.ts';
import { chosenFilesStyles, fileChips, filePicker, FilePreviews, limitWords, wrongFiles } from './file-chips.ts';
import { wordsOf } from './message-view.ts';
import { composerStyles } from './ticket-composer.styles.ts';
import { ticketIcons } from './ticket-icons.ts';

/** Typing is told at most this often, ms. */
const TYPING = 4000;

interface Drafted {
  text: string;
  replyTo?: Message | undefined;
}

/**
 * Where a message is written: it grows, keeps a draft for its conversation, takes files by button, drop and paste.
 *
 * @internal
 * @fires send - A message is to be sent; `detail`: its text, files and what it replies to.
 * @fires typing - The person types; at most every four seconds.
 */
export class CabinetTicketComposer extends CabinetElement {
  static override styles = [baseStyles, buttonStyles, fieldStyles, chosenFilesStyles, composerStyles];

  #texts = new LocalizeController(this, ticketMessages);
  #online = new OnlineController(this);
  #limits = new QueryController(this, getUploadLimits, () => (this.#mayAttach ? {} : undefined));
  #session = new SessionController(this, () => this.#restore());
  #previews = new FilePreviews(this);

  /** Names the draft. */
  @property({ attribute: false }) ticketId = '';
  /** `ctrl-enter`: Enter begins a line. */
  @property({ attribute: false }) sendWith: 'enter' | 'ctrl-enter' = 'enter';

  @state() private _text = '';
  @state() private _files: readonly File[] = [];
  @state() private _replyTo: Message | undefined;
  @state() private _wrong: readonly string[] = [];
  #draft: Draft<Drafted> | undefined;
  #typedAt = 0;

  @query('textarea') private _area!: HTMLTextAreaElement | null;

  protected override willUpdate(changed: PropertyValues): void {
    if (changed.has('ticketId')) {
      this._text = '';
      this._files = this._wrong = [];
      this._replyTo = undefined;
      this.#draft = undefined;
    }
    if (!this.#draft) this.#restore();
  }

  protected override updated(changed: PropertyValues): void {
    const area = this._area;
    if (!area || !changed.has('_text')) return;
    area.style.setProperty('block-size', 'auto');
    area.style.setProperty('block-size', `${area.scrollHeight + 2}px`);
  }

  override focus(): void {
    this._area?.focus();
  }

  /** Quotes a message in the next one. */
  reply(message: Message): void {
    this._replyTo = message;
    this.#keep();
    this.focus();
  }

  /** Puts what was taken back where it can be changed; what is being written stays before it. */
  restore({ text, files = [] }: NewMessage): void {
    this._text = [this._text, text].filter(Boolean).join('\n');
    this._files = [...this._files, ...files];
    this.#keep();
    this.focus();
  }

  /** Takes files that were dropped or pasted. */
  add(files: readonly File[]): void {
    if (files.length === 0 || !this.#mayAttach) return;
    const added = addFiles(this._files, files, this.#limits.state.data, this.#texts, this.format);
    this._files = added.files;
    this._wrong = added.wrong;
  }

  get #mayAttach(): boolean {
    return this.client?.may({ id: 'uploads.begin' }) !== false;
  }

  #restore(): void {
    const { client } = this;
    if (!client || this.#draft || this.#session.state.status !== 'signed-in' || !this.ticketId) return;
    this.#draft = new Draft<Drafted>(client, `ticket.${this.ticketId}`);
    const kept = this.#draft.read();
    if (!kept) return;
    this._text = this._text || kept.text;
    this._replyTo = kept.replyTo;
  }

  #keep(): void {
    if (this._text || this._replyTo) this.#draft?.write({ text: this._text, replyTo: this._replyTo });
    else this.#draft?.clear();
  }

  #onInput = (event: Event): void => {
    this._text = (event.target as HTMLTextAreaElement).value;
    this._wrong = [];
    this.#keep();
    const now = Date.now();
    if (this._text && now - this.#typedAt >= TYPING) {
      this.#typedAt = now;
      this.dispatchEvent(new Event('typing'));
    }
  };

  #onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'Escape' && this._replyTo) {
      event.stopPropagation();
      this.#cancelReply();
    }
    if (event.key !== 'Enter' || event.isComposing || event.shiftKey || event.altKey) return;
    const control = event.ctrlKey || event.metaKey;
    if (this.sendWith === 'ctrl-enter' ? !control : false) return;
    event.preventDefault();
    this.#send();
  };

  #onPaste = (event: ClipboardEvent): void => {
    const files = [...(event.clipboardData?.files ?? [])];
    if (files.length === 0) return;
    event.preventDefault();
    this.add(files);
  };

  #cancelReply = (): void => {
    this._replyTo = undefined;
    this.#keep();
    this.focus();
  };

  #send = (): void => {
    const text = this._text.trim();
    const surplus = text.length - MAX_MESSAGE_LENGTH;
    if (surplus > 0) {
      this._wrong = [this.#texts.t('wrong.length', { count: surplus })];
      return;
    }
    if (!text && this._files.length === 0) return this.focus();
    const detail: NewMessage = { text, files: this._files, replyToId: this._replyTo?.id };
    this._text = '';
    this._files = this._wrong = [];
    this._replyTo = undefined;
    this.#typedAt = 0;
    this.#keep();
    this.dispatchEvent(new CustomEvent('send', { detail }));
    this.focus();
  };

  protected override render(): TemplateResult | typeof nothing {
    if (!this.#texts.ready) return nothing;
    const { t } = this.#texts;
    const limits = this.#limits.state.data;
    const keys = t(this.sendWith === 'enter' ? 'hint.enter' : 'hint.control');
    const hint = [keys, limitWords(limits, this.#texts, this.format)].filter(Boolean);
    return html`<form
      class="composer"
      part="composer"
      @submit=${(event: Event) => {
        event.preventDefault();
        this.#send();
      }}
    >
      ${this.#online.online ? nothing : html`<p class="note small" role="status">${icon('offline')}${t('offline')}</p>`}
      ${this._replyTo ? this.#renderReply(this._replyTo) : nothing}
      ${fileChips(this._files, this.#previews, this.#texts, this.format, (file) => {
        this._files = this._files.filter((each) => each !== file);
        this.focus();
      })}
      ${wrongFiles(this._wrong)}
      <div class="writing">
        ${
          this.#mayAttach
            ? filePicker(t('attach'), limits, (files) => {
                this.add(files);
                this.focus();
              })
            : nothing
        }
        <textarea
          class="input"
          part="input"
          rows="1"
          dir="auto"
          aria-label=${t('write')}
          aria-describedby="hint"
          placeholder=${t('placeholder')}
          .value=${live(this._text)}
          @input=${this.#onInput}
          @keydown=${this.#onKeyDown}
          @paste=${this.#onPaste}
        ></textarea>
        <button class="button primary icon-only" type="submit" part="button" aria-label=${t('send')} title=${t('send')}>
          ${ticketIcons.send()}
        </button>
      </div>
      <p class="hint small muted" id="hint">${hint.join(' · ')}</p>
    </form>`;
  }

  #renderReply(message: Message): TemplateResult {
    const { t } = this.#texts;
    const author = message.author.you ? t('you') : message.author.name;
    return html`<div class="replying">
      ${icon('undo')}
      <span class="cut" dir="auto"><strong>${author}</strong> ${wordsOf(message, t('file'))}</span>
      <button class="button plain icon-only" type="button" aria-label=${t('replyCancel')} @click=${this.#cancelReply}>
        ${icon('close')}
      </button>
    </div>`;
  }
}
