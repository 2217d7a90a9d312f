/** The design tokens of the launcher's panel: made of `tokens.json` by `npm run tokens`. */
const css = String.raw;
export const panelTokens = css`
  :host {
    --_font-size: var(--cabinet-font-size, 14px);
    --_radius: var(--cabinet-radius, 8px);
    --_launcher-width: var(--cabinet-launcher-width, 420px);
    --_launcher-height: var(--cabinet-launcher-height, 720px);
    --_border: var(--cabinet-color-border, color-mix(in oklab, currentcolor 18%, transparent));
    --_on-surface: var(--cabinet-color-on-surface, light-dark(#1b1d21, #eceef1));
  }
  @media (prefers-contrast: more) {
    :host {
      --_border: var(--cabinet-color-border, color-mix(in oklab, currentcolor 56%, transparent));
    }
  }
`;
