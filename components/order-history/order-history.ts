import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import { listOrders, type OrderSummary } from '../../src/contract/orders/list.ts';
import { isCabinetError } from '../../src/contract/problem.ts';
import { commonMessages } from '../../src/i18n/common.ts';
import { ordersMessages } from '../../src/i18n/orders.ts';
import { Announcer } from '../shared/announcer.ts';
import { CabinetElement } from '../shared/cabinet-element.ts';
import { LocalizeController } from '../shared/localize-controller.ts';
import { OnlineController } from '../shared/online-controller.ts';
import { PagedList } from '../shared/paged-list.ts';
import { RowNavigation } from '../shared/row-navigation.ts';
import { RowWindow } from '../shared/row-window.ts';
import { SessionController } from '../shared/session-controller.ts';
import { baseStyles } from '../shared/styles.ts';
import { buttonStyles } from '../ui/button.ts';
import { icon } from '../ui/icon.ts';
import { skeleton, skeletonStyles } from '../ui/skeleton.ts';
import { banner, errorText, statePanelStyles } from '../ui/state-panel.ts';
import { statusStyles } from '../ui/status.ts';
import { orderHistoryStyles } from './order-history.styles.ts';
import { isNarrowed, tidy, toListInput, type OrderListFilter } from './parts/order-filter.ts';
import { orderList } from './parts/order-list-view.ts';
import { readUrl, writeUrl, type UrlPlace } from './parts/url-state.ts';

declare global {
  interface HTMLElementEventMap {
    'cabinet-order-opened': CustomEvent<{ orderId: string }>;
    'cabinet-order-closed': CustomEvent<{ orderId: string }>;
    'cabinet-orders-filtered': CustomEvent<{ filters: OrderListFilter }>;
  }
}

/** What can be taken off the list by `hidden-actions`. */
export type OrderHistoryAction = 'repeat' | 'repeat-last' | 'select' | 'export' | 'print';

/** In the flow of a page, pages that load by themselves before a button keeps the host's footer reachable. */
const PAGES_BY_THEMSELVES = 4;
/** A new order is marked for so long, ms. */
const NEW_FOR = 6000;
/** The contract lets so many orders be repeated as one. */
const MOST_SELECTED = 20;
/** Rows that a printout holds at most. */
const MOST_PRINTED = 1000;

const parts = {
  toolbar: () => import('./parts/define-order-toolbar.ts'),
  details: () => import('./parts/define-order-details.ts'),
  reorder: () => import('./parts/define-reorder-dialog.ts'),
};

/**
 * The customer's orders: search, filters, status, details, and repeating one in a press.
 *
 * @customElement cabinet-order-history
 * @summary A customer's orders, as a table where there is room and as cards where there is not.
 * @fires {CustomEvent} cabinet-order-opened - A person opens an order; cancel it to show the order yourself. `detail.orderId`
 * @fires {CustomEvent} cabinet-order-closed - The details were closed. `detail.orderId`
 * @fires {CustomEvent} cabinet-orders-filtered - A person changed search, filters or sorting. `detail.filters`
 * @fires {CustomEvent} cabinet-sign-in-requested - A person wants to sign in: cancel it, open your login, then call `detail.renew()`.
 * @slot header - Above the heading.
 * @slot footer - Below everything.
 * @slot toolbar-before - Above search and filters.
 * @slot toolbar-after - Below search and filters.
 * @slot list-before - Above the rows.
 * @slot list-after - Below the rows.
 * @slot empty - Instead of the text for a customer who has not ordered yet.
 * @slot unauthenticated - Instead of the request to sign in.
 * @csspart base - Everything.
 * @csspart header - Heading, count and the main action.
 * @csspart heading - The heading.
 * @csspart list - Toolbar and rows.
 * @csspart scroller - What scrolls if `--cabinet-list-max-height` is set.
 * @csspart row - One order.
 * @csspart head-row - The names of the columns.
 * @csspart details - The details of the open order.
 * @csspart button - Every button.
 * @csspart status - A status; also `status-positive`, `status-caution`, `status-critical`, `status-info`, `status-neutral`.
 * @csspart state - What stands instead of rows; also `state-empty`, `state-error`, `state-unauthenticated`, `state-unsupported`.
 * @csspart banner - A note above rows that are still good.
 * @cssproperty [--cabinet-list-max-height=none] - Lets the list scroll by itself.
 * @cssproperty [--cabinet-sticky-top=0] - Height of what the page keeps at its top edge.
 * @cssstate loading - No rows yet.
 * @cssstate empty - The customer has no orders.
 * @cssstate error - The orders could not be loaded.
 * @cssstate content - There are rows.
 * @example
 * ```html
 * <cabinet-order-history heading="Your orders" url-state="query"></cabinet-order-history>
 * ```
 */
