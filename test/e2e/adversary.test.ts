import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { until } from '../helpers/until.ts';
import { launch, visit } from './helpers/browser.ts';
import {
  everythingKept,
  messagesOf,
  openChat,
  openTicket,
  serveChatPage,
  shown,
  waiting,
  write,
} from './helpers/chat.ts';
import { startServer, type RunningServer } from './helpers/server.ts';
import { signIn } from './helpers/shop.ts';

const SOON = 30_000;
const conversation = (page: Page) => page.locator('cabinet-ticket-conversation');

/** Drops a file whose name no window for choosing files would give. */
const drop = (page: Page, name: string, size: number) =>
  conversation(page)
    .locator('section.base')
    .evaluate(
      (element, given) => {
        const dataTransfer = new DataTransfer();
        const content = new Blob(['a'.repeat(given.size)]);
        dataTransfer.items.add(new File([content], given.name, { type: 'text/plain' }));
        for (const type of ['dragenter', 'dragover', 'drop']) {
          element.dispatchEvent(new DragEvent(type, { bubbles: true, composed: true, cancelable: true, dataTransfer }));
        }
      },
      { name, size },
    );

describe('a conversation that everything happens to', () => {
  let server: RunningServer;
  let browser: Browser;
  before(async () => {
    [server, browser] = await Promise.all([startServer(), launch()]);
  });
  after(async () => {
    await browser?.close();
    await server?.stop();
  });
  const expected = [/Failed to load resource/];

  test('waits with a file in two tabs, while somebody else signs in on the same browser, and signs out', () =>
    visit(browser, { origin: server.origin, expected }, async ({ page, context, newTab }) => {
      await serveChatPage(context);
      await signIn(page, 'nordwind', 'greta');
      const ticketId = await openTicket(page, 'Of greta alone');
      await openChat(page, ticketId);
      const other = await newTab();
      await openChat(other, ticketId);
      const sending = '**/tickets/*/messages';
      await context.route(sending, (route) =>
        route.request().method() === 'POST' ? route.abort('connectionreset') : route.fallback(),
      );
      await drop(page, 'greta.txt', 50);
      await write(page, 'with a file');
      await waiting(other).first().waitFor();
      await other.close();

      // Their session ends; another one takes its place, and is signed out for good.
      await context.clearCookies();
      await signIn(page, 'nordwind', 'jonas');
      await page.goto('/company/chat.html');
      await until(() => page.evaluate(() => window.cabinet?.session.status === 'signed-in'), 'jonas');
      assert.equal(await page.getByText('with a file').count(), 0);
      await page.evaluate(() => window.cabinet?.signOut());
      await until(() => page.evaluate(() => window.cabinet?.session.status === 'signed-out'), 'nobody');
      assert.ok((await everythingKept(page)).includes('with a file'), 'what is greta’s waits for greta');
      await context.unroute(sending);

      await context.clearCookies();
      await signIn(page, 'nordwind', 'greta');
      await openChat(page, ticketId);
      await shown(page, 'with a file').waitFor();
      await until(async () => (await waiting(page).count()) === 0, 'nothing on its way', SOON);
      const found = await messagesOf(page, ticketId);
      assert.deepEqual(
        found.map(({ text, attachments }) => [text, attachments.length]),
        [
          ['beginning', 0],
          ['with a file', 1],
        ],
      );
    }));
});
