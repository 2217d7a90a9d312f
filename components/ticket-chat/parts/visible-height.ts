import type { ReactiveController, ReactiveControllerHost } from 'lit';

/**
 * Keeps the place to write above the keyboard of a phone, which makes the visible part of the page smaller, and the
 * page no shorter: the host's `--_visible` is what is left, in CSS px, and what has the focus is brought into it.
 */
export class VisibleHeight implements ReactiveController {
  #host: ReactiveControllerHost & HTMLElement;
  #focused: () => Element | null | undefined;
  #ended: AbortController | undefined;

  /** @param focused what is written into, while it has the focus */
  constructor(host: ReactiveControllerHost & HTMLElement, focused: () => Element | null | undefined) {
    this.#host = host;
    this.#focused = focused;
    host.addController(this);
  }

  hostConnected(): void {
    this.#ended = new AbortController();
    window.visualViewport?.addEventListener('resize', this.#onResize, { signal: this.#ended.signal });
  }

  hostDisconnected(): void {
    this.#ended?.abort();
  }

  #onResize = (): void => {
    const { visualViewport: seen } = window;
    if (!seen) return;
    // Who draws the page larger with two fingers sees less of it, with no keyboard.
    this.#host.style.setProperty('--_visible', `${Math.round(seen.height * seen.scale)}px`);
    const focused = this.#focused();
    if (!focused) return;
    focused.scrollIntoView({ block: 'nearest' });
    // Where the keyboard only lies over the page, it counts as in view beneath it.
    const beneath = focused.getBoundingClientRect().bottom - seen.offsetTop - seen.height;
    if (beneath > 0) window.scrollBy({ top: beneath, behavior: 'instant' });
  };
}
