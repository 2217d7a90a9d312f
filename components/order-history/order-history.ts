import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import { listOrders, type OrderSummary } from '../../src/contract/orders/list.ts';
import { commonMessages } from '../../src/i18n/common.ts';
import { ordersMessages } from '../../src/i18n/orders.ts';
import { Announcer } from '../shared/announcer.ts';
import { block, hides } from '../shared/blocks.ts';
import { CabinetElement } from '../shared/cabinet-element.ts';
import { LazyParts } from '../shared/lazy-parts.ts';
import { isNarrowed } from '../shared/list-filter.ts';
import { listHead } from '../shared/list-head.ts';
import { listPanesStyles } from '../shared/list-panes.styles.ts';
import { listRowsStyles } from '../shared/list-rows.styles.ts';
import { LocalizeController } from '../shared/localize-controller.ts';
import { OnlineController } from '../shared/online-controller.ts';
import { OpenRow } from '../shared/open-row.ts';
import { RowList } from '../shared/row-list.ts';
import { SessionController } from '../shared/session-controller.ts';
import { baseStyles } from '../shared/styles.ts';
import { UrlController, type UrlPlace } from '../shared/url-state.ts';
import { buttonStyles } from '../ui/button.ts';
import { icon } from '../ui/icon.ts';
import { skeletonStyles } from '../ui/skeleton.ts';
import { banner, statePanelStyles } from '../ui/state-panel.ts';
import { statusStyles } from '../ui/status.ts';
import { orderRowsStyles } from './order-rows.styles.ts';
import { orderUrlNames, toListInput, type OrderListFilter } from './parts/order-filter.ts';
import { orderListView } from './parts/order-list-view.ts';
import { toggled, type Selection } from './parts/order-selection.ts';
import { RepeatController } from './parts/repeat-controller.ts';

declare global {
  interface HTMLElementEventMap {
    'cabinet-order-opened': CustomEvent<{ orderId: string }>;
    'cabinet-order-closed': CustomEvent<{ orderId: string }>;
    'cabinet-orders-filtered': CustomEvent<{ filters: OrderListFilter }>;
  }
}

