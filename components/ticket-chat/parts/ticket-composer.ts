import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import type { NewMessage } from '../../../src/client/own-messages.ts';
import type { Message } from '../../../src/contract/tickets/message.ts';
import { MAX_MESSAGE_LENGTH } from '../../../src/contract/tickets/ticket.ts';
import { getUploadLimits } from '../../../src/contract/uploads.ts';
import { ticketMessages } from '../../../src/i18n/ticket.ts';
import { CabinetElement } from '../../shared/cabinet-element.ts';
import { LocalizeController } from '../../shared/localize-controller.ts';
import { OnlineController } from '../../shared/online-controller.ts';
import { QueryController } from '../../shared/query-controller.ts';
import { SessionController } from '../../shared/session-controller.ts';
import { baseStyles } from '../../shared/styles.ts';
import { buttonStyles } from '../../ui/button.ts';
import { fieldStyles } from '../../ui/field.styles.ts';
import { icon } from '../../ui/icon.ts';
import { addFiles } from './chosen-files.ts';
import { DraftController } from './draft-controller.ts';
import { chosenFilesStyles, fileChips, filePicker, FilePreviews, limitWords, wrongFiles } from './file-chips.ts';
import { wordsOf } from './message-view.ts';
import { composerStyles } from './ticket-composer.styles.ts';
import { ticketIcons } from './ticket-icons.ts';

/** Typing is told at most this often, ms. */
const TYPING = 4000;

/** Whether fingers point here, which bring their keyboard onto the screen. */
const isTouched = (): boolean => matchMedia('(pointer: coarse)').matches;

interface Drafted {
  text: string;
  replyTo?: Message | undefined;
  /** Names of files, which themselves are not kept. */
  files?: readonly string[];
}

/**
 * Where a message is written: it grows, keeps a draft for its conversation, takes files by button, drop and paste.
 *
 * @internal
 * @fires typing - The person types; at most every four seconds.
 */
export class CabinetTicketComposer extends CabinetElement {
  static override styles = [baseStyles, buttonStyles, fieldStyles, chosenFilesStyles, composerStyles];

