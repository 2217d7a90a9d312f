import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { after, before, describe, test } from 'node:test';
import { build } from 'esbuild';
import type { Browser, FrameLocator, Page } from 'playwright-core';
import { launch, visit } from '../e2e/helpers/browser.ts';
import { startServer, type RunningServer } from '../e2e/helpers/server.ts';
import { newestOrder, orderRows, overflow, reorderDialog, repeat, signIn } from '../e2e/helpers/shop.ts';
import { until } from '../helpers/until.ts';
import { needs, textOf } from '../server/helpers/pdf.ts';
import { assets, hostPages, plainPage, type HostPage, type Way } from './host-page.ts';
import { prerender } from './prerender.ts';

/** The host's own elements: nothing of ours may change how they look. */
const HOST = `<header id="host"><h1>Company</h1><p>Text <a href="#">link</a> <b>bold</b></p><button>Buy</button><input value="text">
  <select><option>one</select><table><tr><th>Head<td>Cell</table><ul><li>Item</ul></header>`;
const WIDGETS =
  '<cabinet-order-history page-size="5"></cabinet-order-history><cabinet-invoice-list page-size="5"></cabinet-invoice-list>' +
  '<cabinet-ticket-chat></cabinet-ticket-chat><cabinet-profile-settings></cabinet-profile-settings>' +
  '<cabinet-launcher><p>Our hours</p></cabinet-launcher>';

/** How the widgets get onto the page. */
const ways: Readonly<Record<Way, { head: string; widgets: string }>> = {
  'by the script tag': {
    head: '<script type="module" src="/cdn/cabinet.js" data-backend="/api/nordwind"></script>',
    widgets: WIDGETS,
  },
  'by the classic script': {
    head: '<script defer src="/cdn/cabinet.classic.js" data-backend="/api/nordwind"></script>',
    widgets: WIDGETS,
  },
  'by a bundle of the package': {
    head: '<script type="module" src="/company/bundle.js"></script>',
    widgets: `<cabinet-provider backend-url="/api/nordwind">${WIDGETS}</cabinet-provider>`,
  },
};
const everyWay = Object.keys(ways) as Way[];

/** `HOSTS=all npm run test:hosts`: every page in every way; otherwise the ways take turns. */
const all = process.env['HOSTS'] === 'all';

