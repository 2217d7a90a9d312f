import type { LitElement, ReactiveController } from 'lit';

const FOCUSABLE = 'a[href], button:not([disabled]), input:not([disabled]), summary, [tabindex]';

/**
 * Keeps the focus in an element's part of the page when what has it is taken off, such as a button that did its
 * thing: the focus goes to what is nearest there, instead of to the page's beginning. A modal window of the
 * element counts as what has opened it.
 *
 * @example
 * ```ts
 * class Section extends LitElement {
 *   #focus = new FocusKeeper(this);
 * }
 * ```
 */
export class FocusKeeper implements ReactiveController {
  #host: LitElement;
  /** What has the focus, or has opened the window that has it, and all that it lies in. */
  #path: HTMLElement[] = [];

  constructor(host: LitElement) {
    this.#host = host;
    host.addController(this);
  }

  hostConnected(): void {
    const { renderRoot } = this.#host;
    renderRoot.addEventListener('focusin', this.#onFocusIn);
    renderRoot.addEventListener('focusout', this.#onFocusOut);
  }

  hostUpdated(): void {
    const path = this.#path;
    if (path[0]?.isConnected !== false || (this.#host.renderRoot as ShadowRoot).activeElement) return;
    this.#path = [];
    for (const around of path) {
      const target = around.isConnected && around.querySelector<HTMLElement>(FOCUSABLE);
      if (target) return target.focus();
    }
  }

  #onFocusIn = ({ target }: Event): void => {
    let element = target as HTMLElement | null;
    if (element?.closest('dialog')) return;
    this.#path = [];
    for (; element; element = element.parentElement) this.#path.push(element);
  };

  /** Who goes elsewhere of their own accord is not called back. */
  #onFocusOut = async (): Promise<void> => {
    // What is being taken off is so by then.
    await Promise.resolve();
    const { renderRoot } = this.#host;
    if (this.#path[0]?.isConnected && !(renderRoot as ShadowRoot).activeElement) this.#path = [];
  };
}
