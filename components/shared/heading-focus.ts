import type { ReactiveControllerHost } from 'lit';

/**
 * Gives the focus to the heading of what was opened, as soon as there is one: texts and answers may come later.
 *
 * @returns what moves the focus there
 * @example
 * ```ts
 * #focusHeading = headingFocus(this);
 *
 * override focus(options?: FocusOptions): void {
 *   this.#focusHeading(options);
 * }
 * ```
 */
export function headingFocus(
  host: ReactiveControllerHost & { readonly renderRoot: HTMLElement | DocumentFragment },
): (options?: FocusOptions) => void {
  let wanted: FocusOptions | undefined;
  const focus = (options: FocusOptions = {}): void => {
    const heading = host.renderRoot.querySelector<HTMLElement>('[tabindex="-1"]');
    wanted = heading ? undefined : options;
    heading?.focus(options);
  };
  host.addController({
    hostUpdated() {
      if (wanted) focus(wanted);
    },
  });
  return focus;
}
