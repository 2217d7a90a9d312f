import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, describe, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { until } from '../helpers/until.ts';
import { launch, visit } from './helpers/browser.ts';
import { startServer, type RunningServer } from './helpers/server.ts';
import { confirmButton, newestOrder, orderRow, orderRows, placedOrder, repeat, signIn } from './helpers/shop.ts';

const snippets = readFileSync(new URL('../../dist/cdn/snippet.html', import.meta.url), 'utf8');
const TAG = '<script type="module" src="/cdn/cabinet.js" data-backend="/api/nordwind"></script>';
const FIRST_PAGE = 'GET /orders?limit=25';
const LIST = '<cabinet-order-history></cabinet-order-history>';

describe('on all kinds of pages', () => {
  let server: RunningServer;
  let browser: Browser;
  before(async () => {
    [server, browser] = await Promise.all([startServer(), launch()]);
  });
  after(async () => {
    await browser?.close();
    await server?.stop();
  });

  /** A page of the company's own making, at the company's origin, seen by a customer who is signed in there. */
  function onPage(
    name: string,
    document: string,
    run: (page: Page, asked: string[]) => Promise<void>,
    expected: RegExp[] = [],
  ): void {
    test(name, () =>
      visit(browser, { origin: server.origin, expected }, async ({ page }) => {
        await signIn(page, 'nordwind', 'cosima');
        await page.route('**/company/page.html', (route) =>
          route.fulfill({ contentType: 'text/html', body: document }),
        );
        // What the company's own page was still asking is not of this one.
        await page.goto('about:blank');
        const asked: string[] = [];
        page.on('request', (request) => {
          if (request.url().startsWith(`${server.origin}/api/`)) {
            asked.push(`${request.method()} ${request.url().replace(`${server.origin}/api/nordwind`, '')}`);
          }
        });
        await page.goto('/company/page.html');
        await run(page, asked);
      }),
    );
  }
  const pageOf = (body: string, head = TAG): string =>
    `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Company</title>${head}</head><body>${body}</body></html>`;
  /** The stream of events is asked for last. */
  const settled = (asked: string[]) => until(() => asked.includes('GET /events'), 'the stream of events');
  /** Until the events come: they may have everything asked anew. */
  const times = (asked: string[], request: string): number =>
    asked.slice(0, asked.indexOf('GET /events')).filter((found) => found === request).length;

  test('a site that gives tokens: every request carries one, fetched once', () =>
    visit(browser, { origin: server.origin }, async ({ page }) => {
      await signIn(page, 'nordwind', 'jonas');
      const unsigned: string[] = [];
      let tokens = 0;
      page.on('request', (request) => {
        const { pathname } = new URL(request.url());
        if (pathname === '/demo/nordwind/token') tokens++;
        // What the backend can do may be asked by anybody.
        const open = !pathname.startsWith('/api/') || pathname.endsWith('/capabilities');
        if (!open && !request.headers()['authorization']?.startsWith('Bearer ')) unsigned.push(pathname);
      });
      await page.goto('/demo/nordwind/account-token');
      await orderRows(page).first().waitFor();
      await repeat(page, await newestOrder(page));
      await confirmButton(page).click();
      const placed = await placedOrder(page);
      // Live events come by the token too.
      await orderRow(page, placed).waitFor({ state: 'attached' });
      assert.deepEqual(unsigned, []);
      assert.equal(tokens, 1);
    }));

  onPage(
    'a page whose CSS resets everything and makes 1rem 10px',
    pageOf(
      LIST,
      `${TAG}<style>
        html { font-size: 62.5%; }
        * { margin: 0 !important; padding: 0 !important; border: 0; font: inherit; line-height: 3; letter-spacing: 3px; color: inherit; vertical-align: baseline; box-sizing: content-box !important; }
        body { font: italic 700 30px/3 Georgia; text-transform: uppercase; text-align: center; white-space: nowrap; }
        button, input, table, td { border: 5px solid red !important; font-size: 4px !important; }
      </style>`,
    ),
    async (page) => {
      const cell = orderRows(page).first().locator('td').first();
      await cell.waitFor();
      const style = await cell.evaluate((element) => {
        const { fontSize, borderTopColor, textTransform, letterSpacing } = getComputedStyle(element);
        return { fontSize, borderTopColor, textTransform, letterSpacing };
      });
      assert.equal(style.fontSize, '14px');
      assert.notEqual(style.borderTopColor, 'rgb(255, 0, 0)');
      assert.equal(style.textTransform, 'none');
      assert.equal(style.letterSpacing, 'normal');
      await repeat(page, await newestOrder(page));
    },
  );

  onPage(
    'a site builder that strips type=module',
    pageOf(LIST, TAG.replace('type="module"', 'defer').replace('cabinet.js', 'cabinet.classic.js?v=1')),
    async (page, asked) => {
      await repeat(page, await newestOrder(page));
      await settled(asked);
      assert.equal(times(asked, FIRST_PAGE), 1, asked.join('\n'));
    },
  );

  onPage(
    'a CDN that leads from a major version to the newest of it',
    pageOf(LIST, TAG.replace('/cdn/', '/npm/cabinet-elements@0/dist/cdn/')),
    async (page) => {
      await page.route('**/npm/cabinet-elements@0/dist/cdn/cabinet.js', (route) =>
        route.fulfill({ status: 302, headers: { location: '/cdn/cabinet.js' } }),
      );
      await page.reload();
      await repeat(page, await newestOrder(page));
    },
    // Until then there is no such CDN.
    [/status of 404/],
  );

  const pinned = snippets
    .split('<!-- 3.')[1]
    ?.replace(/^[^>]*-->/, '')
    .replaceAll('/api/your-company', '/api/nordwind');
  onPage(
    'a page that lets in this very version',
    pageOf(LIST, pinned),
    async (page) => {
      await repeat(page, await newestOrder(page));
      // Whoever changes a byte is not let in.
      await page.route('**/chunks/order-history-*.js', async (route) => {
        const response = await route.fetch();
        await route.fulfill({ response, body: `${await response.text()}\n` });
      });
      await page.reload();
      await page.getByText('could not be loaded').waitFor();
    },
    [/valid digest in the 'integrity' attribute .*order-history/],
  );

  onPage(
    'a page in a language that we do not have gets English, with dates and sums as that language writes them',
    pageOf(LIST).replace('lang="en"', 'lang="de"'),
    async (page) => {
      await page.getByRole('heading', { name: 'Orders', exact: true }).waitFor();
      await orderRows(page)
        .first()
        .getByText(/\d,\d\d\s€/)
        .waitFor();
    },
  );

  onPage(
    'the tag may say another language than the page',
    pageOf(LIST, TAG.replace('data-backend', 'data-locale="ru" data-backend')),
    async (page) => {
      await page.getByRole('heading', { name: 'Заказы', exact: true }).waitFor();
      await page.getByRole('button', { name: 'Повторить последний заказ' }).waitFor();
    },
  );

  onPage('two widgets on one page share what they ask', pageOf(`${LIST}<hr>${LIST}`), async (page, asked) => {
    const lists = page.locator('cabinet-order-history');
    await lists.first().locator('[data-index="0"]').waitFor();
    await lists.last().locator('[data-index="0"]').waitFor();
    await settled(asked);
    assert.equal(times(asked, 'GET /session'), 1, asked.join('\n'));
    assert.equal(times(asked, FIRST_PAGE), 1, asked.join('\n'));
  });

  onPage('a tag that a script adds later comes to life', pageOf('<main></main>'), async (page) => {
    await page.waitForLoadState('networkidle');
    await page.evaluate(() => {
      document.querySelector('main')?.append(document.createElement('cabinet-order-history'));
    });
    await orderRows(page).first().waitFor();
  });

  onPage(
    'the script loaded twice is one cabinet',
    pageOf(LIST, `${TAG}${TAG.replace('cabinet.js', 'cabinet.js?again')}`),
    async (page, asked) => {
      await orderRows(page).first().waitFor();
      await settled(asked);
      assert.equal(times(asked, 'GET /session'), 1, asked.join('\n'));
      assert.equal(times(asked, FIRST_PAGE), 1, asked.join('\n'));
      await repeat(page, await newestOrder(page));
    },
  );
});
