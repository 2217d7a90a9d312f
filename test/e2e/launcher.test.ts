import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { launch, visit } from './helpers/browser.ts';
import { ask, field, openTicket, shown, signInAsAgent, write } from './helpers/chat.ts';
import { startServer, type RunningServer } from './helpers/server.ts';
import { overflow, signIn } from './helpers/shop.ts';

const button = (page: Page) => page.locator('cabinet-launcher .dock button');
const panel = (page: Page) => page.locator('cabinet-launcher dialog');
const named = (page: Page, name: string) => page.locator(`cabinet-launcher .dock button[title="${name}"]`);
const cabinetFiles = (page: Page) =>
  page.evaluate(
    () => performance.getEntriesByType('resource').filter(({ name }) => name.includes('/cdn/chunks/')).length,
  );

describe('the button in the corner of a shop’s pages', () => {
  let server: RunningServer;
  let browser: Browser;
  before(async () => {
    [server, browser] = await Promise.all([startServer(), launch()]);
  });
  after(async () => {
    await browser?.close();
    await server?.stop();
  });

  test('tells what is unread, opens the conversation, and stays alive while it is closed', async () => {
    await visit(browser, { origin: server.origin }, async ({ page }) => {
      await signIn(page, 'nordwind', 'cosima');
      const ticketId = await openTicket(page, 'The lid does not fit');
      await page.goto('/demo/nordwind');
      await named(page, 'Write to us, unread conversations: 1').waitFor();
      assert.ok((await cabinetFiles(page)) <= 2, 'its own file and the one that asks what is unread');

      await button(page).click();
      await page.locator('cabinet-ticket-chat').getByText('The lid does not fit').click();
      await field(page).waitFor();
      assert.equal(await overflow(page), 0);

      await visit(browser, { origin: server.origin }, async ({ page: desk }) => {
        await signInAsAgent(desk);
        const say = (text: string) =>
          ask(desk, 'POST', `/tickets/${ticketId}/messages`, { clientId: crypto.randomUUID(), text });

        // Read as it comes: nothing is unread but what was before.
        await say('Which lid is it?');
        await shown(page, 'Which lid is it?').waitFor();
        await write(page, 'The large one');
        await field(page).fill('And a draft');

        // In a closed panel nobody reads.
        await page.keyboard.press('Escape');
        await panel(page).waitFor({ state: 'hidden' });
        assert.equal(await page.evaluate(() => document.activeElement?.localName), 'cabinet-launcher');
        await say('Another is on its way');
        await named(page, 'Write to us, unread conversations: 2').waitFor();
        await page
          .locator('cabinet-launcher [role="status"]', { hasText: 'unread conversations: 2' })
          .waitFor({ state: 'attached' });
      });

      await button(page).click();
      await shown(page, 'Another is on its way').waitFor();
      assert.equal(await field(page).inputValue(), 'And a draft');
      await named(page, 'Write to us, unread conversations: 1').waitFor();

      // The site wants it: an open panel is open on the next page too, a closed one is not.
      await page.goto('/demo/nordwind#prices');
      await page.reload();
      await page.locator('cabinet-ticket-chat [data-index="0"]').waitFor();
      await page.getByRole('button', { name: 'Close', exact: true }).click();
      await panel(page).waitFor({ state: 'hidden' });
      await page.reload();
      await named(page, 'Write to us, unread conversations: 1').waitFor();
      assert.equal(await page.locator('cabinet-ticket-chat').count(), 0);
    });
  });

  test('on a phone it is the whole screen', async () => {
    const viewport = { width: 360, height: 740 };
    await visit(browser, { origin: server.origin, locale: 'ru-RU', viewport }, async ({ page }) => {
      await signIn(page, 'severny', 'oleg');
      await page.goto('/demo/severny');
      await button(page).click();
      await page.locator('cabinet-ticket-chat [data-index="0"]').waitFor();
      assert.deepEqual(await panel(page).boundingBox(), { x: 0, y: 0, ...viewport });
      assert.equal(await overflow(page), 0);
      // On the next page it does not cover what a link in it has led to.
      await page.reload();
      await button(page).waitFor();
      await page.evaluate(() => new Promise((resolve) => requestIdleCallback(resolve)));
      assert.equal(await page.locator('cabinet-launcher[open]').count(), 0);
      await button(page).click();
      await page.locator('cabinet-ticket-chat [data-index="0"]').waitFor();
      // Nothing below it takes the focus.
      for (let press = 0; press < 30; press++) {
        await page.keyboard.press('Tab');
        assert.notEqual(
          await page.evaluate(() => document.activeElement?.closest('header, main > section')?.localName),
          'header',
        );
      }
      await page.keyboard.press('Escape');
      await panel(page).waitFor({ state: 'hidden' });
      assert.equal(await page.evaluate(() => document.activeElement?.localName), 'cabinet-launcher');
    });
  });

  test('a link to it opens it, and it is neither printed nor moved for whoever wants no motion', async () => {
    await visit(browser, { origin: server.origin }, async ({ page }) => {
      await signIn(page, 'nordwind', 'cosima');
      // The site names it, so that letters and other pages can lead to it.
      await page.route('**/demo/nordwind', async (route) => {
        const response = await route.fetch();
        const body = (await response.text()).replace('<cabinet-launcher', '<cabinet-launcher id="write-to-us"');
        await route.fulfill({ response, body });
      });
      await page.goto('/demo/nordwind#write-to-us');
      await page.locator('cabinet-ticket-chat [data-index="0"]').waitFor();
      assert.equal(await page.evaluate(() => document.activeElement?.localName), 'cabinet-launcher');
      const { animationName, transitionDuration } = await panel(page).evaluate((dialog) => getComputedStyle(dialog));
      assert.deepEqual([animationName, transitionDuration], ['none', '0s']);
      await page.emulateMedia({ media: 'print' });
      assert.equal(await panel(page).isVisible(), false);
      assert.equal(await button(page).isVisible(), false);
      await page.emulateMedia({ media: 'screen', forcedColors: 'active' });
      // Where the system paints, frames tell the button, its number and the panel from the page.
      for (const part of ['button', 'badge', 'panel']) {
        const { borderTopWidth, borderTopColor, backgroundColor } = await page
          .locator(`cabinet-launcher [part="${part}"]`)
          .first()
          .evaluate((element) => getComputedStyle(element));
        assert.equal(borderTopWidth, '1px', part);
        assert.notEqual(borderTopColor, backgroundColor, part);
      }
      await page.emulateMedia({ forcedColors: 'none' });

      // Before the panel stands its button; Escape in the panel leads back to it.
      const focusedPart = () =>
        page.locator('cabinet-launcher').evaluate(({ shadowRoot }) => shadowRoot?.activeElement?.getAttribute('part'));
      await page.getByRole('button', { name: 'Close', exact: true }).focus();
      await page.keyboard.press('Shift+Tab');
      assert.equal(await focusedPart(), 'button');
      await page.keyboard.press('Tab');
      assert.equal(await focusedPart(), 'close');
      await page.keyboard.press('Escape');
      await panel(page).waitFor({ state: 'hidden' });
      assert.equal(await focusedPart(), 'button');
      await page.evaluate(() => (location.hash = 'prices'));
      await page.evaluate(() => (location.hash = 'write-to-us'));
      await panel(page).waitFor();
    });
  });

  test('who is signed out is asked to sign in', async () => {
    await visit(browser, { origin: server.origin, expected: [/401/] }, async ({ page }) => {
      const questions: string[] = [];
      page.on('request', (request) => {
        if (request.url().includes('/api/')) questions.push(request.url());
      });
      await page.goto('/demo/nordwind');
      await button(page).waitFor();
      await page.evaluate(() => new Promise((resolve) => requestIdleCallback(resolve)));
      assert.deepEqual(questions, []);
      await button(page).click();
      await page.locator('cabinet-ticket-chat').getByRole('button', { name: 'Sign in' }).click();
      await page.waitForURL('**/demo/nordwind/sign-in?page=support');
    });
  });
});
