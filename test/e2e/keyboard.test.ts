import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { until } from '../helpers/until.ts';
import { launch, visit } from './helpers/browser.ts';
import { focused, focusSeen, tabTo } from './helpers/keyboard.ts';
import { startServer, type RunningServer } from './helpers/server.ts';
import { newestOrder, orderRow, orderRows, overflow, placedOrder, reorderDialog, signIn } from './helpers/shop.ts';

/** Puts one widget on the account page, as its owner would. */
async function show(page: Page, tag: string, attributes: Record<string, string> = {}): Promise<void> {
  await page.evaluate(
    ([name, entries]) => {
      const element = document.createElement(name);
      for (const [attribute, value] of entries) element.setAttribute(attribute, value);
      document.querySelector('.cabinet')?.replaceChildren(element);
    },
    [tag, Object.entries(attributes)] as const,
  );
}

/** Whether the focus is in an open window, or in none of the page's elements. */
function inside(page: Page): Promise<boolean> {
  return page.evaluate(() => {
    let element = document.activeElement;
    while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
    return element === document.body || Boolean(element?.closest('dialog[open]'));
  });
}

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
        const back = async (): Promise<void> => {
          await page.keyboard.press('Escape');
          const button = page.getByRole('button', { name: 'Back to orders' });
          if (!(await button.first().isVisible())) return;
          await tabTo(page, /^Back to orders$/);
          await page.keyboard.press('Enter');
        };
        await back();
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

        // From a row further down it goes back to that row, which can be seen.
        await back();
        await orderRow(page, placed).waitFor();
        for (let row = 0; row < 8; row++) await page.keyboard.press('ArrowDown');
        const low = await focused(page);
        await page.keyboard.press('Enter');
        await page.locator('cabinet-order-details').getByRole('heading', { level: 2 }).waitFor();
        await back();
        await until(async () => (await focused(page)) === low, 'the focus on the row that was opened');
        await until(() => focusSeen(page), 'that row in the window');
      }));
  }

  test('a line of the statement is disputed', () =>
    visit(browser, { origin: server.origin }, async ({ page }) => {
      await signIn(page, 'nordwind', 'cosima');
      await show(page, 'cabinet-invoice-list', { tab: 'statement' });
      await page.locator('cabinet-account-statement .movement').first().waitFor();
      const dispute = await tabTo(page, /^Dispute: /);

      await page.keyboard.press('Enter');
      await page.locator('cabinet-account-statement textarea:focus').waitFor();
      await tabTo(page, /^Cancel$/);
      await page.keyboard.press('Enter');
      await page.locator('cabinet-account-statement textarea').waitFor({ state: 'detached' });
      assert.equal(await focused(page), dispute, 'the focus is back where the dispute began');

      await page.keyboard.press('Enter');
      await page.locator('cabinet-account-statement textarea:focus').waitFor();
      await tabTo(page, /^Send$/);
      await page.keyboard.press('Enter');
      await page.locator('cabinet-account-statement textarea[aria-invalid="true"]:focus').waitFor();
      await page.keyboard.type('It never came.');
      await tabTo(page, /^Send$/);
      await page.keyboard.press('Enter');
      await page.locator('cabinet-account-statement').getByText('It never came.').waitFor();
      assert.match(await focused(page), /^Agree/, 'the focus is on the answered line');
    }));

  test('every section of the profile, and its windows', () =>
    visit(browser, { origin: server.origin, expected: [/422/] }, async ({ page }) => {
      await signIn(page, 'nordwind', 'cosima');
      await show(page, 'cabinet-profile-settings');
      const dialog = page.locator('cabinet-profile-settings').getByRole('dialog');
      const sections: [section: RegExp, opener?: RegExp, submit?: RegExp][] = [
        [/^Person/, /^Add an address$/, /^Send code$/],
        [/^Company details/, /^Request a change$/, /^Send request$/],
        [/^Addresses/, /^Add an address$/, /^Save$/],
        [/^Colleagues/, /^Invite a colleague$/, /^Send invitation$/],
        [/^Notifications/],
        [/^Security and privacy/],
      ];
      for (const [section, opener, submit] of sections) {
        await tabTo(page, section);
        await page.keyboard.press('Enter');
        await page.locator('cabinet-profile-settings [aria-current="page"]').getByText(section).first().waitFor();
        if (!opener || !submit) continue;
        await page.locator('cabinet-profile-settings').getByRole('button', { name: opener }).first().waitFor();
        const name = await tabTo(page, opener);
        await page.keyboard.press('Enter');
        await dialog.waitFor();
        // The window keeps the focus, whichever way it is left; the browser's own controls come between.
        for (const key of ['Shift+Tab', ...new Array<string>(12).fill('Tab')]) {
          await page.keyboard.press(key);
          assert.ok(await inside(page), `${key} leaves the window of ${name} for “${await focused(page)}”`);
        }
        await tabTo(page, submit);
        await page.keyboard.press('Enter');
        await dialog.locator('[aria-invalid="true"]:focus').waitFor();
        await page.keyboard.press('Escape');
        await dialog.waitFor({ state: 'hidden' });
        assert.equal(await focused(page), name, 'the focus is back on what opened the window');
      }
    }));
});
