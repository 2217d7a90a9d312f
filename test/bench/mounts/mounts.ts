import { existsSync } from 'node:fs';
import type { CDPSession } from 'playwright-core';
import { answerTo } from '../../size/backend.ts';
import { bundle, serveSite } from '../browser/site.ts';
import { difference, launch, openTab } from '../browser/tab.ts';
import { installPeers } from '../peers/peers.ts';
import { format, type Medians, type Report, type Settings } from '../report.ts';
import type {} from './in-page.ts';

interface Contestant {
  what: string;
  head: string;
  /** What it shows when it is there. */
  shown: string;
  tag: string;
  peer?: string;
}

const script = (source: string) => `<script type="module" src="${source}"></script>`;
const ours = (name: string, shown: string): Contestant => ({
  tag: `cabinet-${name}`,
  what: `<cabinet-${name}> over a backend in memory`,
  head: script('/cdn/cabinet.js'),
  shown,
});

const contestants: Readonly<Record<string, Contestant>> = {
  floor: {
    tag: 'floor-provider',
    what: 'lit + @lit/context + ky + zod/mini, a list of 20 orders made by hand',
    head: script('/floor.js'),
    shown: 'tr[data-index]',
  },
  orders: ours('order-history', '[data-index] [data-act]'),
  invoices: ours('invoice-list', '[data-index] [data-act]'),
  chat: ours('ticket-chat', '[data-index]'),
  profile: ours('profile-settings', 'nav button'),
  app: ours('app', 'nav a'),
  'deep-chat': {
    tag: 'deep-chat',
    what: 'a chat with 20 messages',
    head: script('/peer/deep-chat/dist/deepChat.bundle.js'),
    shown: '.message-bubble',
    peer: 'deep-chat',
  },
};

/** Mounts before anything is counted: what is loaded and kept once. */
const WARM = 20;

/** What is left behind by elements that come and go. */
export async function mounts({ full }: Settings): Promise<Report> {
  if (!existsSync('dist/cdn/manifest.json'))
    throw new Error('There is no build to measure. Run `npm run build` first.');
  const times = full ? 1000 : 100;
  const { folders, notes } = installPeers();
  const present = Object.entries(contestants).filter(([, { peer }]) => peer === undefined || folders[peer]);
  const page = (head: string) =>
    `<!doctype html><html lang="en"><meta charset="utf-8"><title>Mounts</title><link rel="icon" href="data:,">${head}${script('/in-page.js')}</html>`;
  const site = await serveSite({
    files: {
      '/blank/': '<!doctype html><title>Blank</title><link rel="icon" href="data:,">',
      '/in-page.js': await bundle('../mounts/in-page.ts'),
      '/floor.js': await bundle('../load/floor.ts'),
      ...Object.fromEntries(present.map(([name, { head }]) => [`/${name}/`, page(head)])),
    },
    folders: {
      '/cdn/': 'dist/cdn',
      ...Object.fromEntries(Object.entries(folders).map(([name, folder]) => [`/peer/${name}/`, folder])),
    },
    json: answerTo,
  });
  const found: Record<string, Medians> = {};
  const browser = await launch();
  try {
    for (const [name, { tag, shown }] of present) {
      const tab = await openTab(browser, site.origin);
      const session = await tab.page.context().newCDPSession(tab.page);
      await tab.page.goto(`${site.origin}/${name}/`);
      await tab.page.waitForFunction(() => window.mounts !== undefined);
      const mount = (count: number) =>
        tab.page.evaluate((given) => window.mounts?.mount(...given), [tag, shown, count] as const);
      await mount(WARM);
      const before = { ...(await tab.tidyCounters()), ...(await held(session)) };
      await mount(times);
      const busy = difference(before, await tab.counters());
      await tab.page.evaluate(() => new Promise((resolve) => setTimeout(() => requestIdleCallback(resolve), 500)));
      const after = { ...(await tab.tidyCounters()), ...(await held(session)) };
      found[name] = {
        cpu: busy.cpu / times,
        heap: ((after.heap - before.heap) * 1024) / times,
        nodes: after.nodes - before.nodes,
        listeners: after.listeners - before.listeners,
      };
      await tab.close();
    }
  } finally {
    await browser.close();
    await site.close();
  }
  const names = Object.keys(found);
  const rows = [
    { key: 'cpu', label: 'a mount, main thread ms', digits: 1 },
    { key: 'heap', label: 'heap left by each, kB', digits: 2 },
    { key: 'nodes', label: `DOM nodes left by ${format(times)}`, digits: 0 },
    { key: 'listeners', label: `listeners left by ${format(times)}`, digits: 0 },
  ];
  return {
    tables: [
      {
        title: `Put on a page and taken away ${format(times)} times`,
        columns: ['', ...names],
        rows: rows.map(({ key, label, digits }) => [label, ...names.map((name) => format(found[name]?.[key], digits))]),
        values: found,
      },
    ],
    notes: [...present.map(([name, { what }]) => `${name}: ${what}.`), ...notes],
    failures: [],
  };
}

/** What the browser holds on to in this page. */
async function held(session: CDPSession): Promise<{ nodes: number; listeners: number }> {
  const { nodes, jsEventListeners: listeners } = await session.send('Memory.getDOMCounters');
  return { nodes, listeners };
}
