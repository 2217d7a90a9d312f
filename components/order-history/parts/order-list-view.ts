import { html, nothing, type TemplateResult } from 'lit';
import { guard } from 'lit/directives/guard.js';
import { repeat } from 'lit/directives/repeat.js';
import type { listOrders } from '../../../src/contract/orders/list.ts';
import type { PagedList } from '../../shared/paged-list.ts';
import type { RowSlot } from '../../shared/row-slots.ts';
import { banner, errorPanel, errorText, statePanel, type CommonText } from '../../ui/state-panel.ts';
import { headRow, orderRow, skeletonRow, type RowContext } from './order-row.ts';

export interface ListView extends RowContext {
  list: PagedList<typeof listOrders>;
  common: CommonText;
  /** Rows to draw. */
  slots: readonly RowSlot[];
  /** Texts at hand; without them only placeholders are drawn. */
  ready: boolean;
  /** The backend cannot list orders at all. */
  unsupported: boolean;
  narrowed: boolean;
  /** The list has been asked to load no further by itself. */
  paused: boolean;
  clear: () => void;
  showMore: () => void;
  signIn: () => void;
  onClick: (event: Event) => void;
  onKeyDown: (event: KeyboardEvent) => void;
  onFocusIn: (event: FocusEvent) => void;
}

/** The rows, or what stands in their place. */
export function orderList(view: ListView): TemplateResult {
  const { list, ready, texts, common } = view;
  const { t } = texts;
  if (ready && view.unsupported && list.length === 0) {
    return statePanel({ kind: 'unsupported', title: common('unsupported.title'), text: common('error.unsupported') });
  }
  if (ready && list.error) {
    const { error } = list;
    const panel = errorPanel(error, {
      title: t('failed.title'),
      text: common,
      retry: () => list.retry(),
      signIn: view.signIn,
    });
    return error.code === 'unauthenticated' ? html`<slot name="unauthenticated">${panel}</slot>` : panel;
  }
  if (ready && !list.pending && list.length === 0 && !list.more && !list.fetching) {
    return view.narrowed
      ? statePanel({
          kind: 'empty',
          title: t('nothing.title'),
          text: t('nothing.text'),
          action: { label: t('nothing.clear'), run: view.clear },
        })
      : html`<slot name="empty"
          >${statePanel({ kind: 'empty', title: t('empty.title'), text: t('empty.text') })}</slot
        >`;
  }
  return html`${rows(view)} ${ready && !list.pending ? afterRows(view) : nothing}`;
}

function rows(view: ListView): TemplateResult {
  const { list, slots, ready, texts, selected, format, active, openId, newId, mayRepeat } = view;
  // What a row shows beside its order; a row for which none of it has changed costs nothing.
  const shared = [texts.locale, format, format.isoDay(), mayRepeat, selected];
  const rowCount = list.more || list.pending ? (list.total === undefined ? -1 : list.total + 1) : list.length + 1;
  return html`<div class="scroller" part="scroller">
    <table
      role="grid"
      aria-label=${ready ? texts.t(list.pending ? 'rowsLoading' : 'heading') : nothing}
      aria-rowcount=${rowCount}
      aria-multiselectable=${selected ? 'true' : nothing}
      aria-busy=${list.pending || list.outdated ? 'true' : 'false'}
    >
      ${headRow(view)}
      <tbody
        role="rowgroup"
        class=${list.outdated ? 'outdated' : ''}
        @click=${view.onClick}
        @keydown=${view.onKeyDown}
        @focusin=${view.onFocusIn}
      >
        ${repeat(
          slots,
          ({ key }) => key,
          ({ index }) => {
            const order = ready ? list.at(index) : undefined;
            if (!order) return skeletonRow(index, view);
            const own = [order, index, index === active, order.id === openId, order.id === newId];
            return guard([...own, ...shared], () => orderRow(order, index, view));
          },
        )}
      </tbody>
    </table>
  </div>`;
}

/** Below the last row: loading, a failure to load more, or the button that loads more. */
function afterRows({ list, texts: { t }, common, paused, showMore }: ListView): TemplateResult | typeof nothing {
  const { moreError } = list;
  if (moreError) {
    const text = `${t('failed.more')} ${errorText(moreError, common)}`;
    return banner(text, { label: common('retry'), run: () => list.retry() });
  }
  if (list.more && paused) {
    return html`<div class="after" part="after">
      <button class="button" type="button" part="button" @click=${showMore}>${t('showMore')}</button>
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
