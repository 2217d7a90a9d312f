import { css } from 'lit';

/** The design tokens, as our styles read them: made of `tokens.json` by `npm run tokens`. */
export const tokenStyles = css`
  :host {
    --_font-size: var(--cabinet-font-size, 14px);
    --_radius: var(--cabinet-radius, 8px);
    --_density: var(--cabinet-density, 1);
    --_text: var(--cabinet-color-text, currentcolor);
    --_text-muted: var(--cabinet-color-text-muted, color-mix(in oklab, currentcolor 72%, transparent));
    --_border: var(--cabinet-color-border, color-mix(in oklab, currentcolor 18%, transparent));
    --_border-strong: var(--cabinet-color-border-strong, color-mix(in oklab, currentcolor 56%, transparent));
    --_raised: var(--cabinet-color-raised, color-mix(in oklab, currentcolor 4%, transparent));
    --_surface: var(--cabinet-color-surface, light-dark(#ffffff, #1d1f23));
    --_on-surface: var(--cabinet-color-on-surface, light-dark(#1b1d21, #eceef1));
    --_brand: var(--cabinet-color-brand, light-dark(#1f5fd6, #7aa7ff));
    --_on-brand: var(--cabinet-color-on-brand, light-dark(#ffffff, #0b1a38));
    --_positive: var(--cabinet-color-positive, light-dark(#137240, #6fd39c));
    --_caution: var(--cabinet-color-caution, light-dark(#8a5300, #f2b95c));
    --_critical: var(--cabinet-color-critical, light-dark(#b3261e, #ff9c94));
    --_info: var(--cabinet-color-info, light-dark(#1b5d9e, #8cc4ff));
  }
  @media (prefers-contrast: more) {
    :host {
      --_text-muted: var(--cabinet-color-text-muted, currentcolor);
      --_border: var(--cabinet-color-border, color-mix(in oklab, currentcolor 56%, transparent));
      --_border-strong: var(--cabinet-color-border-strong, currentcolor);
      --_brand: var(--cabinet-color-brand, light-dark(#003399, #bbddff));
      --_positive: var(--cabinet-color-positive, light-dark(#005533, #aaeecc));
      --_caution: var(--cabinet-color-caution, light-dark(#663300, #ffdd99));
      --_critical: var(--cabinet-color-critical, light-dark(#881111, #ffcccc));
      --_info: var(--cabinet-color-info, light-dark(#004477, #bbddff));
    }
  }
`;
