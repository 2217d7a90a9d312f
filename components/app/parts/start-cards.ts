import { html, nothing, type TemplateResult } from 'lit';
import type {
  InvoiceSummary,
  InvoiceTotals,
  listInvoices,
  summarizeInvoices,
} from '../../../src/contract/invoices/list.ts';
import type { Operation } from '../../../src/contract/operation.ts';
import type { listOrders, OrderSummary } from '../../../src/contract/orders/list.ts';
import type { listTickets, TicketSummary } from '../../../src/contract/tickets/list.ts';
import type { Formatters } from '../../../src/i18n/format.ts';
import type { QueryController } from '../../shared/query-controller.ts';
import { icon } from '../../ui/icon.ts';
import { statusMark } from '../../ui/status.ts';
import type { AppWords } from './app-badges.ts';
import { isPlainPress } from './app-navigation.ts';
import { sections, type AppSection } from './sections.ts';
import type { StartLinks } from './start-page.ts';

/** What the overview says of one matter. */
export interface Card {
  name: 'invoices' | 'answers' | 'delivery' | 'last';
  title: string;
  icon: TemplateResult;
  /** `quiet`: there is nothing to say; `stale`: what is shown could not be refreshed. */
  state: 'loading' | 'error' | 'quiet' | 'content' | 'stale';
  /** The least is shown first. */
  urgency: number;
  content: TemplateResult | typeof nothing;
  /** The way to all of it. */
  more: TemplateResult | typeof nothing;
  retry: () => void;
}

export interface CardContext {
  t: AppWords;
  format: Formatters;
  links: StartLinks;
}

type Asked<O extends Operation> = Pick<QueryController<O>, 'state' | 'refetch'>;

/** How a card stands by what it asked for; `quiet` is decided by who knows the answers. */
function stateOf(...queries: Asked<Operation>[]): Exclude<Card['state'], 'quiet'> {
  // What cannot be asked is not waited for.
  const asked = queries.filter(
    ({ state }) => state.data || state.error || state.fetching || state.paused || state.pending,
  );
  if (asked.some(({ state }) => !state.data && state.error)) return 'error';
  if (asked.some(({ state }) => !state.data)) return 'loading';
  return asked.some(({ state }) => state.error) ? 'stale' : 'content';
}

const retryAll =
  (...queries: Asked<Operation>[]) =>
  (): void => {
    const failed = queries.filter(({ state }) => state.error);
    for (const query of failed) query.refetch();
  };

const moreLink = ({ links }: CardContext, section: AppSection, label: string): TemplateResult =>
  html`<a class="more" href=${links.href(section)} @click=${(event: MouseEvent) => press(event, links, section)}
    >${label}${icon('chevron')}</a
  >`;

const press = (event: MouseEvent, links: StartLinks, section: AppSection, place?: string): void => {
  if (isPlainPress(event)) links.follow(event, section, place);
};

interface Item {
  section: AppSection;
  /** What leads to it: parameter and id. */
  parameter: string;
  id: string;
  title: string;
  /** Beside the title, such as a sum. */
  aside?: string | undefined;
  below: TemplateResult | string;
}

const listOf = (items: Item[], { links }: CardContext): TemplateResult =>
  html`<ul class="items">
    ${items.map(({ section, parameter, id, title, aside, below }) => {
      const place = String(new URLSearchParams({ [parameter]: id }));
      return html`<li>
        <a
          class="item"
          href=${links.href(section, place)}
          @click=${(event: MouseEvent) => press(event, links, section, place)}
        >
          <span class="item-title cut" dir="auto">${title}</span>
          ${aside ? html`<span class="number">${aside}</span>` : nothing}
          <span class="item-below small">${below}</span>
        </a>
      </li>`;
    })}
  </ul>`;

/** What is owed, as the backend counts it, and what has to be paid first. */
export function invoicesCard(
  [summary, open]: [Asked<typeof summarizeInvoices>, Asked<typeof listInvoices>],
  context: CardContext,
): Card {
  const { t, format } = context;
  const owing = summary.state.data?.currencies.filter(({ openCount }) => openCount > 0) ?? [];
  const isLate = owing.some(({ overdueCount }) => overdueCount > 0);
  const state = stateOf(summary, open);
  const below = ({ overdueDays, dueOn }: InvoiceSummary): TemplateResult | string =>
    overdueDays !== undefined
      ? statusMark('critical', 'warning', t('overdueBy', { count: overdueDays }))
      : dueOn !== undefined
        ? t('payBy', { day: format.day(dueOn) })
        : '';
  const items = (open.state.data?.items ?? []).map((invoice): Item => {
    const { id, number, due } = invoice;
    const base = { section: 'invoices', parameter: 'invoices.invoice', id } as const;
    return { ...base, title: number, aside: format.money(due), below: below(invoice) };
  });
  return {
    name: 'invoices',
    title: t('toPay'),
    icon: sections.invoices.icon(),
    state: state === 'content' && owing.length === 0 ? 'quiet' : state,
    urgency: isLate ? 0 : 2,
    content: html`${owing.map((totals) => sums(totals, context))} ${listOf(items, context)}`,
    more: moreLink(context, 'invoices', t('allInvoices')),
    retry: retryAll(summary, open),
  };
}

