import { html, nothing, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import { commonMessages } from '../../src/i18n/common.ts';
import { listFiltersMessages } from '../../src/i18n/list-filters.ts';
import { buttonStyles } from '../ui/button.ts';
import { appliedChip, chipStyles, filterChip } from '../ui/chip.ts';
import { fieldStyles } from '../ui/field.styles.ts';
import { select } from '../ui/field.ts';
import { SearchField } from '../ui/search-field.ts';
import { drawing } from '../ui/icon.ts';
import { menu, menuStyles, type MenuItem } from '../ui/menu.ts';
import { skeletonStyles } from '../ui/skeleton.ts';
import { hides } from './blocks.ts';
import { CabinetElement } from './cabinet-element.ts';
import { appliedFilters, filterPanel, type FilterPlan, type ListFilter } from './filter-panel.ts';
import { isNarrowed, tidy } from './list-filter.ts';
import { listToolbarStyles } from './list-toolbar.styles.ts';
import { LocalizeController } from './localize-controller.ts';
import { daysOf, periodOf, periods, type Period } from './periods.ts';
import { baseStyles } from './styles.ts';

/** What the toolbar of a list offers. */
export interface ToolbarPlan extends FilterPlan {
  searchLabel: string;
  /** The first is the list's own order. */
  sorts: readonly { value: string; label: string }[];
  /** One press for what customers look for most: filters that are put on or taken off together. */
  quick: readonly { label: string; filter: ListFilter }[];
  /** Further actions by the name by which `hiddenParts` takes them off. */
  actions: readonly (MenuItem & { name: string })[];
}

const isOn = (filters: ListFilter, wanted: ListFilter): boolean =>
  Object.entries(wanted).every(([name, value]) => String(filters[name]) === String(value));

/**
 * Search, filters, sorting and further actions of a list; while rows are being chosen, what can be done
 * with them.
 *
 * @fires filter - Search, filters or sorting were changed; `detail.filters`.
 */
export abstract class ListToolbar extends CabinetElement {
  static override styles = [
    baseStyles,
    buttonStyles,
    chipStyles,
    fieldStyles,
    menuStyles,
    skeletonStyles,
    listToolbarStyles,
  ];

  protected filterTexts = new LocalizeController(this, listFiltersMessages);
  protected common = new LocalizeController(this, commonMessages);

  @property({ attribute: false }) filters: ListFilter = {};
  /** Chosen rows, while some are being chosen: number by id. */
  @property({ attribute: false }) selected: ReadonlyMap<string, unknown> | undefined;
  /** Names of actions that are not offered, separated by spaces. */
  @property({ attribute: false }) hiddenParts = '';

  @state() private _open = false;

  #search = new SearchField(this, (search) => this.#change({ search }));

  /** What this list's toolbar offers; `undefined` until its texts are there. */
  protected abstract plan(): ToolbarPlan | undefined;
  /** In place of the filters while rows are being chosen. */
  protected abstract renderSelection(count: number): TemplateResult;
  /** Below everything. */
  protected renderBelow(): TemplateResult | typeof nothing {
    return nothing;
  }

  /** Begins or ends choosing rows. */
  protected choose(on: boolean): void {
    this.dispatchEvent(new CustomEvent('select', { detail: { on } }));
  }

  #change = (change: ListFilter): void => {
    this.#search.forget();
    this.dispatchEvent(new CustomEvent('filter', { detail: { filters: tidy({ ...this.filters, ...change }) } }));
  };

  #clearAll = (): void => {
    this.#search.forget();
    const { sort } = this.filters;
    this.dispatchEvent(new CustomEvent('filter', { detail: { filters: tidy({ sort }) } }));
  };

  protected override firstUpdated(): void {
    this.setAttribute('exportparts', 'search, input, select, filter-panel, chip, applied-chip, button');
  }

  protected override render(): TemplateResult | typeof nothing {
    const plan = this.plan();
    if (!plan || !this.filterTexts.ready || !this.common.ready) return nothing;
    return html`<div class="toolbar" part="toolbar">
      ${this.selected ? this.renderSelection(this.selected.size) : this.#renderControls(plan)} ${this.renderBelow()}
    </div>`;
  }

  #renderControls(plan: ToolbarPlan): TemplateResult {
    const { t } = this.filterTexts;
    const { filters, format } = this;
    const applied = appliedFilters(filters, plan, { t, format });
    const sort = select(
      t('sort'),
      (filters['sort'] as string | undefined) ?? plan.sorts[0]?.value ?? '',
      plan.sorts,
      (value) => this.#change({ sort: value === plan.sorts[0]?.value ? undefined : value }),
    );
    return html`<div class="line">
        ${this.#search.render({
          label: plan.searchLabel,
          clearLabel: this.common.t('clear'),
          asked: filters['search'] as string | undefined,
        })}
        ${this.#renderPeriod(plan)} ${sort}
        <button
          class="button filters-button"
          type="button"
          part="button"
          aria-expanded=${this._open}
          aria-label=${applied.length > 0 ? t('filtersOn', { count: applied.length }) : t('filters')}
          @click=${() => (this._open = !this._open)}
        >
          ${drawing('M3.5 5h13m-10.5 5h8m-5.5 5h3')}<span class="word">${t('filters')}</span>
          ${applied.length > 0 ? html`<span class="badge">${applied.length}</span>` : nothing}
        </button>
        ${this.#renderMenu(plan)}
      </div>
      ${
        this._open
          ? filterPanel({ ...plan, filters, t, change: this.#change, close: () => (this._open = false), sort })
          : nothing
      }
      <div class="chips quick" role="group" aria-label=${t('quick')}>
        ${plan.quick.map(({ label, filter }) => {
          const on = isOn(filters, filter);
          const off = Object.fromEntries(Object.keys(filter).map((name) => [name, undefined]));
          return filterChip(label, on, () => this.#change(on ? off : filter));
        })}
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

  #renderPeriod({ days }: ToolbarPlan): TemplateResult {
    const { t } = this.filterTexts;
    const { filters, format } = this;
    const now = {
      from: filters[days.from] as string | undefined,
      to: filters[days.to] as string | undefined,
    };
    const choices = periods.map((period) => ({ value: period, label: t(`period.${period}`) }));
    return select(t('period'), periodOf(now, format), choices, (value) => {
      if (value === 'custom') {
        this._open = true;
        return;
      }
      const { from, to } = daysOf(value as Period, format);
      this.#change({ [days.from]: from, [days.to]: to });
    });
  }

  #renderMenu({ actions }: ToolbarPlan): TemplateResult | typeof nothing {
    const shown = actions.filter(({ name }) => !hides(this, name));
    return shown.length > 0 ? menu(this.filterTexts.t('more'), shown) : nothing;
  }
}
