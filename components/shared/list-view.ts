import { html, nothing, type TemplateResult } from 'lit';
import { guard } from 'lit/directives/guard.js';
import { repeat } from 'lit/directives/repeat.js';
import type { Operation } from '../../src/contract/operation.ts';
import type { ItemOf } from '../../src/contract/page.ts';
import { banner, errorPanel, errorText, leftOutNote, statePanel, type CommonText } from '../ui/state-panel.ts';
import type { RowList } from './row-list.ts';

/** Texts that the list of every widget has; each widget has its own words for them. */
export type ListText = (
  key:
    | 'heading'
    | 'count'
    | 'atLeast'
    | 'rowsLoading'
    | 'failed.title'
    | 'failed.more'
    | 'failed.refresh'
    | 'empty.title'
    | 'empty.text'
    | 'nothing.title'
    | 'nothing.text'
    | 'nothing.clear'
    | 'showMore'
    | 'shown',
  parameters?: Readonly<Record<string, string | number>>,
) => string;

export interface ListView<O extends Operation> {
  rows: RowList<O>;
  t: ListText;
  common: CommonText;
  /** Texts at hand; without them only placeholders are drawn. */
  ready: boolean;
  narrowed: boolean;
  /** Several rows may be chosen. */
  selecting: boolean;
  head: () => TemplateResult;
  row: (item: ItemOf<O>, index: number) => TemplateResult;
  /** What a row shows beside its item, its index and whether it is active. */
  showing: (item: ItemOf<O>) => readonly unknown[];
  skeletonRow: (index: number) => TemplateResult;
  clear: () => void;
  signIn: () => void;
}

/** The rows of a list, or what stands in their place. */
export function listView<O extends Operation>(view: ListView<O>): TemplateResult {
  const { rows, ready, t, common } = view;
  const { list } = rows;
  if (ready && list.error) {
    return errorPanel(list.error, {
      title: t('failed.title'),
      text: common,
      retry: () => list.retry(),
      signIn: view.signIn,
    });
  }
  if (ready && rows.isEmpty && !list.fetching) {
    return view.narrowed
      ? statePanel({
          kind: 'empty',
          slot: 'nothing',
          title: t('nothing.title'),
          text: t('nothing.text'),
          action: { label: t('nothing.clear'), run: view.clear },
        })
      : statePanel({ kind: 'empty', title: t('empty.title'), text: t('empty.text') });
  }
  return html`${table(view)}
  ${ready && !list.pending ? html`${leftOutNote(list.leftOut, common)} ${afterRows(view)}` : nothing}`;
}

function table<O extends Operation>(view: ListView<O>): TemplateResult {
  const { rows, ready, t } = view;
  const { list, navigation } = rows;
  const rowCount = list.more || list.pending ? (list.total === undefined ? -1 : list.total + 1) : list.length + 1;
  return html`<div class="scroller" part="scroller">
    <table
      role="grid"
      aria-label=${ready ? t(list.pending ? 'rowsLoading' : 'heading') : nothing}
      aria-rowcount=${rowCount}
      aria-multiselectable=${view.selecting ? 'true' : nothing}
      aria-busy=${list.pending || list.outdated ? 'true' : 'false'}
    >
      ${view.head()}
      <tbody
        role="rowgroup"
        class=${list.outdated ? 'outdated' : ''}
        @click=${rows.onClick}
        @keydown=${rows.onKeyDown}
        @focusin=${(event: FocusEvent) => navigation.onFocusIn(event)}
      >
        ${repeat(
          navigation.slots(),
          ({ key }) => key,
          ({ index }) => {
            const item = ready ? list.at(index) : undefined;
            if (!item) return view.skeletonRow(index);
            // A row for which nothing has changed costs nothing.
            const shown = [item, index, index === navigation.active, ...view.showing(item)];
            return guard(shown, () => view.row(item, index));
          },
        )}
      </tbody>
    </table>
  </div>`;
}

/** Below the last row: loading, a failure to load more, or the button that loads more. */
function afterRows<O extends Operation>({ rows, t, common }: ListView<O>): TemplateResult | typeof nothing {
  const { list } = rows;
  const { moreError } = list;
  if (moreError) {
    const text = `${t('failed.more')} ${errorText(moreError, common)}`;
    return banner(text, { label: common('retry'), run: () => list.retry() });
  }
  if (list.more && rows.paused) {
    return html`<div class="after" part="after">
      <button class="button" type="button" part="button" @click=${rows.showMore}>${t('showMore')}</button>
      ${
        list.total === undefined
          ? nothing
          : html`<span class="muted">${t('shown', { shown: list.length, total: list.total })}</span>`
      }
    </div>`;
  }
  return list.more || list.loadingMore
    ? html`<div class="after muted" part="after">${common('loading')}</div>`
    : nothing;
}
