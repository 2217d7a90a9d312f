import { html, nothing, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import { MAX_REORDERED_ORDERS } from '../../../src/contract/orders/limits.ts';
import { orderSorts, type OrderSort } from '../../../src/contract/orders/list.ts';
import { commonMessages } from '../../../src/i18n/common.ts';
import { orderFiltersMessages } from '../../../src/i18n/order-filters.ts';
import { ordersMessages } from '../../../src/i18n/orders.ts';
import { CabinetElement } from '../../shared/cabinet-element.ts';
import { LocalizeController } from '../../shared/localize-controller.ts';
import { baseStyles } from '../../shared/styles.ts';
import { buttonStyles } from '../../ui/button.ts';
import { appliedChip, chipStyles, filterChip } from '../../ui/chip.ts';
import { fieldStyles, searchField, select } from '../../ui/field.ts';
import { icon } from '../../ui/icon.ts';
import { menu, menuStyles, type MenuItem } from '../../ui/menu.ts';
import { skeletonStyles } from '../../ui/skeleton.ts';
import { orderToolbarStyles } from './order-toolbar.styles.ts';
import { isNarrowed, tidy, type OrderListFilter } from './order-filter.ts';
import { appliedFilters, filterPanel } from './order-filter-panel.ts';
import { daysOf, periodOf, periods, type Period } from './order-periods.ts';

/** Wait for a pause in typing before asking. */
const PAUSE = 300;

/** One press for what customers look for most. */
const quickFilters = {
  needsPayment: { payment: ['unpaid', 'part_paid', 'overdue'] },
  inProgress: { status: ['pending', 'confirmed', 'on_hold'] },
  inDelivery: { fulfilment: ['part_shipped', 'shipped'] },
} satisfies Record<string, OrderListFilter>;

const includesAll = (filter: OrderListFilter, wanted: OrderListFilter): boolean =>
  Object.entries(wanted).every(([axis, values]) => String(filter[axis as keyof OrderListFilter]) === String(values));

/**
 * Search, filters, selection and further actions of the order list.
 *
 * @internal
 * @fires filter - Search, filters or sorting were changed; `detail.filters`.
 * @fires select - Choosing several orders begins or ends; `detail.on`.
 * @fires repeat - The chosen orders shall be repeated together.
 * @fires print - The list shall be printed.
 */
export class CabinetOrderToolbar extends CabinetElement {
  static override styles = [
    baseStyles,
    buttonStyles,
    chipStyles,
    fieldStyles,
    menuStyles,
    skeletonStyles,
    orderToolbarStyles,
  ];

  #texts = new LocalizeController(this, orderFiltersMessages);
  #words = new LocalizeController(this, ordersMessages);
  #common = new LocalizeController(this, commonMessages);

  @property({ attribute: false }) filters: OrderListFilter = {};
  /** Chosen orders, while some are being chosen: number by id. */
  @property({ attribute: false }) selected: ReadonlyMap<string, string> | undefined;
  @property({ attribute: false }) hiddenActions = '';
  @property({ attribute: false }) mayRepeat = true;
  /** Colleagues order too. */
  @property({ attribute: false }) scopes = false;

  @state() private _open = false;
  @state() private _typed: string | undefined;
  @state() private _exporting: OrderListFilter | undefined;

  #timer: ReturnType<typeof setTimeout> | undefined;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.#timer);
  }

  #change = (change: OrderListFilter): void => {
    clearTimeout(this.#timer);
    this._typed = undefined;
    const filters = tidy({ ...this.filters, ...change });
    this.dispatchEvent(new CustomEvent('filter', { detail: { filters } }));
  };

  #onType = (search: string): void => {
    this._typed = search;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#change({ search: search.trim() }), PAUSE);
  };

  #clearAll = (): void => {
    const { sort } = this.filters;
    clearTimeout(this.#timer);
    this._typed = undefined;
    this.dispatchEvent(new CustomEvent('filter', { detail: { filters: tidy({ sort }) } }));
  };

  #select(on: boolean): void {
    this.dispatchEvent(new CustomEvent('select', { detail: { on } }));
  }

  #export = (): void => {
    void import('./define-order-export.ts');
    this._exporting = this.filters;
  };

  protected override render(): TemplateResult | typeof nothing {
    if (!this.#texts.ready || !this.#words.ready || !this.#common.ready) return nothing;
    return html`<div class="toolbar" part="toolbar">
      ${this.selected ? this.#renderSelection(this.selected.size) : this.#renderControls()}
      ${
        this._exporting
          ? html`<cabinet-order-export
              .filters=${this._exporting}
              @close=${() => (this._exporting = undefined)}
            ></cabinet-order-export>`
          : nothing
      }
    </div>`;
  }

  #renderSelection(count: number): TemplateResult {
    const { t } = this.#texts;
    return html`<div class="line">
        <span class="grow" role="status">
          ${count > 0 ? t('select.count', { count }) : t('select.hint', { count: MAX_REORDERED_ORDERS })}
        </span>
      </div>
      <div class="line">
        <button
          class="button primary"
          type="button"
          part="button"
          ?disabled=${count === 0}
          @click=${() => this.dispatchEvent(new Event('repeat'))}
        >
          ${icon('repeat')}${t('select.repeat')}
        </button>
        <button class="button" type="button" part="button" @click=${() => this.#select(false)}>
          ${this.#common.t('cancel')}
        </button>
      </div>`;
  }

  #renderControls(): TemplateResult {
    const { t } = this.#texts;
    const { filters, format } = this;
    const applied = appliedFilters(filters, { t, words: this.#words.t, format });
    return html`<div class="line">
        ${searchField({
          label: t('search'),
          clearLabel: this.#common.t('clear'),
          value: this._typed ?? filters.search ?? '',
          input: this.#onType,
          search: (search) => this.#change({ search: search.trim() }),
        })}
        ${select(t('period'), periodOf(filters, format), this.#periodChoices, this.#onPeriod)}
        ${select(t('sort'), filters.sort ?? '-placedAt', this.#sortChoices, this.#onSort)}
        <button
          class="button filters-button"
          type="button"
          part="button"
          aria-expanded=${this._open}
          aria-label=${applied.length > 0 ? t('filtersOn', { count: applied.length }) : t('filters')}
          @click=${() => (this._open = !this._open)}
        >
          ${icon('filter')}<span class="word">${t('filters')}</span>
          ${applied.length > 0 ? html`<span class="badge">${applied.length}</span>` : nothing}
        </button>
        ${this.#renderMenu()}
      </div>
      ${this._open ? this.#renderPanel() : nothing}
      <div class="chips quick" role="group" aria-label=${t('quick')}>
        ${(Object.keys(quickFilters) as (keyof typeof quickFilters)[]).map((name) => {
          const wanted = quickFilters[name];
          const on = includesAll(filters, wanted);
          const off = Object.fromEntries(Object.keys(wanted).map((axis) => [axis, undefined]));
          return filterChip(t(name), on, () => this.#change(on ? off : wanted));
        })}
        ${
          this.scopes
            ? filterChip(t('mine'), filters.scope === 'mine', () =>
                this.#change({ scope: filters.scope === 'mine' ? undefined : 'mine' }),
              )
            : nothing
        }
        ${applied.map(({ label, without }) =>
          appliedChip(label, t('remove', { name: label }), () => this.#change(without)),
        )}
        ${
          isNarrowed(filters)
            ? html`<button class="button plain" type="button" part="button" @click=${this.#clearAll}>
                ${t('clearAll')}
              </button>`
            : nothing
        }
      </div>`;
  }

  #renderPanel(): TemplateResult {
    const { t } = this.#texts;
    return filterPanel({
      filters: this.filters,
      t,
      words: this.#words.t,
      change: this.#change,
      close: () => (this._open = false),
      sort: select(t('sort'), this.filters.sort ?? '-placedAt', this.#sortChoices, this.#onSort),
    });
  }

  #renderMenu(): TemplateResult | typeof nothing {
    const { t } = this.#texts;
    const items: (MenuItem & { name: string })[] = [
      { name: 'select', label: t('select'), icon: 'repeat', run: () => this.#select(true) },
      { name: 'export', label: t('export'), icon: 'download', run: this.#export },
      { name: 'print', label: t('print'), icon: 'print', run: () => this.dispatchEvent(new Event('print')) },
    ];
    const hidden = this.hiddenActions.split(' ');
    const shown = items.filter(({ name }) => !hidden.includes(name) && (name !== 'select' || this.mayRepeat));
    return shown.length > 0 ? menu(t('more'), shown) : nothing;
  }

  get #periodChoices(): { value: string; label: string }[] {
    return periods.map((period) => ({ value: period, label: this.#texts.t(`period.${period}`) }));
  }

  get #sortChoices(): { value: string; label: string }[] {
    return orderSorts.map((sort) => ({ value: sort, label: this.#texts.t(sort) }));
  }

  #onPeriod = (value: string): void => {
    if (value === 'custom') this._open = true;
    else this.#change({ placedFrom: undefined, placedTo: undefined, ...daysOf(value as Period, this.format) });
  };

  #onSort = (value: string): void => {
    this.#change({ sort: value === '-placedAt' ? undefined : (value as OrderSort) });
  };
}
