import { html, nothing, type TemplateResult } from 'lit';
import { searchMessages } from '../../../src/contract/tickets/message.ts';
import type { Formatters } from '../../../src/i18n/format.ts';
import type { CabinetElement } from '../../shared/cabinet-element.ts';
import { QueryController } from '../../shared/query-controller.ts';
import { SearchField } from '../../ui/search-field.ts';
import { icon } from '../../ui/icon.ts';
import { banner, type CommonText } from '../../ui/state-panel.ts';
import type { TicketTexts } from './message-view.ts';

export interface TicketSearchOptions {
  ticketId: () => string | undefined;
  goTo: (sequence: number) => void;
}

/** Looks for words inside one conversation, and leads to where they are. */
export class TicketSearch {
  #host: CabinetElement;
  #texts: TicketTexts;
  #common: CommonText;
  #options: TicketSearchOptions;
  #found: QueryController<typeof searchMessages>;
  #search: SearchField;
  #wanted = '';
  open = false;

  constructor(host: CabinetElement, texts: TicketTexts, common: CommonText, options: TicketSearchOptions) {
    this.#host = host;
    this.#texts = texts;
    this.#common = common;
    this.#options = options;
    this.#search = new SearchField(host, (search) => this.#ask(search));
    this.#found = new QueryController(host, searchMessages, () => {
      const ticketId = options.ticketId();
      return this.open && this.#wanted && ticketId ? { ticketId, search: this.#wanted } : undefined;
    });
  }

  /** Shows the field, and puts the focus there. */
  async begin(): Promise<void> {
    this.open = true;
    this.#host.requestUpdate();
    await this.#host.updateComplete;
    this.#host.renderRoot.querySelector<HTMLElement>('.in-search input')?.focus();
  }

  close(): void {
    this.#search.forget();
    this.open = false;
    this.#wanted = '';
    this.#host.requestUpdate();
  }

  /** Closed by the person: the focus goes back to the menu that opened it. */
  #leave = (): void => {
    this.close();
    this.#host.renderRoot.querySelector<HTMLElement>('.menu summary')?.focus();
  };

  #onKeyDown = (event: KeyboardEvent): void => {
    // The field's own Escape clears it.
    if (event.key !== 'Escape' || event.defaultPrevented) return;
    event.preventDefault();
    this.#leave();
  };

  #ask(search: string): void {
    this.#wanted = search.slice(0, 100);
    this.#host.requestUpdate();
  }

  render(format: Formatters): TemplateResult | typeof nothing {
    if (!this.open) return nothing;
    const { t } = this.#texts;
    const { data, error, fetching } = this.#found.state;
    const items = data?.items ?? [];
    return html`<div class="in-search" role="search" @keydown=${this.#onKeyDown}>
      <div class="in-search-line">
        ${this.#search.render({
          label: t('search'),
          clearLabel: this.#common('clear'),
          asked: this.#wanted,
        })}
        <button class="button plain icon-only" type="button" aria-label=${this.#common('close')} @click=${this.#leave}>
          ${icon('close')}
        </button>
      </div>
      ${error ? banner(t('search.failed'), { label: this.#common('retry'), run: () => this.#found.refetch() }) : nothing}
      <p class="small muted" role="status">
        ${
          !this.#wanted
            ? nothing
            : !data
              ? fetching
                ? this.#common('loading')
                : nothing
              : items.length === 0
                ? t('search.none')
                : t('search.found', { count: items.length })
        }
      </p>
      ${
        this.#wanted && items.length > 0
          ? html`<ul class="hits">
              ${items.map(
                ({ sequence, author, at, text }) =>
                  html`<li>
                    <button class="hit" type="button" @click=${() => this.#options.goTo(sequence)}>
                      <span class="hit-of small"
                        ><strong dir="auto">${author}</strong>
                        <time class="muted" datetime=${at}>${format.when(at)}</time></span
                      >
                      <span class="hit-text" dir="auto">${text}</span>
                    </button>
                  </li>`,
              )}
            </ul>`
          : nothing
      }
    </div>`;
  }
}
