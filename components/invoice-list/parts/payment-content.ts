import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import type { Money } from '../../../src/contract/money.ts';
import type { PaymentPreview } from '../../../src/contract/payments/pay.ts';
import type { CabinetError } from '../../../src/contract/problem.ts';
import type { Formatters } from '../../../src/i18n/format.ts';
import type { paymentMessages } from '../../../src/i18n/payment.ts';
import type { LocalizeController } from '../../shared/localize-controller.ts';
import { field } from '../../ui/field.ts';
import { icon } from '../../ui/icon.ts';
import { banner, type CommonText } from '../../ui/state-panel.ts';
import type { PaymentForm } from './payment-form.ts';
import { digitsOf, sumText, type SumFault } from './payment-sum.ts';

export type PaymentText = LocalizeController<keyof typeof paymentMessages.english>['t'];

/** What the payment window shows. */
export interface PaymentView {
  /** What is due before anything was entered. */
  base: PaymentPreview;
  /** What would be paid now. */
  preview: PaymentPreview;
  form: PaymentForm;
  t: PaymentText;
  common: CommonText;
  format: Formatters;
  /** The payment is being sent. */
  pending: boolean;
  /** What the customer sees is not yet what the backend says. */
  updating: boolean;
  /** Why the payment was refused, or may not have arrived. */
  refused: CabinetError | undefined;
  /** Why it is not known what would be paid. */
  unknown: CabinetError | undefined;
  typeAmount: (text: string | undefined) => void;
  typeLine: (invoiceId: string, text: string) => void;
  /** Asks again what would be paid. */
  retry: () => void;
  reset: () => void;
  signIn: () => void;
}

/** The invoices that take money; what is being paid already takes none. */
export function payableLines({ allocations }: PaymentPreview): PaymentPreview['allocations'] {
  return allocations.filter(({ due }) => Number(due.amount) > 0);
}

/** Every invoice that was due at first, with what goes to it now. */
export function shownLines(base: PaymentPreview, preview: PaymentPreview): PaymentPreview['allocations'] {
  const now = new Map(preview.allocations.map((line) => [line.invoiceId, line.amount]));
  const { currency } = base.allDue;
  return payableLines(base).map((line) => ({
    ...line,
    amount: now.get(line.invoiceId) ?? { amount: (0).toFixed(digitsOf(currency)), currency },
  }));
}

/** The sum, where it goes, how it is paid, and what is charged. */
export function paymentContent(view: PaymentView): TemplateResult {
  const { base, form, t, pending, reset } = view;
  return html`<div class="dialog-content">
    ${form.kept && !form.edits.sent ? banner(t('kept'), { label: t('reset'), run: reset }) : nothing}
    <fieldset class="plain" ?disabled=${pending || form.edits.sent !== undefined}>
      ${amountField(view)} ${payableLines(base).length > 1 ? allocation(view) : nothing} ${methods(view)}
    </fieldset>
    ${sums(view)}
  </div>`;
}

/** What the backend says of fields. */
const refusedFields = ({ unknown, refused }: PaymentView): CabinetError['fields'] => (unknown ?? refused)?.fields;

function amountField(view: PaymentView): TemplateResult {
  const { base, preview, form, t, format, typeAmount } = view;
  const { allDue } = base;
  const fault = form.amountFault();
  const byLines = Object.keys(form.edits.lines).length > 0;
  const fields = refusedFields(view);
  const told = fields?.['/amount/amount'] ?? fields?.['/amount'];
  const all = sumText(allDue, format);
  const text = form.edits.amount ?? (byLines ? sumText(preview.amount, format) : all);
  return html`<div class="amount">
    ${field(
      {
        id: 'amount',
        label: `${t('amount')}, ${allDue.currency}`,
        hint: t('amount.hint', { amount: format.money(allDue) }),
        error: fault ? faultText(fault, base, t, format) : told,
      },
      ({ id, describedBy, invalid }) =>
        html`<input
          class="input sum"
          part="input"
          id=${id}
          type="text"
          inputmode="decimal"
          autocomplete="off"
          maxlength="24"
          aria-describedby=${describedBy}
          aria-invalid=${invalid}
          .value=${live(text)}
          @input=${(event: Event) => typeAmount((event.target as HTMLInputElement).value)}
        />`,
    )}
    ${
      text !== all
        ? html`<button class="button" type="button" part="button" @click=${() => typeAmount(undefined)}>
            ${t('useAll', { amount: format.money(allDue) })}
          </button>`
        : nothing
    }
  </div>`;
}

