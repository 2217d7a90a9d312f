import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import { Conversation } from '../../../src/client/conversation.ts';
import type { NewMessage } from '../../../src/client/own-messages.ts';
import type { CabinetClient } from '../../../src/client/types.ts';
import { getPresence, sendTyping, type Message } from '../../../src/contract/tickets/message.ts';
import { getTicket, type Ticket } from '../../../src/contract/tickets/ticket.ts';
import { CabinetError, isCabinetError } from '../../../src/contract/problem.ts';
import { commonMessages } from '../../../src/i18n/common.ts';
import { ticketMessages } from '../../../src/i18n/ticket.ts';
import { ticketsMessages } from '../../../src/i18n/tickets.ts';
import { Announcer } from '../../shared/announcer.ts';
import { block } from '../../shared/blocks.ts';
import { CabinetElement } from '../../shared/cabinet-element.ts';
import { headingFocus } from '../../shared/heading-focus.ts';
import { LazyParts } from '../../shared/lazy-parts.ts';
import { nextFrame } from '../../shared/next-frame.ts';
import { LocalizeController } from '../../shared/localize-controller.ts';
import { OnlineController } from '../../shared/online-controller.ts';
import { QueryController } from '../../shared/query-controller.ts';
import { SessionController } from '../../shared/session-controller.ts';
import { skeleton } from '../../ui/skeleton.ts';
import { banner } from '../../ui/state-panel.ts';
import './events.ts';
import { Arrivals, fromOthers } from './arrivals.ts';
import { EndFirst } from './end-first.ts';
import { FileDrop } from './file-drop.ts';
import { messagePane, moveFocus } from './message-pane.ts';
import { arrivedWords, keyOf, lastKeyOf, type MessageContext } from './message-view.ts';
import { ScrollKeeper } from './scroll-keeper.ts';
import { TicketActs } from './ticket-acts.ts';
import type { CabinetTicketComposer } from './ticket-composer.ts';
import { ticketFailed, ticketHeader, ticketPresence, typingLine } from './ticket-header.ts';
import { TicketSearch } from './ticket-search.ts';
import { ticketConversationStyles } from './ticket-conversation.styles.ts';
import { ticketIcons } from './ticket-icons.ts';
import { showInList, subjectUrl } from './ticket-subject.ts';
import { VisibleHeight } from './visible-height.ts';

/** Earlier and later messages are asked for this long before they come into sight, px. */
const AHEAD = 600;

/**
 * One conversation: its messages, its state, and the place to write.
 *
 * @internal
 * @fires close - The person goes back to the list.
 * @fires customer - Staff want to see all requests of the customer; `detail.customerId`.
 */
export class CabinetTicketConversation extends CabinetElement {
  static override styles = ticketConversationStyles;

