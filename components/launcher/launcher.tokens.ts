/** The design tokens of the launcher's button: made of `tokens.json` by `npm run tokens`. */
const css = String.raw;
export const buttonTokens = css`
  :host {
    --_launcher-side: var(--cabinet-launcher-side, 1);
    --_launcher-inset-inline: var(--cabinet-launcher-inset-inline, 20px);
    --_launcher-inset-block: var(--cabinet-launcher-inset-block, 20px);
    --_launcher-size: var(--cabinet-launcher-size, 56px);
    --_surface: var(--cabinet-color-surface, light-dark(#ffffff, #1d1f23));
    --_brand: var(--cabinet-color-brand, light-dark(#1f5fd6, #7aa7ff));
    --_on-brand: var(--cabinet-color-on-brand, light-dark(#ffffff, #0b1a38));
    --_critical: var(--cabinet-color-critical, light-dark(#b3261e, #ff9c94));
  }
  @media (prefers-contrast: more) {
    :host {
      --_brand: var(--cabinet-color-brand, light-dark(#003399, #bbddff));
      --_critical: var(--cabinet-color-critical, light-dark(#881111, #ffcccc));
    }
  }
`;
