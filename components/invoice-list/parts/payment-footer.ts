import { html, nothing, type TemplateResult } from 'lit';
import type { PaymentPreview } from '../../../src/contract/payments/pay.ts';
import type { CabinetError } from '../../../src/contract/problem.ts';
import type { Formatters } from '../../../src/i18n/format.ts';
import { icon } from '../../ui/icon.ts';
import { banner, errorText, type CommonText } from '../../ui/state-panel.ts';
import type { PaymentText } from './payment-content.ts';
import type { PaymentForm } from './payment-form.ts';

export interface PaymentFooterOptions {
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
  /** Asks again what would be paid. */
  retry: () => void;
  reset: () => void;
  signIn: () => void;
}

/** The button that pays, naming the sum, and above it why it cannot be pressed or what became of it. */
export function paymentFooter(options: PaymentFooterOptions): TemplateResult {
  const { preview, form, t, common, format, pending, updating } = options;
  const { sent } = form.edits;
  const busy = pending || (updating && !sent);
  const blocked = busy || (!sent && !preview.payable && !form.hasFaults);
  const label = pending
    ? t('sending')
    : sent
      ? common('retry')
      : updating
        ? t('updating')
        : t('confirm', { amount: format.money(preview.total) });
  return html`<div class="dialog-footer">
    <div class="footer-notice" role="alert">${notice(options)}</div>
    <p class="muted small next">${t('continue')}</p>
    <button
      class="button primary"
      type="submit"
      part="button-confirm"
      aria-disabled=${blocked ? 'true' : nothing}
      aria-busy=${busy ? 'true' : nothing}
    >
      ${pending ? icon('refresh') : nothing}<span>${label}</span>
    </button>
  </div>`;
}

function notice(options: PaymentFooterOptions): TemplateResult | typeof nothing {
  const { preview, form, t, common, pending, updating, refused, unknown, retry, reset, signIn } = options;
  if (pending) return nothing;
  if (form.edits.sent) return banner(t('unsure'), { label: t('reset'), run: reset });
  if (refused?.code === 'unauthenticated') return banner(t('signIn'), { label: common('signIn'), run: signIn });
  if (refused?.code === 'conflict') return banner(t('conflict'));
  if (form.hasFaults) return nothing;
  if (unknown && !unknown.fields) return banner(errorText(unknown, common), { label: common('retry'), run: retry });
  if (refused) return banner(`${t('refused')} ${errorText(refused, common)}`);
  return !preview.payable && !updating && preview.reason ? banner(preview.reason) : nothing;
}
