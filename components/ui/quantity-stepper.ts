import { css, html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import { icon } from './icon.ts';

/** Looks of {@link quantityStepper}. */
export const quantityStepperStyles = css`
  .stepper {
    display: inline-grid;
    grid-template-columns: auto minmax(0, 1fr) auto;
    inline-size: 132px;
    border: 1px solid var(--_border-strong);
    border-radius: var(--_radius-small);
  }
  .stepper:focus-within {
    border-color: var(--_brand);
  }
  .stepper.invalid {
    border-color: var(--_critical);
  }
  .stepper button {
    display: grid;
    place-content: center;
    inline-size: 36px;
    min-block-size: calc(var(--_control) - 2px);
    padding: 0;
    border: 0;
    border-radius: inherit;
    background: transparent;
    color: inherit;
    cursor: pointer;
  }
  .stepper button:hover {
    background: var(--_hover);
  }
  .stepper button[aria-disabled='true'] {
    opacity: 0.4;
    cursor: default;
  }
  .stepper input {
    min-inline-size: 0;
    padding: 0;
    border: 0;
    background: transparent;
    color: inherit;
    font: inherit;
    font-variant-numeric: tabular-nums;
    text-align: center;
  }
  .stepper input:focus {
    outline: none;
  }
  .stepper :focus-visible {
    outline-offset: -2px;
  }
  .stepper:has(input:focus-visible) {
    outline: 2px solid var(--_brand);
    outline-offset: 1px;
  }
  @media (pointer: coarse) {
    .stepper {
      inline-size: 156px;
    }
    .stepper button {
      inline-size: 44px;
      min-block-size: 44px;
    }
    .stepper input {
      font-size: max(16px, 1em);
    }
  }
`;

export interface QuantityStepperOptions {
  /** Unique in the shadow root. */
  id: string;
  /** What is read out with the input, and with each button. */
  label: string;
  lessLabel: string;
  moreLabel: string;
  /** What the field shows: the number as people write it, or what was typed and is wrong. */
  text: string;
  /** The id of the element that says what is wrong, if something is. */
  errorId?: string | undefined;
  describedBy?: string | undefined;
  atMinimum: boolean;
  atMaximum: boolean;
  disabled: boolean;
  /** One less or one more. */
  step: (by: -1 | 1) => void;
  typed: (text: string) => void;
  /** The input is left: what was typed may be shown as people write it. */
  committed: () => void;
}

/**
 * A quantity to type or to step: a native text input, since a number input refuses a comma and
 * hides what it cannot read. Arrow keys step too.
 */
export function quantityStepper(options: QuantityStepperOptions): TemplateResult {
  const { id, atMinimum, atMaximum, disabled, step } = options;
  const described = [options.describedBy, options.errorId].filter(Boolean).join(' ');
  const onKeyDown = (event: KeyboardEvent): void => {
    const by = event.key === 'ArrowUp' ? 1 : event.key === 'ArrowDown' ? -1 : undefined;
    if (by === undefined || disabled) return;
    event.preventDefault();
    if (by === 1 ? !atMaximum : !atMinimum) step(by);
  };
  return html`<span class="stepper ${options.errorId ? 'invalid' : ''}" part="stepper">
    ${button('minus', options.lessLabel, disabled || atMinimum, () => step(-1))}
    <input
      id=${id}
      type="text"
      inputmode="decimal"
      autocomplete="off"
      maxlength="20"
      aria-label=${options.label}
      aria-describedby=${described || nothing}
      aria-invalid=${options.errorId ? 'true' : nothing}
      ?disabled=${disabled}
      .value=${live(options.text)}
      @input=${(event: Event) => options.typed((event.target as HTMLInputElement).value)}
      @change=${options.committed}
      @keydown=${onKeyDown}
      @focus=${(event: Event) => (event.target as HTMLInputElement).select()}
    />
    ${button('plus', options.moreLabel, disabled || atMaximum, () => step(1))}
  </span>`;
}

/** Stays focusable when it can go no further, so that the keyboard does not lose its place. */
function button(name: 'minus' | 'plus', label: string, disabled: boolean, press: () => void): TemplateResult {
  return html`<button
    type="button"
    aria-label=${label}
    aria-disabled=${disabled ? 'true' : nothing}
    @click=${() => {
      if (!disabled) press();
    }}
  >
    ${icon(name)}
  </button>`;
}
