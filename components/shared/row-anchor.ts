import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { RowNavigation } from './row-navigation.ts';
import type { RowWindow } from './row-window.ts';

interface Place {
  id: string;
  index: number;
}

/** Where rows are, by the id of what they show. */
export interface RowPlaces {
  idAt: (index: number) => string | undefined;
  /** -1 where it is not in memory. */
  indexOf: (id: string) => number;
}

/**
 * Keeps what is being read where it is when rows come in above it: the list scrolls along, and the
 * focus stays on its row's content.
 */
export class RowAnchor implements ReactiveController {
  #host: ReactiveControllerHost & HTMLElement;
  #window: RowWindow;
  #navigation: RowNavigation;
  #places: RowPlaces;
  /** The first row that is seen whole; none at the top of the list, where news is welcome. */
  #read: Place | undefined;
  /** The row that the Tab key reaches. */
  #active: Place | undefined;

  constructor(
    host: ReactiveControllerHost & HTMLElement,
    rows: RowWindow,
    navigation: RowNavigation,
    places: RowPlaces,
  ) {
    this.#host = host;
    this.#window = rows;
    this.#navigation = navigation;
    this.#places = places;
    host.addController(this);
  }

  /** Forgets it: the list is another one. */
  reset(): void {
    this.#read = undefined;
    this.#active = undefined;
  }

  hostUpdated(): void {
    this.#keepReading();
    this.#keepFocus();
    const { firstVisible } = this.#window;
    this.#read = firstVisible > 0 ? this.#placeAt(firstVisible) : undefined;
  }

  #placeAt(index: number): Place | undefined {
    const id = this.#places.idAt(index);
    return id === undefined ? undefined : { id, index };
  }

  #keepReading(): void {
    const before = this.#read;
    const index = before ? this.#places.indexOf(before.id) : -1;
    if (!before || index < 0 || index === before.index) return;
    this.#navigation.active += index - before.index;
    this.#window.scroll((index - before.index) * this.#window.rowHeight);
  }

  #keepFocus(): void {
    const { active } = this.#navigation;
    const before = this.#active;
    const focused = this.#host.shadowRoot?.activeElement?.closest('[data-index]');
    const index = focused && before ? this.#places.indexOf(before.id) : -1;
    if (before && index >= 0 && index !== before.index && (active === before.index || active === index)) {
      this.#active = { id: before.id, index };
      this.#navigation.focus(index);
      return;
    }
    this.#active = this.#placeAt(active);
  }
}