export class CabinetOrderHistory extends CabinetElement {
  static override styles = [
    baseStyles,
    buttonStyles,
    skeletonStyles,
    statusStyles,
    statePanelStyles,
    orderHistoryStyles,
  ];

  #texts = new LocalizeController(this, ordersMessages);
  #common = new LocalizeController(this, commonMessages);
  #announcer = new Announcer(this);
  #session = new SessionController(this);
  #online = new OnlineController(this);
  #list = new PagedList(this, listOrders, () => toListInput(this.filters, this.#limit, this.format.timeZone));
  #window = new RowWindow(this, { body: () => this._body, count: () => this.#rowCount });
  #navigation = new RowNavigation(this, this.#window, () => this.#rowCount);

  /** Default: the word for orders in the cabinet's language. */
  @property() heading: string | undefined;
  /** Rows asked for at once, 1 to 200. */
  @property({ type: Number, attribute: 'page-size' }) pageSize = 25;
  /** Search, filters and sorting; the address wins over it where `url-state` is set. */
  @property({ attribute: false }) filters: OrderListFilter = {};
  /** The order whose details are open. */
  @property({ attribute: 'order-id' }) orderId: string | undefined;
  /** Words from `repeat`, `repeat-last`, `select`, `export`, `print`, separated by spaces. */
  @property({ attribute: 'hidden-actions' }) hiddenActions = '';
  /** `query` or `hash`: the page's address may hold filters and the open order. Default: it is left alone. */
  @property({ attribute: 'url-state' }) urlState: UrlPlace;

  @state() private _reordering: readonly string[] | undefined;
  @state() private _selected: ReadonlyMap<string, string> | undefined;
  @state() private _newId: string | undefined;
  @state() private _failedPart: keyof typeof parts | undefined;
  @state() private _looking = false;
  /** Said above the list: why a press of a button did nothing. */
  @state() private _notice: string | undefined;

  @query('tbody') private _body!: HTMLElement | null;
  @query('.scroller') private _scroller!: HTMLElement | null;

  #pagesAllowed = PAGES_BY_THEMSELVES;
  #loaded = new Set<keyof typeof parts>();
  #anchor: { id: string; index: number } | undefined;
  /** The order whose row is the active one, and where it was drawn. */
  #active: { id: string; index: number } | undefined;
  #newTimer: ReturnType<typeof setTimeout> | undefined;
  #rowTop = 0;
  #colleagues = false;

