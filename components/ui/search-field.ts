import { html, nothing, type ReactiveController, type ReactiveControllerHost, type TemplateResult } from 'lit';
import { icon } from './icon.ts';

/** Wait for a pause in typing before asking, ms. */
const PAUSE = 300;

export interface SearchOptions {
  /** Read out, and shown while the field is empty. */
  label: string;
  clearLabel: string;
  /** What is asked for now. */
  asked: string | undefined;
}

/**
 * A search field with a button that clears it; Escape clears too. What is typed is asked for after a pause, or at once on
 * Enter and on clearing.
 */
export class SearchField implements ReactiveController {
  #host: ReactiveControllerHost;
  #search: (search: string) => void;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #typed: string | undefined;

  constructor(host: ReactiveControllerHost, search: (search: string) => void) {
    this.#host = host;
    this.#search = search;
    host.addController(this);
  }

  hostDisconnected(): void {
    this.forget();
  }

  /** What is typed and not asked for yet will not be. */
  forget(): void {
    clearTimeout(this.#timer);
    this.#timer = this.#typed = undefined;
  }

  render({ label, clearLabel, asked = '' }: SearchOptions): TemplateResult {
    // A space at the end, before the next word, is no part of what is asked for, and stays.
    const text = this.#timer || this.#typed?.trim() === asked ? (this.#typed ?? '') : asked;
    return html`<div class="search" part="search" role="search">
      ${icon('search')}<input
        class="input"
        part="input"
        type="search"
        maxlength="100"
        autocomplete="off"
        enterkeyhint="search"
        aria-label=${label}
        placeholder=${label}
        .value=${text}
        @input=${({ target }: Event) => this.#type((target as HTMLInputElement).value)}
        @keydown=${this.#onKeyDown}
      />${
        text
          ? html`<button class="button plain icon-only" type="button" aria-label=${clearLabel} @click=${this.#onClear}>
              ${icon('close')}
            </button>`
          : nothing
      }
    </div>`;
  }

  #type(typed: string): void {
    clearTimeout(this.#timer);
    this.#typed = typed;
    this.#timer = setTimeout(() => this.#ask(typed), PAUSE);
    this.#host.requestUpdate();
  }

  #ask(typed: string): void {
    this.#search(typed.trim());
    this.forget();
    this.#typed = typed;
  }

  #clear(input: HTMLInputElement): void {
    input.value = '';
    input.focus();
    this.#ask('');
  }

  #onClear = ({ currentTarget }: Event): void =>
    this.#clear((currentTarget as Element).previousElementSibling as HTMLInputElement);

  #onKeyDown = (event: KeyboardEvent): void => {
    const input = event.target as HTMLInputElement;
    if (event.key === 'Enter') this.#ask(input.value);
    if (event.key === 'Escape' && input.value) {
      event.preventDefault();
      this.#clear(input);
    }
  };
}
