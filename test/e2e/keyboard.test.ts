import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Browser } from 'playwright-core';
import { launch, visit } from './helpers/browser.ts';
import { focused, tabTo } from './helpers/keyboard.ts';
import { startServer, type RunningServer } from './helpers/server.ts';
import { newestOrder, orderRow, orderRows, overflow, placedOrder, reorderDialog } from './helpers/shop.ts';

describe('the whole journey by keyboard alone', () => {
  let server: RunningServer;
  let browser: Browser;
  before(async () => {
    [server, browser] = await Promise.all([startServer(), launch()]);
  });
  after(async () => {
    await browser?.close();
    await server?.stop();
  });

  for (const width of [1280, 360]) {
    test(`${width} px wide`, () =>
      visit(browser, { origin: server.origin, viewport: { width, height: 900 } }, async ({ page }) => {
        // Signing in on the company's site.
        await page.goto('/demo/nordwind');
        await tabTo(page, /^Sign in$/);
        await page.keyboard.press('Enter');
        await page.waitForURL('**/sign-in');
        await tabTo(page, /Jonas Tamm/);
        await page.keyboard.press('Enter');
        await orderRows(page).first().waitFor();

        // To the rows, down and back, and into the newest order.
        const newest = await newestOrder(page);
        await tabTo(page, new RegExp(newest));
        await page.keyboard.press('ArrowDown');
        await page.keyboard.press('ArrowDown');
        await page.keyboard.press('Home');
        assert.match(await focused(page), new RegExp(newest));
        await page.keyboard.press('Enter');
        await page
          .locator('cabinet-order-details')
          .getByRole('heading', { name: `Order ${newest}` })
          .waitFor();

        // Repeating it.
        await tabTo(page, /^Repeat order$/);
        await page.keyboard.press('Enter');
        await reorderDialog(page).waitFor();
        await tabTo(page, /^Place order for /);
        assert.equal(await overflow(page), 0);
        await page.keyboard.press('Enter');
        const placed = await placedOrder(page);
        await tabTo(page, /^Done$/);
        await page.keyboard.press('Enter');
        await reorderDialog(page).waitFor({ state: 'detached' });

        // Back to the list, the focus being where it was.
        await page.keyboard.press('Escape');
        const back = page.getByRole('button', { name: 'Back to orders' });
        if (await back.first().isVisible()) {
          await tabTo(page, /^Back to orders$/);
          await page.keyboard.press('Enter');
        }
        await orderRow(page, placed).waitFor();
        assert.equal(await newestOrder(page), placed);
        assert.match(await focused(page), new RegExp(newest), 'the focus is back on the order it came from');

        // And the new one opens.
        await page.keyboard.press('Home');
        await page.keyboard.press('Enter');
        await page
          .locator('cabinet-order-details')
          .getByRole('heading', { name: `Order ${placed}` })
          .waitFor();
      }));
  }
});