function allocation(view: PaymentView): TemplateResult {
  const { base, preview, form, t, format, typeLine, typeAmount, updating } = view;
  const edited = Object.keys(form.edits.lines).length > 0;
  return html`<section class="allocation" aria-labelledby="allocation">
    <div class="section-head">
      <h3 id="allocation">${t('allocation')}</h3>
      ${
        edited
          ? html`<button class="button plain" type="button" part="button" @click=${() => typeAmount(undefined)}>
              ${t('allocation.reset')}
            </button>`
          : html`<span class="muted small">${t('allocation.hint')}</span>`
      }
    </div>
    <ul class=${updating ? 'dimmed' : ''}>
      ${shownLines(base, preview).map(({ invoiceId, number, dueOn, overdueDays, due, amount }) => {
        const fault = form.lineFault(invoiceId);
        const place = form.asked.allocations?.findIndex((line) => line.invoiceId === invoiceId) ?? -1;
        const told = place < 0 ? undefined : refusedFields(view)?.[`/allocations/${place}/amount`];
        const error = fault ? faultText(fault, { ...base, maximum: due }, t, format, due) : told;
        const id = `line-${invoiceId}`;
        return html`<li class="line ${Number(amount.amount) > 0 ? '' : 'unused'}">
          <span class="line-name">
            ${number}
            <span class="small ${overdueDays ? 'late' : 'muted'}">
              ${
                overdueDays
                  ? t('overdueBy', { count: overdueDays })
                  : dueOn
                    ? t('dueOn', { day: format.day(dueOn) })
                    : nothing
              }
            </span>
          </span>
          <span class="line-sum">
            <input
              class="input"
              part="input"
              id=${id}
              type="text"
              inputmode="decimal"
              autocomplete="off"
              maxlength="24"
              aria-label=${t('lineAmount', { number })}
              aria-describedby=${error ? `${id}-error ${id}-due` : `${id}-due`}
              aria-invalid=${error ? 'true' : nothing}
              .value=${live(form.edits.lines[invoiceId] ?? sumText(amount, format))}
              @input=${(event: Event) => typeLine(invoiceId, (event.target as HTMLInputElement).value)}
            />
            <span class="muted small number" id="${id}-due">${t('ofDue', { amount: format.money(due) })}</span>
          </span>
          ${error ? html`<span class="field-error" id="${id}-error">${icon('warning')}${error}</span>` : nothing}
        </li>`;
      })}
    </ul>
  </section>`;
}

function faultText(
  fault: SumFault,
  { allDue, minimum, maximum }: PaymentPreview,
  t: PaymentText,
  format: Formatters,
  due: Money = allDue,
): string {
  switch (fault) {
    case 'invalid':
      return t('fault.invalid', { example: sumText(allDue, format) });
    case 'decimals':
      return t('fault.decimals', { count: digitsOf(allDue.currency) });
    case 'minimum':
      return t('fault.minimum', { amount: format.money(minimum ?? due) });
    case 'maximum':
      return t('fault.maximum', { amount: format.money(maximum ?? due) });
    case 'tooMuch':
      return t('fault.tooMuch', { amount: format.money(due) });
    default:
      return t(`fault.${fault}`);
  }
}

function methods({ preview, form, t }: PaymentView): TemplateResult | typeof nothing {
  if (preview.methods.length < 2) return nothing;
  const chosen = form.edits.methodId ?? preview.methodId;
  return html`<fieldset class="methods">
    <legend>${t('method')}</legend>
    ${preview.methods.map(
      ({ id, label, hint }) =>
        html`<label class="method">
          <input
            type="radio"
            name="method"
            value=${id}
            .checked=${live(chosen === id)}
            @change=${() => form.change({ methodId: id })}
          />
          <span>${label}${hint ? html`${' '}<span class="muted small">${hint}</span>` : nothing}</span>
        </label>`,
    )}
  </fieldset>`;
}

function sums({ preview, t, format, updating }: PaymentView): TemplateResult {
  const { amount, advance, fee, total } = preview;
  const row = (name: string, label: string, money: Money | undefined): TemplateResult | typeof nothing =>
    money
      ? html`<div class=${name}>
          <dt>${label}</dt>
          <dd class="number">${format.money(money)}</dd>
        </div>`
      : nothing;
  return html`<dl class="charge ${updating ? 'dimmed' : ''}">
      ${advance || fee ? row('', t('invoices'), amount) : nothing} ${row('', t('advance'), advance)}
      ${row('', t('fee'), fee)} ${row('total', t('total'), total)}
    </dl>
    ${advance ? html`<p class="muted small">${t('advance.hint', { amount: format.money(advance) })}</p>` : nothing}`;
}
