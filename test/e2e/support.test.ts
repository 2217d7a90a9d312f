import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Browser, Locator, Page } from 'playwright-core';
import { until } from '../helpers/until.ts';
import { launch, visit, type Visit, type VisitOptions } from './helpers/browser.ts';
import { bring, conversation, field, signInAsAgent, write } from './helpers/chat.ts';
import { focused, tabTo } from './helpers/keyboard.ts';
import { startServer, type RunningServer } from './helpers/server.ts';
import { moveOrder, newestOrder, orderRow, overflow, signIn } from './helpers/shop.ts';

const rows = (page: Page): Locator => page.locator('cabinet-ticket-chat [role="row"][data-index]');
const row = (page: Page, title: string): Locator => rows(page).filter({ hasText: title });
const message = (page: Page, text: string): Locator =>
  conversation(page).locator('.message:not(.waiting)').filter({ hasText: text });
/** The chip that leads back to what a request is about. */
const subject = (page: Page, number: string): Locator =>
  conversation(page).locator('[part="subject"]').filter({ hasText: number });

/** @param customer whose it is, where staff see those of all. */
async function openConversation(page: Page, title: string, customer = ''): Promise<void> {
  await row(page, title).filter({ hasText: customer }).click();
  await conversation(page).getByRole('heading', { name: title }).waitFor();
  await field(page).waitFor();
}

/** Chooses from the menu of what is seldom done. */
async function choose(page: Page, action: string): Promise<void> {
  await conversation(page).locator('summary[aria-label]').click();
  await conversation(page).getByRole('button', { name: action, exact: true }).click();
}

/** A picture that a browser draws, of about as many bytes as wished. */
function picture(name: string, bytes = 0): { name: string; mimeType: string; buffer: Buffer } {
  const pixel = Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==',
    'base64',
  );
  return { name, mimeType: 'image/png', buffer: Buffer.concat([pixel, Buffer.alloc(bytes)]) };
}

