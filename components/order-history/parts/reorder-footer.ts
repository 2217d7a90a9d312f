import { html, nothing, type TemplateResult } from 'lit';
import type { ReorderPreview } from '../../../src/contract/orders/reorder.ts';
import type { CabinetError } from '../../../src/contract/problem.ts';
import type { Formatters } from '../../../src/i18n/format.ts';
import { icon } from '../../ui/icon.ts';
import { banner, errorText, type CommonText } from '../../ui/state-panel.ts';
import type { ReorderTexts } from './reorder-texts.ts';
import type { ReorderEdits } from './reorder-edits.ts';

export interface ReorderFooterOptions {
  preview: ReorderPreview;
  edits: ReorderEdits;
  texts: ReorderTexts;
  common: CommonText;
  format: Formatters;
  /** How many lines changed under the customer's eyes; `undefined` if the terms did not. */
  termsChanged: number | undefined;
  /** How many quantities are to be corrected. */
  faults: number;
  updating: boolean;
  sending: boolean;
  previewError: CabinetError | undefined;
  sendError: CabinetError | undefined;
  confirm: () => void;
  retryPreview: () => void;
  signIn: () => void;
  startOver: () => void;
}

/** The sum then and now, what stands in the way, and the button that places the order. */
export function reorderFooter(options: ReorderFooterOptions): TemplateResult {
  const { preview, edits, texts, format, updating } = options;
  const { t } = texts;
  return html`<div class="dialog-footer">
    <div class="footer-notice" role="alert">${notice(options)}</div>
    <div class="sums ${updating ? 'dimmed' : ''}">
      <p class="muted small">${t('totalThen')} <span class="number">${format.money(preview.previousTotal)}</span></p>
      <p>${t('totalNow')} <strong class="number">${format.money(preview.totals.total)}</strong></p>
    </div>
    ${preview.orderable || edits.sent ? confirmButton(options) : nothing}
  </div>`;
}

function confirmButton({ preview, edits, texts, common, format, ...state }: ReorderFooterOptions): TemplateResult {
  const { t } = texts;
  const busy = state.sending || (state.updating && !edits.sent);
  const blocked = busy || (!edits.sent && state.previewError !== undefined);
  const label = state.sending
    ? t('sending')
    : edits.sent
      ? common('retry')
      : state.updating
        ? t('updating')
        : t('confirm', { total: format.money(preview.totals.total) });
  return html`<button
    class="button primary"
    type="button"
    part="button button-confirm"
    aria-disabled=${blocked ? 'true' : nothing}
    aria-busy=${busy ? 'true' : nothing}
    @click=${() => {
      if (!blocked) state.confirm();
    }}
  >
    ${state.sending ? icon('refresh') : nothing}<span>${label}</span>
  </button>`;
}

function notice(options: ReorderFooterOptions): TemplateResult | typeof nothing {
  const { edits, texts, common, sendError, previewError, termsChanged } = options;
  const { t } = texts;
  if (options.sending) return nothing;
  if (edits.sent) {
    return banner(`${t('unsure')} ${t('startOverHint')}`, {
      label: t('startOver'),
      run: options.startOver,
    });
  }
  if (sendError?.code === 'unauthenticated') {
    return banner(t('signIn'), { label: common('signIn'), run: options.signIn });
  }
  if (termsChanged !== undefined) {
    return banner(termsChanged > 0 ? t('termsChanged', { count: termsChanged }) : t('termsChangedSum'));
  }
  if (options.faults > 0) return banner(t('fixFields', { count: options.faults }));
  if (previewError) {
    return banner(`${t('previewFailed')} ${errorText(previewError, common)}`, {
      label: common('retry'),
      run: options.retryPreview,
    });
  }
  if (sendError) return banner(`${t('refused')} ${errorText(sendError, common)}`);
  return nothing;
}