  override connectedCallback(): void {
    super.connectedCallback();
    this.#readUrl();
    window.addEventListener('popstate', this.#readUrl);
    window.addEventListener('beforeprint', this.#onPrint);
    window.addEventListener('afterprint', this.#onPrint);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    window.removeEventListener('popstate', this.#readUrl);
    window.removeEventListener('beforeprint', this.#onPrint);
    window.removeEventListener('afterprint', this.#onPrint);
    clearTimeout(this.#newTimer);
  }

  protected override willUpdate(changed: PropertyValues): void {
    if (changed.has('filters') && this.hasUpdated) {
      this.#pagesAllowed = PAGES_BY_THEMSELVES;
      this.#navigation.active = 0;
      this.#anchor = undefined;
    }
    if (this.orderId) this.#load('details');
    if (this._reordering) this.#load('reorder');
    if (this.#list.length > 0 || isNarrowed(this.filters)) this.#load('toolbar');
  }

  protected override updated(): void {
    const { first, end, firstVisible } = this.#window;
    this.#list.show(first - this.#limit / 2, end + this.#limit / 2);
    this.#stay();
    this.#keepFocus();
    const item = this.#list.rows(firstVisible, firstVisible + 1)[0];
    this.#anchor = item && firstVisible > 0 ? { id: item.id, index: firstVisible } : undefined;
    const near = end >= this.#list.length - this.#limit / 4;
    if (near && this.#list.more && (this.#scrollsItself || this.#list.pages < this.#pagesAllowed)) {
      this.#list.loadMore();
    }
    this.setStates({
      loading: this.#list.pending,
      empty: this.#isEmpty,
      error: this.#list.error !== undefined,
      content: this.#list.length > 0,
    });
  }

  /** Asks for the orders again. */
  refresh(): void {
    this.client?.invalidate('orders');
  }

  /** Shows the details of an order. */
  open(orderId: string): void {
    if (!this.emit('cabinet-order-opened', { orderId }, { cancelable: true })) return;
    const row = this._body?.querySelector(`[data-index='${this.#navigation.active}']`);
    this.#rowTop = row?.getBoundingClientRect().top ?? 0;
    this.orderId = orderId;
    this.#writeUrl();
  }

  /** Closes the details; the focus goes back to the order's row, and the row to where it was. */
  async close(): Promise<void> {
    const { orderId } = this;
    if (!orderId) return;
    this.orderId = undefined;
    this.#writeUrl();
    this.emit('cabinet-order-closed', { orderId });
    await this.updateComplete;
    const index = this.#list.indexOf(({ id }) => id === orderId);
    if (index >= 0) this.#navigation.active = index;
    this.requestUpdate();
    await this.updateComplete;
    const row = this._body?.querySelector<HTMLElement>(`[data-index='${this.#navigation.active}']`);
    row?.focus({ preventScroll: true });
    if (row && this.#rowTop) this.#window.scroll(row.getBoundingClientRect().top - this.#rowTop);
  }

  /** Opens the preview of repeating the newest order that can be repeated. */
  async repeatLast(): Promise<void> {
    const { client } = this;
    if (!client || this._looking) return;
    this._looking = true;
    this._notice = undefined;
    try {
      const { items } = await client.query(listOrders, toListInput({}, this.#limit, this.format.timeZone));
      const newest = items.find((order) => this.#canRepeat(order));
      if (newest) this._reordering = [newest.id];
      else this._notice = this.#texts.t('repeatNone');
    } catch (error) {
      this._notice = isCabinetError(error) ? errorText(error, this.#common.t) : String(error);
    } finally {
      this._looking = false;
    }
  }

  get #limit(): number {
    return Math.max(1, Math.min(200, Math.floor(this.pageSize) || 25));
  }

  /** Rows to draw: before the first answer, as many as a page may bring. */
  get #rowCount(): number {
    return this.#list.pending ? this.#limit : this.#list.length;
  }

  get #isEmpty(): boolean {
    return this.#list.length === 0 && !this.#list.pending && !this.#list.more && !this.#list.error;
  }

  /** The list has a height of its own, so nothing of the host's stands below its rows. */
  get #scrollsItself(): boolean {
    return this._scroller !== null && getComputedStyle(this._scroller).maxHeight !== 'none';
  }

  /** Others order for this customer too; once seen, it stays so. */
  get #hasColleagues(): boolean {
    const { state } = this.#session;
    const me = state.status === 'signed-in' ? state.session.person.name : undefined;
    this.#colleagues ||=
      me !== undefined &&
      this.#list.indexOf(({ placedBy }) => placedBy !== undefined && !placedBy.staff && placedBy.name !== me) >= 0;
    return this.#colleagues;
  }

  #hides(action: OrderHistoryAction): boolean {
    return this.hiddenActions.split(' ').includes(action);
  }

  /** Whether the customer may repeat at all; while that is unknown, yes, so that nothing moves. */
  get #mayRepeat(): boolean {
    return this.client?.may({ id: 'orders.reorder' }) !== false;
  }

  #canRepeat = (order: OrderSummary): boolean => this.#mayRepeat && order.allowedActions.includes('reorder');

  #load(name: keyof typeof parts): void {
    if (this.#loaded.has(name)) return;
    this.#loaded.add(name);
    parts[name]().catch(() => {
      this.#loaded.delete(name);
      this._failedPart = name;
    });
  }

  /** Keeps the rows that are being read where they are when others came in above them. */
  #stay(): void {
    const anchor = this.#anchor;
    if (!anchor) return;
    const index = this.#list.indexOf(({ id }) => id === anchor.id);
    if (index < 0 || index === anchor.index) return;
    this.#anchor = { id: anchor.id, index };
    this.#navigation.active += index - anchor.index;
    this.#window.scroll((index - anchor.index) * this.#window.rowHeight);
  }

  /** The focus stays on its order when others came in above it. */
  #keepFocus(): void {
    const { active } = this.#navigation;
    const before = this.#active;
    const focused = this._body?.contains(this.shadowRoot?.activeElement ?? null) === true;
    const index = focused && before ? this.#list.indexOf(({ id }) => id === before.id) : -1;
    if (before && index >= 0 && index !== before.index && (active === before.index || active === index)) {
      this.#active = { id: before.id, index };
      this.#navigation.focus(index);
      return;
    }
    const order = this.#orderAt(active);
    this.#active = order && { id: order.id, index: active };
  }

  #readUrl = (): void => {
    if (!this.urlState) return;
    const { filters, orderId } = readUrl(this.urlState);
    this.filters = filters;
    this.orderId = orderId;
  };

  #writeUrl(replace = false): void {
    writeUrl(this.urlState, { filters: this.filters, orderId: this.orderId }, replace);
  }

  #onFilters = (event: CustomEvent<{ filters: OrderListFilter }>): void => {
    const { filters } = event.detail;
    // Typing in the search field shall not fill the Back button's history.
    const typing = filters.search !== this.filters.search;
    this.filters = tidy(filters);
    this.#writeUrl(typing);
    this.emit('cabinet-orders-filtered', { filters: this.filters });
  };

