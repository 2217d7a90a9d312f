import { html, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import type { ticketFormMessages } from '../../../src/i18n/ticket-form.ts';
import type { LocalizeController } from '../../shared/localize-controller.ts';
import { inputField, selectField } from '../../ui/field.ts';
import { cut, type SchemaField } from './schema-fields.ts';

export interface SchemaFieldState {
  t: LocalizeController<keyof typeof ticketFormMessages.english>['t'];
  value: string;
  error: string | undefined;
  enter: (value: string) => void;
}

/** The control for a field that a kind of request asks for. */
export function schemaFieldView(asked: SchemaField, { t, value, error, enter }: SchemaFieldState): TemplateResult {
  const { name, label, hint, required, type, format, choices, maxLength } = asked;
  // References to an id are parted by spaces.
  const shared = { id: `field-${name.replace(/\s/g, '_')}`, label, hint, required, error, value };
  if (type === 'boolean') {
    return html`<label class="check">
      <input
        type="checkbox"
        .checked=${live(value === 'true')}
        @change=${(event: Event) => enter(String((event.target as HTMLInputElement).checked))}
      />
      <span dir="auto">${label}</span>
    </label>`;
  }
  if (choices) {
    const words = choices.map((choice) => ({ value: choice, label: cut(choice) }));
    return selectField({ ...shared, choices: [{ value: '', label: t('choose') }, ...words], change: enter });
  }
  return inputField({
    ...shared,
    type: format ?? 'text',
    inputMode: type === 'string' ? undefined : 'numeric',
    maxLength,
    input: enter,
  });
}
