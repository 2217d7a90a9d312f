import { html, nothing, type TemplateResult } from 'lit';
import type { TicketState } from '../../../src/contract/tickets/list.ts';
import type { ticketsMessages } from '../../../src/i18n/tickets.ts';
import type { LocalizeController } from '../../shared/localize-controller.ts';
import { filterChip } from '../../ui/chip.ts';
import type { SearchField } from '../../ui/search-field.ts';
import type { CommonText } from '../../ui/state-panel.ts';
import type { TicketListFilter } from './ticket-filter.ts';

interface Texts {
  t: LocalizeController<keyof typeof ticketsMessages.english>['t'];
  common: CommonText;
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
