import { html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { Money } from '../../../src/contract/money.ts';
import type { Movement, Statement } from '../../../src/contract/statements/statement.ts';
import type { Formatters } from '../../../src/i18n/format.ts';
import type { statementMessages } from '../../../src/i18n/statement.ts';
import type { LocalizeController } from '../../shared/localize-controller.ts';
import type { RowBlock } from '../../shared/row-blocks.ts';
import { field } from '../../ui/field.ts';
import { icon, type IconName } from '../../ui/icon.ts';
import { banner } from '../../ui/state-panel.ts';
import { statusMark, type Tone } from '../../ui/status.ts';

type StatementText = LocalizeController<keyof typeof statementMessages.english>['t'];

export interface MovementTableOptions {
  statement: Statement;
  /** Of the movements, those near the viewport drawn. */
  blocks: readonly RowBlock[];
  t: StatementText;
  format: Formatters;
  /** The customer may agree and dispute. */
  mayRespond: boolean;
  /** The movement that is being disputed. */
  disputing: string | undefined;
  comment: string;
  commentMissing: boolean;
  sending: boolean;
  /** Why the last answer was not accepted. */
  failure: string | undefined;
  /** The word for giving up an answer. */
  cancel: string;
  agree: (movement: Movement) => void;
  /** Begins a dispute; `undefined` gives it up. */
  dispute: (movement: Movement | undefined) => void;
  write: (comment: string) => void;
  send: (movement: Movement) => void;
  openInvoice: (invoiceId: string) => void;
}

/** Opening balance, movements, turnover and closing balance, as the backend counted them. */
export function movementTable(options: MovementTableOptions): TemplateResult {
  const { statement, blocks, t, format } = options;
  const { from, to, opening, closing, debit, credit, movements } = statement;
  const head = (name: string, text: string): TemplateResult =>
    html`<th role="columnheader" scope="col" class=${name}>${text}</th>`;
  const balance = (label: string, money: Money): TemplateResult =>
    html`<tr role="row" class="balance-row">
      <td role="cell" class="label">${label}</td>
      <td role="cell" class="balance number">${balanceText(money, options)}</td>
    </tr>`;
  // The heading, the three sums and the movements between them.
  return html`<table class="movements" role="table" part="movements" aria-rowcount=${movements.length + 4}>
    <thead role="rowgroup">
      <tr role="row">
        ${head('on', t('column.on'))} ${head('what', t('column.what'))} ${head('debit', t('column.debit'))}
        ${head('credit', t('column.credit'))} ${head('balance', t('column.balance'))}
        ${head('response', t('column.response'))}
      </tr>
    </thead>
    <tbody role="rowgroup">
      ${balance(t('opening', { day: format.day(from) }), opening)}
    </tbody>
    ${blocks.map(
      ({ index, first, end, drawn }) =>
        html`<tbody role="rowgroup" data-block=${index}>
          ${
            drawn
              ? repeat(
                  movements.slice(first, end),
                  ({ id }) => id,
                  (movement, place) => row(movement, first + place + 3, options),
                )
              : nothing
          }
        </tbody>`,
    )}
    <tbody role="rowgroup">
      <tr role="row" class="turnover">
        <td role="cell" class="label">${t('turnover')}</td>
        <td role="cell" class="debit number">${format.money(debit)}</td>
        <td role="cell" class="credit number">${format.money(credit)}</td>
      </tr>
      ${balance(t('closing', { day: format.day(to) }), closing)}
    </tbody>
  </table>`;
}

/** A balance says in words in whose favour it is. */
function balanceText({ amount, currency }: Money, { t, format }: MovementTableOptions): TemplateResult {
  const value = Number(amount);
  const shown = format.money({ amount: amount.replace(/^-/, ''), currency });
  return html`<strong>${shown}</strong>
    <span class="muted small">${t(value > 0 ? 'youOwe' : value < 0 ? 'weOwe' : 'even')}</span>`;
}

const titleOf = ({ title, number }: Movement): string => [title, number].filter(Boolean).join(' ');

function row(movement: Movement, rowIndex: number, options: MovementTableOptions): TemplateResult {
  const { t, format, openInvoice, disputing } = options;
  const { id, on, kind, title, number, debit, credit, balance, invoiceId } = movement;
  const sum = (name: 'debit' | 'credit', money: Money | undefined): TemplateResult =>
    html`<td role="cell" class="${name} number">
      ${money ? html`<span class="word">${t(`column.${name}`)}</span> ${format.money(money)}` : nothing}
    </td>`;
  return html`<tr
    role="row"
    class="movement ${disputing === id ? 'answering' : ''}"
    part="movement"
    aria-rowindex=${rowIndex}
  >
    <td role="cell" class="on"><time datetime=${on}>${format.day(on)}</time></td>
    <td role="cell" class="what">
      ${title || t(`kind.${kind}`)}
      ${
        number && invoiceId
          ? html`<button class="link" type="button" @click=${() => openInvoice(invoiceId)}>${number}</button>`
          : number
      }
    </td>
    ${sum('debit', debit)} ${sum('credit', credit)}
    <td role="cell" class="balance number">
      <span class="word">${t('column.balance')}</span> ${format.money(balance)}
    </td>
    <td role="cell" class="response">${disputing === id ? nothing : response(movement, options)}</td>
    ${
      movement.response?.comment || movement.response?.answer || disputing === id
        ? html`<td role="cell" class="thread">
            ${thread(movement, options)} ${disputing === id ? disputeForm(movement, options) : nothing}
          </td>`
        : nothing
    }
  </tr>`;
}

const looks: Record<string, readonly [Tone, IconName]> = {
  agreed: ['positive', 'check'],
  disputed: ['caution', 'warning'],
  resolved: ['info', 'check'],
};

function response(movement: Movement, { t, mayRespond, agree, dispute, sending }: MovementTableOptions): unknown {
  const title = titleOf(movement);
  const given = movement.response;
  if (given) {
    const [tone, iconName] = looks[given.state] ?? ['neutral', 'info'];
    return html`${statusMark(tone, iconName, t(given.state))}
    ${
      mayRespond
        ? html`<button
            class="link"
            type="button"
            data-change=${movement.id}
            aria-label=${t(given.state === 'agreed' ? 'disputeTo' : 'agreeTo', { title })}
            @click=${() => (given.state === 'agreed' ? dispute(movement) : agree(movement))}
          >
            ${t(given.state === 'agreed' ? 'dispute' : 'agree')}
          </button>`
        : nothing
    }`;
  }
  if (!mayRespond) return nothing;
  const press = (key: 'agree' | 'dispute', label: string, run: () => void): TemplateResult =>
    html`<button
      class="button plain small"
      type="button"
      part="button"
      data-change=${key === 'dispute' ? movement.id : nothing}
      aria-label=${label}
      ?disabled=${sending}
      @click=${run}
    >
      ${t(key)}
    </button>`;
  return html`${press('agree', t('agreeTo', { title }), () => agree(movement))}
  ${press('dispute', t('disputeTo', { title }), () => dispute(movement))}`;
}

/** What was said to a line, by both sides. */
function thread({ response: given }: Movement, { t, format }: MovementTableOptions): unknown {
  if (!given?.comment && !given?.answer) return nothing;
  const { comment, by, at, answer } = given;
  return html`<div class="said">
    ${
      comment
        ? html`<p>
            <span class="muted small">${t('yourComment', { name: by ?? t('you'), when: format.when(at) })}</span
            >${comment}
          </p>`
        : nothing
    }
    ${
      answer
        ? html`<p class="answer">
            <span class="muted small">${t('answer', { when: format.when(answer.at) })}</span>${answer.text}
          </p>`
        : nothing
    }
  </div>`;
}

function disputeForm(movement: Movement, options: MovementTableOptions): TemplateResult {
  const { t, comment, commentMissing, sending, failure, cancel, dispute, write, send } = options;
  return html`<form
    class="dispute"
    novalidate
    @submit=${(event: Event) => {
      event.preventDefault();
      send(movement);
    }}
  >
    ${field(
      {
        id: 'comment',
        label: t('comment'),
        hint: t('comment.hint'),
        error: commentMissing ? t('comment.missing') : undefined,
      },
      ({ id, describedBy, invalid }) =>
        html`<textarea
          class="input"
          part="input"
          id=${id}
          rows="2"
          maxlength="2000"
          aria-describedby=${describedBy}
          aria-invalid=${invalid}
          .value=${comment}
          ?disabled=${sending}
          @input=${(event: Event) => write((event.target as HTMLTextAreaElement).value)}
        ></textarea>`,
    )}
    <div role="alert">${failure ? banner(failure) : nothing}</div>
    <div class="dispute-actions">
      <button class="button primary" type="submit" part="button" aria-busy=${sending ? 'true' : nothing}>
        ${sending ? icon('refresh') : nothing}${t(sending ? 'sending' : 'send')}
      </button>
      <button class="button" type="button" part="button" ?disabled=${sending} @click=${() => dispute(undefined)}>
        ${cancel}
      </button>
    </div>
  </form>`;
}
