import type { LitElement } from 'lit';

/**
 * Prints what an element shows and nothing of the page around it: a copy of its content, with its
 * own styles, in a frame of its own. Works without inline styles and without HTML from strings.
 * Parts of the content that are custom elements are not copied.
 */
export function printElement(element: LitElement): void {
  const root = element.renderRoot;
  const frame = document.createElement('iframe');
  frame.setAttribute('aria-hidden', 'true');
  frame.tabIndex = -1;
  for (const [name, value] of [
    ['position', 'fixed'],
    ['inset', '0'],
    ['inline-size', '210mm'],
    ['block-size', '297mm'],
    ['border', '0'],
    ['visibility', 'hidden'],
    ['z-index', '-1'],
  ] as const) {
    frame.style.setProperty(name, value);
  }
  document.body.append(frame);
  const page = frame.contentDocument;
  const view = frame.contentWindow as (Window & { CSSStyleSheet: typeof CSSStyleSheet }) | null;
  if (!page || !view || !(root instanceof ShadowRoot)) {
    frame.remove();
    window.print();
    return;
  }
  page.title = document.title;
  page.documentElement.lang = document.documentElement.lang;
  page.documentElement.dir = getComputedStyle(element).direction;
  const copy = page.createElement('div');
  copy.style.setProperty('font-family', getComputedStyle(element).fontFamily);
  const shadow = copy.attachShadow({ mode: 'open' });
  shadow.append(...[...root.children].map((child) => page.importNode(child, true)));
  // What the page has put beside a block is printed with it.
  for (const slot of root.querySelectorAll('slot')) {
    const own = slot.assignedNodes({ flatten: true }).map((node) => page.importNode(node, true));
    shadow.querySelector(`slot[name='${slot.name}']`)?.replaceWith(...own);
  }
  // Sheets belong to their document, so the frame gets copies.
  shadow.adoptedStyleSheets = root.adoptedStyleSheets.map((sheet) => {
    const own = new view.CSSStyleSheet();
    own.replaceSync([...sheet.cssRules].map((rule) => rule.cssText).join('\n'));
    return own;
  });
  page.body.append(copy);
  view.addEventListener('afterprint', () => frame.remove());
  view.focus();
  view.print();
}
