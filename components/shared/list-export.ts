import { css, html, nothing, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import type { InputOf, Operation } from '../../src/contract/operation.ts';
import { MAX_PAGE_SIZE, type ItemOf, type Page } from '../../src/contract/page.ts';
import { CabinetError, isCabinetError } from '../../src/contract/problem.ts';
import { commonMessages } from '../../src/i18n/common.ts';
import { listFiltersMessages } from '../../src/i18n/list-filters.ts';
import { CabinetElement } from './cabinet-element.ts';
import { toCsv, type CsvCell } from './csv.ts';
import { LocalizeController } from './localize-controller.ts';
import { saveFile } from './save-file.ts';
import { baseStyles } from './styles.ts';
import { buttonStyles } from '../ui/button.ts';
import { errorText, statePanelStyles } from '../ui/state-panel.ts';
import type { ListFilter } from './filter-panel.ts';

/** How the rows of a list are written into a file. */
export interface ExportPlan<O extends Operation> {
  operation: O;
  /** The question without a cursor. */
  input: (limit: number) => InputOf<O>;
  /** Names of the columns. */
  heading: readonly string[];
  row: (row: ItemOf<O>) => CsvCell[];
  idOf: (row: ItemOf<O>) => string;
  /** Begins the file's name. */
  fileName: string;
}

/**
 * Saves every row that matches the filters as a CSV file, page by page, with progress; begins when
 * it is put on the page.
 *
 * @fires close - Nothing is left to see.
 */
export abstract class ListExport<O extends Operation> extends CabinetElement {
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

  #texts = new LocalizeController(this, listFiltersMessages);
  #common = new LocalizeController(this, commonMessages);
  #ended: AbortController | undefined;

  @property({ attribute: false }) filters: ListFilter = {};

  @state() private _count = 0;
  @state() private _leftOut = 0;
  @state() private _total: number | undefined;
  @state() private _state: 'running' | 'done' | 'failed' | 'cancelled' = 'running';
  @state() private _error: CabinetError | undefined;
  @state() private _fileName = '';

  /** How the rows are written; `undefined` until the texts for it are there. */
  protected abstract plan(): ExportPlan<O> | undefined;
  /** The file was handed to the browser. */
  protected abstract saved(detail: { count: number; fileName: string }): void;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#ended?.abort();
  }

  protected override updated(): void {
    // The file is written in the cabinet's language: wait for its words.
    const plan = this.#plan;
    if (!this.#ended && this.client && plan) void this.#run(plan);
  }

  get #plan(): ExportPlan<O> | undefined {
    return this.#texts.ready && this.#common.ready ? this.plan() : undefined;
  }

  async #run({ operation, input, heading, row, idOf, fileName }: ExportPlan<O>): Promise<void> {
    const { client } = this;
    if (!client) return;
    this.#ended = new AbortController();
    const { signal } = this.#ended;
    this._state = 'running';
    this._count = this._leftOut = 0;
    // Where rows come in meanwhile, backends that count them give some twice.
    const rows = new Map<string, CsvCell[]>();
    const cursors = new Set<string | null>();
    let cursor: string | null | undefined;
    try {
      do {
        const wanted = cursor ? { ...(input(MAX_PAGE_SIZE) as object), cursor } : input(MAX_PAGE_SIZE);
        const answer = await client.query(operation, wanted as InputOf<O>, { signal, staleTime: 0 });
        const page = answer as Page<ItemOf<O>>;
        const before = rows.size;
        for (const item of page.items) rows.set(idOf(item), row(item));
        this._count = rows.size;
        this._leftOut += page.leftOut ?? 0;
        this._total = page.total;
        cursor = page.nextCursor;
        // A cursor that leads back to a page before would never end, nor would pages that have nothing new.
        if (cursors.has(cursor) || (page.items.length > 0 && rows.size === before)) break;
        cursors.add(cursor);
      } while (cursor);
      this._fileName = `${fileName}-${this.format.isoDay()}.csv`;
      const text = toCsv([[...heading], ...rows.values()], this.format.decimalSeparator);
      saveFile(text, this._fileName);
      this.saved({ count: rows.size, fileName: this._fileName });
      this._state = 'done';
    } catch (error) {
      this._state = signal.aborted ? 'cancelled' : 'failed';
      this._error = isCabinetError(error) ? error : new CabinetError('unknown', 'The export failed.', { cause: error });
    }
  }

  protected override render(): TemplateResult | typeof nothing {
    const { t } = this.#texts;
    const common = this.#common.t;
    const plan = this.#plan;
    if (!plan) return nothing;
    const running = this._state === 'running';
    return html`<div class="banner" part="banner">
      <span role="status"
        >${this.#message()} ${this._leftOut ? t('export.leftOut', { count: this._leftOut }) : nothing}</span
      >
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
          ? html`<button class="button" type="button" part="button" @click=${() => this.#run(plan)}>
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
