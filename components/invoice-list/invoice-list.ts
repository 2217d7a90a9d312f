import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import {
  listInvoices,
  summarizeInvoices,
  type AgingBucket,
  type InvoiceSummary,
} from '../../src/contract/invoices/list.ts';
import type { OperationId } from '../../src/contract/operations.ts';
import type { Payment } from '../../src/contract/payments/payment.ts';
import { commonMessages } from '../../src/i18n/common.ts';
import { invoicesMessages } from '../../src/i18n/invoices.ts';
import { Announcer } from '../shared/announcer.ts';
import { block, hides } from '../shared/blocks.ts';
import { CabinetElement } from '../shared/cabinet-element.ts';
import type { DocumentDownloads } from '../shared/document-downloads.ts';
import { LazyParts } from '../shared/lazy-parts.ts';
import { isNarrowed, tidy } from '../shared/list-filter.ts';
import { LocalizeController } from '../shared/localize-controller.ts';
import { OnlineController } from '../shared/online-controller.ts';
import { OpenRow } from '../shared/open-row.ts';
import { QueryController } from '../shared/query-controller.ts';
import { RowList } from '../shared/row-list.ts';
import { SessionController } from '../shared/session-controller.ts';
import { UrlController, type UrlPlace } from '../shared/url-state.ts';
import { invoiceListStyles } from './invoice-list.styles.ts';
import type { PaymentWish } from './parts/events.ts';
import { invoiceUrlNames, type InvoiceListFilter } from './parts/invoice-filter.ts';
import { invoiceListHead } from './parts/invoice-list-head.ts';
import { invoiceListView } from './parts/invoice-list-view.ts';
import { payableIds, toggled, type InvoiceSelection } from './parts/invoice-selection.ts';
import type { PaymentPlace } from './parts/payment-place.ts';
import { comesFromPayment } from './parts/payment-return.ts';

/** What is shown: the list, the account, or the payments made here. */
export type InvoiceListTab = 'invoices' | 'statement' | 'payments';

