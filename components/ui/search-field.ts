import { html, nothing, type TemplateResult } from 'lit';
import { icon } from './icon.ts';

const valueOf = (event: Event): string => (event.target as HTMLInputElement).value;

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
