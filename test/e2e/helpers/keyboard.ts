import type { Page } from 'playwright-core';

/** More stops than that nobody would press. */
const MOST_STOPS = 60;

/** Presses Tab until the focus is on what has this name, once that is on the page. @returns the whole name */
export async function tabTo(page: Page, name: RegExp): Promise<string> {
  await page.waitForFunction(hasFocusable, { source: name.source, flags: name.flags });
  const seen: string[] = [];
  for (let stop = 0; stop < MOST_STOPS; stop++) {
    await page.keyboard.press('Tab');
    const found = await focused(page);
    if (name.test(found)) return found;
    seen.push(found.slice(0, 40));
  }
  throw new Error(`Tab does not reach ${String(name)}. It stopped at: ${seen.join(' | ')}`);
}

/** Whether something to press or fill in has this name, in open shadow roots too. Runs in the page. */
function hasFocusable({ source, flags }: { source: string; flags: string }): boolean {
  const name = new RegExp(source, flags);
  const inside = (root: Document | ShadowRoot): boolean =>
    [...root.querySelectorAll<HTMLElement>('*')].some((element) => {
      if (element.shadowRoot && inside(element.shadowRoot)) return true;
      if (element.tabIndex < 0 || !element.checkVisibility({ visibilityProperty: true })) return false;
      return name.test((element.getAttribute('aria-label') ?? element.innerText).replace(/\s+/g, ' ').trim());
    });
  return inside(document);
}

/** Name of what has the focus, into open shadow roots. */
export function focused(page: Page): Promise<string> {
  return page.evaluate(() => {
    let element = document.activeElement;
    while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
    const name = element?.getAttribute('aria-label') ?? (element as HTMLElement | null)?.innerText ?? '';
    return name.replace(/\s+/g, ' ').trim();
  });
}

/** Whether what has the focus lies in the window. */
export function focusSeen(page: Page): Promise<boolean> {
  return page.evaluate(() => {
    let element = document.activeElement;
    while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
    const { top = -1, bottom = 0 } = element?.getBoundingClientRect() ?? {};
    return top >= 0 && bottom <= window.innerHeight;
  });
}
