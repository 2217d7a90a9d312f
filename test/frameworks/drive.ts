import assert from 'node:assert/strict';
import type { Browser, Page } from 'playwright-core';
import { visit } from '../e2e/helpers/browser.ts';
import { assertNoFlash, openWithoutScripts, type Rendered } from './flash.ts';

/** A row that has its order. */
const row = '[part~="row"]:not([part~="row-skeleton"])';

/**
 * Goes through what every project can do, whatever it is made with; warnings in the console are faults here.
 * @param rendered what is to be seen of a page that a server has rendered, before and while it is taken over
 */
export async function drive(browser: Browser, origin: string, rendered?: Rendered): Promise<void> {
  await visit(browser, { origin }, async ({ page }) => {
    const said: string[] = [];
    page.on('console', (message) => {
      if (message.type() === 'warning') said.push(message.text());
    });
    if (rendered) (await openWithoutScripts(page, rendered))();
    else await page.goto('/');
    const history = page.locator('cabinet-order-history');
    const rows = history.locator(row);

    await rows.first().waitFor();
    assert.equal(await property(page, 'pageSize'), 5);
    await history.getByText('From the shop').waitFor();
    assert.equal(await history.getByText('From the shop').evaluate((text) => text.assignedSlot?.name), 'header');
    await history.getByRole('heading', { name: 'Orders' }).waitFor();
    if (rendered) await assertNoFlash(page, rendered);

    await page.locator('#page-size').click();
    await page.waitForFunction(() => document.querySelector('cabinet-order-history')?.pageSize === 10);

    await page.locator('#locale').click();
    await history.getByRole('heading', { name: 'Заказы' }).waitFor();

    await rows.first().getByRole('button').first().click();
    await page.waitForFunction(() => document.querySelector('output')?.textContent !== '');
    assert.equal(await page.locator('output').textContent(), await property(page, 'orderId'));

    await page.locator('#mounted').click();
    await history.waitFor({ state: 'detached' });
    await page.locator('#mounted').click();
    await rows.first().waitFor();
    const [before, after] = [await afterMounts(page, 4), await afterMounts(page, 8)];
    assert.ok(after.listeners <= before.listeners, `listeners: ${before.listeners}, then ${after.listeners}`);
    assert.ok(after.nodes <= before.nodes * 1.05, `nodes: ${before.nodes}, then ${after.nodes}`);

    await page.locator('#mounted').click();
    await rows.first().waitFor();
    await page.locator('#filter').click();
    await rows.first().waitFor({ state: 'detached' });
    assert.deepEqual(await property(page, 'filters'), { search: 'no such order' });
    assert.deepEqual(said, []);
  });
}

const property = (page: Page, name: 'pageSize' | 'filters' | 'orderId'): Promise<unknown> =>
  page.evaluate((key) => document.querySelector('cabinet-order-history')?.[key], name);

/** Listeners and nodes that are left when the cabinet was shown and hidden so many times; it is hidden then. */
async function afterMounts(page: Page, times: number): Promise<{ listeners: number; nodes: number }> {
  const history = page.locator('cabinet-order-history');
  if ((await history.count()) > 0) await page.locator('#mounted').click();
  for (let count = 0; count < times; count++) {
    await page.locator('#mounted').click();
    await history.locator(row).first().waitFor();
    await page.locator('#mounted').click();
    await history.waitFor({ state: 'detached' });
  }
  const session = await page.context().newCDPSession(page);
  await session.send('HeapProfiler.collectGarbage');
  await session.send('Performance.enable');
  const { metrics } = await session.send('Performance.getMetrics');
  await session.detach();
  const of = (name: string): number => metrics.find((metric) => metric.name === name)?.value ?? Number.NaN;
  return { listeners: of('JSEventListeners'), nodes: of('Nodes') };
}
