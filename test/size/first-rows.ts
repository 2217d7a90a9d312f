import { chromium } from 'playwright-core';
import { chromiumArguments, headlessPath } from '../../.ci/chromium.mjs';
import { listen, serveFile } from '../helpers/static-server.ts';
import { answer, newestOrderNumber } from './backend.ts';
import { folder, manifest } from './build.ts';

/** Milliseconds after which a response that waits for the right shape is sent all the same. */
const patience = 5_000;

const page = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <title>A page of the company</title>
    <link rel="icon" href="data:," />
    <script type="module" src="/cdn/${manifest.loader}" data-backend="/api"></script>
  </head>
  <body>
    <h1>Your orders</h1>
    <cabinet-order-history></cabinet-order-history>
  </body>
</html>`;

/** A promise and the function that fulfils it. */
function gate(): { opened: Promise<void>; open: () => void; isOpen: () => boolean } {
  let open = (): void => {};
  let done = false;
  const opened = new Promise<void>((resolve) => {
    open = () => {
      done = true;
      resolve();
    };
  });
  return { opened, open: () => open(), isOpen: () => done };
}

const orPatience = (promise: Promise<void>) =>
  Promise.race([promise, new Promise<void>((resolve) => setTimeout(resolve, patience).unref())]);

/** All text below the document, shadow roots included: runs in the page. */
function hasText(wanted: string): boolean {
  const search = (root: Document | ShadowRoot): boolean =>
    [...root.querySelectorAll('*')].some(
      (element) =>
        (element.shadowRoot ? search(element.shadowRoot) : false) ||
        (element.children.length === 0 && (element.textContent ?? '').includes(wanted)) ||
        [...element.childNodes].some(
          (node) => node.nodeType === Node.TEXT_NODE && (node.textContent ?? '').includes(wanted),
        ),
    );
  return search(document);
}

export interface FirstRows {
  /** Scripts fetched until the rows stood there, in order. */
  files: string[];
  /** What is wrong with the order of loading; empty if nothing. */
  problems: string[];
}

/**
 * Loads a page with the script tag and the order history, and tells what it took to its first rows.
 *
 * It proves the shape of loading without a clock: no file of the widget is sent before all of them **and** the first data
 * were asked for, and no data before all those files are out. A page in which one waits for another stands still then.
 * Files that no preload names are held back until the rows are there, so that only those count without which there are none.
 */
export async function firstRows(): Promise<FirstRows> {
  const needed = new Set(manifest.tags['cabinet-order-history']);
  const asked = new Set<string>();
  const sent = new Set<string>();
  const [allAsked, dataAsked, allSent, rowsShown] = [gate(), gate(), gate(), gate()];
  const files: string[] = [];

  const server = await listen((request, response) => {
    const path = new URL(request.url ?? '/', 'http://localhost').pathname;
    void (async () => {
      if (path === '/') return response.writeHead(200, { 'content-type': 'text/html' }).end(page);
      if (path.startsWith('/cdn/')) {
        const file = path.slice('/cdn/'.length);
        if (needed.has(file)) {
          asked.add(file);
          if (asked.size === needed.size) allAsked.open();
          await orPatience(Promise.all([allAsked.opened, dataAsked.opened]).then(() => undefined));
          response.on('finish', () => {
            sent.add(file);
            if (sent.size === needed.size) allSent.open();
          });
        } else if (file !== manifest.loader) {
          await orPatience(rowsShown.opened);
        }
        if (!rowsShown.isOpen()) files.push(file);
        request.url = `/${file}`;
        if (!serveFile(folder, request, response)) response.writeHead(404).end();
        return;
      }
      if (path === '/api/orders') {
        dataAsked.open();
        await orPatience(allSent.opened);
      }
      if (!(await answer(request, response))) response.writeHead(404).end();
    })();
  });

  const browser = await chromium.launch({ executablePath: headlessPath(), args: chromiumArguments });
  try {
    const tab = await browser.newPage();
    const problems: string[] = [];
    tab.on('pageerror', (error) => problems.push(`an error on the page: ${error.message}`));
    const wanted = await newestOrderNumber();
    let shape: string[] = [];
    setTimeout(() => {
      shape = [
        ...(allAsked.isOpen()
          ? []
          : [`files wait for other files: only ${[...asked].join(', ') || 'none'} asked for at first`]),
        ...(dataAsked.isOpen() ? [] : ['the first data waits for the files: it should be asked for beside them']),
      ];
    }, patience - 500).unref();
    await tab.goto(server.origin);
    await tab
      .waitForFunction(hasText, wanted, { polling: 'raf', timeout: 3 * patience })
      .catch(() => problems.push(`no rows: order ${wanted} never appeared`));
    rowsShown.open();
    return { files, problems: [...problems, ...shape] };
  } finally {
    await browser.close();
    await server.close();
  }
}
