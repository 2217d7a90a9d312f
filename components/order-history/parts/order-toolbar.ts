import { html, nothing, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import { MAX_REORDERED_ORDERS } from '../../../src/contract/orders/limits.ts';
import { fulfilmentStatuses, orderSorts, orderStatuses, paymentStatuses } from '../../../src/contract/orders/list.ts';
import { orderFiltersMessages } from '../../../src/i18n/order-filters.ts';
import { ordersMessages } from '../../../src/i18n/orders.ts';
import { ListToolbar, type ToolbarPlan } from '../../shared/list-toolbar.ts';
import { LocalizeController } from '../../shared/localize-controller.ts';
import { icon } from '../../ui/icon.ts';
import type { OrderListFilter } from './order-filter.ts';

const axes = { status: orderStatuses, payment: paymentStatuses, fulfilment: fulfilmentStatuses } as const;

/** One press for what customers look for most. */
const quickFilters = {
  needsPayment: { payment: ['unpaid', 'part_paid', 'overdue'] },
  inProgress: { status: ['pending', 'confirmed', 'on_hold'] },
  inDelivery: { fulfilment: ['part_shipped', 'shipped'] },
} satisfies Record<string, OrderListFilter>;

/**
 * Search, filters, selection and further actions of the order list.
 *
 * @internal
 * @fires filter - Search, filters or sorting were changed; `detail.filters`.
 * @fires select - Choosing several orders begins or ends; `detail.on`.
 * @fires repeat - The chosen orders shall be repeated together.
 */
export class CabinetOrderToolbar extends ListToolbar {
  #texts = new LocalizeController(this, orderFiltersMessages);
  #words = new LocalizeController(this, ordersMessages);

  @property({ attribute: false }) mayRepeat = true;
  /** Colleagues order too. */
  @property({ attribute: false }) scopes = false;

  @state() private _exporting: OrderListFilter | undefined;

  #export = (): void => {
    void import('./define-order-export.ts');
    this._exporting = this.filters;
  };

  protected override plan(): ToolbarPlan | undefined {
    if (!this.#texts.ready || !this.#words.ready || !this.filterTexts.ready) return undefined;
    const { t } = this.#texts;
    const words = this.#words.t;
    const more = this.filterTexts.t;
    return {
      searchLabel: t('search'),
      sorts: orderSorts.map((sort) => ({ value: sort, label: t(sort) })),
      axes: (Object.keys(axes) as (keyof typeof axes)[]).map((axis) => ({
        name: axis,
        label: t(`axis.${axis}`),
        choices: axes[axis].map((code) => ({ value: code, label: words(code) })),
      })),
      days: { from: 'placedFrom', to: 'placedTo' },
      quick: [
        ...(Object.keys(quickFilters) as (keyof typeof quickFilters)[]).map((name) => ({
          label: t(name),
          filter: quickFilters[name],
        })),
        ...(this.scopes ? [{ label: t('mine'), filter: { scope: 'mine' } }] : []),
      ],
      actions: [
        ...(this.mayRepeat
          ? [{ name: 'select', label: t('select'), icon: 'repeat' as const, run: () => this.choose(true) }]
          : []),
        { name: 'export', label: more('export'), icon: 'download', run: this.#export },
        { name: 'print', label: more('print'), icon: 'print', run: () => window.print() },
      ],
    };
  }

  protected override renderSelection(count: number): TemplateResult {
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
        <button class="button" type="button" part="button" @click=${() => this.choose(false)}>
          ${this.common.t('cancel')}
        </button>
      </div>`;
  }

  protected override renderBelow(): TemplateResult | typeof nothing {
    return this._exporting
      ? html`<cabinet-order-export
          .filters=${this._exporting}
          @close=${() => (this._exporting = undefined)}
        ></cabinet-order-export>`
      : nothing;
  }
}