describe('conversations with support', () => {
  let server: RunningServer;
  let browser: Browser;
  before(async () => {
    [server, browser] = await Promise.all([startServer(), launch()]);
  });
  after(async () => {
    await browser?.close();
    await server?.stop();
  });

  const asCustomer = (login: string, journey: (visit: Visit) => Promise<void>, options: Partial<VisitOptions> = {}) =>
    visit(browser, { origin: server.origin, ...options }, async (given) => {
      await signIn(given.page, 'nordwind', login);
      await journey(given);
    });
  const asAgent = (journey: (visit: Visit) => Promise<void>) =>
    visit(browser, { origin: server.origin }, async (given) => {
      await signInAsAgent(given.page);
      await rows(given.page).first().waitFor();
      await journey(given);
    });

  test('a question about an order, asked without a network, is answered, read, closed, rated and opened again', () =>
    asCustomer(
      'greta',
      async ({ page, context }) => {
        const number = await newestOrder(page);
        await page.getByRole('button', { name: number, exact: true }).click();
        await page.getByRole('button', { name: 'Ask about this order' }).click();
        await page.waitForURL('**/demo/nordwind/support?**');
        const form = page.locator('cabinet-ticket-form');
        await form
          .getByRole('button', { name: /^Not about/ })
          .filter({ hasText: number })
          .waitFor();

        await context.setOffline(true);
        await form.getByLabel('Subject').fill('Where is the pallet?');
        await form.getByLabel('Your message').fill('The lorry was here, the pallet was not.');
        await form.getByRole('button', { name: 'Send the request' }).click();
        const waits = page.getByText('Your request “Where is the pallet?” is kept');
        await waits.waitFor();
        // The page is loaded anew while requests do not come through, and then they do.
        await page.route('**/api/nordwind/tickets', (route) =>
          route.request().method() === 'POST' ? route.abort() : route.fallback(),
        );
        await context.setOffline(false);
        await page.goto('/demo/nordwind/support');
        await page.getByText('Your request “Where is the pallet?”').waitFor();
        await page.unroute('**/api/nordwind/tickets');
        await context.setOffline(true);
        await context.setOffline(false);
        await openConversation(page, 'Where is the pallet?');
        assert.equal(await rows(page).filter({ hasText: 'Where is the pallet?' }).count(), 1);
        await message(page, 'the pallet was not').getByText('Sent').waitFor();

        await asAgent(async ({ page: desk, newTab }) => {
          const live = desk.waitForResponse('**/customers/*/events');
          await openConversation(desk, 'Where is the pallet?');
          // Beside it stands whose it is; the chip opens the very order there.
          const beside = desk.locator('.beside');
          await beside.getByRole('heading', { name: 'Stern Canteens' }).waitFor();
          await beside.locator('cabinet-invoice-list [data-index]').first().waitFor();
          // What happens to the customer meanwhile is seen at once.
          assert.equal((await live).status(), 200);
          const standing = (await orderRow(desk, number).textContent()) ?? '';
          await moveOrder(await newTab(), 'nordwind', number);
          await orderRow(desk, number).filter({ hasNotText: standing }).waitFor({ timeout: 20_000 });
          await subject(desk, number).click();
          await beside
            .locator('cabinet-order-details')
            .getByRole('heading', { name: `Order ${number}` })
            .waitFor();
          assert.equal(await beside.getByRole('button', { name: /Repeat|cancellation|Pay/ }).count(), 0);
          await choose(desk, 'Take over');
          await write(desk, 'It stayed in the depot and comes at noon.');

          await message(page, 'comes at noon').waitFor();
          await message(desk, 'comes at noon').getByText('Read').waitFor();
          await message(page, 'the pallet was not').getByText('Read').waitFor();

          // The chip of the customer leads to the order's own page.
          await subject(page, number).click();
          await page.waitForURL('**/account?orders.order=**');
          await page
            .locator('cabinet-order-details')
            .getByRole('heading', { name: `Order ${number}` })
            .waitFor();
          await page.goBack();
          await conversation(page).getByRole('heading', { name: 'Where is the pallet?' }).waitFor();

          await choose(page, 'Close the request');
          await conversation(page).getByRole('dialog').getByRole('button', { name: 'Close the request' }).click();
          await conversation(page).getByRole('button', { name: 'Rate the answer' }).click();
          const rating = conversation(page).getByRole('dialog');
          await rating.getByText('Very well').click();
          await rating.getByLabel(/^Comment/).fill('Quick.');
          await rating.getByRole('button', { name: 'Send the rating' }).click();
          await conversation(desk).locator('.end-note').getByText('Quick.').waitFor();
          await choose(page, 'Open again');
          await conversation(desk)
            .getByText(/opened the request again/)
            .waitFor();
        });
      },
      { expected: [/ERR_INTERNET_DISCONNECTED|ERR_FAILED/] },
    ));

  test('a question about an invoice is asked from the invoice, and its chip leads back there', () =>
    asCustomer('greta', async ({ page }) => {
      await page.goto('/demo/nordwind/invoices');
      await page.locator('cabinet-invoice-list [role="row"][data-index]').first().click();
      const heading = page.locator('cabinet-invoice-details').getByRole('heading').first();
      const number = /[A-Z]+-?\d[\w/-]*/.exec(await heading.innerText())?.[0] ?? '';
      await page.getByRole('button', { name: 'Ask about this document' }).click();
      await page.waitForURL('**/demo/nordwind/support?**');
      const form = page.locator('cabinet-ticket-form');
      await form.getByRole('button', { name: `Not about Invoice ${number}` }).waitFor();
      await form.getByLabel('Subject').fill('Why is the tax twice in it?');
      await form.getByLabel('Your message').fill('Line 1 has it, and the total.');
      await form.getByRole('button', { name: 'Send the request' }).click();
      await message(page, 'Line 1 has it').getByText('Sent').waitFor();
      await subject(page, number).click();
      await page.waitForURL('**/invoices?invoices.invoice=**');
      await page.locator('cabinet-invoice-details').getByRole('heading', { name: number }).first().waitFor();
      // Asked again, it is the same request that is gone on with.
      await page.getByRole('button', { name: 'Ask about this document' }).click();
      await conversation(page).getByRole('heading', { name: 'Why is the tax twice in it?' }).waitFor();
    }));

  test('files come by button, drop and paste; one too large is refused with a word before anything is sent', () =>
    asCustomer('cosima', async ({ page }) => {
      await page.goto('/demo/nordwind/support');
      await openConversation(page, 'Which beans for a filter machine?');
      const composer = page.locator('cabinet-ticket-composer');
      const chips = composer.locator('[part="file"]');
      const sent: string[] = [];
      page.on('request', (request) => {
        if (/uploads|messages$/.test(request.url()) && request.method() !== 'GET') sent.push(request.url());
      });
      await composer.locator('input[type=file]').setInputFiles(picture('huge.png', 25_000_001));
      await composer.getByText(/huge\.png is too large: .* Files may be up to 25\sMB/).waitFor();
      assert.equal(await chips.count(), 0);

      await composer.locator('input[type=file]').setInputFiles([picture('broken.png'), picture('other.png')]);
      await bring(page, 'drop', 'dropped.csv');
      await bring(page, 'paste', 'pasted.csv');
      await chips.nth(3).waitFor();
      await composer.getByRole('button', { name: 'Remove other.png' }).click();
      assert.equal(await chips.count(), 3);
      assert.deepEqual(sent, []);

      // An upload under way is taken back, its text and files with it.
      await page.route('**/uploads/*/content', () => undefined);
      await write(page, 'The list and a picture.');
      await conversation(page).getByRole('button', { name: 'Cancel', exact: true }).click();
      await chips.nth(2).waitFor();
      assert.equal(await field(page).inputValue(), 'The list and a picture.');
      await page.unroute('**/uploads/*/content');
      await field(page).press('Enter');

      const arrived = message(page, 'The list and a picture.');
      await arrived.getByText('Sent').waitFor();
      await arrived.getByRole('button', { name: 'Open broken.png' }).click();
      const dialog = arrived.getByRole('dialog');
      await dialog.getByRole('img', { name: 'broken.png' }).waitFor();
      await page.keyboard.press('Escape');
      await dialog.waitFor({ state: 'detached' });
      const download = page.waitForEvent('download');
      await arrived.getByText('dropped.csv').click();
      assert.equal((await download).suggestedFilename(), 'dropped.csv');
    }));

  test('two people of one company and an agent see the same: messages, typing, who is there', () =>
    asCustomer('cosima', ({ page }) =>
      asCustomer('jonas', ({ page: other }) =>
        asAgent(async ({ page: desk }) => {
          for (const each of [page, other]) await each.goto('/demo/nordwind/support');
          for (const each of [page, other]) await openConversation(each, 'A credit limit for the season');
          await openConversation(desk, 'A credit limit for the season', 'Café Amsel');
          await conversation(page).getByText('We are here').waitFor();
          await conversation(desk).getByText('The customer is here').waitFor();
          await field(other).pressSequentially('We');
          await conversation(page).getByText('Jonas Tamm is typing…').waitFor();
          await field(other).fill('We need it by May.');
          await field(other).press('Enter');
          for (const each of [page, desk]) await message(each, 'We need it by May.').getByText('Jonas Tamm').waitFor();
        }),
      ),
    ));

  test('by keyboard alone; what arrives is announced; the conversation comes by mail', () =>
    asCustomer('cosima', async ({ page }) => {
      await page.goto('/demo/nordwind/support');
      await rows(page).first().waitFor();
      await tabTo(page, /Two boxes of cups are missing|Which beans|credit limit/);
      await page.keyboard.press('Home');
      while (!/Two boxes of cups are missing/.test(await focused(page))) await page.keyboard.press('ArrowDown');
      await page.keyboard.press('Enter');
      await conversation(page).getByRole('heading', { name: 'Two boxes of cups are missing' }).waitFor();
      await tabTo(page, /^Message$/);
      await page.keyboard.type('Thank you, we wait.');
      await page.keyboard.press('Enter');
      await message(page, 'Thank you, we wait.').waitFor();
      assert.equal(await focused(page), 'Message', 'one goes on writing');

      await asAgent(async ({ page: desk }) => {
        await openConversation(desk, 'Two boxes of cups are missing');
        await write(desk, 'They have left the depot.');
        await conversation(page)
          .locator('[role="status"][part="announcer"]')
          .getByText('Frieda Holm: They have left the depot.')
          .waitFor({ state: 'attached' });
      });

      const before = (await server.mails()).length;
      await choose(page, 'Mail me the conversation');
      await conversation(page)
        .getByText(/was mailed to cosima@/)
        .first()
        .waitFor();
      const mail = await until(
        async () =>
          (await server.mails()).slice(before).find(({ text }) => text?.includes('They have left the depot.')),
        'the conversation in the mail',
        10_000,
      );
      assert.match(mail.text ?? '', /Thank you, we wait\.[\s\S]*They have left the depot\./);
    }));

  test('on a phone the message that is written stays above the keyboard, and nothing is cut off', () =>
    asCustomer(
      'cosima',
      async ({ page }) => {
        await page.goto('/demo/nordwind/support');
        await rows(page).first().waitFor();
        assert.equal(await overflow(page), 0);
        await openConversation(page, 'Which beans for a filter machine?');
        const inSight = async (height: number) => {
          await page.waitForFunction((limit) => {
            const chat = document.querySelector('cabinet-ticket-chat');
            const shown = chat?.shadowRoot?.querySelector('cabinet-ticket-conversation');
            const writing = shown?.shadowRoot?.querySelector('cabinet-ticket-composer')?.shadowRoot;
            const box = writing?.querySelector('textarea')?.getBoundingClientRect();
            return box !== undefined && box.top >= 0 && Math.floor(box.bottom) <= limit;
          }, height);
        };
        // The keyboard takes the lower half of the window; a long message has grown as far as it may.
        for (const [width, height, left] of [
          [360, 640, 340],
          [280, 653, 350],
        ] as const) {
          await page.setViewportSize({ width, height });
          await page.reload();
          await field(page).waitFor();
          await field(page).focus();
          await inSight(height);
          await page.setViewportSize({ width, height: left });
          await inSight(left);
          await field(page).fill('One line more\n'.repeat(30));
          await inSight(left);
          assert.equal(await overflow(page), 0);
          await field(page).fill('');
        }
        await page.setViewportSize({ width: 360, height: 640 });
        const files = Array.from({ length: 10 }, (_, index) => picture(`${index}.png`));
        await conversation(page).locator('input[type=file]').setInputFiles(files);
        await page.getByRole('button', { name: 'Remove 9.png' }).waitFor();
        await field(page).fill('One line more\n'.repeat(30));
        await inSight(640);
        // Nor with the word that there are too many: what a screen has no room for is scrolled to, within the list of files.
        await conversation(page).locator('input[type=file]').setInputFiles(picture('11.png'));
        await page.getByText('A message may bring 10 files').waitFor();
        const beneath = await conversation(page).evaluate((element) => {
          const base = element.shadowRoot?.querySelector('.base');
          // The field of files, which nobody sees, has a pixel.
          return base ? base.scrollHeight - base.clientHeight - 1 : NaN;
        });
        assert.ok(beneath <= 0, `${beneath} pixels are beneath the conversation`);
        // That of some phones lies over the page, which stays as high as it was.
        await page.setViewportSize({ width: 360, height: 640 });
        await page.reload();
        await field(page).focus();
        await page.evaluate(() => {
          const { visualViewport: seen } = window;
          if (seen) Object.defineProperty(seen, 'height', { value: 340 });
          // Such a phone lets one scroll until the end of the page is above the keyboard.
          document.body.style.paddingBlockEnd = '300px';
          window.scrollTo({ top: 0, behavior: 'instant' });
          seen?.dispatchEvent(new Event('resize'));
        });
        await inSight(340);
      },
      { viewport: { width: 360, height: 640 }, hasTouch: true },
    ));
});
