import { css } from 'lit';

/**
 * Looks of a native `<button class="button">`: quiet by default, `primary` for the one main action
 * of a view, `critical` for what cannot be undone, `plain` without a frame, `icon-only` as a square.
 */
export const buttonStyles = css`
  .button {
    display: inline-flex;
    align-items: center;
    justify-content: center;
    gap: calc(var(--_space) * 2);
    min-block-size: var(--_control);
    padding: 0 calc(var(--_space) * 3);
    border: 1px solid var(--_border-strong);
    border-radius: var(--_radius-small);
    background: transparent;
    color: inherit;
    font: inherit;
    font-weight: 500;
    text-decoration: none;
    white-space: nowrap;
    cursor: pointer;
    transition: background-color 0.12s;
  }
  .button:hover {
    background: var(--_hover);
  }
  .button.primary {
    border-color: transparent;
    background: var(--_brand);
    color: var(--_on-brand);
  }
  .button.primary:hover {
    background: color-mix(in oklab, var(--_brand) 88%, black);
  }
  .button.critical {
    border-color: currentcolor;
    color: var(--_critical);
  }
  .button.plain {
    border-color: transparent;
  }
  .button.icon-only {
    inline-size: var(--_control);
    padding: 0;
  }
  .back:dir(rtl) svg {
    scale: -1 1;
  }
  .button:disabled,
  .button[aria-disabled='true'] {
    opacity: 0.55;
    cursor: default;
  }
  .button[aria-busy='true'] svg {
    animation: turn 1s linear infinite;
  }
  @keyframes turn {
    to {
      rotate: 1turn;
    }
  }
  @media (pointer: coarse) {
    .button {
      min-block-size: 44px;
    }
    .button.icon-only {
      inline-size: 44px;
    }
  }
  @media (forced-colors: active) {
    .button {
      border-color: ButtonText;
    }
  }
`;
