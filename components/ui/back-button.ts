import { css, html, type TemplateResult } from 'lit';
import { icon } from './icon.ts';

/** Looks of {@link backButton}; its label is in line with what stands below. */
export const backButtonStyles = css`
  .back {
    justify-self: start;
    margin-inline-start: calc(var(--_space) * -3);
  }
  @media print {
    .back {
      display: none !important;
    }
  }
`;

/** The way back from details to their list. */
export function backButton(label: string, back: () => void): TemplateResult {
  return html`<button class="button plain back" type="button" part="button button-back" @click=${back}>
    ${icon('back')}${label}
  </button>`;
}
