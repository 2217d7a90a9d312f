import { html, nothing, type TemplateResult } from 'lit';
import type { OutboxEntry } from '../../../src/client/outbox/outbox.ts';
import type { ticketsMessages } from '../../../src/i18n/tickets.ts';
import type { LocalizeController } from '../../shared/localize-controller.ts';
import { icon } from '../../ui/icon.ts';
import type { CommonText } from '../../ui/state-panel.ts';

interface Texts {
  t: LocalizeController<keyof typeof ticketsMessages.english>['t'];
  common: CommonText;
}

export interface WaitingList extends Texts {
  /** New requests. */
  requests: readonly OutboxEntry[];
  /** Of each conversation the first message that has not arrived. */
  messages: readonly OutboxEntry[];
  /** The conversation that is open: it tells of its messages itself. */
  openId: string | undefined;
  /** The list of requests cannot be had. */
  isCut: boolean;
  retry: (id: string) => void;
  takeBack: (id: string) => void;
  open: (ticketId: string) => void;
}

/** New requests on their way, and messages of which no open conversation tells: refused, or while the list cannot be had. */
export function waitingList(list: WaitingList): TemplateResult[] {
  const { requests, messages, openId, isCut, retry, takeBack, open } = list;
  const unseen = messages.filter(({ lane, refusal }) => lane !== openId && (isCut || refusal));
  return [
    ...requests.map((entry) =>
      waitingRequest(entry, list, { retry: () => retry(entry.id), takeBack: () => takeBack(entry.id) }),
    ),
    ...unseen.map((entry) => waitingMessage(entry, list, () => open(entry.lane))),
  ];
}

/** A new request that has not reached the company yet. */
function waitingRequest(
  { input, state, refusal, attempts, unclear, volatile: unkept }: OutboxEntry,
  { t, common }: Texts,
  { retry, takeBack }: { retry: () => void; takeBack: () => void },
): TemplateResult {
  const title = typeof input['title'] === 'string' ? input['title'] : '';
  const code = unclear ? 'contract' : refusal?.code;
  const why = Object.values(refusal?.fields ?? {})[0] ?? refusal?.detail ?? (code && common(`error.${code}`));
  const button = (label: string, run: () => void): TemplateResult =>
    html`<button class="button" type="button" part="button" @click=${run}>${label}</button>`;
  return html`<div class="banner request ${state}" role="status">
    ${icon(code ? 'warning' : 'clock')}
    <span dir="auto">${t(unkept && !refusal ? 'request.volatile' : `request.${state}`, { title })} ${why ?? ''}</span>
    ${code ? button(common('retry'), retry) : nothing}
    ${code || attempts === 0 ? button(t(refusal ? 'request.edit' : 'request.takeBack'), takeBack) : nothing}
  </div>`;
}

/** A message that has not arrived in a conversation that is not open. */
function waitingMessage({ input, files, refusal }: OutboxEntry, { t }: Texts, show: () => void): TemplateResult {
  const { text } = input;
  const words = (typeof text === 'string' && text) || files.map(({ name }) => name).join(', ');
  return html`<div class="banner request ${refusal ? 'refused' : 'waiting'}" role="status">
    ${icon(refusal ? 'warning' : 'clock')}
    <span dir="auto">${t(refusal ? 'message.refused' : 'message.waiting', { text: words.slice(0, 120) })}</span>
    <button class="button" type="button" part="button" @click=${show}>${t('message.open')}</button>
  </div>`;
}
