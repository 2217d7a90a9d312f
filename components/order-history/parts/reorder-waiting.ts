import { html, nothing, type TemplateResult } from 'lit';
import type { CabinetError } from '../../../src/contract/problem.ts';
import { skeleton } from '../../ui/skeleton.ts';
import { errorPanel, statePanel, type CommonText } from '../../ui/state-panel.ts';
import type { ReorderTexts } from './reorder-texts.ts';

/** The window's final layout while prices and stock are being checked. */
export function reorderSkeleton(texts: ReorderTexts): TemplateResult {
  const line = html`<li class="line">
    <div class="line-product">${skeleton('medium')}${skeleton('short')}</div>
    <div class="line-price">${skeleton()}</div>
    <div class="line-quantity">${skeleton()}</div>
    <div class="line-total">${skeleton()}</div>
  </li>`;
  return html`<div class="dialog-content" aria-busy="true">
      <p class="muted" role="status">${texts.ready ? `${texts.t('loading')}…` : nothing}</p>
      <ul class="lines">
        ${[line, line, line]}
      </ul>
    </div>
    <div class="dialog-footer"><div class="sums">${skeleton('short')}</div></div>`;
}

export interface ReorderFailureOptions {
  error: CabinetError | undefined;
  /** Something was entered or sent already: say that it is kept. */
  entered: boolean;
  texts: ReorderTexts;
  common: CommonText;
  retry: () => void;
  signIn: () => void;
}

/** There is nothing to show of the new order: why, and what to do. */
export function reorderFailure(options: ReorderFailureOptions): TemplateResult {
  const { error, entered, texts, common, retry, signIn } = options;
  const { t } = texts;
  const panel =
    error?.code === 'unauthenticated' && entered
      ? statePanel({
          kind: 'unauthenticated',
          title: common('signIn.title'),
          text: t('signIn'),
          action: { label: common('signIn'), run: signIn },
        })
      : error && errorPanel(error, { title: t('failedTitle'), text: common, retry, signIn });
  return html`<div class="dialog-content">${panel}</div>`;
}