function sums({ due, overdue, openCount, overdueCount }: InvoiceTotals, { t, format }: CardContext): TemplateResult {
  return html`<p class="sum">
      <strong>${format.money(due)}</strong> <span class="muted">${t('invoiceCount', { count: openCount })}</span>
    </p>
    ${
      overdueCount > 0
        ? html`<p class="late">
            ${icon('warning')}${t('overduePart', { amount: format.money(overdue), count: overdueCount })}
          </p>`
        : nothing
    }`;
}

/** Conversations with something new, then those in which it is the person's turn. */
export function answersCard(
  [unread, answered]: [Asked<typeof listTickets>, Asked<typeof listTickets>],
  context: CardContext,
): Card {
  const { t, format } = context;
  const fresh = unread.state.data?.items ?? [];
  const others = (answered.state.data?.items ?? []).filter(({ id }) => !fresh.some((each) => each.id === id));
  const items = [...fresh, ...others].slice(0, 3).map((ticket: TicketSummary): Item => {
    const { id, title, updatedAt, unread: count } = ticket;
    const below =
      count > 0
        ? statusMark('info', 'mail', t('newMessages', { count }))
        : html`<span class="cut">${t('yourTurn')}</span>`;
    const base = { section: 'requests', parameter: 'tickets.ticket', id } as const;
    return { ...base, title, aside: format.when(updatedAt), below };
  });
  const state = stateOf(unread, answered);
  return {
    name: 'answers',
    title: t('answers'),
    icon: sections.requests.icon(),
    state: state === 'content' && items.length === 0 ? 'quiet' : state,
    urgency: fresh.length > 0 ? 1 : 3,
    content: listOf(items, context),
    more: moreLink(context, 'requests', t('allRequests')),
    retry: retryAll(unread, answered),
  };
}

const orderItem = ({ id, number, firstLine, lineCount }: OrderSummary, t: AppWords) =>
  ({
    section: 'orders',
    parameter: 'orders.order',
    id,
    title:
      [number, firstLine].filter(Boolean).join(' · ') +
      (lineCount > 1 ? ` ${t('moreLines', { count: lineCount - 1 })}` : ''),
  }) as const;

/** Orders that have left, wholly or in part. */
export function deliveryCard(moving: Asked<typeof listOrders>, context: CardContext): Card {
  const { t, format } = context;
  const items = (moving.state.data?.items ?? []).map((order): Item => {
    const { fulfilment, expectedOn } = order;
    const stage = fulfilment.label ?? t(fulfilment.code === 'part_shipped' ? 'partShipped' : 'shipped');
    const expected = expectedOn ? t('expected', { day: format.day(expectedOn) }) : '';
    return {
      ...orderItem(order, t),
      below: statusMark('info', 'truck', [stage, expected].filter(Boolean).join(' · ')),
    };
  });
  const state = stateOf(moving);
  return {
    name: 'delivery',
    title: t('onTheWay'),
    icon: icon('truck'),
    state: state === 'content' && items.length === 0 ? 'quiet' : state,
    urgency: 4,
    content: listOf(items, context),
    more: moreLink(context, 'orders', t('allOrders')),
    retry: retryAll(moving),
  };
}

/** The last order, to be repeated in a press. */
export function lastOrderCard(last: Asked<typeof listOrders>, context: CardContext, mayRepeat: boolean): Card {
  const { t, format, links } = context;
  const [order] = last.state.data?.items ?? [];
  const state = stateOf(last);
  const mayThis = mayRepeat && order?.allowedActions.includes('reorder');
  const repeatLast = mayThis ? links.act('orders', 'repeatLast') : undefined;
  return {
    name: 'last',
    title: t('lastOrder'),
    icon: sections.orders.icon(),
    state: state === 'content' && !order ? 'quiet' : state,
    urgency: 5,
    content: order
      ? html`${listOf([{ ...orderItem(order, t), aside: format.money(order.total), below: format.when(order.placedAt) }], context)}
        ${
          repeatLast
            ? html`<button
                class="button"
                part="button"
                type="button"
                aria-label=${t('repeatOrder', { number: order.number })}
                @click=${() => void repeatLast()}
              >
                ${icon('repeat')}${t('repeat')}
              </button>`
            : nothing
        }`
      : nothing,
    more: moreLink(context, 'orders', t('allOrders')),
    retry: retryAll(last),
  };
}
