import { css } from 'lit';

/** Looks of what `field.ts` and `search-field.ts` draw. */
export const fieldStyles = css`
  .field {
    display: grid;
    gap: var(--_space);
    align-content: start;
    min-inline-size: 0;
  }
  .field label {
    font-size: var(--_font-small);
    color: var(--_text-muted);
  }
  .input {
    inline-size: 100%;
    min-inline-size: 0;
    min-block-size: var(--_control);
    padding: calc(var(--_space) * 1.5) calc(var(--_space) * 2.5);
    border: 1px solid var(--_border-strong);
    border-radius: var(--_radius-small);
    background: transparent;
    color: inherit;
    font: inherit;
    line-height: 1.4;
  }
  select.input {
    padding-block: 0;
    cursor: pointer;
  }
  select.input option {
    background: var(--_surface);
    color: var(--_on-surface);
  }
  .input::placeholder {
    color: var(--_text-muted);
    opacity: 1;
  }
  .input:focus-visible {
    outline-offset: -1px;
  }
  .input:read-only:not(select),
  select.input:disabled {
    border-color: var(--_border);
    background: var(--_raised);
    cursor: default;
    opacity: 1;
  }
  .input[aria-invalid='true'] {
    border-color: var(--_critical);
  }
  .field-error {
    display: flex;
    gap: var(--_space);
    color: var(--_critical);
    font-size: var(--_font-small);
  }
  .field-hint {
    color: var(--_text-muted);
    font-size: var(--_font-small);
  }
  .search {
    position: relative;
    min-inline-size: 0;
  }
  .search > svg {
    position: absolute;
    inset-block: 0;
    inset-inline-start: calc(var(--_space) * 2.5);
    margin-block: auto;
    pointer-events: none;
    opacity: 0.7;
  }
  .search .input {
    padding-inline: calc(var(--_space) * 9) calc(var(--_control));
  }
  .search .input::-webkit-search-cancel-button {
    display: none;
  }
  .search .button {
    position: absolute;
    inset-block: 0;
    inset-inline-end: 0;
    min-block-size: 100%;
  }
  @media (pointer: coarse) {
    .input {
      min-block-size: 44px;
      /* Below 16 px phones zoom the page into the field. */
      font-size: max(16px, 1em);
    }
  }
`;
