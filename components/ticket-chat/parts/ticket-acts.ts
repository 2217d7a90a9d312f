import { html, nothing, type TemplateResult } from 'lit';
import type { OperationReference } from '../../../src/contract/operations.ts';
import {
  assignTicket,
  closeTicket,
  mailTranscript,
  rateTicket,
  reopenTicket,
  type Ticket,
} from '../../../src/contract/tickets/ticket.ts';
import type { CabinetElement } from '../../shared/cabinet-element.ts';
import { MutationController } from '../../shared/mutation-controller.ts';
import type { SessionController } from '../../shared/session-controller.ts';
import { TaskDialog } from '../../shared/task-dialog.ts';
import { field } from '../../ui/field.ts';
import { icon } from '../../ui/icon.ts';
import type { MenuItem } from '../../ui/menu.ts';
import { banner, errorText, type CommonText } from '../../ui/state-panel.ts';
import type { TicketTexts } from './message-view.ts';
import { ticketIcons } from './ticket-icons.ts';
import type { TicketSearch } from './ticket-search.ts';

const scores = [1, 2, 3, 4, 5] as const;

/** What may be done with a request beside writing: closing, opening again, rating, having it mailed. */
export class TicketActs {
  readonly dialog: TaskDialog;
  #host: CabinetElement;
  #texts: TicketTexts;
  #common: CommonText;
  #say: (text: string) => void;
  #close: MutationController<typeof closeTicket>;
  #reopen: MutationController<typeof reopenTicket>;
  #rate: MutationController<typeof rateTicket>;
  #assign: MutationController<typeof assignTicket>;
  #transcript: MutationController<typeof mailTranscript>;
  #done: string | undefined;
  #unrated = false;

  constructor(host: CabinetElement, texts: TicketTexts, common: CommonText, say: (text: string) => void) {
    this.#host = host;
    this.#texts = texts;
    this.#common = common;
    this.#say = say;
    this.dialog = new TaskDialog(host, common);
    this.#close = new MutationController(host, closeTicket);
    this.#reopen = new MutationController(host, reopenTicket);
    this.#rate = new MutationController(host, rateTicket);
    this.#assign = new MutationController(host, assignTicket);
    this.#transcript = new MutationController(host, mailTranscript);
  }

