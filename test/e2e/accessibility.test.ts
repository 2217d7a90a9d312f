import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Browser } from 'playwright-core';
import { axeViolations } from './helpers/axe.ts';
import { launch, visit } from './helpers/browser.ts';
import { startServer, type RunningServer } from './helpers/server.ts';
import { confirmButton, newestOrder, orderRows, reorderDialog, signIn } from './helpers/shop.ts';

/** Languages, themes and widths, each pair of them at least once. */
const looks = [
  {
    site: 'nordwind',
    login: 'greta',
    colorScheme: 'light',
    width: 1280,
    back: 'Back to orders',
    repeat: 'Repeat order',
  },
  { site: 'nordwind', login: 'greta', colorScheme: 'dark', width: 360, back: 'Back to orders', repeat: 'Repeat order' },
  {
    site: 'severny',
    login: 'galina',
    colorScheme: 'dark',
    width: 1280,
    back: 'К списку заказов',
    repeat: 'Повторить заказ',
  },
  {
    site: 'severny',
    login: 'galina',
    colorScheme: 'light',
    width: 360,
    back: 'К списку заказов',
    repeat: 'Повторить заказ',
  },
] as const;

describe('axe finds nothing', () => {
  let server: RunningServer;
  let browser: Browser;
  before(async () => {
    [server, browser] = await Promise.all([startServer(), launch()]);
  });
  after(async () => {
    await browser?.close();
    await server?.stop();
  });

  for (const { site, login, colorScheme, width, repeat } of looks) {
    // axe itself writes into the page what the sites' policies forbid.
    const options = () => ({ origin: server.origin, colorScheme, viewport: { width, height: 900 }, bypassCSP: true });

    test(`in the cabinet: ${site}, ${colorScheme}, ${width} px`, () =>
      visit(browser, options(), async ({ page }) => {
        await signIn(page, site, login);
        await orderRows(page).first().waitFor();
        await page.getByRole('searchbox').waitFor();
        assert.deepEqual(await axeViolations(page), [], 'the list');

        await page.getByRole('button', { name: await newestOrder(page), exact: true }).click();
        await page.locator('cabinet-order-details').getByRole('button', { name: repeat, exact: true }).waitFor();
        assert.deepEqual(await axeViolations(page), [], 'the details');

        await page.locator('cabinet-order-details').getByRole('button', { name: repeat, exact: true }).click();
        await confirmButton(page).waitFor();
        assert.deepEqual(await axeViolations(page), [], 'the reorder');
        await page.keyboard.press('Escape');
        await reorderDialog(page).waitFor({ state: 'detached' });
      }));

    test(`on the company’s own pages: ${site}, ${colorScheme}, ${width} px`, () =>
      visit(browser, options(), async ({ page }) => {
        for (const path of ['', '/sign-in', '/staff', '/mail']) {
          await page.goto(`/demo/${site}${path}`);
          assert.deepEqual(await axeViolations(page), [], path);
        }
      }));
  }
});
