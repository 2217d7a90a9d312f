import { html, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import { fulfilmentStatuses, orderStatuses, paymentStatuses } from '../../../src/contract/orders/list.ts';
import type { Formatters } from '../../../src/i18n/format.ts';
import type { orderFiltersMessages } from '../../../src/i18n/order-filters.ts';
import type { ordersMessages } from '../../../src/i18n/orders.ts';
import type { LocalizeController } from '../../shared/localize-controller.ts';
import { inputField } from '../../ui/field.ts';
import type { OrderListFilter } from './order-filter.ts';

type FilterText = LocalizeController<keyof typeof orderFiltersMessages.english>['t'];
type OrderWords = LocalizeController<keyof typeof ordersMessages.english>['t'];

const axes = { status: orderStatuses, payment: paymentStatuses, fulfilment: fulfilmentStatuses } as const;
type Axis = keyof typeof axes;
type Code = (typeof axes)[Axis][number];

const chosen = (filters: OrderListFilter, axis: Axis): readonly Code[] => filters[axis] ?? [];
const withCodes = (axis: Axis, codes: readonly Code[]): OrderListFilter => ({ [axis]: [...codes] });

/** Each filter in force as a word, and the change that takes it off. Search and scope have places of their own. */
export function appliedFilters(
  filters: OrderListFilter,
  { t, words, format }: { t: FilterText; words: OrderWords; format: Formatters },
): { label: string; without: OrderListFilter }[] {
  const { placedFrom, placedTo } = filters;
  return [
    ...(Object.keys(axes) as Axis[]).flatMap((axis) =>
      chosen(filters, axis).map((code) => ({
        label: words(code),
        without: withCodes(
          axis,
          chosen(filters, axis).filter((each) => each !== code),
        ),
      })),
    ),
    ...(placedFrom
      ? [{ label: t('from.on', { day: format.day(placedFrom) }), without: { placedFrom: undefined } }]
      : []),
    ...(placedTo ? [{ label: t('to.on', { day: format.day(placedTo) }), without: { placedTo: undefined } }] : []),
  ];
}

export interface FilterPanelOptions {
  filters: OrderListFilter;
  t: FilterText;
  words: OrderWords;
  change: (change: OrderListFilter) => void;
  close: () => void;
  /** The choice of sorting, shown here where the toolbar is too narrow for it. */
  sort: TemplateResult;
}

/** All filters at once: statuses on three axes and the days. */
export function filterPanel({ filters, t, words, change, close, sort }: FilterPanelOptions): TemplateResult {
  const { placedFrom = '', placedTo = '' } = filters;
  // Days in ISO form sort as text.
  const wrong = placedFrom && placedTo && placedFrom > placedTo ? t('period.wrong') : undefined;
  const day = (name: 'placedFrom' | 'placedTo', label: string, value: string, error?: string): TemplateResult =>
    inputField({
      id: name,
      type: 'date',
      label,
      value,
      error,
      change: (text) => change({ [name]: text || undefined }),
    });
  return html`<div class="panel" part="filter-panel" role="group" aria-label=${t('filters')}>
    ${(Object.keys(axes) as Axis[]).map((axis) => {
      const codes = chosen(filters, axis);
      return html`<fieldset>
        <legend>${t(`axis.${axis}`)}</legend>
        ${axes[axis].map(
          (code) =>
            html`<label class="choice"
              ><input
                type="checkbox"
                .checked=${live(codes.includes(code))}
                @change=${(event: Event) => {
                  const on = (event.target as HTMLInputElement).checked;
                  change(withCodes(axis, on ? [...codes, code] : codes.filter((each) => each !== code)));
                }}
              />${words(code)}</label
            >`,
        )}
      </fieldset>`;
    })}
    <fieldset>
      <legend>${t('period')}</legend>
      <div class="fields">
        ${day('placedFrom', t('from'), placedFrom, wrong)} ${day('placedTo', t('to'), placedTo)}
        <div class="only-narrow">${sort}</div>
      </div>
    </fieldset>
    <div class="panel-end">
      <button class="button" type="button" part="button" @click=${close}>${t('done')}</button>
    </div>
  </div>`;
}
