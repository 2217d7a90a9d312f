import { html, type TemplateResult } from 'lit';
import { icon } from './icon.ts';

/** The way back from details to their list. */
export function backButton(label: string, back: () => void): TemplateResult {
  return html`<div class="bar">
    <button class="button plain back" type="button" part="button button-back" @click=${back}>
      ${icon('back')}${label}
    </button>
  </div>`;
}