  /** Seldom needed actions, as far as backend and role allow them. */
  menu(ticket: Ticket, session: SessionController, search: TicketSearch): MenuItem[] {
    const { t } = this.#texts;
    const { id: ticketId, allowedActions } = ticket;
    const may = (action: string, operation: OperationReference): boolean =>
      allowedActions.includes(action) && session.may(operation);
    const { state } = session;
    const mine = state.status === 'signed-in' && state.session.person.id === ticket.assignee?.id;
    return [
      ...(session.may(assignTicket) && !mine
        ? [{ label: t('assign'), icon: 'person' as const, run: () => void this.#takeOver(ticketId) }]
        : []),
      ...(session.may({ id: 'tickets.searchMessages' })
        ? [{ label: t('search'), icon: 'search' as const, run: () => void search.begin() }]
        : []),
      ...(may('transcript', mailTranscript)
        ? [{ label: t('transcript'), icon: 'mail' as const, run: () => void this.#mail(ticketId) }]
        : []),
      ...(may('rate', rateTicket)
        ? [
            {
              label: t(ticket.rating ? 'rate.change' : 'rate'),
              icon: 'info' as const,
              run: () => this.#openRating(ticket),
            },
          ]
        : []),
      ...(may('reopen', reopenTicket)
        ? [{ label: t('reopen'), icon: 'undo' as const, run: () => void this.#openAgain(ticketId) }]
        : []),
      ...(may('close', closeTicket)
        ? [{ label: t('close'), icon: 'check' as const, run: () => this.#openClosing(ticketId) }]
        : []),
    ];
  }

  /** What came of the last action. */
  notice(): TemplateResult | typeof nothing {
    const error = this.#reopen.error ?? this.#transcript.error ?? this.#assign.error;
    const close = {
      label: this.#common('close'),
      run: () => {
        this.#done = undefined;
        this.#reopen.reset();
        this.#transcript.reset();
        this.#assign.reset();
      },
    };
    if (error) return banner(`${this.#texts.t('action.failed')} ${errorText(error, this.#common)}`, close);
    return this.#done
      ? html`<div class="done" role="status">
          ${icon('check')}<span>${this.#done}</span>
          <button class="button plain icon-only" type="button" aria-label=${close.label} @click=${close.run}>
            ${icon('close')}
          </button>
        </div>`
      : nothing;
  }

  /** Below the messages of a closed request: its rating, or the wish for one. */
  renderEnd(ticket: Ticket, session: SessionController): TemplateResult | typeof nothing {
    const { t } = this.#texts;
    const { rating, allowedActions, status } = ticket;
    if (rating) {
      const score = scores.find((each) => each === rating.score) ?? 3;
      return html`<p class="end-note">
        ${ticketIcons.star()}<span
          >${t(ticket.customer ? 'rate.theirs' : 'rate.given', { score, word: t(`rate.${score}`) })}${
            ticket.customer && rating.comment ? html` <q dir="auto">${rating.comment}</q>` : nothing
          }</span
        >
      </p>`;
    }
    if (status.code !== 'closed' || !allowedActions.includes('rate') || !session.may(rateTicket)) return nothing;
    return html`<p class="end-note">
      <button class="button" type="button" part="button" @click=${() => this.#openRating(ticket)}>
        ${ticketIcons.star()}${t('rate')}
      </button>
    </p>`;
  }

  #finish(text: string): true {
    this.#done = text;
    this.#say(text);
    this.#host.requestUpdate();
    return true;
  }

  async #takeOver(ticketId: string): Promise<void> {
    if (await this.#assign.run({ ticketId })) this.#finish(this.#texts.t('assign.done'));
  }

  async #mail(ticketId: string): Promise<void> {
    const answer = await this.#transcript.run({ ticketId });
    if (answer) this.#finish(this.#texts.t('transcript.done', { address: answer.mailedTo }));
  }

  async #openAgain(ticketId: string): Promise<void> {
    if (await this.#reopen.run({ ticketId })) this.#finish(this.#texts.t('reopen.done'));
  }

  #openClosing(ticketId: string): void {
    const { t } = this.#texts;
    this.#close.reset();
    this.dialog.open({
      title: () => t('close.title'),
      content: () => html`<p>${t('close.text')}</p>`,
      action: { label: () => t('close') },
      pending: () => this.#close.pending,
      failure: () => this.#failure(this.#close),
      run: async () => (await this.#close.run({ ticketId })) !== undefined && this.#finish(t('close.done')),
    });
  }

  #openRating({ id: ticketId, rating }: Ticket): void {
    const { t } = this.#texts;
    this.#rate.reset();
    this.#unrated = false;
    let rated = false;
    this.dialog.open({
      title: () => t('rate.title'),
      content: () =>
        html`<fieldset
            class="scores"
            aria-describedby=${this.#unrated ? 'unrated' : nothing}
            @change=${() => {
              this.#unrated = false;
              this.#host.requestUpdate();
            }}
          >
            <legend class="visually-hidden">${t('rate.score')}</legend>
            ${scores.map(
              (score) =>
                html`<label class="score">
                  <input type="radio" name="score" value=${score} ?checked=${rating?.score === score} />
                  <span class="score-number">${score}</span><span>${t(`rate.${score}`)}</span>
                </label>`,
            )}
            ${this.#unrated ? html`<div class="field-error" id="unrated">${icon('warning')}${t('rate.missing')}</div>` : nothing}
          </fieldset>
          ${field(
            { id: 'comment', label: t('rate.comment') },
            ({ id }) =>
              html`<textarea
                class="input"
                id=${id}
                name="comment"
                rows="3"
                maxlength="2000"
                dir="auto"
                .defaultValue=${rating?.comment ?? ''}
              ></textarea>`,
          )}`,
      action: { label: () => t('rate.send') },
      pending: () => this.#rate.pending,
      failure: () => this.#failure(this.#rate),
      run: async (form) => {
        const data = new FormData(form);
        const score = Number(data.get('score') ?? 0);
        const comment = data.get('comment');
        this.#unrated = score === 0;
        this.#host.requestUpdate();
        if (this.#unrated) {
          form.querySelector<HTMLElement>('[name=score]')?.focus();
          return false;
        }
        const text = typeof comment === 'string' ? comment.trim() : '';
        const answer = await this.#rate.run({ ticketId, score, ...(text && { comment: text }) });
        rated = answer !== undefined && this.#finish(t('rate.done'));
        return rated;
      },
      // The button that opened it goes with the rating.
      closed: () => {
        if (rated) this.#host.focus({ preventScroll: true });
      },
    });
  }

  #failure({ error }: Pick<MutationController<typeof closeTicket>, 'error'>): TemplateResult | typeof nothing {
    return error ? banner(`${this.#texts.t('action.failed')} ${errorText(error, this.#common)}`) : nothing;
  }
}
