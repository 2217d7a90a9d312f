import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, describe, test } from 'node:test';
import { build } from 'esbuild';
import type { Browser, Page } from 'playwright-core';
import { listen, serveFile } from '../helpers/static-server.ts';
import { until } from '../helpers/until.ts';
import { launch } from './helpers/browser.ts';
import type {} from './hostile/page.ts';

/** The policy that the README says is enough. */
const policy = /default-src 'none';[\s\S]*?trusted-types [^\n]*/
  .exec(readFileSync('README.md', 'utf8'))?.[0]
  .replace(/\s+/g, ' ');

interface Watched {
  page: Page;
  /** What ran, what the policy stopped, what was asked for elsewhere, and errors of the page. */
  alarms: string[];
}

describe('hostile content in the chat', () => {
  let browser: Browser;
  let site: Awaited<ReturnType<typeof listen>>;
  before(async () => {
    const { outputFiles } = await build({
      entryPoints: [new URL('hostile/page.ts', import.meta.url).pathname],
      bundle: true,
      format: 'esm',
      target: 'es2022',
      tsconfig: 'tsconfig.json',
      write: false,
    });
    const script = outputFiles[0]?.text ?? '';
    const html =
      '<!doctype html><html lang="en"><meta charset="utf-8"><title>Chat</title><script type="module" src="/cabinet.js"></script><script type="module" src="/page.js"></script><body></body></html>';
    [browser, site] = await Promise.all([
      launch(),
      listen((request, response) => {
        const { url = '/' } = request;
        if (url === '/page.js')
          return response.writeHead(200, { 'content-type': 'text/javascript; charset=utf-8' }).end(script);
        if (url === '/strict/' || url === '/open/') {
          const strict = url === '/strict/' ? { 'content-security-policy': policy } : {};
          return response.writeHead(200, { 'content-type': 'text/html; charset=utf-8', ...strict }).end(html);
        }
        if (!serveFile('dist/cdn', request, response)) response.writeHead(404).end();
      }),
    ]);
  });
  after(async () => {
    await browser?.close();
    await site?.close();
  });

  async function watched(path: '/strict/' | '/open/', run: (watched: Watched) => Promise<void>): Promise<void> {
    // As high as the longest list, so that all of its rows are drawn.
    const page = await browser.newPage({ viewport: { width: 1280, height: 3000 }, timezoneId: 'Europe/Berlin' });
    const alarms: string[] = [];
    await page.exposeFunction('alarm', (text: string) => void alarms.push(text));
    await page.addInitScript(() => {
      const { alarm } = window as unknown as { alarm: (text: string) => void };
      for (const name of ['alert', 'confirm', 'prompt', 'print', 'open'] as const) {
        Object.defineProperty(window, name, { value: (text: unknown) => alarm(`ran: ${name}(${String(text)})`) });
      }
      document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI, sample }) =>
        alarm(`policy: ${violatedDirective} ${blockedURI} ${sample}`),
      );
    });
    page.on('pageerror', (error) => alarms.push(`error: ${error.message}`));
    page.on('request', (request) => {
      const known = /^\/(strict\/|open\/|page\.js|cabinet\.js|favicon\.ico|chunks\/[\w-]+\.js)$/;
      const { origin, pathname, protocol } = new URL(request.url());
      if (protocol === 'blob:' || (origin === site.origin && known.test(pathname))) return;
      alarms.push(`request: ${request.url()}`);
    });
    page.on('framenavigated', (frame) => {
      if (frame.url() !== `${site.origin}${path}`) alarms.push(`navigated: ${frame.url()}`);
    });
    try {
      await page.goto(`${site.origin}${path}`);
      await page.waitForFunction(() => window.hostile !== undefined);
      await run({ page, alarms });
    } finally {
      await page.close();
    }
  }

  for (const path of ['/strict/', '/open/'] as const) {
    const name = path === '/strict/' ? "under the README's policy" : 'without any policy';
    test(`nothing runs, loads or is changed, ${name}; a careless cell is noticed`, () =>
      watched(path, async ({ page, alarms }) => {
        assert.ok((await page.evaluate(() => window.hostile?.count ?? 0)) > 600);
        const which = path === '/strict/' ? ('all' as const) : ('payloads' as const);
        assert.deepEqual(await page.evaluate((given) => window.hostile?.show(given), which), []);
        await page.evaluate(
          () => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))),
        );
        assert.equal(alarms.join('\n'), '');

        await page.evaluate(() => window.hostile?.plant());
        const noticed = path === '/strict/' ? ['policy'] : ['ran', 'request'];
        const kinds = () => [...new Set(alarms.map((alarm) => alarm.split(':')[0] ?? ''))].toSorted();
        await until(() => kinds().length === noticed.length, 'the alarms');
        assert.deepEqual(kinds(), noticed);
        const seen = await page.evaluate(() => window.hostile?.active() ?? []);
        assert.equal(seen.length > 0, path === '/open/');
      }));
  }

  test('characters that turn, hide or stack others move nothing beside them, and hide no ending of a file', () =>
    watched('/strict/', async ({ page, alarms }) => {
      assert.deepEqual(await page.evaluate(() => window.hostile?.layout()), []);
      assert.deepEqual(alarms, []);
    }));
});
