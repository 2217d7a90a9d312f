import { css, html, type TemplateResult } from 'lit';

/**
 * Looks of placeholders. They take their room at once and show themselves after a moment, so that a
 * quick answer is not preceded by a flicker.
 */
export const skeletonStyles = css`
  .skeleton {
    display: inline-block;
    inline-size: 100%;
    block-size: 0.8em;
    border-radius: var(--_radius-small);
    background: var(--_border);
    opacity: 0;
    animation: skeleton-appear 0.12s 0.18s forwards;
  }
  @keyframes skeleton-appear {
    to {
      opacity: 0.7;
    }
  }
  .skeleton.short {
    inline-size: 45%;
  }
  .skeleton.medium {
    inline-size: 70%;
  }
  @media (prefers-reduced-motion: reduce) {
    .skeleton {
      opacity: 0.7;
    }
  }
  @media (forced-colors: active) {
    .skeleton {
      border: 1px solid GrayText;
    }
  }
  @media print {
    .skeleton {
      display: none;
    }
  }
`;

/**
 * A bar where a text will be, or room for something else. The region around it says `aria-busy`.
 *
 * @param look `short` or `medium`, else as wide as there is room; or a class of the caller's own
 */
export function skeleton(look = ''): TemplateResult {
  return html`<span class="skeleton ${look}" aria-hidden="true"></span>`;
}
