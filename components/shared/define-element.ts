import { ContextRoot } from '@lit/context';

let rooted = false;

/**
 * Registers an element once. A second copy of the library on the page warns instead of throwing:
 * the first one serves. Does nothing where there is no DOM.
 */
export function defineElement(tag: string, element: CustomElementConstructor): void {
  if (typeof customElements === 'undefined') return;
  // Lit brings a registry where there is no page, for rendering on a server.
  if (!rooted && typeof document !== 'undefined') {
    rooted = true;
    // A widget that wakes up before its provider keeps its question until the provider is there.
    new ContextRoot().attach(document.documentElement);
  }
  const present = customElements.get(tag);
  if (!present) customElements.define(tag, element);
  else if (present !== element) console.warn(`[cabinet] <${tag}> is already defined; this second copy is not used.`);
}
