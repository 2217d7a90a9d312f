import type { ReactiveController } from 'lit';
import type { Payment } from '../../../src/contract/payments/payment.ts';
import type { CabinetElement } from '../../shared/cabinet-element.ts';
import { Draft } from '../../shared/draft.ts';
import type { InvoiceListFilter } from './invoice-filter.ts';
import { PAYMENT_PARAMETER, PLACE_DRAFT } from './payment-return.ts';

/** Where the person was when they left for the payment page. */
interface Place {
  paymentId: string;
  filters: InvoiceListFilter;
  tab: string;
  invoiceId: string | undefined;
  /** Where the rows stood in the window, and how far the list was scrolled, px. */
  scroll: { top: number; list: number };
}

/** What of a list is brought back. */
export interface PlaceHost extends CabinetElement {
  filters: InvoiceListFilter;
  tab: string;
  invoiceId: string | undefined;
}

const scrollerOf = (host: Element): Element | null | undefined => host.shadowRoot?.querySelector('.scroller');
const topOf = (host: Element): number => host.shadowRoot?.querySelector('#panel')?.getBoundingClientRect().top ?? 0;

/**
 * Sends the person to the payment page, and knows when they are back, by whatever way: sent back by the page,
 * by the Back button, or after a reload. Then the list is as it was, and the payment's outcome is asked for.
 */
export class PaymentPlace implements ReactiveController {
  #host: PlaceHost;
  #headIsComing: () => boolean;
  #loadMore: () => boolean;
  #scroll: Place['scroll'] | undefined;
  #looked = false;
  #outcomeIsComing = true;
  /** The payment whose outcome is shown. */
  paymentId: string | undefined;

  /**
   * @param headIsComing whether what stands above the rows is still to come
   * @param loadMore loads further rows; `false`: there are none, or they are not here yet
   */
  constructor(host: PlaceHost, headIsComing: () => boolean, loadMore: () => boolean) {
    this.#host = host;
    this.#headIsComing = headIsComing;
    this.#loadMore = loadMore;
    host.addController(this);
  }

  hostConnected(): void {
    this.#readAddress();
    window.addEventListener('hashchange', this.#readAddress);
    window.addEventListener('popstate', this.#readAddress);
    window.addEventListener('pageshow', this.#onPageShow);
  }

  hostDisconnected(): void {
    window.removeEventListener('hashchange', this.#readAddress);
    window.removeEventListener('popstate', this.#readAddress);
    window.removeEventListener('pageshow', this.#onPageShow);
  }

  hostUpdate(): void {
    const draft = this.#draft();
    if (this.#looked || draft?.owner === undefined) return;
    this.#looked = true;
    const place = draft.read();
    if (!place) return;
    this.#host.filters = place.filters;
    this.#host.tab = place.tab;
    this.#host.invoiceId = place.invoiceId;
    this.#scroll = place.scroll;
    this.paymentId ??= place.paymentId;
  }

  hostUpdated(): void {
    const wanted = this.#scroll;
    if (!wanted || this.#outcomeIsComing || this.#headIsComing()) return;
    const scroller = scrollerOf(this.#host);
    const { scrollHeight } = document.documentElement;
    const page = window.scrollY + topOf(this.#host) - wanted.top;
    const reached = scroller && scrollHeight >= page + innerHeight && scroller.scrollHeight >= wanted.list;
    if (!reached && this.#loadMore()) return;
    if (!scroller && !this.#host.invoiceId) return;
    this.#scroll = undefined;
    scroller?.scrollTo({ top: wanted.list, behavior: 'instant' });
    window.scrollTo({ top: page, behavior: 'instant' });
  }

  /** Goes to the payment page, or shows the outcome where there is none to go to. */
  leave({ id }: Payment, redirectUrl: string | undefined): void {
    const { filters, tab, invoiceId } = this.#host;
    this.#draft()?.write({
      paymentId: id,
      filters,
      tab,
      invoiceId,
      scroll: { top: topOf(this.#host), list: scrollerOf(this.#host)?.scrollTop ?? 0 },
    });
    if (redirectUrl === undefined) this.#show(id);
    else location.assign(redirectUrl);
  }

  /** The outcome takes its room above the rows. */
  outcomeShown = (): void => {
    if (!this.#outcomeIsComing) return;
    this.#outcomeIsComing = false;
    this.#host.requestUpdate();
  };

  /** The outcome has been seen. */
  close = (): void => {
    this.#draft()?.clear();
    this.#show(undefined);
  };

  #show(paymentId: string | undefined): void {
    this.paymentId = paymentId;
    this.#host.requestUpdate();
  }

  #draft(): Draft<Place> | undefined {
    const { client } = this.#host;
    return client && new Draft<Place>(client, PLACE_DRAFT);
  }

  /** Back from the page before by the browser's own memory of this one. */
  #onPageShow = ({ persisted }: PageTransitionEvent): void => {
    const place = persisted ? this.#draft()?.read() : undefined;
    if (place) this.#show(place.paymentId);
  };

  /** Takes the payment's id out of the address, so that a reload or a link does not bring it up again. */
  #readAddress = (): void => {
    const url = new URL(location.href);
    const fragment = new URLSearchParams(url.hash.slice(1));
    const found = url.searchParams.get(PAYMENT_PARAMETER) ?? fragment.get(PAYMENT_PARAMETER);
    if (found === null) return;
    url.searchParams.delete(PAYMENT_PARAMETER);
    if (fragment.has(PAYMENT_PARAMETER)) url.hash = '';
    history.replaceState(history.state, '', url);
    this.#show(found);
  };
}
