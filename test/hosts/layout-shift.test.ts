import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { launch, visit } from '../e2e/helpers/browser.ts';
import { startServer, type RunningServer } from '../e2e/helpers/server.ts';
import { signIn } from '../e2e/helpers/shop.ts';
import { until } from '../helpers/until.ts';

/** A widget, and what it shows when it is there. */
const widgets = {
  'cabinet-order-history': '[data-index] [data-act]',
  'cabinet-invoice-list': '[data-index] [data-act]',
  'cabinet-ticket-chat': '[data-index]',
  'cabinet-profile-settings': 'button',
  'cabinet-app': 'nav a',
} as const;

interface Shift {
  value: number;
  moved: string[];
}

interface Source {
  node?: Node;
  previousRect: DOMRect;
  currentRect: DOMRect;
}

/** As the README asks of a site. */
const documentOf = (tag: string, lang: string) => `<!doctype html><html lang="${lang}"><meta charset="utf-8">
  <meta name="viewport" content="width=device-width"><title>Company</title>
  <style>${tag} { display: flow-root; min-height: 100vh }</style>
  <script type="module" src="/cdn/cabinet.js" data-backend="/api/nordwind"></script>
  <h1>Your account</h1><${tag}></${tag}><footer>What stands below.</footer></html>`;

/** A phone's window in one language and a desk's in another; `HOSTS=all npm run test:hosts`: both, else they take turns. */
const windows = [
  { width: 412, height: 823, lang: 'en' },
  { width: 1280, height: 900, lang: 'ru' },
];
const all = process.env['HOSTS'] === 'all';

describe('on a slow network nothing on the page moves while a widget comes', { concurrency: 2 }, () => {
  let server: RunningServer;
  let browser: Browser;
  before(async () => {
    [server, browser] = await Promise.all([startServer(), launch()]);
  });
  after(async () => {
    await browser?.close();
    await server?.stop();
  });

  /** What moved without anybody's doing (Layout Instability, W3C). */
  async function shiftsOf(page: Page, tag: string, shown: string): Promise<Shift[]> {
    await page.addInitScript(() => {
      const seen = ((window as unknown as { shifts: Shift[] }).shifts = []) as Shift[];
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries()) {
          const { value, sources } = entry as unknown as { value: number; sources: Source[] };
          const moved = sources.map(({ node, previousRect, currentRect }) => {
            const [from, to] = [previousRect, currentRect].map(
              ({ x, y, width, height }) => `${x},${y} ${width}×${height}`,
            );
            return `${node?.textContent?.trim().slice(0, 40)}: ${from} → ${to}`;
          });
          seen.push({ value, moved });
        }
      }).observe({ type: 'layout-shift', buffered: true });
    });
    const protocol = await page.context().newCDPSession(page);
    const speed = { downloadThroughput: 200_000, uploadThroughput: 200_000 };
    await protocol.send('Network.emulateNetworkConditions', { offline: false, latency: 150, ...speed });
    await page.goto('/company/page.html');
    await page.locator(`${tag} ${shown}`).first().waitFor();
    // Until nothing more has come for a while.
    let loaded = -1;
    await until(async () => {
      const before = loaded;
      loaded = await page.evaluate(async () => {
        await new Promise((resolve) => setTimeout(() => requestIdleCallback(resolve), 600));
        return performance.getEntriesByType('resource').length;
      });
      return loaded === before;
    }, 'the last answer');
    return page.evaluate(() => (window as unknown as { shifts: Shift[] }).shifts);
  }

  for (const [index, [tag, shown]] of Object.entries(widgets).entries()) {
    for (const { width, height, lang } of all ? windows : windows.filter((_, place) => place === index % 2)) {
      test(`<${tag}>, ${width} pixels wide, ${lang}`, () =>
        visit(browser, { origin: server.origin, viewport: { width, height } }, async ({ page }) => {
          await signIn(page, 'nordwind', 'cosima');
          const body = documentOf(tag, lang);
          await page.route('**/company/page.html', (route) => route.fulfill({ contentType: 'text/html', body }));
          const shifts = await shiftsOf(page, tag, shown);
          const sum = shifts.reduce((total, { value }) => total + value, 0);
          assert.equal(sum.toFixed(2), '0.00', JSON.stringify(shifts, null, 2));
        }));
    }
  }
});
