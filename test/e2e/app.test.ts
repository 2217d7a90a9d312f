import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { launch, visit } from './helpers/browser.ts';
import { focused } from './helpers/keyboard.ts';
import { startServer, type RunningServer } from './helpers/server.ts';
import { ask } from './helpers/chat.ts';
import { moveOrder, orderRows, overflow } from './helpers/shop.ts';
import { until } from '../helpers/until.ts';

const section = (page: Page, name: string) => page.locator(`cabinet-app a[data-section="${name}"]`);

/** Of what has the focus: how many of its px the bar of sections covers, or the footer of a form that floats above it. */
const coveredByBar = (page: Page): Promise<number> =>
  page.locator('cabinet-app').evaluate((app) => {
    const bar = app.shadowRoot?.querySelector('nav');
    let focused: Element | null = app;
    while (focused?.shadowRoot?.activeElement) focused = focused.shadowRoot.activeElement;
    if (!bar || !focused || focused === app || bar.contains(focused)) return 0;
    const footer = (focused.getRootNode() as ShadowRoot).querySelector('.form-footer');
    const [one, other] = [focused.getBoundingClientRect(), bar.getBoundingClientRect()];
    const top = footer && !footer.contains(focused) ? footer.getBoundingClientRect().top : other.top;
    return Math.max(0, Math.min(one.bottom, other.bottom) - Math.max(one.top, top));
  });

