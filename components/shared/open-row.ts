import type { ReactiveController } from 'lit';
import type { CabinetElement } from './cabinet-element.ts';
import type { UrlController } from './url-state.ts';

export interface OpenRowOptions {
  /** Keeps the row's place on the page meanwhile. */
  rows: { leave: () => void; comeBack: (id: string) => Promise<void> };
  url: UrlController;
  /** Loads the details. */
  parts: { need: (part: 'details') => Promise<unknown> };
  /** Tells the page that they open; `false`: it shows them itself. */
  opened: (id: string) => boolean;
  /** Tells the page that they were closed. */
  closed: (id: string) => void;
}

/** The row of a list whose details are open: the address names it, and the focus goes to them and back to the row. */
export class OpenRow implements ReactiveController {
  #host: CabinetElement;
  #options: OpenRowOptions;
  /** What was open when the list was taken from the page, empty if nothing was; until it is drawn again. */
  #before: string | undefined;

  constructor(host: CabinetElement, options: OpenRowOptions) {
    this.#host = host;
    this.#options = options;
    host.addController(this);
  }

  /** Shows the details, and puts the focus there. */
  async open(id: string): Promise<void> {
    const { rows, url, parts, opened } = this.#options;
    if (!opened(id)) return;
    rows.leave();
    url.open = id;
    url.write();
    await Promise.all([this.#host.updateComplete, parts.need('details')]);
    this.#host.renderRoot.querySelector<HTMLElement>('.details-pane > *')?.focus();
  }

  /** Closes the details; the focus goes back to the row, and the row to where it was. */
  async close(): Promise<void> {
    const id = this.#options.url.open;
    this.#shut();
    if (id) await this.#options.rows.comeBack(id);
  }

  /** Closes what is another customer's; what has come into the address while the list was off the page is not. */
  leave(): void {
    const { open } = this.#options.url;
    if (open === (this.#before ?? open)) this.#shut(true);
  }

  hostUpdated(): void {
    this.#before = undefined;
  }

  hostDisconnected(): void {
    this.#before = this.#options.url.open ?? '';
  }

  #shut(replace?: boolean): void {
    const { url, closed } = this.#options;
    const id = url.open;
    if (!id) return;
    url.open = undefined;
    url.write(replace);
    closed(id);
  }
}
