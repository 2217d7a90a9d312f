import { html, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import type { Formatters } from '../../src/i18n/format.ts';
import type { listFiltersMessages } from '../../src/i18n/list-filters.ts';
import { inputField } from '../ui/field.ts';
import type { LocalizeController } from './localize-controller.ts';

/** Filters by name; their values are what the list's operation takes. */
export type ListFilter = Readonly<Record<string, unknown>>;
export type ListFilterText = LocalizeController<keyof typeof listFiltersMessages.english>['t'];

/** A filter of which several values may be chosen. */
export interface FilterAxis {
  /** The filter's name. */
  name: string;
  label: string;
  choices: readonly { value: string; label: string }[];
}

/** What a list can be narrowed by. */
export interface FilterPlan {
  axes: readonly FilterAxis[];
  /** Names of the filters that hold the first and the last day. */
  days: { from: string; to: string };
}

const chosen = (filters: ListFilter, name: string): readonly string[] => (filters[name] as string[] | undefined) ?? [];
const dayOf = (filters: ListFilter, name: string): string => (filters[name] as string | undefined) ?? '';

/** Each filter in force as a word, and the change that takes it off. Search has a place of its own. */
export function appliedFilters(
  filters: ListFilter,
  { axes, days }: FilterPlan,
  { t, format }: { t: ListFilterText; format: Formatters },
): { label: string; without: ListFilter }[] {
  const from = dayOf(filters, days.from);
  const to = dayOf(filters, days.to);
  return [
    ...axes.flatMap(({ name, choices }) =>
      chosen(filters, name).map((value) => ({
        label: choices.find((choice) => choice.value === value)?.label ?? value,
        without: { [name]: chosen(filters, name).filter((each) => each !== value) },
      })),
    ),
    ...(from ? [{ label: t('from.on', { day: format.day(from) }), without: { [days.from]: undefined } }] : []),
    ...(to ? [{ label: t('to.on', { day: format.day(to) }), without: { [days.to]: undefined } }] : []),
  ];
}

export interface FilterPanelOptions extends FilterPlan {
  filters: ListFilter;
  t: ListFilterText;
  change: (change: ListFilter) => void;
  close: () => void;
  /** The choice of sorting, shown here where the toolbar is too narrow for it. */
  sort: TemplateResult;
}

/** All filters at once: what may be chosen on each axis, and the days. */
export function filterPanel({ filters, axes, days, t, change, close, sort }: FilterPanelOptions): TemplateResult {
  const from = dayOf(filters, days.from);
  const to = dayOf(filters, days.to);
  // Days in ISO form sort as text.
  const wrong = from && to && from > to ? t('period.wrong') : undefined;
  const day = (name: string, label: string, value: string, error?: string): TemplateResult =>
    inputField({
      id: name,
      type: 'date',
      label,
      value,
      error,
      change: (text) => change({ [name]: text || undefined }),
    });
  return html`<div class="panel" part="filter-panel" role="group" aria-label=${t('filters')}>
    ${axes.map(({ name, label, choices }) => {
      const values = chosen(filters, name);
      return html`<fieldset>
        <legend>${label}</legend>
        ${choices.map(
          (choice) =>
            html`<label class="choice"
              ><input
                type="checkbox"
                .checked=${live(values.includes(choice.value))}
                @change=${(event: Event) => {
                  const on = (event.target as HTMLInputElement).checked;
                  const others = values.filter((each) => each !== choice.value);
                  change({ [name]: on ? [...others, choice.value] : others });
                }}
              />${choice.label}</label
            >`,
        )}
      </fieldset>`;
    })}
    <fieldset>
      <legend>${t('period')}</legend>
      <div class="fields">
        ${day(days.from, t('from'), from, wrong)} ${day(days.to, t('to'), to)}
        <div class="only-narrow">${sort}</div>
      </div>
    </fieldset>
    <div class="panel-end">
      <button class="button" type="button" part="button" @click=${close}>${t('done')}</button>
    </div>
  </div>`;
}
