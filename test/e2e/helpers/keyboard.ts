import type { Page } from 'playwright-core';

/** More stops than that nobody would press. */
const MOST_STOPS = 60;

/** Presses Tab until the focus is on what has this name. @returns the whole name */
export async function tabTo(page: Page, name: RegExp): Promise<string> {
  const seen: string[] = [];
  for (let stop = 0; stop < MOST_STOPS; stop++) {
    await page.keyboard.press('Tab');
    const found = await focused(page);
    if (name.test(found)) return found;
    seen.push(found.slice(0, 40));
  }
  throw new Error(`Tab does not reach ${String(name)}. It stopped at: ${seen.join(' | ')}`);
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