/**
 * The customer's orders: search, filters, status, details, and repeating one in a press.
 *
 * @customElement cabinet-order-history
 * @summary A customer's orders, as a table where there is room and as cards where there is not.
 * @fires {CustomEvent} cabinet-order-opened - A person opens an order; cancel it to show the order yourself. `detail.orderId`
 * @fires {CustomEvent} cabinet-order-closed - The details were closed. `detail.orderId`
 * @fires {CustomEvent} cabinet-orders-filtered - A person changed search, filters or sorting. `detail.filters`
 * @fires {CustomEvent} cabinet-reorder-requested - Before a repeated order is sent; cancelling it sends nothing. `detail.orderIds`, `detail.lines`
 * @fires {CustomEvent} cabinet-order-created - An order was repeated. `detail.orderId`, `detail.number`, `detail.orderIds`
 * @fires {CustomEvent} cabinet-cancellation-requested - A cancellation was asked for. `detail.orderId`, `detail.reason`
 * @fires {CustomEvent} cabinet-orders-exported - The list was saved as a file. `detail.count`, `detail.fileName`
 * @fires {CustomEvent} cabinet-ask-requested - A person asks about an order; cancel it to answer yourself. Default: the conversations on the page, or at the provider's `tickets-url`. `detail.kind`, `detail.id`, `detail.label`
 * @fires {CustomEvent} cabinet-sign-in-requested - A person wants to sign in: cancel it, open your login, then call `detail.renew()`.
 * @slot header - Above the heading.
 * @slot footer - Below everything.
 * @slot head-before - Above heading, count and main action.
 * @slot head-after - Below them.
 * @slot toolbar-before - Above search and filters.
 * @slot toolbar-after - Below search and filters.
 * @slot list-before - Above the rows.
 * @slot list-after - Below the rows.
 * @slot header-before - Of the open order: above number, statuses and actions.
 * @slot header-after - Below.
 * @slot timeline-before - Of the open order: above the stages.
 * @slot timeline-after - Below.
 * @slot shipments-before - Of the open order: above the parcels.
 * @slot shipments-after - Below.
 * @slot lines-before - Of the open order: above the table of lines.
 * @slot lines-after - Below.
 * @slot totals-before - Of the open order: above the sums.
 * @slot totals-after - Below.
 * @slot details-before - Of the open order: above addresses, delivery, payment and notes.
 * @slot details-after - Below.
 * @slot documents-before - Of the open order: above the documents.
 * @slot documents-after - Below.
 * @slot ask-before - Of the open order: above the button that asks.
 * @slot ask-after - Below.
 * @slot empty - Instead of the text for a customer who has not ordered yet.
 * @slot nothing - Instead of the text for filters that no order passes.
 * @slot error - Instead of the message that the orders could not be loaded.
 * @slot offline - Instead of the message that there is no network, while the orders have not been loaded.
 * @slot unsupported - Instead of the message that the backend has no orders.
 * @slot unauthenticated - Instead of the request to sign in.
 * @csspart base - Everything.
 * @csspart header - Heading, count and the main action.
 * @csspart heading - The heading.
 * @csspart list - Toolbar and rows.
 * @csspart scroller - What scrolls if `--cabinet-list-max-height` is set.
 * @csspart row - One order.
 * @csspart head-row - The names of the columns.
 * @csspart search - The search field, with its icon and button.
 * @csspart input - Its text, and that of other fields.
 * @csspart select - A choice, such as the order of rows.
 * @csspart filter-panel - The filters, when open.
 * @csspart chip - A filter that is put on in a press; also `applied-chip`, one that is on.
 * @csspart details - The details of the open order.
 * @csspart details-header - Its number, statuses and actions.
 * @csspart details-heading - Its number.
 * @csspart statuses - Its three statuses.
 * @csspart timeline - Its stages.
 * @csspart parcel - One of its parcels.
 * @csspart lines - The table of its lines.
 * @csspart totals - Its sums.
 * @csspart documents - Its documents.
 * @csspart dialog - The windows in which an order is repeated and a cancellation asked for; also `reorder-line`.
 * @csspart button - Every button; also `button-confirm`, which places the order or asks for the cancellation.
 * @csspart status - A status; also `status-positive`, `status-caution`, `status-critical`, `status-info`, `status-neutral`.
 * @csspart state - What stands instead of rows; also `state-empty`, `state-error`, `state-offline`, `state-unauthenticated`, `state-unsupported`.
 * @csspart banner - A note above rows that are still good.
 * @cssproperty {length} [--cabinet-list-max-height=none] - Lets the list scroll by itself.
 * @cssproperty {length} [--cabinet-sticky-top=0] - Height of what the page keeps at its top edge.
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
    listPanesStyles,
    listRowsStyles,
    orderRowsStyles,
  ];

  #texts = new LocalizeController(this, ordersMessages);
  #common = new LocalizeController(this, commonMessages);
  #announcer = new Announcer(this);
  #repeat = new RepeatController(this, this.#common.t);
  #session = new SessionController(this, (_, isOther) => isOther && this.#leave());
  #online = new OnlineController(this);
  #rows = new RowList(this, {
    operation: listOrders,
    input: (limit) => toListInput(this.filters, limit, this.format),
    pageSize: () => this.pageSize,
    idOf: ({ id }) => id,
    draw: () => (this.requestUpdate(), this.performUpdate()),
    act: (order, control) => this.#act(order, control),
  });
  #url = new UrlController(this, orderUrlNames);
  #parts = new LazyParts(this, {
    toolbar: () => import('./parts/define-order-toolbar.ts'),
    details: () => import('./parts/define-order-details.ts'),
    reorder: () => import('./parts/define-reorder-dialog.ts'),
  });
  #opened = new OpenRow(this, {
    rows: this.#rows,
    url: this.#url,
    parts: this.#parts,
    opened: (orderId) => this.emit('cabinet-order-opened', { orderId }, { cancelable: true }),
    closed: (orderId) => this.emit('cabinet-order-closed', { orderId }),
  });

  /** The heading. Default: the word for orders in the cabinet's language. */
  @property() heading: string | undefined;
  /** Rows asked for at once, 1 to 200. */
  @property({ type: Number, attribute: 'page-size' }) pageSize = 25;
  /** Search, filters and sorting; the address wins over it where `url-state` is set. */
  @property({ attribute: false }) filters: OrderListFilter = {};
  /** The order whose details are open. */
  @property({ attribute: 'order-id' }) orderId: string | undefined;
  /**
   * What is not to be there, separated by spaces: the blocks `head`, `toolbar`, `list`; the actions `repeat`, `repeat-last`,
   * `select`, `export`, `print`; what `<cabinet-order-details>` may leave out.
   */
  @property({ attribute: 'hidden-parts' }) hiddenParts = '';
  /** `query` or `hash`: the page's address may hold filters and the open order. Default: it is left alone. */
  @property({ attribute: 'url-state' }) urlState: UrlPlace;

  @state() private _selected: Selection | undefined;
  #colleagues = false;

  protected override willUpdate(changed: PropertyValues): void {
    if (changed.has('filters') && this.hasUpdated) this.#rows.reset();
    if (this.orderId) void this.#parts.need('details');
    if (this.#repeat.orderIds) void this.#parts.need('reorder');
    if (this.#rows.list.length > 0 || isNarrowed(this.filters)) this.#parts.needSoon('toolbar');
  }

  protected override updated(): void {
    this.setStates(this.#rows.states);
  }

  /** Asks for the orders again. */
  refresh(): void {
    this.client?.invalidate('orders');
  }

  /** Shows the details of an order, and puts the focus there. */
  async open(orderId: string): Promise<void> {
    await this.#opened.open(orderId);
  }

  /** Closes the details; the focus goes back to the order's row, and the row to where it was. */
  async close(): Promise<void> {
    await this.#opened.close();
  }

  /** Opens the preview of repeating the newest order that can be repeated. */
  async repeatLast(): Promise<void> {
    await this.#repeat.openLast(this.#rows.limit, this.#texts.t('repeatNone'));
  }

  /** Others order for this customer too; once seen, it stays so. */
  get #hasColleagues(): boolean {
    const { state } = this.#session;
    const me = state.status === 'signed-in' ? state.session.person.name : undefined;
    this.#colleagues ||=
      me !== undefined &&
      this.#rows.list.indexOf(({ placedBy }) => placedBy !== undefined && !placedBy.staff && placedBy.name !== me) >= 0;
    return this.#colleagues;
  }

  /** What is open or chosen is one customer's. */
  #leave(): void {
    this._selected = undefined;
    this.#repeat.open(undefined);
    this.#opened.leave();
  }

  #filter(filters: OrderListFilter): void {
    this.#url.filter(filters);
    this.emit('cabinet-orders-filtered', { filters: this.filters });
  }

  #act(order: OrderSummary, control: string | undefined): void {
    if (control === 'repeat') this.#repeat.open([order.id]);
    else if (control === 'select' || (this._selected && control !== 'open')) this.#toggle(order);
    else void this.open(order.id);
  }

  #toggle(order: OrderSummary): void {
    if (this._selected && this.#repeat.can(order)) this._selected = toggled(this._selected, order);
  }

  #onReordered = ({ detail: { order } }: CustomEvent<{ order: { id: string; number: string } }>): void => {
    this._selected = undefined;
    // On top of the list is where it stands without filters.
    this.filters = {};
    this.#rows.toTop();
    this.#url.write();
    this.#announcer.say(this.#texts.t('created.said', { number: order.number }));
    this.#repeat.mark(order.id);
  };

  protected override render(): TemplateResult {
    const ready = this.#texts.ready && this.#common.ready;
    return html`<slot name="header"></slot>
      <section class="base ${this._selected ? 'selecting' : ''}" part="base" aria-busy=${this.#rows.list.fetching}>
        ${this.#renderHead(ready)}
        <div class="panes ${this.orderId ? 'open' : ''}">
          <div class="list-pane" part="list">
            ${block(this, 'toolbar', this.#renderToolbar())} ${block(this, 'list', this.#renderList(ready))}
          </div>
          ${
            this.orderId
              ? html`<div class="details-pane" part="details">
                  <cabinet-order-details
                    nested
                    .hiddenParts=${this.hiddenParts}
                    .orderId=${this.orderId}
                    @close=${() => this.close()}
                    @reorder=${({ detail }: CustomEvent<{ orderIds: string[] }>) => this.#repeat.open(detail.orderIds)}
                  ></cabinet-order-details>
                </div>`
              : nothing
          }
        </div>
      </section>
      <slot name="footer"></slot>
      ${
        this.#repeat.orderIds
          ? html`<cabinet-reorder-dialog
              .orderIds=${this.#repeat.orderIds}
              @done=${this.#onReordered}
              @open-order=${({ detail }: CustomEvent<{ orderId: string }>) => this.open(detail.orderId)}
              @close=${() => this.#repeat.open(undefined)}
            ></cabinet-reorder-dialog>`
          : nothing
      }
      ${this.#announcer.region()}`;
  }

  #renderHead(ready: boolean): TemplateResult {
    const { t } = this.#texts;
    const common = this.#common.t;
    const { list } = this.#rows;
    const { allowed, looking, notice, closeNotice } = this.#repeat;
    const mayRepeat = ready && allowed && (list.pending || list.length > 0) && !hides(this, 'repeat-last');
    // Another action may be the main one of the view now.
    const main = this.orderId || this._selected ? '' : 'primary';
    return html`${listHead(this, {
      list,
      t,
      common,
      ready,
      parts: this.#parts,
      online: this.#online.online,
      action:
        mayRepeat &&
        html`<button
          class="button ${main}"
          type="button"
          part="button"
          aria-busy=${looking}
          ?disabled=${list.pending}
          @click=${() => this.repeatLast()}
        >
          ${icon('repeat')}${t('repeatLast')}
        </button>`,
    })}
    ${notice ? banner(notice, { label: common('close'), run: closeNotice }) : nothing}`;
  }

  #renderToolbar(): TemplateResult | typeof nothing {
    if (this.#rows.isEmpty && !isNarrowed(this.filters)) return nothing;
    return html`<cabinet-order-toolbar
      class="list-toolbar"
      part="toolbar"
      .filters=${this.filters}
      .selected=${this._selected}
      .hiddenParts=${this.hiddenParts}
      .mayRepeat=${this.#repeat.allowed}
      .scopes=${this.#hasColleagues}
      @filter=${({ detail }: CustomEvent<{ filters: OrderListFilter }>) => this.#filter(detail.filters)}
      @select=${({ detail }: CustomEvent<{ on: boolean }>) => (this._selected = detail.on ? new Map() : undefined)}
      @repeat=${() => this.#repeat.open([...(this._selected?.keys() ?? [])])}
    ></cabinet-order-toolbar>`;
  }

  #renderList(ready: boolean): TemplateResult {
    return orderListView({
      rows: this.#rows,
      texts: this.#texts,
      common: this.#common.t,
      format: this.format,
      ready,
      openId: this.orderId,
      newId: this.#repeat.newId,
      selected: this._selected,
      mayRepeat: this.#repeat.allowed && !hides(this, 'repeat'),
      narrowed: isNarrowed(this.filters),
      clear: () => this.#filter({}),
      signIn: () => this.requestSignIn(),
    });
  }
}
