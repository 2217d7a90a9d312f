/** The language of the page around an element, through shadow roots; at last the browser's. */
export function nearestLanguage(element: Element): string {
  for (let node: Element | null = element; node;) {
    const marked: HTMLElement | null = node.closest<HTMLElement>('[lang]:not([lang=""])');
    if (marked) return marked.lang;
    const root: Node = node.getRootNode();
    node = root instanceof ShadowRoot ? root.host : null;
  }
  return navigator.language;
}

/** Hears when the page changes its language, as language switches without a reload do. */
export function watchLanguage(onChange: () => void): () => void {
  const observer = new MutationObserver(onChange);
  observer.observe(document.documentElement, { attributes: true, attributeFilter: ['lang'] });
  return () => observer.disconnect();
}
