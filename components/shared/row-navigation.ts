import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { RowSlots, type RowSlot } from './row-slots.ts';
import type { RowWindow } from './row-window.ts';

/**
 * Moves between the rows of a windowed list by keyboard: one row is a stop of the Tab key, arrows,
 * Home, End, PageUp and PageDown move it. That row is always in the DOM, so that the focus is not
 * lost when it is scrolled out of sight.
 */
export class RowNavigation implements ReactiveController {
  #host: ReactiveControllerHost & HTMLElement;
  #window: RowWindow;
  #count: () => number;
  #focusing = false;
  #slots = new RowSlots();
  /** Index of the row that the Tab key reaches. */
  active = 0;

  constructor(host: ReactiveControllerHost & HTMLElement, rows: RowWindow, count: () => number) {
    this.#host = host;
    this.#window = rows;
    this.#count = count;
    host.addController(this);
  }

  /** The rows to draw: the window's, and the active one wherever it is. */
  slots(): readonly RowSlot[] {
    const { first, end, moving } = this.#window;
    const count = this.#count();
    const active = Math.max(0, Math.min(this.active, count - 1));
    const shown = [...Array(Math.max(0, Math.min(end, count) - first)).keys()].map((offset) => first + offset);
    if (count > 0 && active < first) shown.unshift(active);
    else if (active >= end && active < count) shown.push(active);
    return moving ? this.#slots.reuse(shown) : this.#slots.arrange(shown, this.#focused);
  }

  /** Puts the focus on a row, scrolling as little as it takes. */
  focus(index: number): void {
    this.active = Math.max(0, Math.min(index, this.#count() - 1));
    this.#focusing = true;
    this.#host.requestUpdate();
  }

  /** For the `keydown` of the rows' body. @returns whether the key was one of ours */
  onKeyDown(event: KeyboardEvent): boolean {
    const page = Math.max(1, this.#window.visible - 2);
    const targets: Record<string, number> = {
      ArrowDown: this.active + 1,
      ArrowUp: this.active - 1,
      PageDown: this.active + page,
      PageUp: this.active - page,
      Home: 0,
      End: this.#count() - 1,
    };
    const target = targets[event.key];
    if (target === undefined || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return false;
    event.preventDefault();
    this.focus(target);
    return true;
  }

  /** For the `focusin` of the rows' body: a row that was clicked becomes the active one. */
  onFocusIn(event: FocusEvent): void {
    const index = indexOf(event.target as Element);
    if (index === undefined || index === this.active) return;
    this.active = index;
    this.#host.requestUpdate();
  }

  /** The row that has the focus, or something in it. */
  get #focused(): number | undefined {
    return indexOf(this.#host.shadowRoot?.activeElement);
  }

  hostUpdated(): void {
    if (!this.#focusing) return;
    const row = this.#host.shadowRoot?.querySelector<HTMLElement>(`[data-index='${this.active}']`);
    if (!row) return;
    this.#focusing = false;
    row.focus({ preventScroll: true });
    row.scrollIntoView({ block: 'nearest' });
  }
}

function indexOf(element: Element | null | undefined): number | undefined {
  const index = element?.closest<HTMLElement>('[data-index]')?.dataset['index'];
  return index === undefined ? undefined : Number(index);
}
