import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { after, before, describe, test } from 'node:test';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { startChaos, type Chaos } from '../campaigns/chat/proxy.ts';
import { chanceOf } from '../campaigns/random.ts';
import { until } from '../helpers/until.ts';
import { launch, visit, type Visit } from './helpers/browser.ts';
import {
  everythingKept,
  field,
  messagesOf,
  openChat,
  openTicket,
  serveChatPage,
  shown,
  textsOf,
  waiting,
  write,
} from './helpers/chat.ts';
import { startServer, type RunningServer } from './helpers/server.ts';
import { signIn } from './helpers/shop.ts';

const SITE = 'nordwind';
/** What Chromium writes to the console when a request fails, as many do here. */
const FAILED = /Failed to load resource/;
/** For a tab to take over from another one, and for large files, on a busy machine. */
const SOON = 30_000;
const LARGE = 25_000_000;
/** Bytes of one part of a file. */
const PART = 1_000_000;

describe('nothing lost, nothing doubled', () => {
  let server: RunningServer;
  let browser: Browser;
  let network: Chaos;
  before(async () => {
    [server, browser] = await Promise.all([startServer(), launch()]);
    network = await startChaos(Number(new URL(server.origin).port), chanceOf(4), {
      farthest: 3 * PART,
      calm: true,
      relentless: true,
    });
  });
  after(async () => {
    await browser?.close();
    await network?.stop();
    await server?.stop();
  });

  /** A customer in a conversation of their own, over a network that can be made bad. */
  function journey(
    name: string,
    run: (visit: Visit & { ticketId: string; openTab: () => Promise<Page> }) => Promise<void>,
  ): void {
    test(name, () =>
      visit(browser, { origin: network.origin, expected: [FAILED] }, async (opened) => {
        const { context, page, newTab } = opened;
        await serveChatPage(context);
        await signIn(page, SITE, 'greta');
        const ticketId = await openTicket(page, name.slice(0, 100));
        await openChat(page, ticketId);
        const openTab = async (): Promise<Page> => {
          const tab = await newTab();
          await openChat(tab, ticketId);
          return tab;
        };
        await run({ ...opened, ticketId, openTab });
      }),
    );
  }

  const arrived = (page: Page, ticketId: string, text: string) =>
    until(async () => (await textsOf(page, ticketId)).includes(text), `"${text}" at the company`, SOON);
  const once = async (page: Page, text: string): Promise<void> => {
    await shown(page, text).first().waitFor();
    await until(async () => (await waiting(page).count()) === 0, 'nothing on its way', SOON);
    assert.equal(await shown(page, text).count(), 1, `"${text}" on the screen`);
  };
  const streams = () => network.asking('/events');

  journey('a file of 25 MB arrives once and whole over a bad network, a reload and a new tab', async (visited) => {
    const { page, ticketId, openTab } = visited;
    const chance = chanceOf(25);
    const content = Buffer.from(Array.from({ length: LARGE }, () => 97 + chance.below(26)));
    const picker = page.locator('cabinet-ticket-composer input[type=file]');
    await picker.setInputFiles({ name: 'log.txt', mimeType: 'text/plain', buffer: content });
    await page.locator('cabinet-ticket-composer').getByText('log.txt').waitFor();
    await write(page, 'everything that was logged');
    const before = network.sent;
    network.rage();
    const progress = (tab: Page) => waiting(tab).locator('progress');
    const reached = (tab: Page, percent: number) =>
      until(async () => Number(await progress(tab).getAttribute('value')) >= percent, `${percent} %`, SOON * 2);
    await reached(page, 20);
    network.calm();
    await page.reload();
    await field(page).waitFor();
    network.rage();
    await reached(page, 45);
    network.calm();
    await page.close();
    const tab = await openTab();
    network.rage();
    const text = 'everything that was logged';
    await until(async () => (await textsOf(tab, ticketId)).includes(text), 'the end of the upload', SOON * 3);
    network.calm();
    await until(async () => (await waiting(tab).count()) === 0, 'nothing on its way', SOON);
    const { cut, reset, truncated } = network.harm;
    const sent = network.sent - before;
    // Of each connection that broke, the part that was under way; the pages' own requests besides.
    const most = LARGE + (cut + reset + truncated + 3) * PART + PART;
    assert.ok(sent <= most, `${sent} bytes were sent for ${LARGE}, with ${cut + reset + truncated} breaks`);
    assert.ok(cut + reset + truncated > 3, 'the network was bad');

    const found = (await messagesOf(tab, ticketId)).filter(({ attachments }) => attachments.length > 0);
    assert.deepEqual(
      found.map(({ text, attachments }) => [text, attachments.map(({ name, size }) => [name, size])]),
      [['everything that was logged', [['log.txt', LARGE]]]],
    );
    const hash = await tab.evaluate(async (id) => {
      const url = `/api/nordwind/attachments/${id}/content`;
      const response = await fetch(url, { headers: { 'X-Cabinet': '1' } });
      const digest = await crypto.subtle.digest('SHA-256', await response.arrayBuffer());
      return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
    }, found[0]?.attachments[0]?.id ?? '');
    assert.equal(hash, createHash('sha256').update(content).digest('hex'));
    assert.equal(await everythingKept(tab).then((all) => all.includes('log.txt')), false, 'nothing is left of it');
  });

  journey('an answer that nobody can read: what arrived is sent once, what did not is given back', async (given) => {
    const { page, ticketId } = given;
    const garbage = { status: 200, contentType: 'text/html', body: '<h1>Hotel network</h1>' };
    await page.route('**/messages', async (route) => {
      if (route.request().method() !== 'POST') return route.fallback();
      if (route.request().postData()?.includes('arrives')) await route.fetch();
      return route.fulfill(garbage);
    });
    await write(page, 'this arrives');
    await shown(page, 'this arrives').waitFor();
    await waiting(page).waitFor({ state: 'detached', timeout: SOON });
    await once(page, 'this arrives');

    await write(page, 'this does not');
    const own = waiting(page).filter({ hasText: 'this does not' });
    await own.getByText('The answer could not be read').waitFor({ timeout: SOON });
    await own.getByRole('button', { name: 'Try again' }).waitFor();
    await own.getByRole('button', { name: 'Take back' }).click();
    await own.waitFor({ state: 'detached' });
    assert.equal(await field(page).inputValue(), 'this does not');
    assert.deepEqual(await textsOf(page, ticketId), ['beginning', 'this arrives']);
  });

  describe('tabs', () => {
    /** Messages that tabs send stay on the way until this is called. */
    async function holdMessages(context: BrowserContext): Promise<() => Promise<void>> {
      const path = '**/tickets/*/messages';
      await context.route(path, (route) =>
        route.request().method() === 'POST' ? route.abort('connectionreset') : route.fallback(),
      );
      return () => context.unroute(path);
    }

    journey('hold one stream; when the one that leads is closed or dies, the next takes over', async (visited) => {
      const { context, page, ticketId, openTab } = visited;
      await until(() => streams() === 1, 'one stream', SOON);
      let leader = page;
      for (const end of ['closed', 'crashed'] as const) {
        const next = await openTab();
        await write(next, `before it is ${end}`);
        await arrived(next, ticketId, `before it is ${end}`);
        await once(leader, `before it is ${end}`);
        assert.equal(streams(), 1, 'streams of two tabs');

        const release = await holdMessages(context);
        await write(leader, `left by the ${end} one`);
        await waiting(next).first().waitFor();
        if (end === 'crashed') {
          const session = await context.newCDPSession(leader);
          const died = leader.waitForEvent('crash');
          void session.send('Page.crash').catch(() => undefined);
          await died;
        }
        await leader.close({ runBeforeUnload: false });
        await release();
        await arrived(next, ticketId, `left by the ${end} one`);
        await once(next, `left by the ${end} one`);
        await until(() => streams() === 1, 'one stream again', SOON);
        leader = next;
      }
      const texts = await textsOf(leader, ticketId);
      assert.deepEqual(texts, [
        'beginning',
        'before it is closed',
        'left by the closed one',
        'before it is crashed',
        'left by the crashed one',
      ]);
    });

    journey('take over from one that is frozen, and go on as one when it wakes', async (visited) => {
      const { context, page, ticketId, openTab } = visited;
      await until(() => streams() === 1, 'one stream', SOON);
      const next = await openTab();
      const session = await context.newCDPSession(page);
      await session.send('Page.setWebLifecycleState', { state: 'frozen' });
      await write(next, 'while it is frozen');
      await arrived(next, ticketId, 'while it is frozen');
      await once(next, 'while it is frozen');
      await session.send('Page.setWebLifecycleState', { state: 'active' });
      await once(page, 'while it is frozen');
      await write(page, 'awake again');
      await arrived(page, ticketId, 'awake again');
      await once(next, 'awake again');
      await until(() => streams() === 1, 'one stream of both', SOON);
      assert.deepEqual(await textsOf(page, ticketId), ['beginning', 'while it is frozen', 'awake again']);
    });

    journey('sign out together and leave no trace; whoever comes next sees and sends nothing', async (visited) => {
      const { context, page, ticketId, openTab } = visited;
      const other = await openTab();
      const release = await holdMessages(context);
      const secret = 'canary-4711';
      await page
        .locator('cabinet-ticket-composer input[type=file]')
        .setInputFiles({ name: `${secret}.txt`, mimeType: 'text/plain', buffer: Buffer.from(secret.repeat(9)) });
      await write(page, `${secret} message`);
      await waiting(other).first().waitFor();
      await field(other).fill(`${secret} draft`);
      assert.ok((await everythingKept(other)).includes(secret), 'it is kept until then');
      await other.evaluate(() => window.cabinet?.signOut());
      for (const tab of [page, other]) {
        await until(async () => !(await everythingKept(tab)).includes(secret), 'no trace', SOON);
        await until(
          () => tab.evaluate(() => window.cabinet?.session.status === 'signed-out'),
          'the end of the session',
        );
        await until(async () => (await tab.getByText(secret).count()) === 0, 'nothing on the screen');
        assert.deepEqual(await tab.evaluate(() => Object.keys(localStorage)), []);
      }
      await release();

      await context.clearCookies();
      await signIn(page, SITE, 'jonas');
      await page.goto('/company/chat.html');
      await until(() => page.evaluate(() => window.cabinet?.session.status === 'signed-in'), 'somebody else');
      await page.evaluate(async () => (await window.cabinet?.outbox())?.wake());
      assert.equal(await page.getByText(secret).count(), 0);
      await context.clearCookies();
      await signIn(page, SITE, 'greta');
      assert.deepEqual(await textsOf(page, ticketId), ['beginning']);
    });

    journey('keep what waits for its owner when the session ends without signing out', async (visited) => {
      const { context, page, ticketId } = visited;
      const release = await holdMessages(context);
      await write(page, 'for greta alone');
      await context.clearCookies();
      await signIn(page, SITE, 'jonas');
      await page.goto('/company/chat.html');
      await until(() => page.evaluate(() => window.cabinet?.session.status === 'signed-in'), 'jonas');
      await release();
      const ofJonas = await page.evaluate(async () => (await window.cabinet?.outbox())?.entries().length);
      assert.equal(ofJonas, 0);
      assert.equal(await page.getByText('for greta alone').count(), 0);
      await context.clearCookies();
      await signIn(page, SITE, 'greta');
      assert.deepEqual(await textsOf(page, ticketId), ['beginning'], 'jonas has sent nothing');
      await openChat(page, ticketId);
      await arrived(page, ticketId, 'for greta alone');
      await once(page, 'for greta alone');
    });
  });

  journey('after a reload without an answer what waits is there, takes more, and goes once', async (visited) => {
    const { context, page, ticketId } = visited;
    const cut = () => context.route('**/api/**', (route) => route.abort('internetdisconnected'));
    await cut();
    await write(page, 'before the reload');
    await page.reload();
    await waiting(page).filter({ hasText: 'before the reload' }).waitFor();
    await write(page, 'after the reload');
    await page.reload();
    await until(async () => (await waiting(page).count()) === 2, 'both');
    await context.unroute('**/api/**');
    await page.evaluate(() => window.dispatchEvent(new Event('online')));
    await arrived(page, ticketId, 'after the reload');
    await once(page, 'after the reload');
    assert.deepEqual(await textsOf(page, ticketId), ['beginning', 'before the reload', 'after the reload']);
  });

  journey('a full disk is told of, and nothing is lost while the page is open', async (visited) => {
    const { context, page, ticketId } = visited;
    const session = await context.newCDPSession(page);
    await session.send('Storage.overrideQuotaForOrigin', { origin: network.origin, quotaSize: 1 });
    await context.route('**/api/**', (route) => route.abort('connectionreset'));
    await write(page, 'no room for this');
    await page.getByText('There is no room to keep it on this device').waitFor();
    await context.unroute('**/api/**');
    await arrived(page, ticketId, 'no room for this');
    await once(page, 'no room for this');
    await session.send('Storage.overrideQuotaForOrigin', { origin: network.origin });
  });

  journey('where the browser refuses a database and storage, that is told, and it is sent', async (visited) => {
    const { context, ticketId, openTab } = visited;
    await context.addInitScript(() => {
      const refuse = (): never => {
        throw new DOMException('denied', 'SecurityError');
      };
      for (const name of ['indexedDB', 'localStorage', 'sessionStorage']) {
        Object.defineProperty(window, name, { get: refuse });
      }
    });
    const tab = await openTab();
    await context.route('**/tickets/*/messages', (route) =>
      route.request().method() === 'POST' ? route.abort('connectionreset') : route.fallback(),
    );
    await write(tab, 'in a private window');
    await tab.getByText('There is no room to keep it on this device').waitFor();
    await context.unroute('**/tickets/*/messages');
    await arrived(tab, ticketId, 'in a private window');
    await once(tab, 'in a private window');
  });
});
