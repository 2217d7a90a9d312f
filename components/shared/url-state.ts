import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { filtersFromText } from '../../src/contract/filter-text.ts';
import type { Schema } from '../../src/contract/operation.ts';
import { tidy } from './list-filter.ts';

/** Where the page's address keeps the list's filters; `undefined`: nowhere. */
export type UrlPlace = 'query' | 'hash' | undefined;

/** How a list names itself and its filters in the address. */
export interface UrlNames {
  /** Keeps its parameters apart from the host's own and from other lists': `orders.`. */
  prefix: string;
  /** The list's filters by name. */
  schemas: Readonly<Record<string, Schema>>;
  /** Name of what is open: a parameter here, and a property of the host. */
  open: { parameter: string; property: string };
}

/** The parameters of a place of the page's address, as they stand there. */
export const partsOf = (place: UrlPlace): string[] =>
  (place === 'hash' ? location.hash : location.search).slice(1).split('&').filter(Boolean);

interface Searched {
  search?: string | undefined;
}

type Said = string | boolean | readonly string[] | undefined;

/** A list whose filters and open row may be in the address. */
type UrlHost = ReactiveControllerHost & { readonly urlState: UrlPlace; filters: object };

/** Keeps a list and the page's address the same: on load, on Back and Forward, and after what a person did. */
export class UrlController implements ReactiveController {
  #host: UrlHost & Record<string, unknown>;
  #names: UrlNames;

  constructor(host: UrlHost, names: UrlNames) {
    this.#host = host as UrlHost & Record<string, unknown>;
    this.#names = names;
    host.addController(this);
  }

  hostConnected(): void {
    this.#read();
    window.addEventListener('popstate', this.#read);
  }

  hostDisconnected(): void {
    window.removeEventListener('popstate', this.#read);
  }

  /** What is open. */
  get open(): string | undefined {
    return this.#host[this.#names.open.property] as string | undefined;
  }

  set open(id: string | undefined) {
    this.#host[this.#names.open.property] = id;
  }

  /** Filters the list as a person wants it. */
  filter(filters: Searched): void {
    // Typing in the search field shall not fill the Back button's history.
    const typing = filters.search !== (this.#host.filters as Searched).search;
    this.#host.filters = tidy(filters);
    this.write(typing);
  }

  /** Writes the address, the host's own parameters untouched. @param replace no new step for the Back button */
  write(replace = false): void {
    const { urlState: place, filters } = this.#host;
    if (!place) return;
    const { prefix, open } = this.#names;
    const ours = new URLSearchParams();
    const said: Record<string, Said> = { ...(tidy(filters) as Record<string, Said>) };
    said[open.parameter] = this.open;
    for (const [name, value] of Object.entries(said)) {
      if (value !== undefined) ours.set(prefix + name, String(value));
    }
    const foreign = partsOf(place).filter((part) => !part.startsWith(prefix));
    const text = [...foreign, ...String(ours).split('&').filter(Boolean)].join('&');
    const url = new URL(location.href);
    if (place === 'hash') url.hash = text;
    else url.search = text;
    if (url.href === location.href) return;
    if (replace) history.replaceState(history.state, '', url);
    else history.pushState(history.state, '', url);
  }

  /** Reads the address; what cannot be read, as in a cut link, is left out. */
  #read = (): void => {
    const { urlState: place } = this.#host;
    if (!place) return;
    const { prefix, schemas, open } = this.#names;
    const found = new URLSearchParams(
      partsOf(place)
        .filter((part) => part.startsWith(prefix))
        .join('&'),
    );
    const filters = filtersFromText(schemas, (name) => found.get(prefix + name));
    this.#host.filters = tidy(filters);
    this.open = found.get(prefix + open.parameter) || undefined;
  };
}
