import { html, nothing, type TemplateResult } from 'lit';
import type { listTickets, TicketState } from '../../../src/contract/tickets/ticket.ts';
import type { ticketsMessages } from '../../../src/i18n/tickets.ts';
import type { LazyParts } from '../../shared/lazy-parts.ts';
import type { LocalizeController } from '../../shared/localize-controller.ts';
import type { PagedList } from '../../shared/paged-list.ts';
import { filterChip } from '../../ui/chip.ts';
import type { SearchField } from '../../ui/search-field.ts';
import { icon } from '../../ui/icon.ts';
import { banner, errorText, partFailed, type CommonText } from '../../ui/state-panel.ts';
import type { TicketListFilter } from './ticket-filter.ts';

interface Texts {
  t: LocalizeController<keyof typeof ticketsMessages.english>['t'];
  common: CommonText;
}

export interface TicketListHead extends Texts {
  list: PagedList<typeof listTickets>;
  parts: LazyParts<string>;
  heading: string | undefined;
  online: boolean;
  /** Begins a new request; absent: that may not be done, or is being done. */
  begin: (() => void) | undefined;
}

/** Heading, how many requests there are, and what is to be said above rows that are still good. */
export function ticketListHead({ t, common, list, parts, heading, online, begin }: TicketListHead): TemplateResult {
  const { length, total, pending, refreshError } = list;
  const count = t(total === undefined ? 'atLeast' : 'count', { count: total ?? length });
  return html`<header class="head" part="header">
      <h2 part="heading">${heading ?? t('heading')}</h2>
      <bdi class="count muted">${pending || length === 0 ? nothing : count}</bdi>
      ${
        begin
          ? html`<button class="button primary new-request" type="button" part="button" @click=${begin}>
              ${icon('plus')}${t('new')}
            </button>`
          : nothing
      }
    </header>
    ${
      !online
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

const activeStates: readonly TicketState[] = ['open', 'answered', 'waiting'];

export interface TicketTools extends Texts {
  filters: TicketListFilter;
  search: SearchField;
  /** Staff see the queue: whose requests, and who takes care of them. */
  isStaff: boolean;
  /** The name of the customer whose requests alone are shown. */
  customer: string | undefined;
  change: (change: Partial<TicketListFilter>) => void;
}

/** Search, and filters in one press. */
export function ticketTools({ t, common, filters, search, isStaff, customer, change }: TicketTools): TemplateResult {
  const states = (label: string, wanted: readonly TicketState[]): TemplateResult => {
    const on = filters.state?.join() === wanted.join();
    return filterChip(label, on, () => change({ state: on ? undefined : [...wanted] }));
  };
  const queue = (wanted: 'mine' | 'unassigned'): TemplateResult => {
    const on = filters.queue === wanted;
    return filterChip(t(`queue.${wanted}`), on, () => change({ queue: on ? undefined : wanted }));
  };
  return html`<div class="tools">
    ${search.render({ label: t('search'), clearLabel: common('clear'), asked: filters.search })}
    <div class="chips" role="group" aria-label=${t('filters')}>
      ${
        filters.customerId === undefined
          ? nothing
          : filterChip(html`<span class="cut">${customer ?? t('filter.customer')}</span>`, true, () =>
              change({ customerId: undefined }),
            )
      }
      ${isStaff ? html`${queue('mine')} ${queue('unassigned')}` : nothing}
      ${filterChip(t('filter.unread'), filters.unread === true, () =>
        change({ unread: filters.unread ? undefined : true }),
      )}
      ${states(t('filter.active'), activeStates)} ${states(t('answered'), ['answered'])}
      ${states(t('filter.closed'), ['closed'])}
    </div>
  </div>`;
}