  #texts = new LocalizeController(this, ticketMessages);
  #words = new LocalizeController(this, ticketsMessages);
  #common = new LocalizeController(this, commonMessages);
  #announcer = new Announcer(this);
  #online = new OnlineController(this);
  #session = new SessionController(this);
  #ticket = new QueryController(this, getTicket, () => this.#asked);
  #presence = new QueryController(this, getPresence, () =>
    this.client?.may(getPresence) === true ? this.#asked : undefined,
  );
  #acts = new TicketActs(this, this.#texts, this.#common.t, (text) => this.#announcer.say(text));
  #search = new TicketSearch(this, this.#texts, this.#common.t, {
    ticketId: () => this.ticketId,
    goTo: (sequence) => this.#goTo(sequence),
  });
  #focusHeading = headingFocus(this);
  #drop = new FileDrop(this, (files) => this.#composer?.add(files));
  #parts = new LazyParts(this, { html: () => import('./define-ticket-html.ts') });
  #arrivals = new Arrivals(this, {
    conversation: () => this.#conversation,
    say: (messages) => this.#announcer.say(arrivedWords(messages, this.#texts.t)),
    onSeen: () => this.#markRead(),
  });
  #scroll = new ScrollKeeper(this, { scroller: () => this.#scroller, onScroll: () => this.#onScroll() });

  readonly nested = true;
  @property({ attribute: false }) hiddenParts = '';
  @property({ attribute: false }) ticketId: string | undefined;
  @property({ attribute: false }) sendWith: 'enter' | 'ctrl-enter' = 'enter';
  /** Addresses of what a request may be about, `{id}` being the place of its id. */
  @property({ attribute: false }) orderUrl: string | undefined;
  @property({ attribute: false }) invoiceUrl: string | undefined;

  /** Messages that came while the end was out of sight. */
  @state() private _missed = 0;
  @state() private _active: string | undefined;
  @state() private _marked: string | undefined;
  @state() private _notice: string | undefined;

  #conversation: Conversation | undefined;
  #of: { client: CabinetClient; ticketId: string } | undefined;
  /** The request that the page has been told of. */
  #shown: string | undefined;
  #endFirst = new EndFirst(this, () => this.#onScroll());

  constructor() {
    super();
    new VisibleHeight(this, () => this.#composer?.shadowRoot?.activeElement && this.#composer);
  }

  get #scroller(): HTMLElement | null {
    return this.renderRoot.querySelector('.scroller');
  }

  get #composer(): CabinetTicketComposer | null {
    return this.renderRoot.querySelector('cabinet-ticket-composer');
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#conversation?.end();
    this.#conversation = this.#of = this.#shown = undefined;
  }

  /** What comes within a frame, of whatever question, is one drawing and one layout; the end of a session is seen at once. */
  protected override async scheduleUpdate(): Promise<void> {
    const isOpen = this.hasUpdated && this.client?.session.status === 'signed-in';
    if (isOpen && !document.hidden) await nextFrame();
    await super.scheduleUpdate();
  }

  protected override willUpdate(changed: PropertyValues): void {
    const { client, ticketId } = this;
    if (changed.has('ticketId')) this.#search.close();
    if (this.#conversation?.messages.some((message) => message.html !== undefined)) void this.#parts.need('html');
    if (!this.isConnected || (client === this.#of?.client && ticketId === this.#of?.ticketId)) return;
    this.#conversation?.end();
    this._missed = 0;
    this.#arrivals.reset();
    this._active = this._marked = this._notice = undefined;
    this.#scroll.atEnd = true;
    this.#of = client && ticketId ? { client, ticketId } : undefined;
    this.#conversation =
      this.#of && new Conversation({ ...this.#of, onChange: () => this.requestUpdate(), onArrived: this.#onArrived });
  }

  protected override updated(): void {
    const { data: ticket } = this.#ticket.state;
    if (ticket && ticket.id === this.ticketId && ticket.id !== this.#shown) {
      this.#shown = ticket.id;
      this.emit('cabinet-ticket-shown', { ticket });
    }
    const conversation = this.#conversation;
    // The texts of another language may come after the messages.
    if (!this.#scroller || conversation?.loading === 'first' || !conversation?.messages.length) return;
    if (this.#endFirst.open(conversation)) this.#scroll.show('unread');
    this.#markRead();
  }

  /** Puts the focus into the conversation: on its heading. */
  override focus(options?: FocusOptions): void {
    this.#focusHeading(options);
  }

  get #asked(): { ticketId: string } | undefined {
    return this.ticketId ? { ticketId: this.ticketId } : undefined;
  }

  /** Whether one may write here now; while that is unknown, yes. */
  get #mayReply(): boolean {
    const actions = this.#ticket.state.data?.allowedActions;
    const may = this.client?.may({ id: 'tickets.send' }) !== false;
    return may && (!actions || actions.includes('reply') || actions.includes('reopen'));
  }

  #onScroll(): void {
    const scroller = this.#scroller;
    const conversation = this.#conversation;
    if (!scroller?.clientHeight || !conversation) return;
    conversation.following = this.#scroll.atEnd && !conversation.hasLater;
    if (conversation.following) this._missed = 0;
    if (scroller.scrollTop < AHEAD && this.#endFirst.isWhole(conversation)) void conversation.loadEarlier();
    if (scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight < AHEAD) void conversation.loadLater();
    this.#markRead();
  }

  #markRead(): void {
    const sequence = this.#scroll.lastVisible?.dataset['sequence'];
    // Nobody reads what is out of sight, such as in a panel that is closed.
    if (document.hidden || !this.checkVisibility() || sequence === undefined) return;
    if (this.#endFirst.isOpened(this.#conversation)) void this.#conversation?.markRead(Number(sequence));
  }

  #onArrived = (messages: readonly Message[]): void => {
    const others = fromOthers(messages);
    if (!this.#scroll.atEnd) this._missed += others.length;
    this.#arrivals.take(others);
  };

  #goTo = async (sequence: number): Promise<void> => {
    const conversation = this.#conversation;
    if (!conversation) return;
    await conversation.goTo(sequence);
    const message = conversation.messages.find((each) => each.sequence === sequence);
    if (!message) return;
    this._active = this._marked = keyOf(message);
    await this.updateComplete;
    this.#scroll.show(keyOf(message))?.focus({ preventScroll: true });
  };

  #toEnd = async (): Promise<void> => {
    this._missed = 0;
    await this.#conversation?.toEnd();
    await this.updateComplete;
    this.#scroll.toEnd();
    this.#onScroll();
    this.#composer?.stay();
  };

  #send = async (message: NewMessage): Promise<void> => {
    const { ticketId } = this;
    this._notice = undefined;
    if (!this.#mayReply) throw new CabinetError('forbidden');
    this.#scroll.atEnd = true;
    try {
      await this.#conversation?.send(message);
    } catch (error) {
      const code = isCabinetError(error) ? error.code : 'unknown';
      this._notice = code === 'offline' ? this.#texts.t('offline.unknown') : this.#common.t(`error.${code}`);
      throw error;
    }
    if (ticketId) this.emit('cabinet-message-sent', { ticketId });
    void this.#conversation?.toEnd();
  };

  #onTyping = (): void => {
    const { client, ticketId } = this;
    if (!ticketId || client?.may(sendTyping) !== true || !this.#online.online) return;
    client.mutate(sendTyping, { ticketId, typing: true }).catch(() => undefined);
  };

  #openSubject = (event: Event, subject: Ticket['about'][number]): void => {
    if (!this.emit('cabinet-ticket-subject-requested', subject, { cancelable: true })) event.preventDefault();
    else if (!subjectUrl(subject, this)) showInList(subject);
  };

  #takeBack = async (id: string): Promise<void> => {
    const { t } = this.#texts;
    const taken = await this.#conversation?.takeBack(id);
    const quoted = this.#conversation?.messages.find((message) => message.id === taken?.replyToId);
    if (taken) this.#composer?.restore(taken, quoted);
    this.#announcer.say(t(taken ? 'takenBack' : 'tooLate'));
    this._notice = taken ? undefined : t('tooLate');
  };

  #onKeyDown = (event: KeyboardEvent): void => {
    this._active = (this.#scroller && moveFocus(event, this.#scroller)) ?? this._active;
  };

  get #context(): MessageContext {
    return {
      texts: this.#texts,
      common: this.#common.t,
      format: this.format,
      online: this.#online.online,
      active: this._active ?? lastKeyOf(this.#conversation),
      marked: this._marked,
      mayReply: this.#mayReply,
      reply: (message) => this.#composer?.reply(message),
      goTo: (sequence) => void this.#goTo(sequence),
      retry: (id) => void this.#conversation?.retry(id),
      takeBack: (id) => void this.#takeBack(id),
    };
  }

  protected override render(): TemplateResult | typeof nothing {
    const isReady = this.#texts.ready && this.#common.ready && this.#words.ready;
    if (!isReady) return html`<div class="base">${skeleton()}</div>`;
    const { data: ticket, error } = this.#ticket.state;
    const { t } = this.#texts;
    const { t: common } = this.#common;
    const back = (): boolean => this.dispatchEvent(new Event('close'));
    // What waits is shown, and one can write, although the rest cannot be had now.
    if (error && !ticket && !(error.retryable && this.client?.owner !== undefined)) {
      const retry = (): void => this.#ticket.refetch();
      const signIn = (): boolean => this.requestSignIn();
      return ticketFailed({ error, t, common, kept: this.#conversation?.isKept === true, back, retry, signIn });
    }
    const header = ticketHeader({
      ticket,
      t,
      words: this.#words.t,
      format: this.format,
      back,
      actions: ticket ? this.#acts.menu(ticket, this.#session, this.#search) : [],
      urlOf: (subject) => subjectUrl(subject, this),
      openSubject: this.#openSubject,
      openCustomer: (customerId) => this.dispatchEvent(new CustomEvent('customer', { detail: { customerId } })),
      presence:
        this.client?.may(getPresence) === false
          ? nothing
          : ticketPresence(this.#presence.state.data, ticket?.customer !== undefined, t),
    });
    const messages = messagePane({
      conversation: this.#conversation,
      context: this.#context,
      all: this.#endFirst.isWhole(this.#conversation),
      common,
      missed: this._missed,
      atEnd: this.#scroll.atEnd,
      toEnd: this.#toEnd,
      signIn: () => this.requestSignIn(),
      onScroll: this.#scroll.onScroll,
      onKeyDown: this.#onKeyDown,
    });
    return html`<section
      class="base ${this.#drop.over ? 'dropping' : ''}"
      part="base"
      aria-label=${ticket?.title ?? nothing}
      aria-busy=${this.#conversation?.loading === 'first'}
      @dragenter=${this.#drop.onDrag}
      @dragover=${this.#drop.onDrag}
      @dragleave=${this.#drop.onDrag}
      @drop=${this.#drop.onDrop}
    >
      ${block(this, 'header', header)} ${this.#search.render(this.format)}
      ${this._notice ? banner(this._notice, { label: common('close'), run: () => (this._notice = undefined) }) : nothing}
      ${this.#conversation?.isKept ? banner(t('kept')) : nothing} ${this.#acts.notice()}
      ${block(this, 'messages', messages)} ${typingLine(this.#presence.state.data, t, this.format)}
      ${ticket ? this.#acts.renderEnd(ticket, this.#session) : nothing}
      ${block(this, 'composer', this.#renderComposer(t))}
      ${this.#drop.over ? html`<div class="drop">${ticketIcons.attach()}${t('drop')}</div>` : nothing}
      ${this.#announcer.region()} ${this.#acts.dialog.render()}
    </section>`;
  }

  #renderComposer(t: LocalizeController<keyof typeof ticketMessages.english>['t']): TemplateResult | typeof nothing {
    const isClosed = this.#ticket.state.data?.status.code === 'closed';
    const word = this.#mayReply ? isClosed && 'replyReopens' : isClosed ? 'mayNotReply' : 'noReply';
    const note = word ? html`<p class="muted end-note">${t(word)}</p>` : nothing;
    // What was written before it was closed stays, to be taken elsewhere.
    if (!this.#mayReply && !this.#composer?.isWritten) return note;
    return html`${note}<cabinet-ticket-composer
        .ticketId=${this.ticketId ?? ''}
        .sendWith=${this.sendWith}
        .send=${this.#send}
        @typing=${this.#onTyping}
      ></cabinet-ticket-composer>`;
  }
}
