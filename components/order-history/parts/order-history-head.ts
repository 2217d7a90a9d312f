import { html, nothing, type TemplateResult } from 'lit';
import type { listOrders } from '../../../src/contract/orders/list.ts';
import type { ordersMessages } from '../../../src/i18n/orders.ts';
import type { LocalizeController } from '../../shared/localize-controller.ts';
import type { LazyParts } from '../../shared/lazy-parts.ts';
import type { PagedList } from '../../shared/paged-list.ts';
import { icon } from '../../ui/icon.ts';
import { banner, errorText, partFailed, type CommonText } from '../../ui/state-panel.ts';
import type { RepeatController } from './repeat-controller.ts';

type OrderText = LocalizeController<keyof typeof ordersMessages.english>['t'];

export interface HistoryHead {
  t: OrderText;
  common: CommonText;
  list: PagedList<typeof listOrders>;
  repeat: RepeatController;
  parts: LazyParts<string>;
  heading: string | undefined;
  /** Repeats the last order; undefined where that is not offered. */
  repeatLast: (() => void) | undefined;
  /** Another action is the main one of the view now. */
  quiet: boolean;
  online: boolean;
}

/** Heading, how many orders there are, the main action, and what is to be said above rows that are still good. */
export function historyHead(head: HistoryHead): TemplateResult {
  const { t, list, heading, repeatLast, repeat, quiet } = head;
  const { length, total, pending } = list;
  const words = total === undefined ? 'atLeast' : 'count';
  return html`<header class="head" part="header">
      <h2 part="heading">${heading ?? t('heading')}</h2>
      <bdi class="count muted">${pending || length === 0 ? '' : t(words, { count: total ?? length })}</bdi>
      ${
        repeatLast && (pending || length > 0)
          ? html`<button
              class="button ${quiet ? '' : 'primary'}"
              type="button"
              part="button"
              aria-busy=${repeat.looking}
              ?disabled=${pending}
              @click=${repeatLast}
            >
              ${icon('repeat')}${t('repeatLast')}
            </button>`
          : nothing
      }
    </header>
    ${notes(head)}`;
}

function notes({ t, common, list, repeat, parts, online }: HistoryHead): TemplateResult {
  const { refreshError, length } = list;
  const { notice } = repeat;
  const retry = common('retry');
  return html`${
    !online && length > 0
      ? banner(common('offline'), undefined, 'offline')
      : refreshError
        ? banner(`${t('failed.refresh')} ${errorText(refreshError, common)}`, { label: retry, run: () => list.retry() })
        : nothing
  }
  ${parts.failed ? partFailed(common) : nothing}
  ${notice ? banner(notice, { label: common('close'), run: repeat.closeNotice }) : nothing}`;
}
