import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Browser, CDPSession, Page } from 'playwright-core';
import { launch, visit } from '../e2e/helpers/browser.ts';
import { startServer, type RunningServer } from '../e2e/helpers/server.ts';
import { signIn } from '../e2e/helpers/shop.ts';

/** A widget, and what it shows when it is there. */
const widgets = {
  'cabinet-order-history': '[data-index]',
  'cabinet-invoice-list': '[data-index]',
  'cabinet-ticket-chat': '[data-index]',
  'cabinet-profile-settings': 'nav, [role="tablist"], button',
  'cabinet-launcher': 'button',
} as const;

/** `HOSTS=all npm run test:hosts`: as often as a page may do it that lives all day. */
const rounds = process.env['HOSTS'] === 'all' ? 1000 : 25;

/** What a page holds on to. */
interface Held {
  nodes: number;
  listeners: number;
  timers: number;
  requests: number;
}

describe(`what is mounted and unmounted ${rounds} times leaves nothing behind`, () => {
  let server: RunningServer;
  let browser: Browser;
  before(async () => {
    [server, browser] = await Promise.all([startServer(), launch()]);
  });
  after(async () => {
    await browser?.close();
    await server?.stop();
  });

  async function mount(page: Page, tag: string, shown: string, times: number): Promise<void> {
    await page.evaluate(
      async ([name, selector, count]) => {
        for (let round = 0; round < count; round++) {
          const element = document.createElement(name);
          document.body.append(element);
          while (!element.shadowRoot?.querySelector(selector)) {
            await new Promise((resolve) => requestAnimationFrame(resolve));
          }
          element.remove();
        }
      },
      [tag, shown, times] as const,
    );
  }

  async function held(page: Page, protocol: CDPSession, open: ReadonlySet<unknown>): Promise<Held> {
    // What is on its way comes to its end first, then what nobody holds is collected.
    await page.evaluate(() => new Promise((resolve) => setTimeout(() => requestIdleCallback(resolve), 500)));
    for (let time = 0; time < 3; time++) await protocol.send('HeapProfiler.collectGarbage');
    const { nodes, jsEventListeners: listeners } = await protocol.send('Memory.getDOMCounters');
    const timers = await page.evaluate(() => (window as unknown as { activeTimers: Set<number> }).activeTimers.size);
    return { nodes, listeners, timers, requests: open.size };
  }

  for (const [tag, shown] of Object.entries(widgets)) {
    test(tag, () =>
      visit(browser, { origin: server.origin }, async ({ page }) => {
        await signIn(page, 'nordwind', 'cosima');
        await page.addInitScript(() => {
          const active = new Set<number>();
          Object.assign(window, { activeTimers: active });
          const { setInterval: start, clearInterval: stop } = window;
          window.setInterval = ((...given: Parameters<typeof setInterval>) => {
            const id = start(...given);
            active.add(id);
            return id;
          }) as typeof setInterval;
          window.clearInterval = (id) => {
            active.delete(Number(id));
            stop(id);
          };
        });
        const body =
          '<!doctype html><html lang="en"><title>Company</title><script type="module" src="/cdn/cabinet.js" data-backend="/api/nordwind"></script><body>';
        await page.route('**/company/page.html', (route) => route.fulfill({ contentType: 'text/html', body }));
        const open = new Set<unknown>();
        page.on('request', (request) => open.add(request));
        page.on('requestfinished', (request) => open.delete(request));
        page.on('requestfailed', (request) => open.delete(request));
        await page.goto('/company/page.html');
        const protocol = await page.context().newCDPSession(page);
        const stream = page.waitForRequest('**/events');
        // One stays, so that the stream of changes does; a launcher has none before it is opened.
        await page.evaluate((name) => {
          const stays = document.createElement(name);
          document.body.append(stays);
          if (stays instanceof HTMLElement && name === 'cabinet-launcher') stays.setAttribute('open', '');
        }, tag);
        await stream;
        await mount(page, tag, shown, 5);
        const before = await held(page, protocol, open);
        await mount(page, tag, shown, rounds);
        const now = await held(page, protocol, open);
        // The last one may still be held by what is about to end; more than that is a leak.
        const more = (name: keyof Held) => now[name] - before[name];
        const told = JSON.stringify({ before, now });
        assert.ok(more('nodes') < 250 + rounds / 4, told);
        assert.ok(more('listeners') < 10 + rounds / 100, told);
        assert.ok(more('timers') <= 0, told);
        assert.ok(more('requests') <= 0, told);
      }),
    );
  }
});