/**
 * The customer's invoices and credit notes: what is owed, search, files, paying one, several or any sum, payments
 * and the statement of account.
 *
 * @customElement cabinet-invoice-list
 * @summary A customer's invoices with paying, payments and the statement of account.
 * @fires {CustomEvent} cabinet-invoice-opened - A person opens an invoice; cancel it to show the invoice yourself. `detail.invoiceId`
 * @fires {CustomEvent} cabinet-invoice-closed - The details were closed. `detail.invoiceId`
 * @fires {CustomEvent} cabinet-invoices-filtered - A person changed search, filters or sorting. `detail.filters`
 * @fires {CustomEvent} cabinet-order-open-requested - A person opens the order of an invoice; cancel it to show the order yourself. `detail.orderId`, `detail.number`
 * @fires {CustomEvent} cabinet-payment-requested - Before a payment is created; cancel it to take over. `detail.invoiceIds`, `detail.amount`, `detail.allocations`
 * @fires {CustomEvent} cabinet-payment-created - Before the person is sent to the payment page; cancel it to open that page yourself. `detail.payment`, `detail.redirectUrl`
 * @fires {CustomEvent} cabinet-payment-settled - What became of a payment is known. `detail.paymentId`, `detail.status`
 * @fires {CustomEvent} cabinet-invoices-exported - The list was saved as a file. `detail.count`, `detail.fileName`
 * @fires {CustomEvent} cabinet-ask-requested - A person asks about an invoice; cancel it to answer yourself. Default: the conversations on the page, or at the provider's `tickets-url`. `detail.kind`, `detail.id`, `detail.label`
 * @fires {CustomEvent} cabinet-sign-in-requested - A person wants to sign in: cancel it, open your login, then call `detail.renew()`.
 * @slot header - Above the heading.
 * @slot footer - Below everything.
 * @slot head-before - Above heading and count.
 * @slot head-after - Below them.
 * @slot summary-before - Above what is owed.
 * @slot summary-after - Below what is owed.
 * @slot tabs-before - Above the names of the views.
 * @slot tabs-after - Below them.
 * @slot toolbar-before - Above search and filters.
 * @slot toolbar-after - Below search and filters.
 * @slot list-before - Above the rows.
 * @slot list-after - Below the rows.
 * @slot header-before - Above number, status and actions of the open invoice.
 * @slot header-after - Below them.
 * @slot transfer-before - Of the open invoice: above how to pay by bank.
 * @slot transfer-after - Below.
 * @slot lines-before - Of the open invoice: above the table of lines.
 * @slot lines-after - Below.
 * @slot totals-before - Of the open invoice: above the sums.
 * @slot totals-after - Below.
 * @slot settlements-before - Of the open invoice: above what is paid and credited.
 * @slot settlements-after - Below.
 * @slot documents-before - Of the open invoice: above the documents.
 * @slot documents-after - Below.
 * @slot parties-before - Of the open invoice: above seller, buyer and note.
 * @slot parties-after - Below.
 * @slot ask-before - Of the open invoice: above the button that asks.
 * @slot ask-after - Below.
 * @slot empty - Instead of the text for a customer who has no invoices yet.
 * @slot nothing - Instead of the text for filters that no invoice passes.
 * @slot error - Instead of the message that the invoices could not be loaded.
 * @slot offline - Instead of the message that there is no network, while the invoices have not been loaded.
 * @slot unsupported - Instead of the message that the backend has no invoices.
 * @slot unauthenticated - Instead of the request to sign in.
 * @csspart base - Everything.
 * @csspart header - Heading and count.
 * @csspart heading - The heading.
 * @csspart summary - What is owed in one currency.
 * @csspart tabs - The views; also `tab`.
 * @csspart list - Toolbar and rows.
 * @csspart scroller - What scrolls if `--cabinet-list-max-height` is set.
 * @csspart row - One invoice.
 * @csspart head-row - The names of the columns.
 * @csspart search - The search field, with its icon and button.
 * @csspart input - Its text, and that of other fields.
 * @csspart select - A choice, such as the order of rows.
 * @csspart filter-panel - The filters, when open.
 * @csspart chip - A filter that is put on in a press; also `applied-chip`, one that is on.
 * @csspart details - The details of the open invoice.
 * @csspart details-header - Its number, status and actions.
 * @csspart details-heading - Its number.
 * @csspart lines - The table of its lines.
 * @csspart totals - Its sums.
 * @csspart documents - Its documents.
 * @csspart requisites - What to type into the bank's form.
 * @csspart payment-code - The QR code.
 * @csspart payment - One payment in the list of payments; also `outcome`, what became of the one just made.
 * @csspart movement - One line of the statement of account.
 * @csspart dialog - The window in which is paid.
 * @csspart button - Every button; also `button-confirm`, which pays.
 * @csspart status - A status; also `status-positive`, `status-caution`, `status-critical`, `status-info`, `status-neutral`.
 * @csspart state - What stands instead of rows; also `state-empty`, `state-error`, `state-offline`, `state-unauthenticated`, `state-unsupported`.
 * @csspart banner - A note above rows that are still good.
 * @cssproperty {length} [--cabinet-list-max-height=none] - Lets the list scroll by itself.
 * @cssproperty {length} [--cabinet-sticky-top=0] - Height of what the page keeps at its top edge.
 * @cssstate loading - No rows yet.
 * @cssstate empty - The customer has no invoices.
 * @cssstate error - The invoices could not be loaded.
 * @cssstate content - There are rows.
 * @example
 * ```html
 * <cabinet-invoice-list url-state="query"></cabinet-invoice-list>
 * ```
 */
export class CabinetInvoiceList extends CabinetElement {
  static override styles = invoiceListStyles;

