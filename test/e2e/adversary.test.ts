import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { until } from '../helpers/until.ts';
import { launch, visit } from './helpers/browser.ts';
import {
  ask,
  bring,
  conversation,
  everythingKept,
  field,
  messagesOf,
  openChat,
  openTicket,
  serveChatPage,
  shown,
  signInAsAgent,
  textsOf,
  waiting,
  write,
} from './helpers/chat.ts';
import { payloads } from './hostile/payloads.ts';
import { startServer, type RunningServer } from './helpers/server.ts';
import { overflow, signIn } from './helpers/shop.ts';

const SOON = 30_000;
const composer = (page: Page) => page.locator('cabinet-ticket-composer');

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

  test('is closed by the agent while the customer writes: nothing typed is lost, and sending opens it again', () =>
    visit(browser, { origin: server.origin }, async ({ page, context }) => {
      await serveChatPage(context);
      await signIn(page, 'nordwind', 'greta');
      const ticketId = await openTicket(page, 'Closed meanwhile');
      await openChat(page, ticketId);
      await field(page).fill('One more thing');
      await bring(page, 'drop', 'photo.txt', 1000);
      await composer(page).getByText('photo').waitFor();

      await visit(browser, { origin: server.origin }, async ({ page: desk }) => {
        await signInAsAgent(desk);
        await desk.locator('cabinet-ticket-chat [role="row"]').filter({ hasText: 'Closed meanwhile' }).click();
        await field(desk).waitFor();
        await conversation(desk).locator('summary[aria-label]').click();
        await conversation(desk).getByRole('button', { name: 'Close the request', exact: true }).click();
        await conversation(desk).getByRole('dialog').getByRole('button', { name: 'Close the request' }).click();

        await conversation(page).getByText('A message opens it again').waitFor();
        assert.equal(await field(page).inputValue(), 'One more thing');
        assert.equal(await composer(page).locator('[part="file"]').count(), 1);

        // Both write at once.
        await field(desk).fill('Closed by mistake');
        await Promise.all([field(page).press('Enter'), field(desk).press('Enter')]);
        for (const each of [page, desk]) {
          await shown(each, 'One more thing').waitFor();
          await shown(each, 'Closed by mistake').waitFor();
        }
        const order = (each: Page) => each.locator('cabinet-ticket-conversation .message .text').allInnerTexts();
        await until(async () => (await order(page)).join() === (await order(desk)).join(), 'one order for both');
      });
      const texts = await textsOf(page, ticketId);
      assert.deepEqual(texts.filter(Boolean).toSorted(), ['Closed by mistake', 'One more thing', 'beginning']);
    }));

  test('takes a file of 25 MB without a name, and names of 300 characters that turn the direction', () =>
    visit(browser, { origin: server.origin, viewport: { width: 360, height: 640 } }, async ({ page, context }) => {
      await serveChatPage(context);
      await signIn(page, 'nordwind', 'greta');
      const ticketId = await openTicket(page, 'Odd names');
      await openChat(page, ticketId);
      const long = `${'invoice \u202e'.repeat(33)}fdp.exe`;
      await bring(page, 'drop', '', 25_000_000);
      await bring(page, 'drop', long, 10);
      await until(async () => (await composer(page).locator('[part="file"]').count()) === 2, 'both files');
      assert.equal(await overflow(page), 0);
      await write(page, 'two files');
      await shown(page, 'two files').waitFor();
      await until(async () => (await waiting(page).count()) === 0, 'the end of the upload', SOON);
      const files = (await messagesOf(page, ticketId)).flatMap(({ attachments }) => attachments);
      assert.deepEqual(
        files.map(({ size }) => size),
        [25_000_000, 10],
      );
      assert.ok(files.every(({ name }) => name.length > 0));
      const chip = conversation(page).locator('cabinet-ticket-file bdi', { hasText: '.exe' });
      await chip.waitFor();
      assert.equal(await overflow(page), 0);
    }));

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
      await bring(page, 'drop', 'greta.txt', 50);
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

  test('is full of texts that are made to run or to turn the page, and staff read it at their desk', () =>
    visit(browser, { origin: server.origin }, async ({ page, context }) => {
      await serveChatPage(context);
      await signIn(page, 'nordwind', 'greta');
      const turning = `Turn \u202e\u2066${'\u0489'.repeat(40)} me`;
      const ticketId = await openTicket(page, turning);
      for (const [index, text] of payloads.entries()) {
        await ask(page, 'POST', `/tickets/${ticketId}/messages`, { clientId: `hostile-${index}`, text });
      }
      await openChat(page, ticketId);
      await bring(page, 'drop', `\u202egnp.<img src=x onerror=alert(1)>.txt`);
      await composer(page).locator('[part="file"]').waitFor();
      await write(page, turning);
      await conversation(page).locator('cabinet-ticket-file').waitFor({ timeout: SOON });

      await visit(browser, { origin: server.origin }, async ({ page: desk }) => {
        const ran: string[] = [];
        desk.on('dialog', (dialog) => {
          ran.push(dialog.message());
          void dialog.dismiss();
        });
        await signInAsAgent(desk);
        await desk.locator('cabinet-ticket-chat [role="row"]').filter({ hasText: 'Turn' }).click();
        await shown(desk, payloads[0] ?? '').waitFor();
        await conversation(desk).locator('.pill').click();
        await conversation(desk).locator('cabinet-ticket-file').filter({ hasText: '.txt' }).waitFor();
        for (const width of [1280, 360]) {
          await desk.setViewportSize({ width, height: 800 });
          assert.equal(await overflow(desk), 0);
        }
        assert.deepEqual(ran, []);
      });
    }));
});
