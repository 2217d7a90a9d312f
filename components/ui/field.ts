import { html, nothing, type TemplateResult } from 'lit';
import { icon } from './icon.ts';

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
  /** The label is only read out. */
  bare?: boolean | undefined;
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
    <label class=${options.bare ? 'visually-hidden' : nothing} for=${id}
      >${label}${options.required ? html`<span aria-hidden="true"> *</span>` : nothing}</label
    >
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
