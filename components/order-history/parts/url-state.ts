import type { ReactiveController, ReactiveControllerHost } from 'lit';
import * as z from 'zod/mini';
import { OrderFilter } from '../../../src/contract/orders/list.ts';
import { tidy, type OrderListFilter } from './order-filter.ts';

/** Where the page's address keeps the list's filters; `undefined`: nowhere. */
export type UrlPlace = 'query' | 'hash' | undefined;

/** What the address says of the list. */
export interface UrlState {
  filters: OrderListFilter;
  /** The order whose details are open. */
  orderId: string | undefined;
}

/** Keeps our parameters apart from the host's own. */
const PREFIX = 'orders.';
const { cursor: _cursor, limit: _limit, timeZone: _timeZone, ...schemas } = OrderFilter.shape;
const lists = ['status', 'payment', 'fulfilment'];

const partsOf = (place: UrlPlace): string[] =>
  (place === 'hash' ? location.hash : location.search).slice(1).split('&').filter(Boolean);
const isOurs = (part: string): boolean => part.startsWith(PREFIX);

/** Reads the address; what cannot be read, as in a cut link, is left out. */
function readUrl(place: UrlPlace): UrlState {
  const found = new URLSearchParams(partsOf(place).filter(isOurs).join('&'));
  const filters: Record<string, unknown> = {};
  for (const [name, schema] of Object.entries(schemas)) {
    const text = found.get(PREFIX + name);
    if (text === null) continue;
    const value = z.safeParse(schema, lists.includes(name) ? text.split(',') : text);
    if (value.success) filters[name] = value.data;
  }
  return { filters: tidy(filters), orderId: found.get(`${PREFIX}order`) || undefined };
}

/** Writes the address, the host's own parameters untouched. @param replace no new step for the Back button */
function writeUrl(place: UrlPlace, { filters, orderId }: UrlState, replace = false): void {
  if (!place) return;
  const ours = new URLSearchParams();
  for (const [name, value] of Object.entries({ ...tidy(filters), order: orderId })) {
    if (value !== undefined) ours.set(PREFIX + name, String(value));
  }
  const text = [...partsOf(place).filter((part) => !isOurs(part)), ...String(ours).split('&').filter(Boolean)].join(
    '&',
  );
  const url = new URL(location.href);
  if (place === 'hash') url.hash = text;
  else url.search = text;
  if (url.href === location.href) return;
  if (replace) history.replaceState(history.state, '', url);
  else history.pushState(history.state, '', url);
}

/** A list whose filters and open order may be in the address. */
type UrlHost = ReactiveControllerHost & UrlState & { readonly urlState: UrlPlace };

/** Keeps a list and the page's address the same: on load, on Back and Forward, and after what a person did. */
export class UrlController implements ReactiveController {
  #host: UrlHost;

  constructor(host: UrlHost) {
    this.#host = host;
    host.addController(this);
  }

  hostConnected(): void {
    this.#read();
    window.addEventListener('popstate', this.#read);
  }

  hostDisconnected(): void {
    window.removeEventListener('popstate', this.#read);
  }

  /** @param replace no new step for the Back button */
  write(replace = false): void {
    const { urlState, filters, orderId } = this.#host;
    writeUrl(urlState, { filters, orderId }, replace);
  }

  #read = (): void => {
    if (this.#host.urlState) Object.assign(this.#host, readUrl(this.#host.urlState));
  };
}
