import { css, html, type TemplateResult } from 'lit';
import { icon } from './icon.ts';

/** Looks of {@link filterChip} and {@link appliedChip}. */
export const chipStyles = css`
  .chip {
    display: inline-flex;
    align-items: center;
    gap: calc(var(--_space) * 1.5);
    min-block-size: calc(var(--_control) - 4px);
    max-inline-size: 100%;
    padding: 0 calc(var(--_space) * 3);
    border: 1px solid var(--_border-strong);
    border-radius: 99em;
    background: transparent;
    color: inherit;
    font: inherit;
    white-space: nowrap;
    cursor: pointer;
    transition: background-color 0.12s;
  }
  .chip:hover {
    background: var(--_hover);
  }
  .chip[aria-pressed='true'] {
    border-color: var(--_brand);
    background: color-mix(in oklab, var(--_brand) 12%, transparent);
    color: inherit;
    box-shadow: inset 0 0 0 1px var(--_brand);
  }
  .chip.applied {
    min-block-size: calc(var(--_control) - 8px);
    border-color: transparent;
    background: var(--_hover);
  }
  .chip svg {
    inline-size: 1em;
    block-size: 1em;
  }
  @media (pointer: coarse) {
    .chip {
      min-block-size: 44px;
    }
    .chip.applied {
      min-block-size: 36px;
    }
  }
  @media (forced-colors: active) {
    .chip[aria-pressed='true'] {
      outline: 2px solid Highlight;
    }
  }
`;

/** A filter that is on or off. */
export function filterChip(label: string | TemplateResult, pressed: boolean, toggle: () => void): TemplateResult {
  return html`<button
    class="chip"
    type="button"
    part="chip"
    aria-pressed=${pressed ? 'true' : 'false'}
    @click=${toggle}
  >
    ${label}
  </button>`;
}

/** A filter in force; pressing it takes it off. @param removeLabel the accessible name, such as "Remove filter: Paid". */
export function appliedChip(label: string, removeLabel: string, remove: () => void): TemplateResult {
  return html`<button class="chip applied" type="button" part="applied-chip" aria-label=${removeLabel} @click=${remove}>
    <span class="cut">${label}</span>${icon('close')}
  </button>`;
}
