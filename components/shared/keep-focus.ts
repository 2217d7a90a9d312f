import type { LitElement } from 'lit';

const FOCUSABLE = 'button, [tabindex]';

/**
 * Keeps the focus in an element's part of the page when what has it is taken off, such as a button that did its
 * thing: the focus goes to what is nearest there, instead of to the page's beginning. A modal window of the
 * element counts as what has opened it.
 *
 * @example
 * ```ts
 * constructor() {
 *   super();
 *   keepFocus(this);
 * }
 * ```
 */
export function keepFocus(host: LitElement): void {
  /** What has the focus, or has opened the window that has it, and all that it lies in. */
  let path: Element[] = [];
  const onFocusIn = (event: Event): void => {
    const entered = event.composedPath() as Element[];
    if (!entered[0]?.closest('dialog')) path = entered;
  };
  host.addController({
    hostConnected: () => host.renderRoot.addEventListener('focusin', onFocusIn),
    hostUpdated() {
      // Who went elsewhere is not called back.
      if (path[0]?.isConnected !== false || document.activeElement !== document.body) return;
      const around = path.find((each) => each.isConnected && each.querySelector(FOCUSABLE));
      around?.querySelector<HTMLElement>(FOCUSABLE)?.focus();
    },
  });
}
