import { css, html, nothing, type TemplateResult } from 'lit';
import { icon } from './icon.ts';

/** Looks of {@link field}, {@link selectField} and {@link searchField}. */
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
  .field label,
  .field-hint {
    unicode-bidi: plaintext;
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

export interface FieldOptions {
  /** Unique in the shadow root; ties label, hint and error to the control. */
  id: string;
  label: string;
  /** A word on what to enter. */
  hint?: string | undefined;
  /** What is wrong and what to do; read out with the control. */
  error?: string | undefined;
  /** It must be filled in; marked at the label. */
  required?: boolean | undefined;
}

/** What a control inside {@link field} needs, to be spread over its attributes. */
export interface FieldControl {
  id: string;
  describedBy: string | typeof nothing;
  invalid: 'true' | typeof nothing;
}

/**
 * A labelled control with hint and error.
 *
 * @example
 * ```ts
 * field({ id: 'note', label, error }, ({ id, describedBy, invalid }) => html`<textarea class="input"
 *   id=${id} aria-describedby=${describedBy} aria-invalid=${invalid}></textarea>`)
 * ```
 */
export function field(options: FieldOptions, control: (attributes: FieldControl) => TemplateResult): TemplateResult {
  const { id, label, hint, error } = options;
  const described = [hint ? `${id}-hint` : '', error ? `${id}-error` : ''].filter(Boolean).join(' ');
  return html`<div class="field" part="field">
    <label for=${id}>${label}${options.required ? html`<span aria-hidden="true"> *</span>` : nothing}</label>
    ${control({ id, describedBy: described || nothing, invalid: error ? 'true' : nothing })}
    ${hint ? html`<div class="field-hint" id="${id}-hint">${hint}</div>` : nothing}
    ${error ? html`<div class="field-error" id="${id}-error">${icon('warning')}${error}</div>` : nothing}
  </div>`;
}

export interface InputOptions extends FieldOptions {
  type?: 'text' | 'date' | 'email' | 'tel' | 'time' | 'url';
  value: string;
  /** Names it in its form. */
  name?: string | undefined;
  /** It is shown and can be read out, not changed; the hint says why. */
  readOnly?: boolean | undefined;
  /** What the browser may fill in, as HTML's attribute names it. */
  autocomplete?: string | undefined;
  inputMode?: 'text' | 'numeric' | 'tel' | 'email' | undefined;
  maxLength?: number | undefined;
  /** Earliest and latest day of a date. */
  min?: string | undefined;
  max?: string | undefined;
  /** Called with the value when it is committed (`change`). */
  change?: (value: string) => void;
  /** Called with the value while it is typed (`input`). */
  input?: (value: string) => void;
  /** Called when the field is left. */
  left?: (() => void) | undefined;
}

const valueOf = (event: Event): string => (event.target as HTMLInputElement | HTMLSelectElement).value;

/** A labelled one-line input or date. */
export function inputField(options: InputOptions): TemplateResult {
  return field(
    options,
    ({ id, describedBy, invalid }) =>
      html`<input
        class="input"
        part="input"
        id=${id}
        type=${options.type ?? 'text'}
        .value=${options.value}
        name=${options.name ?? nothing}
        autocomplete=${options.autocomplete ?? nothing}
        inputmode=${options.inputMode ?? nothing}
        ?required=${options.required}
        ?readonly=${options.readOnly}
        maxlength=${options.maxLength ?? nothing}
        min=${options.min || nothing}
        max=${options.max || nothing}
        aria-describedby=${describedBy}
        aria-invalid=${invalid}
        @change=${(event: Event) => options.change?.(valueOf(event))}
        @input=${(event: Event) => options.input?.(valueOf(event))}
        @blur=${() => options.left?.()}
      />`,
  );
}

/** A native select without a visible label; its `label` is read out. */
export function select(
  label: string,
  value: string,
  choices: readonly { value: string; label: string }[],
  change: (value: string) => void,
): TemplateResult {
  return html`<select
    class="input"
    part="select"
    aria-label=${label}
    .value=${value}
    @change=${(event: Event) => change(valueOf(event))}
  >
    ${choices.map(
      (choice) => html`<option value=${choice.value} ?selected=${choice.value === value}>${choice.label}</option>`,
    )}
  </select>`;
}

/** A labelled native select. */
export function selectField(
  options: FieldOptions & {
    value: string;
    /** Names it in its form. */
    name?: string | undefined;
    disabled?: boolean | undefined;
    choices: readonly { value: string; label: string }[];
    change: (value: string) => void;
  },
): TemplateResult {
  return field(
    options,
    ({ id, describedBy, invalid }) =>
      html`<select
        class="input"
        part="select"
        id=${id}
        name=${options.name ?? nothing}
        ?disabled=${options.disabled}
        .value=${options.value}
        aria-describedby=${describedBy}
        aria-invalid=${invalid}
        @change=${(event: Event) => options.change(valueOf(event))}
      >
        ${options.choices.map(
          (choice) =>
            html`<option value=${choice.value} ?selected=${choice.value === options.value}>${choice.label}</option>`,
        )}
      </select>`,
  );
}

export interface SearchOptions {
  /** Read out, and shown while the field is empty. */
  label: string;
  clearLabel: string;
  value: string;
  /** Called with every change while typing; the caller waits for a pause. */
  input: (value: string) => void;
  /** Called on Enter and on clearing: now. */
  search: (value: string) => void;
}

/** A search field with a button that clears it; Escape clears too. */
export function searchField(options: SearchOptions): TemplateResult {
  const clear = (event: Event): void => {
    const input = (event.currentTarget as HTMLElement).parentElement?.querySelector('input');
    if (input) input.value = '';
    input?.focus();
    options.search('');
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'Enter') options.search(valueOf(event));
    if (event.key === 'Escape' && valueOf(event)) {
      event.preventDefault();
      clear(event);
    }
  };
  return html`<div class="search" part="search" role="search">
    ${icon('search')}<input
      class="input"
      part="input"
      type="search"
      maxlength="100"
      autocomplete="off"
      enterkeyhint="search"
      aria-label=${options.label}
      placeholder=${options.label}
      .value=${options.value}
      @input=${(event: Event) => options.input(valueOf(event))}
      @keydown=${onKeyDown}
    />${
      options.value
        ? html`<button class="button plain icon-only" type="button" aria-label=${options.clearLabel} @click=${clear}>
            ${icon('close')}
          </button>`
        : nothing
    }
  </div>`;
}
