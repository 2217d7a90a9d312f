import { html, nothing, type TemplateResult } from 'lit';
import type { CabinetError } from '../../../src/contract/problem.ts';
import type { Presence } from '../../../src/contract/tickets/message.ts';
import type { TicketSubject } from '../../../src/contract/tickets/list.ts';
import type { Ticket } from '../../../src/contract/tickets/ticket.ts';
import type { Formatters } from '../../../src/i18n/format.ts';
import type { ticketsMessages } from '../../../src/i18n/tickets.ts';
import { facts } from '../../ui/facts.ts';
import { icon } from '../../ui/icon.ts';
import { menu, type MenuItem } from '../../ui/menu.ts';
import { skeleton } from '../../ui/skeleton.ts';
import { banner, errorPanel, type CommonText } from '../../ui/state-panel.ts';
import { inSentence, type TicketTexts } from './message-view.ts';
import { ticketStatus } from './ticket-status.ts';

export interface TicketHeader {
  ticket: Ticket | undefined;
  t: TicketTexts['t'];
  words: (key: keyof typeof ticketsMessages.english) => string;
  format: Formatters;
  back: () => void;
  actions: readonly MenuItem[];
  /** The page that shows what the request is about; undefined: none is known. */
  urlOf: (subject: TicketSubject) => string | undefined;
  openSubject: (event: Event, subject: TicketSubject) => void;
  /** Staff see all requests of the customer. */
  openCustomer: (customerId: string) => void;
  presence: TemplateResult | typeof nothing;
}

/** Which request it is, how it stands, what it is about, and what may be done with it. */
export function ticketHeader(options: TicketHeader): TemplateResult {
  const { ticket, t, words, format, back, actions, presence } = options;
  return html`<header class="ticket-header" part="ticket-header">
    <button
      class="button plain icon-only back"
      type="button"
      part="button"
      aria-label=${t('back')}
      title=${t('back')}
      @click=${back}
    >
      ${icon('back')}
    </button>
    <div class="which">
      <h3 class="cut" tabindex="-1" dir="auto" title=${ticket?.title ?? nothing}>
        ${ticket?.title ?? skeleton('medium')}
      </h3>
      <p class="small muted which-line">
        ${
          ticket
            ? html`<span class="number-of"><bdi>${ticket.number}</bdi></span> ${ticketStatus(ticket, words)}
                ${
                  ticket.deadline && ticket.status.code !== 'closed'
                    ? html`<span class="due" title=${format.dateTime(ticket.deadline)}
                        >${icon('clock')}${t('due', { when: format.when(ticket.deadline) })}</span
                      >`
                    : nothing
                }`
            : skeleton('short')
        }
      </p>
      ${presence}
    </div>
    ${actions.length > 0 ? menu(t('more'), actions) : nothing}
    ${
      ticket && (ticket.about.length > 0 || ticket.fields.length > 0 || ticket.customer)
        ? html`<div class="about">
            ${ticket.customer ? customerChip(ticket.customer, options) : nothing}
            ${ticket.about.map((subject) => subjectChip(subject, options))}
            ${
              ticket.fields.length > 0
                ? html`<details class="fields">
                    <summary>${t('details')}</summary>
                    ${facts(ticket.fields)}
                  </details>`
                : nothing
            }
          </div>`
        : nothing
    }
  </header>`;
}

function customerChip(
  { id, name }: NonNullable<Ticket['customer']>,
  { t, openCustomer }: TicketHeader,
): TemplateResult {
  return html`<button
    class="chip"
    type="button"
    part="customer"
    title=${t('customer.all', { name })}
    @click=${() => openCustomer(id)}
  >
    ${icon('building')}<span class="cut" dir="auto">${name}</span>
  </button>`;
}

/** What a request is about: a link where the site has a page for it. */
function subjectChip(subject: TicketSubject, { t, urlOf, openSubject }: TicketHeader): TemplateResult {
  const url = urlOf(subject);
  const open = (event: Event): void => openSubject(event, subject);
  const content = html`${icon('document')}<span class="cut" dir="auto">${subjectLabel(subject, t)}</span>`;
  return url
    ? html`<a class="chip" part="subject" href=${url} @click=${open}>${content}</a>`
    : html`<button class="chip" type="button" part="subject" @click=${open}>${content}</button>`;
}

/** "Order 10452". */
export function subjectLabel({ kind, label }: TicketSubject, t: TicketTexts['t']): string {
  return t(`about.${kind === 'unknown' ? 'document' : kind}`, { label });
}

/** Whether somebody is there, and when an answer may be expected; its line stays where nothing is known yet. */
export function ticketPresence(presence: Presence | undefined, forStaff: boolean, t: TicketTexts['t']): TemplateResult {
  const { online, open, hours, answerMinutes } = presence ?? {};
  const said = [
    online === true
      ? t(forStaff ? 'online.customer' : 'online')
      : online === false || open === false
        ? t(forStaff ? 'away.customer' : 'away')
        : '',
    online !== true && hours ? t('hours', { hours: inSentence(hours) }) : '',
    answerMinutes === undefined
      ? ''
      : answerMinutes < 60
        ? t('answerMinutes', { count: answerMinutes })
        : answerMinutes < 1440
          ? t('answerHours', { count: Math.round(answerMinutes / 60) })
          : t('answerDays', { count: Math.round(answerMinutes / 1440) }),
  ].filter(Boolean);
  return html`<p class="small muted presence ${online ? 'online' : ''}" part="presence" dir="auto">
    ${said.join(' · ')}
  </p>`;
}

/** Who is typing; its line stays where nobody is. */
export function typingLine(presence: Presence | undefined, t: TicketTexts['t'], format: Formatters): TemplateResult {
  const names = presence?.typing ?? [];
  const words = names.length > 0 ? t('typing', { names: format.list(names.map(inSentence)), count: names.length }) : '';
  return html`<div class="typing small muted" aria-hidden=${words ? 'false' : 'true'}>${words}</div>`;
}

export interface TicketFailure {
  error: CabinetError;
  t: TicketTexts['t'];
  common: CommonText;
  /** What was written waits on this device. */
  kept: boolean;
  back: () => void;
  retry: () => void;
  signIn: () => void;
}

/** Instead of a conversation that could not be loaded. */
export function ticketFailed({ error, t, common, kept, back, retry, signIn }: TicketFailure): TemplateResult {
  return html`<div class="base" part="base">
    <button class="button plain back" type="button" @click=${back}>${icon('back')}${t('back')}</button>
    ${kept ? banner(t('kept')) : nothing}
    ${errorPanel(error, { title: t('failed.title'), text: common, retry, signIn })}
  </div>`;
}
