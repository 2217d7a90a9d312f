const css = String.raw;

/** Looks of the button, and what its panel has in common with it. Both stand in the browser's top layer, so no page's z-index is above them. */
export const launcherStyles = css`
  :host {
    display: contents;
    --_inline: var(--_launcher-inset-inline);
    --_block: calc(var(--_launcher-inset-block) + env(safe-area-inset-bottom, 0px));
  }
  :host(:state(light)) {
    color-scheme: light;
  }
  :host(:state(dark)) {
    color-scheme: dark;
  }
  :host([hidden]) {
    display: none;
  }
  * {
    box-sizing: border-box;
  }
  .dock,
  .panel {
    position: fixed;
    inset: auto;
    inset-block-end: var(--_block);
    inset-inline-start: calc(var(--_inline) + (100% - var(--_width) - 2 * var(--_inline)) * var(--_launcher-side));
    margin: 0;
    padding: 0;
    border: 0;
    overflow: visible;
    background: none;
  }
  .dock {
    --_width: var(--_launcher-size);
  }
  button {
    display: grid;
    place-items: center;
    margin: 0;
    padding: 0;
    border: 1px solid transparent;
    border-radius: 99em;
    background: var(--_brand);
    color: var(--_on-brand);
    cursor: pointer;
  }
  .button {
    inline-size: var(--_launcher-size);
    block-size: var(--_launcher-size);
    box-shadow:
      0 1px 3px rgb(0 0 0 / 0.2),
      0 8px 24px -6px rgb(0 0 0 / 0.4);
  }
  .button:hover {
    background: color-mix(in oklab, var(--_brand), var(--_on-brand) 12%);
  }
  :focus-visible {
    outline: 2px solid var(--_brand);
    outline-offset: 3px;
  }
  svg,
  ::slotted([slot='icon']) {
    inline-size: 26px;
    block-size: 26px;
    fill: none;
    stroke: currentcolor;
    stroke-width: 1.5;
    stroke-linecap: round;
    stroke-linejoin: round;
  }
  .badge {
    position: absolute;
    inset-block-start: -3px;
    inset-inline-end: -3px;
    min-inline-size: 22px;
    padding-inline: 6px;
    border: 1px solid var(--_surface);
    border-radius: 99em;
    background: var(--_critical);
    color: var(--_surface);
    font: 600 12px/20px system-ui;
    text-align: center;
    pointer-events: none;
  }
  [hidden] {
    display: none;
  }
  .said {
    position: absolute;
    clip-path: inset(50%);
  }
  @media (prefers-reduced-motion: no-preference) {
    .button {
      transition: scale 0.14s;
    }
    .button:hover {
      scale: 1.05;
    }
  }
  @media print {
    :host {
      display: none;
    }
  }
`;
