import { html, nothing, type TemplateResult } from 'lit';
import type { Operation } from '../../src/contract/operation.ts';
import { skeleton } from '../ui/skeleton.ts';
import { banner, errorText, partFailed, type CommonText } from '../ui/state-panel.ts';
import { block, type Divided } from './blocks.ts';
import type { LazyParts } from './lazy-parts.ts';
import type { ListText } from './list-view.ts';
import type { PagedList } from './paged-list.ts';

export interface ListHead<O extends Operation> {
  list: PagedList<O>;
  t: ListText;
  common: CommonText;
  /** Texts at hand; without them only a placeholder is drawn. */
  ready: boolean;
  parts: LazyParts<string>;
  online: boolean;
  /** The main action of the list. */
  action?: TemplateResult | false | undefined;
}

/** Heading, how many rows there are, the main action, and what is to be said above rows that are still good. */
export function listHead<O extends Operation>(
  host: Divided & { readonly heading: string | undefined },
  { list, t, common, ready, parts, online, action }: ListHead<O>,
): TemplateResult {
  const { length, total, pending, error, refreshError } = list;
  if (!ready) return html`${block(host, 'head', html`<div class="head">${skeleton('short')}</div>`)}`;
  const count = t(total === undefined ? 'atLeast' : 'count', { count: total ?? length });
  return html`${block(
    host,
    'head',
    html`<header class="head" part="header">
      <h2 part="heading">${host.heading ?? t('heading')}</h2>
      <bdi class="count muted" role="status">${pending || length === 0 ? nothing : count}</bdi>
      ${action || nothing}
    </header>`,
  )}
  ${
    !online && !error
      ? banner(common(length > 0 ? 'offline' : 'error.offline'), undefined, 'offline')
      : refreshError
        ? banner(`${t('failed.refresh')} ${errorText(refreshError, common)}`, {
            label: common('retry'),
            run: () => list.retry(),
          })
        : nothing
  }
  ${parts.failed ? partFailed(common) : nothing}`;
}