  #onPrint = (event: Event): void => {
    this.#window.unbounded = event.type === 'beforeprint' ? MOST_PRINTED : 0;
    // The page is printed as soon as the event is over.
    this.performUpdate();
  };

  #onRowClick = (event: Event): void => {
    const target = event.target as Element;
    const row = target.closest<HTMLElement>('[data-index]');
    const order = row && this.#orderAt(Number(row.dataset['index']));
    if (!order || getSelection()?.isCollapsed === false) return;
    const act = target.closest<HTMLElement>('[data-act]')?.dataset['act'];
    if (act === 'repeat') this._reordering = [order.id];
    else if (act === 'select' || (this._selected && act !== 'open')) this.#toggle(order);
    else this.open(order.id);
  };

  #onRowKey = (event: KeyboardEvent): void => {
    const target = event.target as Element;
    // Inside a control, keys are the control's.
    if (!target.matches('[data-index]')) {
      if (event.key.startsWith('Arrow')) this.#navigation.onKeyDown(event);
      return;
    }
    if (this.#navigation.onKeyDown(event)) return;
    const order = this.#orderAt(this.#navigation.active);
    if (!order || (event.key !== 'Enter' && event.key !== ' ')) return;
    event.preventDefault();
    if (event.key === ' ' && this._selected) this.#toggle(order);
    else this.open(order.id);
  };

  #orderAt(index: number): OrderSummary | undefined {
    return this.#list.rows(index, index + 1)[0];
  }

  #toggle(order: OrderSummary): void {
    if (!this._selected || !this.#canRepeat(order)) return;
    const selected = new Map(this._selected);
    if (!selected.delete(order.id) && selected.size < MOST_SELECTED) selected.set(order.id, order.number);
    this._selected = selected;
  }

  #onReordered = ({ detail: { order } }: CustomEvent<{ order: { id: string; number: string } }>): void => {
    this._selected = undefined;
    this._newId = order.id;
    // On top of the list is where it stands without filters.
    this.filters = {};
    this.#writeUrl();
    this.#announcer.say(this.#texts.t('created.said', { number: order.number }));
    clearTimeout(this.#newTimer);
    this.#newTimer = setTimeout(() => (this._newId = undefined), NEW_FOR);
  };

  protected override render(): TemplateResult {
    const ready = this.#texts.ready && this.#common.ready;
    return html`<slot name="header"></slot>
      <section class="base ${this._selected ? 'selecting' : ''}" part="base" aria-busy=${this.#list.fetching}>
        ${ready ? this.#renderHead() : html`<div class="head">${skeleton('short')}</div>`}
        ${ready ? this.#renderNotes() : nothing}
        <div class="panes ${this.orderId ? 'open' : ''}">
          <div class="list-pane" part="list">
            <slot name="toolbar-before"></slot>
            ${this.#renderToolbar()}
            <slot name="toolbar-after"></slot>
            <slot name="list-before"></slot>
            ${this.#renderList(ready)}
            <slot name="list-after"></slot>
          </div>
          ${
            this.orderId
              ? html`<div class="details-pane" part="details">
                  <cabinet-order-details
                    nested
                    .orderId=${this.orderId}
                    @close=${() => this.close()}
                    @reorder=${({ detail }: CustomEvent<{ orderIds: string[] }>) => (this._reordering = detail.orderIds)}
                  ></cabinet-order-details>
                </div>`
              : nothing
          }
        </div>
      </section>
      <slot name="footer"></slot>
      ${
        this._reordering
          ? html`<cabinet-reorder-dialog
              .orderIds=${this._reordering}
              @done=${this.#onReordered}
              @open-order=${({ detail }: CustomEvent<{ orderId: string }>) => this.open(detail.orderId)}
              @close=${() => (this._reordering = undefined)}
            ></cabinet-reorder-dialog>`
          : nothing
      }
      ${this.#announcer.region()}`;
  }

  #renderHead(): TemplateResult {
    const { t } = this.#texts;
    const { length, total, more, pending } = this.#list;
    const count = total ?? length;
    const known = total !== undefined || !more;
    return html`<header class="head" part="header">
      <h2 part="heading">${this.heading ?? t('heading')}</h2>
      <span class="count muted">${pending || length === 0 ? '' : t(known ? 'count' : 'atLeast', { count })}</span>
      ${
        this.#mayRepeat && !this.#hides('repeat-last') && length > 0
          ? html`<button
              class="button ${this.orderId || this._selected ? '' : 'primary'}"
              type="button"
              part="button"
              aria-busy=${this._looking}
              @click=${this.repeatLast}
            >
              ${icon('repeat')}${t('repeatLast')}
            </button>`
          : nothing
      }
    </header>`;
  }

  #renderNotes(): TemplateResult {
    const { t } = this.#texts;
    const { refreshError, length } = this.#list;
    const common = this.#common.t;
    const part = this._failedPart;
    const retryPart = (): void => {
      this._failedPart = undefined;
    };
    return html`${
      !this.#online.online && length > 0
        ? banner(common('offline'), undefined, 'offline')
        : refreshError
          ? banner(`${t('failed.refresh')} ${errorText(refreshError, common)}`, {
              label: common('retry'),
              run: () => this.#list.retry(),
            })
          : nothing
    }
    ${part ? banner(common('part.failed'), { label: common('retry'), run: retryPart }) : nothing}
    ${this._notice ? banner(this._notice, { label: common('close'), run: () => (this._notice = undefined) }) : nothing}`;
  }

  #renderToolbar(): TemplateResult | typeof nothing {
    if (this.#isEmpty && !isNarrowed(this.filters)) return nothing;
    return html`<cabinet-order-toolbar
      part="toolbar"
      .filters=${this.filters}
      .selected=${this._selected}
      .hides=${this.hiddenActions.split(' ')}
      .mayRepeat=${this.#mayRepeat}
      .scopes=${this.#hasColleagues}
      @filter=${this.#onFilters}
      @select=${({ detail }: CustomEvent<{ on: boolean }>) => (this._selected = detail.on ? new Map() : undefined)}
      @repeat=${() => (this._reordering = [...(this._selected?.keys() ?? [])])}
      @print=${() => window.print()}
    ></cabinet-order-toolbar>`;
  }

  #renderList(ready: boolean): TemplateResult {
    return orderList({
      list: this.#list,
      texts: this.#texts,
      common: this.#common.t,
      format: this.format,
      ready,
      indexes: this.#navigation.indexes,
      expected: this.#limit,
      active: this.#navigation.active,
      openId: this.orderId,
      newId: this._newId,
      selected: this._selected,
      canRepeat: (order) => !this.#hides('repeat') && this.#canRepeat(order),
      narrowed: isNarrowed(this.filters),
      paused: this.#list.pages >= this.#pagesAllowed && !this.#scrollsItself,
      unsupported: this.client?.adapter.supports(listOrders) === false,
      clear: () => this.#onFilters(new CustomEvent('filter', { detail: { filters: {} } })),
      showMore: () => {
        this.#pagesAllowed += PAGES_BY_THEMSELVES;
        this.#list.loadMore();
      },
      signIn: () => this.requestSignIn(),
      onClick: this.#onRowClick,
      onKeyDown: this.#onRowKey,
      onFocusIn: (event) => this.#navigation.onFocusIn(event),
    });
  }
}
