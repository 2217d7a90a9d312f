/** About the height of a first view; what stands below is out of sight then. A page that knows better sets its own by CSS. */
const HEIGHT = 'max(640px, 100vh)';
/** The elements that were given a place here. */
const reserved = new Set<Element>();
const FAILURE = 'cabinet-load-failed';

const failures: Readonly<Record<string, string> & { en: string }> = {
  en: 'This part of the page could not be loaded. Check the connection and reload the page.',
  ru: 'Эта часть страницы не загрузилась. Проверьте подключение и обновите страницу.',
};

/** Keeps a place free for a widget, so that what stands below it does not move when it comes. */
export function reserve(element: Element): void {
  if (!(element instanceof HTMLElement) || element.localName === 'cabinet-provider') return;
  // What the page itself has said of the element's place, it knows better.
  if (parseFloat(getComputedStyle(element).minBlockSize) > 0) return;
  reserved.add(element);
  element.style.display = 'block';
  element.style.minBlockSize = HEIGHT;
}

/** Gives the place back to the widget, which now has a height of its own. */
export async function release(element: Element): Promise<void> {
  await (element as Element & { updateComplete?: Promise<unknown> }).updateComplete;
  element.querySelector(`:scope > [slot='${FAILURE}']`)?.remove();
  giveBack(element);
}

/** Says where the widget would be that it could not be loaded. */
export function showFailure(element: Element, locale: string): void {
  giveBack(element);
  if (element.querySelector(`:scope > [slot='${FAILURE}']`)) return;
  const note = document.createElement('p');
  note.slot = FAILURE;
  note.setAttribute('role', 'status');
  note.textContent = failures[locale.slice(0, 2)] ?? failures.en;
  element.append(note);
}

function giveBack(element: Element): void {
  if (!(element instanceof HTMLElement) || !reserved.delete(element)) return;
  element.style.display = '';
  element.style.minBlockSize = '';
}
