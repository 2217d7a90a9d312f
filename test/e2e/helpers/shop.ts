import type { Locator, Page } from 'playwright-core';

/** Signs a person of the demo in on the company's own site, by its own form, and ends on the account page. */
export async function signIn(page: Page, site: string, login: string): Promise<void> {
  await page.goto(`/demo/${site}/sign-in`);
  await page.locator(`button[value="${login}"]`).click();
  await page.waitForURL(`**/demo/${site}/account`);
}

/** The orders of the list as they stand, the first being the newest; the row with the columns' names is none. */
export function orderRows(page: Page): Locator {
  return page.locator('cabinet-order-history [role="row"][data-index]');
}

/** The row of one order. */
export function orderRow(page: Page, number: string): Locator {
  return orderRows(page).filter({ hasText: number });
}

/** Number of the order on top of the list. */
export async function newestOrder(page: Page): Promise<string> {
  const text = await orderRows(page).first().locator('[data-act="open"]').textContent();
  if (!text) throw new Error('The first row has no number.');
  return text.trim();
}

/** The window in which an order is repeated. */
export function reorderDialog(page: Page): Locator {
  return page.locator('cabinet-reorder-dialog').getByRole('dialog');
}

/** Presses *Repeat* in the row of an order. */
export async function repeat(page: Page, number: string): Promise<Locator> {
  await orderRow(page, number).locator('[data-act="repeat"]').click();
  const dialog = reorderDialog(page);
  await dialog.waitFor();
  return dialog;
}

/** The button of the window that places the order; its name tells the sum. */
export function confirmButton(page: Page): Locator {
  return reorderDialog(page).locator('[part~="button-confirm"]');
}

/** Number of the order that the window says is placed. */
export async function placedOrder(page: Page): Promise<string> {
  const heading = reorderDialog(page).getByRole('heading', { name: /^(Order|Заказ) \S+ (is placed|оформлен)$/ });
  const number = /\b[A-Z]{2}-\d+/.exec((await heading.textContent()) ?? '')?.[0];
  if (number === undefined) throw new Error('The window does not say which order is placed.');
  return number;
}

/** As the moving of an order in the company's own system, on the staff page of the demo. */
export async function moveOrder(page: Page, site: string, number: string): Promise<void> {
  await page.goto(`/demo/${site}/staff`);
  await page.getByRole('button', { name: number }).click();
  await page.getByRole('status').filter({ hasText: number }).waitFor();
}

/** How many pixels of the page lie beyond the window's right edge. */
export function overflow(page: Page): Promise<number> {
  return page.evaluate(() => Math.max(0, document.documentElement.scrollWidth - window.innerWidth));
}