  #texts = new LocalizeController(this, invoicesMessages);
  #common = new LocalizeController(this, commonMessages);
  #announcer = new Announcer(this);
  #session = new SessionController(this, (_, isOther) => isOther && this.#leave());
  #online = new OnlineController(this);
  #summary = new QueryController(this, summarizeInvoices, () =>
    this.client?.may(summarizeInvoices) === false ? undefined : {},
  );
  #rows = new RowList(this, {
    operation: listInvoices,
    input: (limit) => ({ ...tidy(this.filters), limit }),
    pageSize: () => this.pageSize,
    idOf: ({ id }) => id,
    draw: () => (this.requestUpdate(), this.performUpdate()),
    act: (invoice, control) => this.#act(invoice, control),
  });
  #url = new UrlController(this, invoiceUrlNames);
  #parts = new LazyParts(this, {
    toolbar: () => import('./parts/define-invoice-toolbar.ts'),
    details: () => import('./parts/define-invoice-details.ts'),
    downloads: async () => this.#makeDownloads(await import('../shared/document-downloads.ts')),
    payment: () => import('./parts/define-payment-dialog.ts'),
    outcome: () => import('./parts/define-payment-outcome.ts'),
    // With what it needs, not one after the other: the rows wait for it to be where they were.
    place: async () =>
      this.#keepPlace((await Promise.all([import('./parts/payment-place.ts'), import('../shared/draft.ts')]))[0]),
    payments: () => import('./parts/define-payment-list.ts'),
    statement: () => import('./parts/define-account-statement.ts'),
  });
  #opened = new OpenRow(this, {
    rows: this.#rows,
    url: this.#url,
    parts: this.#parts,
    opened: (invoiceId) => {
      const isOurs = this.emit('cabinet-invoice-opened', { invoiceId }, { cancelable: true });
      if (isOurs) this.tab = 'invoices';
      return isOurs;
    },
    closed: (invoiceId) => this.emit('cabinet-invoice-closed', { invoiceId }),
  });
  #downloads: DocumentDownloads | undefined;
  #place: PaymentPlace | undefined;

  /** The heading. Default: the word for invoices in the cabinet's language. */
  @property() heading: string | undefined;
  /** Rows asked for at once, 1 to 200. */
  @property({ type: Number, attribute: 'page-size' }) pageSize = 25;
  /** Search, filters and sorting; the address wins over it where `url-state` is set. */
  @property({ attribute: false }) filters: InvoiceListFilter = {};
  /** The invoice whose details are open. */
  @property({ attribute: 'invoice-id' }) invoiceId: string | undefined;
  /** The view: `invoices`, `statement` or `payments`. */
  @property() tab: InvoiceListTab = 'invoices';
  /**
   * What is not to be there, separated by spaces: the blocks `head`, `summary`, `tabs`, `toolbar`, `list`; the views `statement`,
   * `payments`; the actions `pay`, `download`, `select`, `export`, `print`; of an open invoice `header`, `transfer`,
   * `lines`, `totals`, `settlements`, `documents`, `parties`, `ask`.
   */
  @property({ attribute: 'hidden-parts' }) hiddenParts = '';
  /** `query` or `hash`: the page's address may hold filters and the open invoice. Default: it is left alone. */
  @property({ attribute: 'url-state' }) urlState: UrlPlace;

  @state() private _selected: InvoiceSelection | undefined;
  /** What is being paid: the window is open. */
  @state() private _paying: PaymentWish | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    if (comesFromPayment()) for (const part of ['place', 'outcome'] as const) void this.#parts.need(part);
  }

  protected override willUpdate(changed: PropertyValues): void {
    if (changed.has('filters') && this.hasUpdated) this.#rows.reset();
    if (this.invoiceId) void this.#parts.need('details');
    if (this._paying) for (const part of ['payment', 'place'] as const) void this.#parts.need(part);
    if (this.#place?.paymentId) void this.#parts.need('outcome');
    if (this.tab !== 'invoices') void this.#parts.need(this.tab);
    if (this.#rows.list.length > 0 || isNarrowed(this.filters)) this.#parts.needSoon('toolbar');
  }

  protected override updated(): void {
    this.setStates(this.#rows.states);
  }

  /** Asks for invoices and sums again. */
  refresh(): void {
    this.client?.invalidate('invoices');
  }

  /** Shows the details of an invoice, and puts the focus there. */
  async open(invoiceId: string): Promise<void> {
    await this.#opened.open(invoiceId);
  }

  /** Closes the details; the focus goes back to the invoice's row, and the row to where it was. */
  async close(): Promise<void> {
    await this.#opened.close();
  }

  /**
   * Opens the window for paying.
   * @param invoiceIds which invoices; none: all that are open
   */
  pay(invoiceIds: readonly string[] = []): void {
    this._paying = { invoiceIds: [...invoiceIds] };
  }

  /** Whether the customer may pay at all; while that is unknown, yes, so that nothing moves. */
  get #mayPay(): boolean {
    const may = (id: OperationId): boolean => this.client?.may({ id }) !== false;
    return !hides(this, 'pay') && may('payments.create') && may('payments.preview');
  }

  /** What is open, chosen or being paid is one customer's. */
  #leave(): void {
    this._selected = this._paying = undefined;
    if (this.#place) this.#place.paymentId = undefined;
    this.#opened.leave();
  }

  #filter(filters: InvoiceListFilter): void {
    this.#url.filter(filters);
    this.emit('cabinet-invoices-filtered', { filters: this.filters });
  }

  #onAge = (bucket: AgingBucket): void => {
    const { aging = [] } = this.filters;
    const others = aging.filter((each) => each !== bucket);
    this.tab = 'invoices';
    this.#filter({ ...this.filters, aging: others.length < aging.length ? others : [...others, bucket] });
  };

  #act(invoice: InvoiceSummary, control: string | undefined): void {
    if (control === 'pay') this.pay([invoice.id]);
    else if (control === 'download')
      void this.#parts.need('downloads').then(() => invoice.document && this.#downloads?.download(invoice.document));
    else if (control === 'select' || (this._selected && control !== 'open'))
      this._selected = toggled(this._selected ?? new Map(), invoice);
    else void this.open(invoice.id);
  }

  #onCreated = async ({
    detail,
  }: CustomEvent<{ payment: Payment; redirectUrl: string | undefined }>): Promise<void> => {
    this._selected = undefined;
    const { payment, redirectUrl } = detail;
    if (this.emit('cabinet-payment-created', { payment, redirectUrl }, { cancelable: true })) {
      this._paying = undefined;
      if (await this.#parts.need('place')) this.#place?.leave(payment, redirectUrl);
      else if (redirectUrl !== undefined) location.assign(redirectUrl);
    }
  };

  #makeDownloads(module: typeof import('../shared/document-downloads.ts')): void {
    this.#downloads = new module.DocumentDownloads(this, ({ title }) =>
      this.#announcer.say(this.#texts.t('downloaded', { title })),
    );
  }

  #keepPlace(module: typeof import('./parts/payment-place.ts')): void {
    this.#place = new module.PaymentPlace(
      this,
      () => this.#summary.state.fetching,
      () => {
        const { list } = this.#rows;
        if (list.more) list.loadMore();
        return list.pending || list.loadingMore;
      },
    );
    this.requestUpdate();
  }

  protected override render(): TemplateResult {
    const ready = this.#texts.ready && this.#common.ready;
    return html`<slot name="header"></slot>
      <section class="base ${this._selected ? 'selecting' : ''}" part="base" aria-busy=${this.#rows.list.fetching}>
        ${this.#renderHead(ready)}
        <div class="panes ${this.invoiceId && this.tab === 'invoices' ? 'open' : ''}" id="panel">
          ${this.tab === 'invoices' ? this.#renderInvoices(ready) : this.#renderOther(this.tab)}
        </div>
      </section>
      <slot name="footer"></slot>
      ${
        this._paying
          ? html`<cabinet-payment-dialog
              .wish=${this._paying}
              @created=${this.#onCreated}
              @close=${() => (this._paying = undefined)}
            ></cabinet-payment-dialog>`
          : nothing
      }
      ${this.#announcer.region()}`;
  }

  #renderHead(ready: boolean): TemplateResult {
    const { data, error } = this.#summary.state;
    // While it is unknown, yes, so that nothing moves.
    const may = (id: OperationId): boolean => this.client?.may({ id }) !== false;
    const unknown = (error && !data) || this.client?.may(summarizeInvoices) === false;
    return invoiceListHead(this, {
      ready,
      t: this.#texts.t,
      common: this.#common.t,
      format: this.format,
      rows: this.#rows,
      parts: this.#parts,
      downloads: this.#downloads,
      online: this.#online.online,
      outcome: this.#renderOutcome(),
      currencies: unknown ? null : data?.currencies,
      chosenAges: this.filters.aging ?? [],
      chooseAge: this.#onAge,
      pay: this.#mayPay ? () => this.pay() : undefined,
      tabs: [
        'invoices',
        ...(may('statements.get') && !hides(this, 'statement') ? (['statement'] as const) : []),
        ...(may('payments.list') && !hides(this, 'payments') ? (['payments'] as const) : []),
      ],
      chooseTab: (tab) => (this.tab = tab),
      closeNotice: () => {
        this.#downloads?.errors.clear();
        this.requestUpdate();
      },
    });
  }

  #renderOutcome(): TemplateResult | typeof nothing {
    if (!this.#place?.paymentId) return nothing;
    const { paymentId, close, outcomeShown } = this.#place;
    return html`<cabinet-payment-outcome
      .paymentId=${paymentId}
      .mayPay=${this.#mayPay}
      @shown=${outcomeShown}
      @close=${close}
      @again=${({ detail }: CustomEvent<PaymentWish>) => {
        close();
        this._paying = detail;
      }}
    ></cabinet-payment-outcome>`;
  }

  #renderOther(tab: 'statement' | 'payments'): TemplateResult {
    const open = ({ detail }: CustomEvent<{ invoiceId: string }>): void => void this.open(detail.invoiceId);
    return tab === 'statement'
      ? html`<cabinet-account-statement @open-invoice=${open}></cabinet-account-statement>`
      : html`<cabinet-payment-list @open-invoice=${open}></cabinet-payment-list>`;
  }

  #renderInvoices(ready: boolean): TemplateResult {
    return html`<div class="list-pane" part="list">
        ${block(
          this,
          'toolbar',
          this.#rows.isEmpty && !isNarrowed(this.filters)
            ? nothing
            : html`<cabinet-invoice-toolbar
                class="list-toolbar"
                part="toolbar"
                .filters=${this.filters}
                .selected=${this._selected}
                .hiddenParts=${this.hiddenParts}
                .mayPay=${this.#mayPay}
                .mayArchive=${this.#session.may({ id: 'documents.archive' }) && !hides(this, 'download')}
                @filter=${({ detail }: CustomEvent<{ filters: InvoiceListFilter }>) => this.#filter(detail.filters)}
                @select=${({ detail }: CustomEvent<{ on: boolean }>) =>
                  (this._selected = detail.on ? new Map() : undefined)}
                @pay=${() => this.pay(payableIds(this._selected))}
              ></cabinet-invoice-toolbar>`,
        )}
        ${block(this, 'list', this.#renderList(ready))}
      </div>
      ${
        this.invoiceId
          ? html`<div class="details-pane" part="details">
              <cabinet-invoice-details
                nested
                .hiddenParts=${this.hiddenParts}
                .invoiceId=${this.invoiceId}
                .mayPay=${this.#mayPay}
                @pay=${({ detail }: CustomEvent<{ invoiceIds: string[] }>) => this.pay(detail.invoiceIds)}
                @close=${() => this.close()}
              ></cabinet-invoice-details>
            </div>`
          : nothing
      }`;
  }

  #renderList(ready: boolean): TemplateResult {
    return invoiceListView({
      rows: this.#rows,
      texts: this.#texts,
      common: this.#common.t,
      format: this.format,
      ready,
      openId: this.invoiceId,
      selected: this._selected,
      mayPay: this.#mayPay,
      mayDownload: !hides(this, 'download') && this.client?.may({ id: 'documents.download' }) !== false,
      downloading: this.#downloads?.busy,
      narrowed: isNarrowed(this.filters),
      clear: () => this.#filter({}),
      signIn: () => this.requestSignIn(),
    });
  }
}
