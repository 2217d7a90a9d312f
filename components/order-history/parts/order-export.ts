import { css, html, nothing, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import { listOrders, type OrderSummary } from '../../../src/contract/orders/list.ts';
import { MAX_PAGE_SIZE } from '../../../src/contract/page.ts';
import { CabinetError, isCabinetError } from '../../../src/contract/problem.ts';
import { commonMessages } from '../../../src/i18n/common.ts';
import { orderFiltersMessages } from '../../../src/i18n/order-filters.ts';
import { ordersMessages } from '../../../src/i18n/orders.ts';
import { CabinetElement } from '../../shared/cabinet-element.ts';
import { toCsv, type CsvCell } from '../../shared/csv.ts';
import { LocalizeController } from '../../shared/localize-controller.ts';
import { saveFile } from '../../shared/save-file.ts';
import { baseStyles } from '../../shared/styles.ts';
import { buttonStyles } from '../../ui/button.ts';
import { errorText, statePanelStyles } from '../../ui/state-panel.ts';
import { toListInput, type OrderListFilter } from './order-filter.ts';

declare global {
  interface HTMLElementEventMap {
    'cabinet-orders-exported': CustomEvent<{ count: number; fileName: string }>;
  }
}

/**
 * Saves every order that matches the filters as a CSV file, page by page, with progress; begins when
 * it is put on the page.
 *
 * @internal
 * @fires {CustomEvent} cabinet-orders-exported - The file was handed to the browser. `detail.count`, `detail.fileName`
 * @fires close - Nothing is left to see.
 */
export class CabinetOrderExport extends CabinetElement {
  static override styles = [
    baseStyles,
    buttonStyles,
    statePanelStyles,
    css`
      progress {
        flex: 1 1 8em;
        inline-size: 8em;
        accent-color: var(--_brand);
      }
    `,
  ];

  #texts = new LocalizeController(this, orderFiltersMessages);
  #words = new LocalizeController(this, ordersMessages);
  #common = new LocalizeController(this, commonMessages);
  #ended: AbortController | undefined;

  @property({ attribute: false }) filters: OrderListFilter = {};

  @state() private _count = 0;
  @state() private _total: number | undefined;
  @state() private _state: 'running' | 'done' | 'failed' | 'cancelled' = 'running';
  @state() private _error: CabinetError | undefined;
  @state() private _fileName = '';

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#ended?.abort();
  }

  protected override updated(): void {
    // The file is written in the cabinet's language: wait for its words.
    if (!this.#ended && this.client && this.#isReady) void this.#run();
  }

  get #isReady(): boolean {
    return this.#texts.ready && this.#words.ready && this.#common.ready;
  }

  async #run(): Promise<void> {
    const { client } = this;
    if (!client) return;
    this.#ended = new AbortController();
    const { signal } = this.#ended;
    this._state = 'running';
    this._count = 0;
    const rows: CsvCell[][] = [];
    let cursor: string | null | undefined;
    try {
      do {
        const input = toListInput(this.filters, MAX_PAGE_SIZE, this.format.timeZone);
        const page = await client.query(listOrders, cursor ? { ...input, cursor } : input, { signal, staleTime: 0 });
        rows.push(...page.items.map((order) => this.#row(order)));
        this._count = rows.length;
        this._total = page.total;
        // A cursor that leads back to its own page would never end.
        cursor = page.nextCursor === cursor ? null : page.nextCursor;
      } while (cursor);
      this.#save(rows);
      this._state = 'done';
    } catch (error) {
      this._state = signal.aborted ? 'cancelled' : 'failed';
      this._error = isCabinetError(error) ? error : new CabinetError('unknown', 'The export failed.', { cause: error });
    }
  }

  #save(rows: CsvCell[][]): void {
    const { t } = this.#texts;
    const heading = [
      ...(['number', 'reference', 'placed', 'placedBy', 'status', 'payment', 'fulfilment'] as const),
      ...(['contents', 'lines', 'total', 'currency'] as const),
    ].map((name) => t(`column.${name}`));
    this._fileName = `${t('export.file')}-${this.format.isoDay()}.csv`;
    const text = toCsv([heading, ...rows], this.format.decimalSeparator);
    saveFile(new Blob([text], { type: 'text/csv;charset=utf-8' }), this._fileName);
    this.emit('cabinet-orders-exported', { count: rows.length, fileName: this._fileName });
  }

  #row(order: OrderSummary): CsvCell[] {
    const word = ({ code, label }: OrderSummary['status' | 'payment' | 'fulfilment']): string =>
      label ?? this.#words.t(code);
    return [
      order.number,
      order.customerReference ?? '',
      this.format.dateTime(order.placedAt),
      order.placedBy?.name ?? '',
      word(order.status),
      word(order.payment),
      word(order.fulfilment),
      order.firstLine ?? '',
      { number: String(order.lineCount) },
      { number: order.total.amount },
      order.total.currency,
    ];
  }

  protected override render(): TemplateResult | typeof nothing {
    const { t } = this.#texts;
    const common = this.#common.t;
    if (!this.#isReady) return nothing;
    const running = this._state === 'running';
    return html`<div class="banner" part="banner">
      <span role="status">${this.#message()}</span>
      ${
        running
          ? html`<progress
              aria-label=${t('export')}
              max=${this._total ?? nothing}
              value=${this._total === undefined ? nothing : this._count}
            ></progress>`
          : nothing
      }
      ${
        this._state === 'failed'
          ? html`<button class="button" type="button" part="button" @click=${() => this.#run()}>
              ${common('retry')}
            </button>`
          : nothing
      }
      <button
        class="button"
        type="button"
        part="button"
        @click=${() => (running ? this.#ended?.abort() : this.dispatchEvent(new Event('close')))}
      >
        ${common(running ? 'cancel' : 'close')}
      </button>
    </div>`;
  }

  #message(): string {
    const { t } = this.#texts;
    const count = this._count;
    switch (this._state) {
      case 'running':
        return this._total === undefined
          ? t('export.running', { count })
          : t('export.runningOf', { count, total: this._total });
      case 'done':
        return t('export.done', { count, file: this._fileName });
      case 'cancelled':
        return t('export.cancelled');
      default:
        return `${t('export.failed', { count })} ${this._error ? errorText(this._error, this.#common.t) : ''}`;
    }
  }
}
