import { html, nothing, type TemplateResult } from 'lit';
import type { TicketSummary } from '../../../src/contract/tickets/list.ts';
import type { Formatters } from '../../../src/i18n/format.ts';
import type { ticketsMessages } from '../../../src/i18n/tickets.ts';
import type { LocalizeController } from '../../shared/localize-controller.ts';
import { skeleton } from '../../ui/skeleton.ts';
import { ticketStatus } from './ticket-status.ts';

/** What the rows need to know of their list. */
export interface TicketRowContext {
  texts: LocalizeController<keyof typeof ticketsMessages.english>;
  format: Formatters;
  /** Row that the Tab key reaches. */
  active: number;
  openId: string | undefined;
}

/** With a blank that stays at the beginning of a line. */
const DOT = '\u00a0· ';

const columns = ['subject', 'last', 'state', 'activity', 'unread'] as const;

/** The heading of the columns; on narrow lists only read out. */
export function headRow({ texts: { t } }: TicketRowContext): TemplateResult {
  return html`<thead role="rowgroup">
    <tr role="row" aria-rowindex="1" part="head-row">
      ${columns.map(
        (name) =>
          html`<th role="columnheader" scope="col" class=${name}>
            ${name === 'unread' ? html`<span class="visually-hidden">${t('filter.unread')}</span>` : t(name)}
          </th>`,
      )}
    </tr>
  </thead>`;
}

/** A row as long as it is not there. */
export function skeletonRow(index: number): TemplateResult {
  return html`<tr role="row" class="row unknown" part="row row-skeleton" aria-rowindex=${index + 2}>
    ${columns.map(
      (name) => html`<td role="gridcell" class=${name}>${name === 'unread' ? nothing : skeleton('medium')}</td>`,
    )}
  </tr>`;
}

/** A request with its latest message. */
export function ticketRow(
  ticket: TicketSummary,
  index: number,
  { texts, format, active, openId }: TicketRowContext,
): TemplateResult {
  const { t } = texts;
  const { id, number, title, lastMessage, unread, updatedAt, deadline, customer, status } = ticket;
  const author = lastMessage?.author.you ? t('you') : lastMessage?.author.name;
  const due = deadline && status.code !== 'closed' ? t('due', { when: format.when(deadline) }) : undefined;
  return html`<tr
    role="row"
    class="row ${id === openId ? 'open' : ''} ${unread > 0 ? 'fresh' : ''}"
    part="row"
    aria-rowindex=${index + 2}
    aria-current=${id === openId ? 'true' : nothing}
    tabindex=${index === active ? 0 : -1}
    data-index=${index}
  >
    <td role="gridcell" class="subject cut" title="${number} · ${title}">
      <button class="link" type="button" tabindex="-1" data-act="open" dir="auto">${title}</button>
    </td>
    <td role="gridcell" class="last cut" title=${lastMessage?.text ?? nothing}>
      ${lastMessage ? html`<bdi class="muted">${author}:</bdi> <bdi>${lastMessage.text}</bdi>` : nothing}
    </td>
    <td role="gridcell" class="state">
      <span class="standing">
        ${ticketStatus(ticket, t)}<span class="number cut small">${DOT}<bdi class="muted">${number}</bdi></span>
      </span>
      <span class="rest cut small" title=${deadline && due ? format.dateTime(deadline) : nothing}
        >${[customer?.name, due].filter(Boolean).map((word) => html`${DOT}<bdi class="muted">${word}</bdi>`)}</span
      >
    </td>
    <td role="gridcell" class="activity cut" title=${format.dateTime(updatedAt)}>
      <time datetime=${updatedAt}>${format.when(updatedAt)}</time>
    </td>
    <td role="gridcell" class="unread">
      ${
        unread > 0
          ? html`<span class="badge" role="img" aria-label=${t('unread', { count: unread })}
              >${format.number(unread)}</span
            >`
          : nothing
      }
    </td>
  </tr>`;
}
