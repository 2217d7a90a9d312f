/** Waits until an element of a story shows what matches `selector` in its shadow root, and answers that. */
export async function shownIn<T extends HTMLElement = HTMLElement>(
  canvas: HTMLElement,
  tags: string,
  selector: string,
): Promise<T> {
  for (;;) {
    let element: Element | null | undefined = canvas;
    for (const tag of tags.split(' ')) element = (element?.shadowRoot ?? element)?.querySelector(tag);
    const found = element?.shadowRoot?.querySelector<T>(selector);
    if (found) return found;
    await new Promise((resolve) => requestAnimationFrame(resolve));
  }
}
