import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import { listTickets } from '../../src/contract/tickets/list.ts';
import type { Ticket } from '../../src/contract/tickets/ticket.ts';
import { commonMessages } from '../../src/i18n/common.ts';
import { ticketsMessages } from '../../src/i18n/tickets.ts';
import { Announcer } from '../shared/announcer.ts';
import { AskController, subjectOf, type AskSubject } from '../shared/ask.ts';
import { block } from '../shared/blocks.ts';
import { CabinetElement } from '../shared/cabinet-element.ts';
import { LazyParts } from '../shared/lazy-parts.ts';
import { isNarrowed, tidy } from '../shared/list-filter.ts';
import { listHead } from '../shared/list-head.ts';
import { listView } from '../shared/list-view.ts';
import { LocalizeController } from '../shared/localize-controller.ts';
import { OnlineController } from '../shared/online-controller.ts';
import { RowList } from '../shared/row-list.ts';
import { SessionController } from '../shared/session-controller.ts';
import { UrlController, type UrlPlace } from '../shared/url-state.ts';
import { icon } from '../ui/icon.ts';
import { SearchField } from '../ui/search-field.ts';
import './parts/events.ts';
import { ticketUrlNames, type TicketListFilter } from './parts/ticket-filter.ts';
import type { RequestDraft } from './parts/request-draft.ts';
import { headRow, skeletonRow, ticketRow, type TicketRowContext } from './parts/ticket-row.ts';
import { ticketTools } from './parts/ticket-tools.ts';
import { WaitingRequests } from './parts/waiting-requests.ts';
import { ticketChatStyles } from './ticket-chat.styles.ts';

/**
 * The customer's conversations with the company's support: a list of requests beside the open one. What is written is
 * kept on the device until the company has it, through broken links, reloads and days without a network.
 *
 * @customElement cabinet-ticket-chat
 * @summary A customer's requests and the conversation about each of them.
 * @fires {CustomEvent} cabinet-ticket-opened - A person opens a request; cancel it to show the request yourself. `detail.ticketId`
 * @fires {CustomEvent} cabinet-ticket-closed - The conversation was left. `detail.ticketId`
 * @fires {CustomEvent} cabinet-ticket-created - A new request has reached the company. `detail.ticket`
 * @fires {CustomEvent} cabinet-message-sent - A message was written and is on its way. `detail.ticketId`
 * @fires {CustomEvent} cabinet-ticket-shown - A conversation stands on the screen. `detail.ticket`; for staff `detail.ticket.customer` tells whose it is
 * @fires {CustomEvent} cabinet-ticket-subject-requested - A person opens what a request is about; cancel it to show that yourself. Default: the address of `order-url` or `invoice-url`, else the page's list of orders or invoices. `detail.kind`, `detail.id`, `detail.label`
 * @fires {CustomEvent} cabinet-sign-in-requested - A person wants to sign in: cancel it, open your login, then call `detail.renew()`.
 * @slot header - Above the heading.
 * @slot footer - Below everything.
 * @slot head-before - Above heading, count and main action.
 * @slot head-after - Below them.
 * @slot toolbar-before - Above search and filters.
 * @slot toolbar-after - Below search and filters.
 * @slot list-before - Above the rows.
 * @slot list-after - Below the rows.
 * @slot header-before - Above subject, state and actions of the open request.
 * @slot header-after - Below them.
 * @slot messages-before - Above the messages.
 * @slot messages-after - Below the messages.
 * @slot composer-before - Above the field to write in, such as your opening hours.
 * @slot composer-after - Below it.
 * @slot empty - Instead of the text for a customer who has no requests yet.
 * @slot nothing - Instead of the text for filters that no request passes.
 * @slot error - Instead of the message that the requests could not be loaded.
 * @slot offline - Instead of the message that there is no network, while the requests have not been loaded.
 * @slot unsupported - Instead of the message that the backend has no requests.
 * @slot unauthenticated - Instead of the request to sign in.
 * @csspart base - Everything.
 * @csspart header - Heading, count and the main action.
 * @csspart heading - The heading.
 * @csspart list - Search, filters and rows.
 * @csspart scroller - What scrolls if `--cabinet-list-max-height` is set.
 * @csspart row - One request.
 * @csspart head-row - The names of the columns.
 * @csspart details - The open conversation, or the form for a new request.
 * @csspart ticket-header - Subject, state and actions of the open request.
 * @csspart subject - What it is about.
 * @csspart messages - Its messages.
 * @csspart message - One message; also `bubble`, what is around its text.
 * @csspart composer - Where a message is written.
 * @csspart form - The form for a new request.
 * @csspart input - A field to write in.
 * @csspart select - A choice, such as the kind of a new request.
 * @csspart dialog - A window, such as the one that asks for a rating.
 * @csspart button - Every button; also `button-send`.
 * @csspart status - A state; also `status-positive`, `status-caution`, `status-info`, `status-neutral`.
 * @csspart state - What stands instead of rows; also `state-empty`, `state-error`, `state-offline`, `state-unauthenticated`, `state-unsupported`.
 * @csspart banner - A note above rows that are still good.
 * @cssproperty {length} [--cabinet-chat-height=720px] - Height of the conversation, at most that of the window.
 * @cssproperty {length} [--cabinet-list-max-height=none] - Lets the list scroll by itself.
 * @cssproperty {length} [--cabinet-sticky-top=0] - Height of what the page keeps at its top edge.
 * @cssstate loading - No rows yet.
 * @cssstate empty - The customer has no requests.
 * @cssstate error - The requests could not be loaded.
 * @cssstate content - There are rows.
 * @example
 * ```html
 * <cabinet-ticket-chat url-state="query"></cabinet-ticket-chat>
 * ```
 */
