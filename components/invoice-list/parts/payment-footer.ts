import { html, nothing, type TemplateResult } from 'lit';
import { icon } from '../../ui/icon.ts';
import { banner, errorText } from '../../ui/state-panel.ts';
import type { PaymentView } from './payment-content.ts';

/** The button that pays, naming the sum, and above it why it cannot be pressed or what became of it. */
export function paymentFooter(view: PaymentView): TemplateResult {
  const { preview, form, t, common, format, pending, updating } = view;
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
    <div class="footer-notice" role="alert">${notice(view)}</div>
    <p class="muted small next">${t('continue')}</p>
    <button
      class="button primary"
      type="submit"
      part="button button-confirm"
      aria-disabled=${blocked ? 'true' : nothing}
      aria-busy=${busy ? 'true' : nothing}
    >
      ${pending ? icon('refresh') : nothing}<span>${label}</span>
    </button>
  </div>`;
}

function notice(view: PaymentView): TemplateResult | typeof nothing {
  const { preview, form, t, common, pending, updating, refused, unknown, retry, reset, signIn } = view;
  if (pending) return nothing;
  if (form.edits.sent) return banner(t('unsure'), { label: t('reset'), run: reset });
  if (refused?.code === 'unauthenticated') return banner(t('signIn'), { label: common('signIn'), run: signIn });
  if (refused?.code === 'conflict') return banner(t('conflict'));
  if (form.hasFaults) return nothing;
  if (unknown && !unknown.fields) return banner(errorText(unknown, common), { label: common('retry'), run: retry });
  if (refused) return banner(`${t('refused')} ${errorText(refused, common)}`);
  return !preview.payable && !updating && preview.reason ? banner(preview.reason) : nothing;
}