describe('the whole cabinet in one tag, on the company’s own site', () => {
  let server: RunningServer;
  let browser: Browser;
  before(async () => {
    [server, browser] = await Promise.all([startServer(), launch()]);
  });
  after(async () => {
    await browser?.close();
    await server?.stop();
  });

  async function signIn(page: Page, site: string, login: string): Promise<void> {
    await page.goto(`/demo/${site}/sign-in?page=cabinet`);
    await page.locator(`button[value="${login}"]`).click();
    await page.waitForURL(`**/demo/${site}/cabinet`);
  }

  test('the overview leads on, a letter’s link opens its order, and a reload stays there', async () => {
    await visit(browser, { origin: server.origin }, async ({ page }) => {
      await signIn(page, 'nordwind', 'cosima');
      await page.getByRole('heading', { name: 'What needs you now' }).waitFor();
      await page.locator('[data-card="invoices"]').getByText('€1,460.26').waitFor();
      await section(page, 'requests').filter({ hasText: '1 conversation with unread messages' }).waitFor();

      await page.locator('[data-card="answers"] .item').first().click();
      await page.locator('cabinet-ticket-conversation .message').first().waitFor();
      assert.match(page.url(), /#section=requests&tickets\.ticket=/);

      // As a letter has it.
      const letter = await page
        .locator('cabinet-app')
        .evaluate(() => `${location.pathname}#orders.order=cafe-amsel-60`);
      await page.goto('/demo/nordwind');
      await page.goto(letter);
      await page
        .locator('cabinet-order-details')
        .getByRole('heading', { name: /^Order / })
        .waitFor();
      await page.reload();
      await page
        .locator('cabinet-order-details')
        .getByRole('heading', { name: /^Order / })
        .waitFor();
      assert.equal(await section(page, 'orders').getAttribute('aria-current'), 'page');

      // Away and back: the same order, without asking for it anew.
      await section(page, 'profile').click();
      await page.locator('cabinet-profile-settings').getByRole('heading', { name: 'Profile and settings' }).waitFor();
      await page.goBack();
      await page
        .locator('cabinet-order-details')
        .getByRole('heading', { name: /^Order / })
        .waitFor();
      assert.equal(await overflow(page), 0);

      // The other company has no such order, and is not asked for it: that would be a 404 in the console.
      await page.getByLabel('You act for').selectOption({ label: 'Pelican Coffee Van' });
      await page.getByText('No orders yet').waitFor();
      assert.equal(new URL(page.url()).hash, '#section=orders');

      // The cabinet's button ends the site's own session.
      await page.locator('cabinet-account-bar').getByRole('button', { name: 'Sign out' }).click();
      await page.waitForURL('**/demo/nordwind');
      await page.getByRole('link', { name: 'Sign in', exact: true }).waitFor();
    });
  });

  test('widgets that stand alone close what is open of one company when a person acts for another, in every tab', async () => {
    // A tab may ask once more for what was the former company's, before it has heard.
    await visit(browser, { origin: server.origin, expected: [/404.*\/messages\?/] }, async ({ page, newTab }) => {
      await signIn(page, 'nordwind', 'cosima');
      await ask(page, 'PUT', '/session/customer', { customerId: 'cafe-amsel' });
      const first = async (path: string): Promise<string> => {
        const { items } = await ask<{ items: { id: string }[] }>(page, 'GET', `${path}?limit=1`);
        return items[0]?.id ?? '';
      };
      const places = [
        ['account?orders.order', await first('/orders'), 'cabinet-order-details', 'No orders yet'],
        ['invoices?invoices.invoice', await first('/invoices'), 'cabinet-invoice-details', 'No invoices yet'],
        ['support?tickets.ticket', await first('/tickets'), 'cabinet-ticket-conversation', 'No requests yet'],
      ] as const;
      const tabs: [tab: Page, details: string, empty: string][] = [];
      for (const [place, id, details, empty] of places) {
        const tab = await newTab();
        await tab.goto(`/demo/nordwind/${place}=${id}`);
        await tab.locator(`${details} [part~="heading"], ${details} .message`).first().waitFor();
        tabs.push([tab, details, empty]);
      }
      // Beside the orders too, so that nobody hears of it earlier than they.
      const [orders] = tabs[0] ?? [page];
      await orders.locator('.cabinet').evaluate((place) => {
        place.append(document.createElement('cabinet-profile-settings'));
      });
      await orders.getByLabel('You act for').selectOption({ label: 'Pelican Coffee Van' });
      for (const [tab, details, empty] of tabs) {
        await tab.getByText(empty).waitFor();
        assert.equal(await tab.locator(details).count(), 0);
        assert.equal(new URL(tab.url()).search, '');
      }
    });
  });

  test('the link of a letter opens its order after sign-in', async () => {
    let link = '';
    let number = '';
    await visit(browser, { origin: server.origin }, async ({ page }) => {
      await signIn(page, 'nordwind', 'greta');
      const { items } = await ask<{ items: { number: string }[] }>(page, 'GET', '/orders?limit=100');
      await page.goto('/demo/nordwind/staff');
      const rows = await page.locator('table.staff tr:has(form)').allTextContents();
      number = items.find((order) => rows.some((text) => text.includes(order.number)))?.number ?? '';
      assert.ok(number, 'an order of hers that can be moved');
      await moveOrder(page, 'nordwind', number);
      const letter = await until(
        async () =>
          (await server.mails()).find(({ text = '' }) => text.includes(number) && text.includes('#orders.order=')),
        'the letter about the order',
        10_000,
      );
      const { pathname, hash } = new URL(/http\S+#orders\.order=\S+/.exec(letter.text ?? '')?.[0] ?? '');
      link = pathname + hash;
    });
    assert.match(link, /^\/demo\/nordwind\/cabinet#/);
    await visit(browser, { origin: server.origin, expected: [/401/] }, async ({ page }) => {
      await page.goto(link);
      await page.locator('cabinet-app').getByRole('button', { name: 'Sign in' }).click();
      await page.locator('button[value="greta"]').click();
      await page
        .locator('cabinet-order-details')
        .getByRole('heading', { name: `Order ${number}` })
        .waitFor();
    });
  });

  test('on a phone the sections stand below, whole and large enough', async () => {
    const viewport = { width: 360, height: 740 };
    await visit(browser, { origin: server.origin, locale: 'ru-RU', viewport }, async ({ page }) => {
      await signIn(page, 'severny', 'oleg');
      await page.getByRole('heading', { name: 'Что важно сейчас' }).waitFor();
      await section(page, 'orders').click();
      await orderRows(page).first().waitFor();
      for (const name of ['start', 'orders', 'invoices', 'requests', 'profile']) {
        const box = await section(page, name).boundingBox();
        assert.ok(box && box.height >= 44 && box.width >= 44 && box.y > 600, `${name}: ${JSON.stringify(box)}`);
      }
      assert.equal(await overflow(page), 0);

      // Whatever gets the focus comes out from under the bar (WCAG 2.4.11).
      for (const name of ['start', 'orders', 'profile']) {
        await section(page, name).click();
        await page.locator('cabinet-app [part~="heading"]').nth(1).waitFor();
        for (let stop = 0; stop < 20; stop++) {
          await page.keyboard.press('Tab');
          assert.ok((await coveredByBar(page)) < 1, `${name}: the bar covers “${await focused(page)}”`);
        }
      }
      await page.getByRole('button', { name: 'Личные данные' }).click();
      const person = page.locator('cabinet-profile-person');
      await person.getByLabel('Должность').focus();
      await page.keyboard.type('ница');
      for (let stop = 0; stop < 5; stop++) {
        await until(async () => (await coveredByBar(page)) < 1, `“${await focused(page)}” above bar and footer`);
        await page.keyboard.press('Tab');
      }
      await person.getByRole('button', { name: 'Сохранить' }).click();
      await person.getByText('Сохранено').first().waitFor();

      await section(page, 'requests').click();
      await page.getByRole('button', { name: 'Новое обращение' }).click();
      const field = page.locator('cabinet-ticket-form textarea');
      await page.locator('cabinet-ticket-form input[type="text"]').focus();
      await page.keyboard.press('Tab');
      await until(() => field.evaluate((each) => each.matches(':focus')), 'the focus in the message');
      await until(async () => (await coveredByBar(page)) < 1, 'the message that is written above the bar');
    });
  });
});