export class CabinetTicketChat extends CabinetElement {
  static override styles = ticketChatStyles;

  #texts = new LocalizeController(this, ticketsMessages);
  #common = new LocalizeController(this, commonMessages);
  #announcer = new Announcer(this);
  #online = new OnlineController(this);
  #session = new SessionController(this, (_, isOther) => isOther && this.#shut(true));
  #rows = new RowList(this, {
    operation: listTickets,
    input: (limit) => ({ ...tidy(this.filters), limit }),
    pageSize: () => this.pageSize,
    idOf: ({ id }) => id,
    draw: () => (this.requestUpdate(), this.performUpdate()),
    act: ({ id }) => void this.open(id),
  });
  #url = new UrlController(this, ticketUrlNames);
  #search = new SearchField(this, (search) => this.#filter({ search }));
  #requests = new WaitingRequests(this, (ticket, id) => this.#onCreated(ticket, id));
  #parts = new LazyParts(this, {
    // With its words: the network may have gone when it is opened.
    conversation: () => import('./parts/define-ticket-conversation.ts').then(({ loadWords }) => loadWords(this.locale)),
  });

  /** The heading. Default: the word for it in the cabinet's language. */
  @property() heading: string | undefined;
  /** Rows asked for at once, 1 to 200. */
  @property({ type: Number, attribute: 'page-size' }) pageSize = 25;
  /** Search and filters; the address wins over it where `url-state` is set. */
  @property({ attribute: false }) filters: TicketListFilter = {};
  /** The request whose conversation is open. */
  @property({ attribute: 'ticket-id' }) ticketId: string | undefined;
  /** With `about-id`: opens the latest request about this order, invoice or document, or the form for a new one. */
  @property({ attribute: 'about-kind' }) aboutKind: AskSubject['kind'] | undefined;
  /** With `about-kind`: the id of that order, invoice or document. */
  @property({ attribute: 'about-id' }) aboutId: string | undefined;
  /** Its number, for the form. Default: its id. */
  @property({ attribute: 'about-label' }) aboutLabel: string | undefined;
  /** Where the site shows an order: `/account?orders.order={id}`, `{id}` being its id. Absent: the order history on the page does. */
  @property({ attribute: 'order-url' }) orderUrl: string | undefined;
  /** Where it shows an invoice. Absent: the invoice list on the page does. */
  @property({ attribute: 'invoice-url' }) invoiceUrl: string | undefined;
  /**
   * Blocks that are not to be there, separated by spaces: `head`, `toolbar`, `list`; of an open request `header`,
   * `messages`, `composer`.
   */
  @property({ attribute: 'hidden-parts' }) hiddenParts = '';
  /** `enter` or `ctrl-enter`: what sends a message. Where fingers point, Enter begins a line and the button sends. */
  @property({ attribute: 'send-with' }) sendWith: 'enter' | 'ctrl-enter' = 'enter';
  /** `query` or `hash`: the page's address may hold filters and the open request. Default: it is left alone. */
  @property({ attribute: 'url-state' }) urlState: UrlPlace;

  /** A new request is being written. */
  @state() private _draft: RequestDraft | undefined;
  /** The request about something that was looked for already. */
  #followed: string | undefined;
  /** The request that was written here last: it is opened when it is there. */
  #mine: string | undefined;
  /** The tickets that requests have become. */
  #created = new Map<string, string>();

  constructor() {
    super();
    new AskController(this, (subject) => void this.ask(subject));
  }

  override connectedCallback(): void {
    super.connectedCallback();
    // Another page's question, in the address.
    const place = this.urlState === 'hash' ? location.hash.slice(1) : location.search;
    const asked = this.urlState && subjectOf(new URLSearchParams(place));
    if (asked) ({ kind: this.aboutKind, id: this.aboutId, label: this.aboutLabel } = asked);
  }

  protected override willUpdate(changed: PropertyValues): void {
    if (changed.has('filters') && this.hasUpdated) this.#rows.reset();
    if (this._draft || this.ticketId) void this.#parts.need('conversation');
    // Whoever has requests opens one, perhaps where there is no network any more.
    else if (this.#rows.list.length > 0) this.#parts.needSoon('conversation');
  }

  protected override updated(): void {
    this.setStates(this.#rows.states);
    this.#followAbout();
  }

  /** Asks for the requests again. */
  refresh(): void {
    this.client?.invalidate('tickets');
  }

  /** Opens a conversation, and puts the focus there. */
  async open(ticketId: string): Promise<void> {
    if (!this.emit('cabinet-ticket-opened', { ticketId }, { cancelable: true })) return;
    if (!this.#opened) this.#rows.leave();
    this._draft = undefined;
    this.ticketId = ticketId;
    this.#url.write();
    await this.#focusOn('conversation');
  }

  /** Leaves the conversation or the form; the focus goes back to the request's row. */
  async close(): Promise<void> {
    const { ticketId } = this;
    const wasOpen = this.#opened;
    this.#shut();
    if (ticketId) await this.#rows.comeBack(ticketId);
    else if (wasOpen) {
      await this.updateComplete;
      this.renderRoot.querySelector<HTMLElement>('.new-request')?.focus();
    }
  }

  /** Opens the form for a new request. */
  async begin(about: readonly AskSubject[] = []): Promise<void> {
    if (!this.#opened) this.#rows.leave();
    this.ticketId = undefined;
    this._draft = { about };
    await this.#focusOn('form');
  }

  /** Opens the latest request about an order, invoice or document, or the form for a new one. */
  async ask(subject: AskSubject): Promise<void> {
    const { client } = this;
    if (!client) return;
    // Without a network nobody would answer until it is back.
    const known = this.#online.online
      ? await client.query(listTickets, { aboutId: subject.id, limit: 1 }).catch(() => undefined)
      : undefined;
    const [latest] = known?.items ?? [];
    this.scrollIntoView({ block: 'nearest' });
    if (latest && latest.status.code !== 'closed') await this.open(latest.id);
    else await this.begin([subject]);
  }

  #shut(replace?: boolean): void {
    const { ticketId } = this;
    this._draft = undefined;
    this.ticketId = undefined;
    this.#url.write(replace);
    if (ticketId) this.emit('cabinet-ticket-closed', { ticketId });
  }

  get #opened(): boolean {
    return this.ticketId !== undefined || this._draft !== undefined;
  }

  async #focusOn(part: 'conversation' | 'form'): Promise<void> {
    await Promise.all([this.updateComplete, this.#parts.need('conversation')]);
    const element = this.renderRoot.querySelector<CabinetElement>(`cabinet-ticket-${part}`);
    await element?.updateComplete;
    element?.focus({ preventScroll: true });
    // The place to write stands at the end.
    element?.parentElement?.scrollIntoView({ block: 'nearest' });
  }

  /** Once for each subject of the attributes, as soon as somebody is signed in. */
  #followAbout(): void {
    const { aboutKind: kind, aboutId: id } = this;
    if (!kind || !id || this.#session.state.status !== 'signed-in') return;
    const key = `${kind} ${id}`;
    if (key === this.#followed) return;
    this.#followed = key;
    void this.ask({ kind, id, label: this.aboutLabel ?? id });
  }

  #onCreated(ticket: Ticket, id: string): void {
    this.emit('cabinet-ticket-created', { ticket });
    // Every tab hears of it; the one that is looked at says so.
    if (!document.hidden) this.#announcer.say(this.#texts.t('request.sent', { number: ticket.number }));
    this.#created.set(id, ticket.id);
    // Who has gone on to something else is not called back.
    if (id === this.#mine && !this.#opened) void this.open(ticket.id);
  }

  #onWritten = async ({ detail: { id } }: CustomEvent<{ id: string }>): Promise<void> => {
    this.#mine = id;
    const created = this.#created.get(id);
    await (created ? this.open(created) : this.close());
  };

  #takeBack = async (id: string): Promise<void> => {
    const taken = await this.#requests.takeBack(id);
    if (!taken) return;
    this._draft = { about: [], taken: { input: taken.item.input, files: taken.files } };
    await this.#focusOn('form');
  };

  #filter = (change: Partial<TicketListFilter>): void => {
    this.#search.forget();
    this.filters = tidy({ ...this.filters, ...change });
    this.#url.write('search' in change);
  };

  #filterAnew = (filters: TicketListFilter): void => {
    this.filters = {};
    this.#filter(filters);
  };

  /** While it is unknown, yes, so that nothing moves. */
  get #mayBegin(): boolean {
    return (
      this.#session.may({ id: 'tickets.create' }) ||
      (!this.#rows.list.error && this.client?.may({ id: 'tickets.create' }) !== false)
    );
  }

  get #isStaff(): boolean {
    return this.#session.may({ id: 'tickets.assign' });
  }

  protected override render(): TemplateResult {
    const ready = this.#texts.ready && this.#common.ready;
    const opened = this.#opened;
    return html`<slot name="header"></slot>
      <section class="base" part="base" aria-busy=${this.#rows.list.fetching}>
        ${this.#renderHead(ready)}
        <div class="panes ${opened ? 'open' : ''}">
          <div class="list-pane" part="list">
            ${block(
              this,
              'toolbar',
              this.#rows.isEmpty && !isNarrowed(this.filters)
                ? nothing
                : ready
                  ? this.#renderTools()
                  : html`<div class="tools"></div>`,
            )}
            ${block(this, 'list', this.#renderList(ready))}
          </div>
          ${opened ? html`<div class="details-pane" part="details">${this.#renderOpen()}</div>` : nothing}
        </div>
      </section>
      <slot name="footer"></slot>
      ${this.#announcer.region()}`;
  }

  #renderOpen(): TemplateResult {
    return this._draft
      ? html`<cabinet-ticket-form
          .draft=${this._draft}
          @close=${() => this.close()}
          @written=${this.#onWritten}
        ></cabinet-ticket-form>`
      : html`<cabinet-ticket-conversation
          exportparts="ticket-header, subject, messages, message, bubble, composer, input, dialog, button, button-send, status, state, banner"
          .hiddenParts=${this.hiddenParts}
          .ticketId=${this.ticketId}
          .sendWith=${this.sendWith}
          .orderUrl=${this.orderUrl}
          .invoiceUrl=${this.invoiceUrl}
          @close=${() => this.close()}
          @customer=${({ detail }: CustomEvent<{ customerId: string }>) => this.#filterAnew(detail)}
        ></cabinet-ticket-conversation>`;
  }

  #renderHead(ready: boolean): TemplateResult {
    const { t } = this.#texts;
    // Who answers requests makes none.
    const mayBegin = ready && this.#mayBegin && !this.#isStaff && !this._draft;
    return html`${listHead(this, {
        list: this.#rows.list,
        t,
        common: this.#common.t,
        ready,
        parts: this.#parts,
        online: this.#online.online,
        action:
          mayBegin &&
          html`<button class="button primary new-request" type="button" part="button" @click=${() => this.begin()}>
            ${icon('plus')}${t('new')}
          </button>`,
      })}
      <div class="requests">
        ${this.#requests.render({
          t,
          common: this.#common.t,
          openId: this.ticketId,
          isCut: !this.#online.online || this.#rows.list.length === 0,
          takeBack: (id) => void this.#takeBack(id),
          open: (ticketId) => void this.open(ticketId),
        })}
      </div>`;
  }

  #renderTools(): TemplateResult {
    return ticketTools({
      t: this.#texts.t,
      common: this.#common.t,
      filters: this.filters,
      search: this.#search,
      isStaff: this.#isStaff,
      customer: this.#rows.list.at(0)?.customer?.name,
      change: this.#filter,
    });
  }

  #renderList(ready: boolean): TemplateResult {
    const context: TicketRowContext = {
      texts: this.#texts,
      format: this.format,
      active: this.#rows.navigation.active,
      openId: this.ticketId,
    };
    return listView({
      rows: this.#rows,
      t: this.#texts.t,
      common: this.#common.t,
      ready,
      selecting: false,
      narrowed: isNarrowed(this.filters),
      head: () => headRow(context),
      row: (ticket, index) => ticketRow(ticket, index, context),
      skeletonRow,
      showing: ({ id }) => [id === context.openId, this.#texts.locale, this.format, this.format.isoDay()],
      clear: () => this.#filterAnew({}),
      signIn: () => this.requestSignIn(),
    });
  }
}
