import { html, nothing, type TemplateResult } from 'lit';
import type { CompanyField } from '../../../src/contract/company/company.ts';
import type { CompanyTexts } from './company-texts.ts';

export interface Change {
  field: CompanyField;
  from?: string | undefined;
  to: string;
}

/** What each field was and what it becomes. */
export function changeList(
  changes: readonly Change[],
  label: (field: CompanyField) => string,
  { t }: CompanyTexts,
): TemplateResult {
  return html`<dl class="changes">
    ${changes.map(
      ({ field, from, to }) =>
        html`<div>
          <dt>${label(field)}</dt>
          <dd>
            <span dir="auto">${to}</span>
            ${from ? html`<br /><span class="muted small" dir="auto">${t('was', { value: from })}</span>` : nothing}
          </dd>
        </div>`,
    )}
  </dl>`;
}