  #texts = new LocalizeController(this, ticketMessages);
  #online = new OnlineController(this);
  #limits = new QueryController(this, getUploadLimits, () => (this.#mayAttach ? {} : undefined));
  #session = new SessionController(this);
  #previews = new FilePreviews(this);
  #draft = new DraftController<Drafted>(
    this,
    () => this.ticketId && `ticket.${this.ticketId}`,
    (kept, isOther) => this.#restore(kept, isOther),
  );

  /** Names the draft. */
  @property({ attribute: false }) ticketId = '';
  /** `ctrl-enter`: Enter begins a line. */
  @property({ attribute: false }) sendWith: 'enter' | 'ctrl-enter' = 'enter';

  /** Stores a message and sends it. While that is not done, what was written stays where it is. */
  @property({ attribute: false }) send: (message: NewMessage) => Promise<void> = () => Promise.resolve();

  @state() private _text = '';
  @state() private _files: readonly File[] = [];
  @state() private _replyTo: Message | undefined;
  @state() private _wrong: readonly string[] = [];
  /** Names of files that had been chosen before the page or the conversation was left. */
  @state() private _lost: readonly string[] = [];
  #sending = false;
  #typedAt = 0;

  get #area(): HTMLTextAreaElement | null {
    return this.renderRoot.querySelector('textarea');
  }

  protected override willUpdate(changed: PropertyValues): void {
    if (changed.has('ticketId')) this.#empty();
  }

  protected override firstUpdated(): void {
    this.setAttribute('exportparts', 'composer, input, button, button-send');
  }

  protected override updated(changed: PropertyValues): void {
    const area = this.#area;
    if (!area || !changed.has('_text')) return;
    area.style.setProperty('block-size', 'auto');
    // Empty, it has one line.
    if (this._text) area.style.setProperty('block-size', `${area.scrollHeight + 2}px`);
  }

  override focus(): void {
    this.#area?.focus();
  }

  /** Takes the focus that would be lost, where that brings no keyboard onto the screen. */
  stay(): void {
    if (!isTouched()) this.focus();
  }

  /** Something was typed or chosen. */
  get isWritten(): boolean {
    return this._text !== '' || this._files.length > 0;
  }

  /** Quotes a message in the next one. */
  reply(message: Message): void {
    this._replyTo = message;
    this.#keep();
    this.focus();
  }

  /** Puts what was taken back where it can be changed; what is being written stays before it. */
  restore({ text, files = [] }: NewMessage, replyTo: Message | undefined): void {
    this._replyTo ??= replyTo;
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
    this._lost = [];
    this.#keep();
  }

  get #mayAttach(): boolean {
    return this.client?.may({ id: 'uploads.begin' }) !== false;
  }

  #empty(): void {
    this._text = '';
    this._files = this._wrong = this._lost = [];
    this._replyTo = undefined;
  }

  /** After a reload without a network it is not certain who is there. */
  get #offlineWord(): 'offline' | 'offline.unsure' | 'offline.unknown' {
    if (this.#session.state.status === 'signed-in') return 'offline';
    return this.client?.owner === undefined ? 'offline.unknown' : 'offline.unsure';
  }

  #restore(kept: Drafted | undefined, isOther: boolean): void {
    if (isOther) this.#empty();
    this._text ||= kept?.text ?? '';
    this._replyTo ??= kept?.replyTo;
    if (this._files.length === 0) this._lost = kept?.files ?? [];
  }

  #keep(): void {
    const files = this._files.map(({ name }) => name);
    if (this.isWritten || this._replyTo) this.#draft.write({ text: this._text, replyTo: this._replyTo, files });
    else this.#draft.clear();
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
    // A keyboard on the screen has nothing but Enter to begin a line with.
    if (!control && (this.sendWith === 'ctrl-enter' || isTouched())) return;
    event.preventDefault();
    void this.#send();
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

  #send = async (): Promise<void> => {
    if (this.#sending) return;
    const text = this._text.trim();
    const surplus = text.length - MAX_MESSAGE_LENGTH;
    if (surplus > 0) {
      this._wrong = [this.#texts.t('wrong.length', { count: surplus })];
      return;
    }
    if (!text && this._files.length === 0) return this.focus();
    const { _text: written, _files: files, _replyTo: replyTo, ticketId } = this;
    const { current: draft } = this.#draft;
    // What was typed meanwhile is the beginning of the next one.
    const rest = (typed: string): string =>
      typed.startsWith(written) ? typed.slice(written.length).trimStart() : typed;
    this.#sending = true;
    this.focus();
    try {
      await this.send({ text, files, replyToId: replyTo?.id });
    } catch {
      // It was not stored, and whoever sends has said why: it stays to be sent again.
      return;
    } finally {
      this.#sending = false;
    }
    if (ticketId !== this.ticketId) {
      const kept = draft?.read();
      if (kept) draft?.write({ text: rest(kept.text) });
      return;
    }
    this._text = rest(this._text);
    this._files = this._files.filter((file) => !files.includes(file));
    if (this._replyTo === replyTo) this._replyTo = undefined;
    this._wrong = this._lost = [];
    this.#typedAt = 0;
    this.#keep();
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
        void this.#send();
      }}
    >
      ${this.#online.online ? nothing : html`<p class="note small" role="status">${icon('offline')}${t(this.#offlineWord)}</p>`}
      ${this._replyTo ? this.#renderReply(this._replyTo) : nothing}
      ${fileChips(this._files, this.#previews, this.#texts, this.format, (file) => {
        this._files = this._files.filter((each) => each !== file);
        this.#keep();
        this.stay();
      })}
      ${wrongFiles([...this._wrong, ...(this._lost.length > 0 ? [t('filesAgain', { names: this._lost.join(', ') })] : [])])}
      <div class="writing">
        ${
          this.#mayAttach
            ? filePicker(t('attach'), limits, (files) => {
                this.add(files);
                this.stay();
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
        <button
          class="button primary icon-only"
          type="submit"
          part="button button-send"
          aria-label=${t('send')}
          title=${t('send')}
        >
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
      <span class="cut" dir="auto"><strong dir="auto">${author}</strong> ${wordsOf(message, t('file'))}</span>
      <button
        class="button plain icon-only"
        type="button"
        part="button"
        aria-label=${t('replyCancel')}
        @click=${this.#cancelReply}
      >
        ${icon('close')}
      </button>
    </div>`;
  }
}
