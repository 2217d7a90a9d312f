import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { until } from '../helpers/until.ts';
import { launch, visit } from './helpers/browser.ts';
import { allOrders, assertOneMore, push } from './helpers/company.ts';
import { startServer, type RunningServer } from './helpers/server.ts';
import {
  confirmButton,
  newestOrder,
  orderRow,
  orderRows,
  placedOrder,
  reorderDialog,
  repeat,
  signIn,
} from './helpers/shop.ts';

const SITE = 'nordwind';
const LIST = `**/api/${SITE}/orders?*`;
const REORDER = `**/api/${SITE}/orders/reorder`;
/** What Chromium writes to the console when a request fails, as it is meant to here. */
const FAILED = /Failed to load resource/;

describe('when things go wrong', () => {
  let server: RunningServer;
  let browser: Browser;
  before(async () => {
    [server, browser] = await Promise.all([startServer(), launch()]);
  });
  after(async () => {
    await browser?.close();
    await server?.stop();
  });

  /** A journey of somebody who is signed in and sees the list. */
  function journey(
    login: string,
    name: string,
    run: (visit: { page: Page; newTab: () => Promise<Page> }) => Promise<void>,
    expected: RegExp[] = [],
  ): void {
    test(name, () =>
      visit(browser, { origin: server.origin, expected }, async (opened) => {
        await signIn(opened.page, SITE, login);
        await orderRows(opened.page).first().waitFor();
        await run(opened);
      }),
    );
  }

  const mailsOf = async (number: string) => (await server.mails()).filter(({ subject }) => subject?.includes(number));
  const oneMailOf = async (number: string): Promise<void> => {
    await until(async () => (await mailsOf(number)).length > 0, `the mail of ${number}`, 10_000);
    assert.equal((await mailsOf(number)).length, 1);
  };

  describe('reloading', () => {
    journey('greta', 'before confirming keeps what was changed', async ({ page }) => {
      const number = await newestOrder(page);
      const dialog = await repeat(page, number);
      const quantity = dialog.getByRole('textbox', { name: /^Quantity: Espresso beans/ });
      await quantity.fill('7');
      await dialog.getByRole('textbox', { name: 'Your reference (optional)' }).fill('PO 4711');
      await until(async () => /^Place order for/.test(await confirmButton(page).innerText()), 'the new sum');
      const sum = await confirmButton(page).innerText();
      await page.reload();
      await repeat(page, number);
      await dialog.getByText('Your changes from before are still here.').waitFor();
      assert.equal(await quantity.inputValue(), '7');
      assert.equal(await dialog.getByRole('textbox', { name: 'Your reference (optional)' }).inputValue(), 'PO 4711');
      await until(async () => (await confirmButton(page).innerText()) === sum, 'the sum from before');
    });

    journey(
      'oleg',
      'after confirming, with the answer cut, places exactly one order and sends one mail',
      async ({ page }) => {
        const known = await allOrders(page, SITE);
        const number = await newestOrder(page);
        await repeat(page, number);
        // The server makes the order, and nobody hears of it.
        const made = Promise.withResolvers<undefined>();
        await page.route(
          REORDER,
          async (route) => {
            await route.fetch();
            made.resolve(undefined);
          },
          { times: 1 },
        );
        await confirmButton(page).click();
        await made.promise;
        await page.reload();
        await repeat(page, number);
        await confirmButton(page).click();
        const placed = await placedOrder(page);
        await reorderDialog(page).getByRole('button', { name: 'Done', exact: true }).click();
        await orderRow(page, placed).waitFor();
        await assertOneMore(page, SITE, known, placed);
        await oneMailOf(placed);
      },
    );
  });

  journey(
    'jonas',
    'a connection that breaks while confirming is repeated without a second order',
    async ({ page }) => {
      const known = await allOrders(page, SITE);
      await repeat(page, await newestOrder(page));
      let cuts = 0;
      await page.route(REORDER, async (route) => {
        await route.fetch();
        cuts++;
        await (cuts === 1 ? route.abort('connectionreset') : route.fallback());
      });
      await confirmButton(page).click();
      const placed = await placedOrder(page);
      await reorderDialog(page).getByRole('button', { name: 'Done', exact: true }).click();
      await orderRow(page, placed).waitFor();
      await assertOneMore(page, SITE, known, placed);
      await oneMailOf(placed);
    },
    [FAILED],
  );

  journey('cosima', 'a double click on the button places one order', async ({ page }) => {
    const known = await allOrders(page, SITE);
    await repeat(page, await newestOrder(page));
    await confirmButton(page).dblclick();
    const placed = await placedOrder(page);
    await reorderDialog(page).getByRole('button', { name: 'Done', exact: true }).click();
    await orderRow(page, placed).waitFor();
    await assertOneMore(page, SITE, known, placed);
    await oneMailOf(placed);
  });

  journey('cosima', 'the same reorder sent three times at once is one order', async ({ page }) => {
    const known = await allOrders(page, SITE);
    const numbers = await page.evaluate(async (backend) => {
      const headers = { 'X-Cabinet': '1', 'Content-Type': 'application/json' };
      const post = async <Answer>(path: string, body: unknown, more = {}): Promise<Answer> => {
        const init = { method: 'POST', headers: { ...headers, ...more }, body: JSON.stringify(body) };
        return (await (await fetch(`${backend}${path}`, init)).json()) as Answer;
      };
      const list = await fetch(`${backend}/orders?limit=1`, { headers });
      const { items } = (await list.json()) as { items: { id: string }[] };
      const orderIds = items.map(({ id }) => id);
      const { terms } = await post<{ terms: string }>('/orders/reorder-preview', { orderIds });
      const act = () =>
        post<{ order: { number: string } }>(
          '/orders/reorder',
          { orderIds, terms },
          { 'Idempotency-Key': 'three-at-once' },
        );
      return (await Promise.all([act(), act(), act()])).map(({ order }) => order.number);
    }, `/api/${SITE}`);
    assert.equal(new Set(numbers).size, 1, numbers.join(', '));
    const [placed = ''] = numbers;
    await orderRow(page, placed).waitFor();
    await assertOneMore(page, SITE, known, placed);
    await oneMailOf(placed);
  });

  journey('cosima', 'a new order appears in a second tab by itself', async ({ page, newTab }) => {
    const other = await newTab();
    await other.goto(`/demo/${SITE}/account`);
    await orderRows(other).first().waitFor();
    await repeat(page, await newestOrder(page));
    await confirmButton(page).click();
    const placed = await placedOrder(page);
    await orderRow(other, placed).waitFor();
    assert.equal(await newestOrder(other), placed);
  });

  journey(
    'cosima',
    'offline, the list stays; online again, it goes on',
    async ({ page }) => {
      const newest = await newestOrder(page);
      await page.getByRole('searchbox').waitFor();
      await page.context().setOffline(true);
      await page.getByText('You are offline.').waitFor();
      assert.equal(await newestOrder(page), newest);
      await page.context().setOffline(false);
      await page.getByText('You are offline.').waitFor({ state: 'detached' });
      await page.getByRole('searchbox').fill('no such thing');
      await page.getByText('Nothing matches').waitFor();
    },
    [FAILED],
  );

  test('what was never opened waits for the network, and what was there stays so long', () =>
    visit(
      browser,
      { origin: server.origin, viewport: { width: 360, height: 740 }, expected: [FAILED] },
      async ({ context, page }) => {
        await signIn(page, SITE, 'cosima');
        await orderRows(page).first().waitFor();
        await context.setOffline(true);
        await page.getByText('You are offline.').waitFor();
        await orderRows(page).first().click();
        await page.waitForURL(/orders\.order=/);
        assert.ok(await orderRows(page).first().isVisible(), 'the list is still there');
        await context.setOffline(false);
        await page.locator('cabinet-order-details').getByRole('button', { name: 'Back to orders' }).waitFor();
        await orderRows(page).first().waitFor({ state: 'hidden' });

        await page.goto(`/demo/${SITE}/cabinet`);
        await page.locator('cabinet-app-start').getByRole('heading').first().waitFor();
        await context.setOffline(true);
        await page.locator('cabinet-app').getByRole('link', { name: 'Support' }).click();
        await page.getByText('It will load by itself as soon as you are online again.').waitFor();
        await context.setOffline(false);
        await page.locator('cabinet-ticket-chat').getByRole('heading', { name: 'Support' }).waitFor();
        await page.getByText('It will load by itself as soon as you are online again.').waitFor({ state: 'hidden' });
        // A list that is here has what opening a request needs.
        await page.locator('cabinet-ticket-chat [data-index]').first().waitFor();
        await page.waitForFunction(() => customElements.get('cabinet-ticket-conversation') !== undefined);
        await context.setOffline(true);
        await page.locator('cabinet-ticket-chat [data-index]').first().click();
        await page.locator('cabinet-ticket-conversation').getByRole('button', { name: 'All requests' }).click();
        await page.locator('cabinet-ticket-chat [data-index]').first().waitFor();
        await context.setOffline(false);
      },
    ));

  test('the network that goes while the code for live news is on its way breaks nothing', () =>
    visit(browser, { origin: server.origin, expected: [FAILED] }, async ({ context, page }) => {
      const asked = Promise.withResolvers<undefined>();
      const release = Promise.withResolvers<undefined>();
      await page.route('**/chunks/live-*.js', async (route) => {
        asked.resolve(undefined);
        await release.promise;
        await route.abort();
      });
      await signIn(page, SITE, 'cosima');
      await orderRows(page).first().waitFor();
      await asked.promise;
      await context.setOffline(true);
      await page.getByText('You are offline.').waitFor();
      const failed = page.waitForEvent('requestfailed', (request) => request.url().includes('/live-'));
      release.resolve(undefined);
      await failed;
      await context.setOffline(false);
      await page.getByText('You are offline.').waitFor({ state: 'detached' });
    }));

  journey(
    'cosima',
    'a part that the network cut is said so, and is there on the page loaded anew',
    async ({ page }) => {
      await page.route('**/chunks/order-details-*', (route) => route.abort());
      await orderRows(page).first().click();
      await page.getByText('A part of the page could not be loaded.').waitFor();
      await page.unroute('**/chunks/order-details-*');
      await page.getByRole('button', { name: 'Reload the page' }).click();
      await orderRows(page).first().click();
      await page.locator('cabinet-order-details').getByRole('heading', { level: 2 }).waitFor();
    },
    [FAILED],
  );

  journey('cosima', 'while the answer takes its time, the places of the rows are kept', async ({ page }) => {
    const arrived = Promise.withResolvers<undefined>();
    await page.route(LIST, async (route) => {
      await arrived.promise;
      await route.fallback();
    });
    await page.reload();
    const places = page.locator('cabinet-order-history [part~="row-skeleton"]');
    await places.first().waitFor();
    const height = await page.evaluate(() => document.querySelector('cabinet-order-history')?.clientHeight ?? 0);
    assert.ok(height > 300, `the list keeps its place: ${height} px`);
    arrived.resolve(undefined);
    await orderRows(page).first().waitFor();
    assert.equal(await places.count(), 0);
  });

  journey(
    'cosima',
    'a backend that fails is said so, and asked again on a press',
    async ({ page }) => {
      await page.route(LIST, (route) =>
        route.fulfill({
          status: 500,
          contentType: 'application/problem+json',
          body: '{"title":"Broken","code":"unknown"}',
        }),
      );
      await page.reload();
      await page.getByText('Orders could not be loaded').waitFor();
      await page.unroute(LIST);
      await page.getByRole('button', { name: 'Try again' }).click();
      await orderRows(page).first().waitFor();
    },
    [FAILED],
  );

  for (const [what, body] of [
    ['a page instead of data', '<!doctype html><title>Login</title>'],
    ['data of another shape', '{"items":[{"id":7,"total":"1e400"}],"nextCursor":null}'],
    ['half an answer', '{"items":[{"id":"a'],
  ] as const) {
    journey('cosima', `a backend that answers ${what} breaks nothing`, async ({ page }) => {
      await page.route(LIST, (route) => route.fulfill({ status: 200, contentType: 'application/json', body }));
      await page.reload();
      await page.getByText('Orders could not be loaded').waitFor();
      await page.getByText('The answer could not be read.').waitFor();
      assert.equal(await page.getByRole('link', { name: 'Delivery' }).isVisible(), true, 'the host page stands');
      await page.unroute(LIST);
      await page.getByRole('button', { name: 'Try again' }).click();
      await orderRows(page).first().waitFor();
    });
  }

  journey(
    'greta',
    'a session that ends in the middle asks to sign in, and nothing is lost',
    async ({ page, newTab }) => {
      const known = await allOrders(page, SITE);
      const dialog = await repeat(page, await newestOrder(page));
      await dialog.getByRole('textbox', { name: 'Comment (optional)' }).fill('To the back door');
      await page.context().clearCookies();
      await confirmButton(page).click();
      await dialog.getByText('Your sign-in has ended').waitFor();
      // Signed in again in another tab, as people do.
      await signIn(await newTab(), SITE, 'greta');
      await page.bringToFront();
      await page.evaluate(() => window.dispatchEvent(new Event('focus')));
      await dialog.getByText('Your sign-in has ended').waitFor({ state: 'detached' });
      assert.equal(await dialog.getByRole('textbox', { name: 'Comment (optional)' }).inputValue(), 'To the back door');
      await confirmButton(page).click();
      const placed = await placedOrder(page);
      await dialog.getByRole('button', { name: 'Done', exact: true }).click();
      await orderRow(page, placed).waitFor();
      await assertOneMore(page, SITE, known, placed);
    },
    [FAILED],
  );

  test('a visitor who is not signed in is asked to, and led to the site’s own login', () =>
    visit(browser, { origin: server.origin, expected: [FAILED] }, async ({ page }) => {
      await page.goto(`/demo/${SITE}/account`);
      await page.getByText('Please sign in').waitFor();
      await page.locator('cabinet-order-history').getByRole('button', { name: 'Sign in' }).click();
      await page.waitForURL(`**/demo/${SITE}/sign-in?page=account`);
      await page.locator('button[value="cosima"]').click();
      await orderRows(page).first().waitFor();
    }));

  test('a customer without orders is told what will appear', () =>
    visit(browser, { origin: server.origin }, async ({ page }) => {
      await signIn(page, SITE, 'lou');
      await page.getByText('No orders yet').waitFor();
    }));

  for (const [whose, id] of [
    ['another customer', 'stern-canteens-1'],
    ['another company’s customer', 'drozd-1'],
    ['nobody', 'no-such-order'],
  ] as const) {
    journey(
      'cosima',
      `the order of ${whose} in the address is no such order`,
      async ({ page }) => {
        await page.goto(`/demo/${SITE}/account?orders.order=${id}`);
        await page.getByText('There is no such order').waitFor();
        await page.getByRole('button', { name: 'Back to orders' }).first().click();
        await orderRows(page).first().waitFor();
      },
      [FAILED],
    );
  }

  test('HTML in the name of a product is shown as text', async () => {
    const title = '<img src=x onerror="document.title=1"><b>Cups</b> & “lids”';
    await push(server.origin, SITE, 'products', [
      { externalId: 'hostile', sku: 'X-1', title, unit: 'pcs', price: '1.00' },
    ]);
    await push(server.origin, SITE, 'orders', [hostileOrder(title)]);
    await visit(browser, { origin: server.origin }, async ({ page }) => {
      await signIn(page, SITE, 'lou');
      await orderRow(page, 'NW-HOSTILE').getByText(title).waitFor();
      await page.getByRole('button', { name: 'NW-HOSTILE', exact: true }).click();
      await page.locator('cabinet-order-details').getByText(title).first().waitFor();
      assert.equal(await page.locator('cabinet-order-history img').count(), 0);
      const dialog = await repeat(page, 'NW-HOSTILE');
      await dialog.getByText(title).first().waitFor();
      assert.match(await page.title(), /^My account/);
    });
  });
});

/** An order of the customer who has none, as the company's system would push it. */
function hostileOrder(title: string): unknown {
  return {
    externalId: 'hostile',
    customerId: 'pelican-van',
    number: 'NW-HOSTILE',
    placedAt: new Date().toISOString(),
    status: { code: 'confirmed' },
    payment: { code: 'unpaid', label: '<i>later</i>' },
    fulfilment: { code: 'unfulfilled' },
    currency: 'EUR',
    totals: { subtotal: '2.00', total: '2.00' },
    note: '<script>document.title = 2</script>',
    lines: [{ productId: 'hostile', sku: 'X-1', title, unit: 'pcs', quantity: 2, unitPrice: '1.00', total: '2.00' }],
  };
}