describe('on a page of every kind', { concurrency: 2 }, () => {
  let server: RunningServer;
  let browser: Browser;
  let bundle = '';
  let plainRow: Record<string, string> = {};

  before(async () => {
    const made = build({
      stdin: {
        contents: "import './dist/esm/components/define.js';",
        resolveDir: fileURLToPath(new URL('../..', import.meta.url)),
      },
      ...{
        bundle: true,
        format: 'esm',
        write: false,
        minify: true,
        target: 'es2022',
        external: ['node:*'],
        logLevel: 'error',
      },
    });
    [server, browser] = await Promise.all([startServer(), launch({ backForwardCache: true })]);
    bundle = (await made).outputFiles[0]?.text ?? '';
    await on(plainPage, 'by the script tag', async (place) => {
      plainRow = await look(place);
    });
  });
  after(async () => {
    await browser?.close();
    await server?.stop();
  });

  /** Where the widgets are: the page, or the frame in it. */
  type Place = Page | FrameLocator;
  const row = (place: Place) => place.locator('cabinet-order-history [role="row"][data-index="0"]');
  /** What a page's CSS could have changed of a row. */
  const look = (place: Place) =>
    row(place)
      .locator('td')
      .first()
      .evaluate((cell) => {
        const { fontSize, fontWeight, fontStyle, lineHeight, letterSpacing, wordSpacing, textTransform, textAlign } =
          getComputedStyle(cell);
        const { paddingTop, borderTopWidth, float, boxSizing, whiteSpace } = getComputedStyle(cell);
        return {
          fontSize,
          fontWeight,
          fontStyle,
          lineHeight,
          letterSpacing,
          wordSpacing,
          textTransform,
          textAlign,
          paddingTop,
          borderTopWidth,
          float,
          boxSizing,
          whiteSpace,
        };
      });
  const hostStyles = (page: Page) =>
    page
      .locator('#host')
      .evaluate((host) =>
        [host, ...host.querySelectorAll('*')].map((element) =>
          [...getComputedStyle(element)]
            .map((name) => `${name}: ${getComputedStyle(element).getPropertyValue(name)}`)
            .join('; '),
        ),
      );

  function documentOf(
    { head = '', wrap = (widgets) => widgets, html = 'lang="en"', doctype = '<!doctype html>', name }: HostPage,
    way: Way,
  ): string {
    const { head: tag, widgets } = ways[way];
    const start = `<meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Company</title>`;
    // A frame is a page of its own, with a script tag of its own.
    const inner = name.includes('frame')
      ? `${doctype}<html ${html}><head>${start}${tag}</head><body>${widgets}</body></html>`
      : widgets;
    return `${doctype}<html ${html}><head>${start}${head}${name.includes('frame') ? '' : tag}</head><body>${HOST}<main>${wrap(inner)}</main></body></html>`;
  }

  /** Brings the page, and compares the host's own elements without and with us. */
  async function on(host: HostPage, way: Way, use: (place: Place, page: Page) => Promise<void>): Promise<void> {
    const { window, headers = {}, arrive, expected = [] } = host;
    await visit(browser, { origin: server.origin, expected, ...window }, async ({ page }) => {
      await signIn(page, 'nordwind', 'cosima');
      await page.route('**/company/*', async (route) => {
        const { pathname } = new URL(route.request().url());
        if (pathname === '/company/page.html')
          return route.fulfill({ contentType: 'text/html', body: documentOf(host, way), headers });
        const isolation = { 'Cross-Origin-Resource-Policy': 'same-origin' };
        if (pathname === '/company/bundle.js')
          return route.fulfill({ contentType: 'text/javascript', body: bundle, headers: isolation });
        const file = assets[pathname];
        if (file === undefined) return route.fulfill({ status: 404, body: '' });
        const body = await readFile(fileURLToPath(import.meta.resolve(file)), 'utf8');
        await route.fulfill({ contentType: file.endsWith('.css') ? 'text/css' : 'text/javascript', body });
      });
      // Our scripts wait until the page has been looked at without them.
      let release = (): void => undefined;
      const held = new Promise<void>((resolve) => (release = resolve));
      const ours = /\/cdn\/cabinet(\.classic)?\.js|\/company\/bundle\.js/;
      await page.route(ours, async (route) => {
        await held;
        await route.fallback();
      });
      await page.goto('/company/page.html', { waitUntil: 'commit' });
      await page.locator('#host li').waitFor({ state: 'attached' });
      await page.waitForFunction(() =>
        [...document.querySelectorAll('link')].every(({ rel, sheet }) => rel !== 'stylesheet' || sheet),
      );
      const before = await hostStyles(page);
      release();
      await arrive?.(page);
      const place = host.name.includes('frame') ? page.frameLocator('#frame') : page;
      await row(place).waitFor();
      await use(place, page);
      assert.deepEqual(await hostStyles(page), before);
    });
  }

  /** Every widget is used once, as its customers do. */
  async function useAll(place: Place): Promise<void> {
    const orders = place.locator('cabinet-order-history');
    await orders.locator('[data-index="0"] [data-act="open"]').click();
    await orders.locator('cabinet-order-details').getByRole('heading', { level: 3 }).first().waitFor();
    const invoices = place.locator('cabinet-invoice-list');
    await invoices.locator('[data-index="0"] [data-act="open"]').click();
    await invoices.locator('cabinet-invoice-details').getByRole('heading', { level: 3 }).first().waitFor();
    const chat = place.locator('cabinet-ticket-chat');
    await chat.locator('.new-request').click();
    await chat.locator('cabinet-ticket-form').getByRole('textbox').first().waitFor();
    const profile = place.locator('cabinet-profile-settings');
    const title = profile.locator('input:not([type="file"])').first();
    await title.waitFor({ state: 'attached' });
    // Where it is narrow the sections are a list first.
    if (!(await title.isVisible())) await profile.getByRole('button').first().click();
    await title.fill('Zoë');
    assert.equal(await title.inputValue(), 'Zoë');
    // It floats above whatever the page has there, and what it opens too.
    const launcher = place.locator('cabinet-launcher');
    await launcher.getByRole('button', { name: /^Write to us/ }).click();
    await launcher.getByText('Our hours').click();
    await launcher.getByRole('button', { name: 'Close', exact: true }).click();
    await launcher.getByText('Our hours').waitFor({ state: 'hidden' });
  }

  for (const [index, host] of hostPages.entries()) {
    const { ways: possible = everyWay } = host;
    for (const way of all ? possible : possible.filter((_, place) => place === index % possible.length)) {
      test(`${host.name}, ${way}`, () =>
        on(host, way, async (place) => {
          if (!host.looksDifferent) assert.deepEqual(await look(place), plainRow);
          await useAll(place);
        }));
    }
  }

  // The page notes by itself what it asks: requests of one that the browser restores are not always told to a debugger.
  // One that was dropped before it was sent, as what is under way when one leaves may be, is none.
  const noting: HostPage = {
    ...plainPage,
    head: `<script>
      const asked = [], send = window.fetch;
      window.fetch = function (input, options) {
        const { pathname, search } = new URL(input.url ?? input, location.href);
        if (!(options?.signal ?? input.signal)?.aborted) asked.push((pathname + search).replace('/api/nordwind/', ''));
        return send.call(this, input, options);
      };
      addEventListener('pagehide', () => { asked.length = 0; });
    </script>`,
  };
  test('a page to which one comes back from the cache of the browser asks who is there, and goes on', () =>
    on(noting, 'by the script tag', async (_, page) => {
      await page.evaluate(() => {
        Object.assign(window, { kept: document.querySelector('cabinet-order-history') });
        document.querySelector('cabinet-order-history')?.setAttribute('heading', 'Kept');
      });
      await page.goto('/demo/nordwind/sign-in');
      await page.evaluate(() => history.back());
      // There is no load to wait for: it is the page that was left, not another one.
      const isBack = (): Promise<boolean> =>
        page.evaluate(() => {
          const { kept } = window as unknown as { kept?: Element };
          return kept !== undefined && kept === document.querySelector('cabinet-order-history');
        });
      await until(isBack, 'the page that was left');
      const asked = (): Promise<string[]> => page.evaluate('asked');
      for (const name of ['session', 'capabilities', 'events', 'tickets?limit=25'])
        await until(async () => (await asked()).includes(name), name);
      const names = await asked();
      assert.deepEqual(names.toSorted(), [...new Set(names)].toSorted(), 'nothing is asked for twice');
      await until(async () => {
        const rows = await orderRows(page).allTextContents();
        return rows.length > 0 && new Set(rows).size === rows.length;
      }, 'each row once');
      await page.getByRole('heading', { name: 'Kept' }).waitFor();
    }));

  test('a page that is rendered ahead shows its rows at once, and neither sends nor listens before it is seen', async () => {
    const { before } = await prerender(server.origin, documentOf(plainPage, 'by the script tag'), [
      'GET /api/nordwind/events',
      'GET /api/nordwind/session',
    ]);
    assert.ok(
      before.some((each) => each.startsWith('GET /api/nordwind/orders')),
      before.join('\n'),
    );
    assert.deepEqual(
      before.filter((each) => !each.startsWith('GET ') || each.includes('/events')),
      [],
    );
    assert.equal(new Set(before).size, before.length, 'nothing is asked for twice');
  });

  test('a page that is printed has the site and the rows on paper, and nothing to press', (context) =>
    on({ ...plainPage, window: { viewport: { width: 700, height: 900 } } }, 'by the script tag', async (_, page) => {
      const number = await newestOrder(page);
      await page.emulateMedia({ media: 'print' });
      assert.equal(await page.locator('cabinet-order-toolbar').isVisible(), false);
      assert.equal(await page.locator('cabinet-order-history [data-act="repeat"]').first().isVisible(), false);
      assert.equal(await overflow(page), 0);
      await page.emulateMedia({ media: null });
      if (!needs(context, 'pdftotext')) return;
      const paper = textOf(await page.pdf({ format: 'A4' }));
      for (const text of ['Company', number, 'Invoices', 'Support']) assert.match(paper, new RegExp(text));
      assert.doesNotMatch(paper, /Repeat|Search/);
    }));

  const inDialog = hostPages.find(({ name }) => name.startsWith('a dialog of the site'));
  test('in a dialog of the site, our dialogs lie upon it and upon each other, and Escape closes the topmost', () =>
    on(inDialog ?? plainPage, 'by the script tag', async (_, page) => {
      const outer = page.locator('#host-dialog');
      const below = await repeat(page, await newestOrder(page));
      await page.evaluate(() => document.querySelector('cabinet-invoice-list')?.pay());
      const above = page.locator('cabinet-payment-dialog').getByRole('dialog');
      await above.getByRole('heading').first().waitFor();
      await above.getByRole('textbox').or(above.getByRole('button')).first().focus();
      for (const [dialog, left] of [
        [above, [below, outer]],
        [below, [outer]],
      ] as const) {
        await page.keyboard.press('Escape');
        await dialog.waitFor({ state: 'hidden' });
        for (const each of left) assert.equal(await each.isVisible(), true);
      }
      assert.equal(await reorderDialog(page).count(), 0);
    }));
});
