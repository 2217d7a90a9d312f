const css = String.raw;

/** Looks of the panel: a card above the button, on phones the whole screen. */
export const panelStyles = css`
  .panel {
    --_height: min(var(--_launcher-height), 100dvh - var(--_block) - var(--_launcher-size) - 28px);
    --_bar: 52px;
    --_padding: 16px;
    --_width: min(var(--_launcher-width), 100% - 2 * var(--_inline));
    inset-block-end: calc(var(--_block) + var(--_launcher-size) + 12px);
    inline-size: var(--_width);
    block-size: var(--_height);
    max-inline-size: none;
    max-block-size: none;
    overflow: hidden;
    border: 1px solid var(--_border);
    border-radius: calc(var(--_radius) * 1.5);
    background: var(--_surface);
    color: var(--_on-surface);
    font-size: var(--_font-size);
    font-style: normal;
    font-weight: 400;
    line-height: 1.45;
    letter-spacing: normal;
    text-align: start;
    text-transform: none;
    white-space: normal;
    box-shadow: 0 20px 56px -12px rgb(0 0 0 / 0.4);
    /* The conversation fills what is left of the panel. */
    --cabinet-chat-height: calc(var(--_height) - var(--_bar) - 2 * var(--_padding) - 2px);
    --cabinet-sticky-top: 0px;
    --cabinet-app-height: calc(var(--_height) - var(--_bar) - 2px);
    --cabinet-app-gutter: var(--_padding);
  }
  .panel:focus {
    outline: none;
  }
  .panel:popover-open,
  .panel:modal {
    display: flex;
    flex-direction: column;
  }
  .panel::backdrop {
    background: none;
  }
  .bar {
    display: flex;
    flex: none;
    align-items: center;
    justify-content: space-between;
    block-size: var(--_bar);
    padding-inline: var(--_padding) 4px;
    background: var(--_brand);
    color: var(--_on-brand);
    font-size: 1.143em;
    font-weight: 600;
  }
  .close {
    flex: none;
    inline-size: 44px;
    block-size: 44px;
  }
  .close svg {
    inline-size: 20px;
    block-size: 20px;
  }
  .bar :focus-visible {
    outline-color: var(--_on-brand);
    outline-offset: -6px;
  }
  .bar > span {
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .body {
    flex: 1;
    min-block-size: 0;
    padding: var(--_padding) var(--_padding) 0;
    overflow: auto;
    overscroll-behavior: contain;
  }
  /* The cabinet's bar stands at the very bottom. */
  ::slotted(:not(cabinet-app, [slot])) {
    margin-block-end: var(--_padding);
  }
  ::slotted(:not(:defined, [slot])) {
    border-radius: var(--_radius);
    background: repeating-linear-gradient(color-mix(in oklab, currentcolor 8%, transparent) 0 44px, transparent 0 60px);
  }
  @media (max-width: 480px) {
    .panel {
      --_height: calc(100dvh - env(safe-area-inset-top, 0px) - env(safe-area-inset-bottom, 0px));
      --_padding: max(12px, env(safe-area-inset-left, 0px));
      inset: 0;
      inline-size: 100%;
      block-size: 100dvh;
      border: 0;
      border-radius: 0;
      padding-block: env(safe-area-inset-top, 0px) env(safe-area-inset-bottom, 0px);
    }
  }
  @media (prefers-reduced-motion: no-preference) {
    .panel {
      animation: appear 0.14s ease-out;
    }
    @keyframes appear {
      from {
        opacity: 0;
        translate: 0 8px;
      }
    }
  }
`;
