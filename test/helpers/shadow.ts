/** The text that a person can read in an element's shadow root, in one line. */
export function textOf(element: Element | null | undefined): string {
  const root = element instanceof HTMLElement && element.shadowRoot ? element.shadowRoot : element;
  return (root?.textContent ?? '').replace(/\s+/g, ' ').trim();
}

/** The first element in an element's shadow root that matches; throws if there is none. */
export function part<T extends Element = HTMLElement>(element: Element, selector: string): T {
  const found = element.shadowRoot?.querySelector<T>(selector);
  if (!found) throw new Error(`<${element.localName}> shows no ${selector}`);
  return found;
}

/** All elements in an element's shadow root that match. */
export function parts<T extends Element = HTMLElement>(element: Element, selector: string): T[] {
  return [...(element.shadowRoot?.querySelectorAll<T>(selector) ?? [])];
}

/** The button whose text or accessible name is, or begins with, `name`; `undefined` if there is none. */
export function button(element: Element, name: string): HTMLButtonElement | undefined {
  return parts<HTMLButtonElement>(element, 'button').find((candidate) =>
    (candidate.getAttribute('aria-label') ?? textOf(candidate)).startsWith(name),
  );
}

/** Whether there is such a {@link button}: elements themselves make unreadable assertions. */
export function hasButton(element: Element, name: string): boolean {
  return button(element, name) !== undefined;
}

/** Whether an element has the focus, in whatever root it stands. */
export function isFocused(element: Element | null | undefined): boolean {
  const root = element?.getRootNode();
  return (root instanceof ShadowRoot || root instanceof Document) && root.activeElement === element;
}
