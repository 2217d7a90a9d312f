import type { ReactiveController } from 'lit';
import type { CabinetElement } from '../../shared/cabinet-element.ts';
import type { UrlPlace } from '../../shared/url-state.ts';
import { isForeign, placeInAddress, sectionHref, sectionInAddress } from './app-address.ts';
import { openedIn, type AppSection } from './sections.ts';

/** The frame whose sections have places. */
interface PlacesHost extends CabinetElement {
  section: AppSection | undefined;
  /** The section on the screen. */
  readonly shown: AppSection;
  /** Its widget. */
  readonly widget: Element | null;
  readonly sectionUrl: string | undefined;
  readonly urlState: 'hash' | 'query' | 'none';
}

/** Where the sections are: the open one in the page's address, and what was open in each that was left. */
export class AppPlaces implements ReactiveController {
  #host: PlacesHost;
  #followed: () => void;
  #listening: AbortController | undefined;
  /** The places of sections that were left. */
  #memory = new Map<AppSection, string>();
  /** Where a section is to begin. */
  #next: { section: AppSection; place: string } | undefined;
  /** What the page has set, for an address that names no section. */
  #fallback: AppSection | undefined;
  /** Entries of the browser's history, by their keys, in which another company's things may be open. */
  #others = new Set<string>();

  /** @param followed Back, Forward or a link of the page's own has led to another section */
  constructor(host: PlacesHost, followed: () => void) {
    this.#host = host;
    this.#followed = followed;
    host.addController(this);
  }

  /** Where the address keeps them. */
  get keeper(): UrlPlace {
    const { urlState } = this.#host;
    return urlState === 'hash' || urlState === 'query' ? urlState : undefined;
  }

  /** The address of a section, and of what is to be open there. */
  href(section: AppSection, place = ''): string {
    return sectionHref(section, place, { urlState: this.keeper, sectionUrl: this.#host.sectionUrl });
  }

  /** Where a press on a section's name leads: its root if it is open already. */
  behind(section: AppSection): string {
    return section === this.#host.shown ? '' : (this.#memory.get(section) ?? '');
  }

  /** Where a section begins that is drawn now. */
  begin(section: AppSection): string {
    return (this.#next?.section === section ? this.#next.place : this.#memory.get(section)) ?? '';
  }

  /** Keeps the place of the section that is left for another one. */
  leaveFor(section: AppSection, place: string): void {
    const { shown, widget } = this.#host;
    this.#memory.set(shown, this.keeper ? placeInAddress(shown, this.keeper) : openedIn(shown, widget));
    this.#next = { section, place };
  }

  /** A new step for the Back button. */
  push(href: string): void {
    if (this.keeper && href !== location.href) history.pushState(history.state, '', href);
  }

  /** The section has been set: if to another than was to come next, that is off. */
  set(section: AppSection | undefined): void {
    if (this.#next?.section !== section) this.#next = undefined;
  }

  /** Nothing is to be found where it was. */
  forget(): void {
    this.#memory.clear();
  }

  /** Another company's cabinet begins: where one's order was open, there is none of the next one's. */
  beginAnew(): void {
    this.forget();
    this.#next = undefined;
    if (!this.keeper || this.#host.sectionUrl) return;
    const { shown } = this.#host;
    // The section closes what it has open: a link to that may have been all that named the section.
    history.replaceState(history.state, '', this.href(shown, placeInAddress(shown, this.keeper)));
    for (const { key } of browserHistory?.entries() ?? []) this.#others.add(key);
    this.#leftOther();
  }

  hostConnected(): void {
    const host = this.#host;
    if (!host.hasUpdated) this.#fallback = host.section;
    if (!host.sectionUrl) host.section = sectionInAddress(this.keeper) ?? this.#fallback;
    const { signal } = (this.#listening = new AbortController());
    for (const name of ['popstate', 'hashchange']) window.addEventListener(name, this.#follow, { signal });
  }

  hostDisconnected(): void {
    this.#listening?.abort();
  }

  /** Back, Forward, or a link of the page's own. The section's widget reads the address after this. */
  #follow = (): void => {
    const host = this.#host;
    if (host.sectionUrl || !this.keeper || isForeign(this.keeper)) return;
    const { shown } = host;
    const named = sectionInAddress(this.keeper);
    if (this.#leftOther() && named) history.replaceState(history.state, '', this.href(named));
    host.section = named ?? this.#fallback;
    if (host.shown !== shown) this.#followed();
  };

  /** The entry of the history is this company's from now on. @returns whether it was another's */
  #leftOther(): boolean {
    return this.#others.delete(browserHistory?.currentEntry?.key ?? '');
  }
}

/** Browsers before 2026 cannot tell one entry from another. */
const browserHistory = (globalThis as { navigation?: Navigation }).navigation;
