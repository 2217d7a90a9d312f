import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { request as ask } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromiumArguments, chromiumPath } from '../../.ci/chromium.mjs';
import { listen } from '../helpers/static-server.ts';
import { until } from '../helpers/until.ts';

/** What a page asked of the company before anybody looked at it, and since. */
export interface Prerendered {
  before: string[];
  since: string[];
}

const START = '/company/start.html';
const PAGE = '/company/page.html';
const DONE = '/company/prerendered';

/** Signs in, has the page rendered ahead, and goes there when told to. */
const start = `<!doctype html><html lang="en"><link rel="icon" href="data:,"><title>Company</title><script type="module">
  await fetch('/demo/nordwind/sign-in', { method: 'POST', body: new URLSearchParams({ login: 'cosima' }) });
  const rules = document.createElement('script');
  rules.type = 'speculationrules';
  rules.textContent = JSON.stringify({ prerender: [{ urls: ['${PAGE}'], eagerness: 'immediate' }] });
  document.head.append(rules);
  await fetch('/company/go');
  location.href = '${PAGE}';
</script>`;

/** Says when the widget has its rows, though nobody sees the page. */
const report = `<script type="module">
  const rows = () => document.querySelector('cabinet-order-history').shadowRoot?.querySelector('[data-index="0"]');
  while (!rows()) await new Promise((resolve) => setTimeout(resolve, 50));
  if (document.prerendering) await fetch('${DONE}');
</script>`;

/**
 * A page that the browser renders before the person goes there (`speculationrules`), until the widget stands, and then goes
 * there. The browser is one that nothing watches: those with a debugger at a page prerender nothing.
 *
 * @param document the page, with the script tag and the tags of the widgets
 * @param then what must have been asked for when everything is done
 */
export async function prerender(origin: string, document: string, then: readonly string[]): Promise<Prerendered> {
  const asked: Prerendered = { before: [], since: [] };
  let go = (): void => undefined;
  const ready = new Promise<void>((resolve) => (go = resolve));
  const site = await listen((request, response) => {
    const { url = '', method, headers } = request;
    if (url.startsWith('/api/'))
      asked[headers['sec-purpose']?.includes('prerender') ? 'before' : 'since'].push(`${method} ${url}`);
    const html = (body: string) => response.writeHead(200, { 'content-type': 'text/html' }).end(body);
    if (url === START) return html(start);
    if (url === PAGE) return html(document + report);
    if (url === DONE) go();
    if (url === DONE || url === '/company/go') return ready.then(() => response.end());
    const upstream = ask(origin + url, { method, headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    });
    upstream.on('error', () => response.destroy());
    response.on('close', () => upstream.destroy());
    request.pipe(upstream);
  });
  const profile = await mkdtemp(join(tmpdir(), 'cabinet-prerender-'));
  const own = ['--headless', '--remote-debugging-port=0', `--user-data-dir=${profile}`];
  const browser = spawn(chromiumPath(), [...chromiumArguments, ...own, site.origin + START], { stdio: 'ignore' });
  const ended = new Promise((resolve) => browser.once('exit', resolve));
  try {
    await until(
      () => then.every((each) => asked.since.includes(each)),
      `${then.join(', ')} of the page that was rendered ahead`,
    );
    return asked;
  } finally {
    browser.kill();
    await Promise.all([ended, site.close()]);
    await rm(profile, { recursive: true, force: true, maxRetries: 5 });
  }
}
