import { existsSync } from 'node:fs';
import type { Browser, Page } from 'playwright-core';
import { answerTo } from '../../size/backend.ts';
import { bundle, serveSite, type Site } from '../browser/site.ts';
import { difference, launch, openTab } from '../browser/tab.ts';
import {
  format,
  mediansOf,
  timesOurs,
  type Measurement,
  type Medians,
  type Report,
  type Settings,
  type Table,
} from '../report.ts';
import { contestants, type Contestant } from './contestants.ts';
import { longestTask } from './longest-task.ts';
import { foxyAnswer, n8nAnswer } from './peer-answers.ts';
import { installPeers } from '../peers/peers.ts';

/** A middling phone in a middling network. */
const PHONE = { slower: 4, latency: 150, bytesPerSecond: 1_638_400 / 8 };
/** Milliseconds in which whatever moves after the first rows has moved. */
const SETTLING = 700;
/** Milliseconds after which a contestant has not come. */
const PATIENCE = 60_000;
/** Milliseconds of a task from which on people feel that the page does not answer (W3C Long Tasks). */
const LONG = 50;

const measurements: readonly (Measurement & { ratio?: boolean })[] = [
  { key: 'kilobytes', label: 'kB (brotli)', digits: 1, ratio: true },
  { key: 'requests', label: 'requests', ratio: true },
  { key: 'script', label: 'script ms', digits: 1, ratio: true, lessEmpty: true },
  { key: 'cpu', label: 'main thread ms', ratio: true, lessEmpty: true },
  { key: 'shown', label: 'shown after ms', ratio: true },
  { key: 'heap', label: 'heap MB', digits: 1, ratio: true, lessEmpty: true },
  { key: 'phoneShown', label: 'phone: shown after ms', ratio: true },
  { key: 'phoneScript', label: 'phone: script ms', ratio: true, lessEmpty: true },
  { key: 'longest', label: 'phone: longest task ms' },
  { key: 'shift', label: 'phone: layout shift', digits: 3 },
];

const pageOf = ({ markup }: Contestant) => `<!doctype html><html lang="en"><meta charset="utf-8"><title>Shop</title>
  <meta name="viewport" content="width=device-width"><link rel="icon" href="data:,">
  <body><h1>Your account</h1>${markup}<p>What stands below.</p></body></html>`;

/** From a script tag to what it is for: ours beside a floor and beside what a site owner would take instead. */
export async function load({ full }: Settings): Promise<Report> {
  if (!existsSync('dist/cdn/manifest.json'))
    throw new Error('There is no build to measure. Run `npm run build` first.');
  const { folders, notes } = installPeers();
  const present = contestants.filter(({ peer }) => peer === undefined || folders[peer] !== undefined);
  let served: number[] = [];
  const site = await serveSite({
    files: {
      '/blank/': '<!doctype html><title>Blank</title><link rel="icon" href="data:,">',
      '/floor.js': await bundle('../load/floor.ts'),
      ...Object.fromEntries(present.map((contestant) => [`/${contestant.name}/`, pageOf(contestant)])),
    },
    folders: {
      '/cdn/': 'dist/cdn',
      ...Object.fromEntries(Object.entries(folders).map(([name, folder]) => [`/peer/${name}/`, folder])),
    },
    json: async (url) => {
      if (url.pathname.startsWith('/foxy/')) return foxyAnswer(url);
      return url.pathname === '/n8n' ? n8nAnswer() : answerTo(url);
    },
    sent: (_path, bytes) => served.push(bytes),
  });
  const rounds = new Map<string, Medians[]>(present.map(({ name }) => [name, []]));
  const absent = new Set<string>();
  const browser = await launch();
  try {
    // The first round only fills the server's store of compressed files.
    for (let round = -1; round < (full ? 7 : 3); round++) {
      for (const contestant of present.filter(({ name }) => !absent.has(name))) {
        served = [];
        const desk = await visit(browser, site, contestant);
        if (desk === undefined) {
          absent.add(contestant.name);
          notes.push(`${contestant.name} never showed what it is for.`);
          continue;
        }
        if (round < 0) continue;
        const transferred = {
          kilobytes: served.reduce((sum, bytes) => sum + bytes, 0) / 1000,
          requests: served.length,
        };
        const phone = await visitByPhone(browser, site, contestant);
        rounds.get(contestant.name)?.push({ ...desk, ...transferred, ...phone });
      }
    }
  } finally {
    await browser.close();
    await site.close();
  }
  const medians = Object.fromEntries(
    [...rounds].filter(([name]) => !absent.has(name)).map(([name, seen]) => [name, mediansOf(seen)]),
  );
  return {
    tables: [
      absolute(medians),
      timesOurs(
        'Times ours',
        measurements.filter(({ ratio }) => ratio),
        medians,
      ),
    ],
    notes: [
      ...present.map(({ name, what }) => `${name}: ${what}.`),
      `Phone: processor ${PHONE.slower} × slower, ${PHONE.latency} ms there and back, 1.6 Mbit/s. Script and main thread: the thread's own time; "shown" is by the clock.`,
      `Longest task: the thread's own time with the slowed processor; people feel ${LONG} ms. Layout shift: CLS, good at most 0.1, and 0 is what we promise.`,
      ...notes,
    ],
    failures: [],
  };
}

/** @returns what it took; undefined if the contestant never came */
async function visit(browser: Browser, site: Site, contestant: Contestant): Promise<Medians | undefined> {
  const tab = await openTab(browser, site.origin);
  try {
    const before = await tab.counters();
    const shown = await open(tab.page, site, contestant);
    const { cpu, script } = difference(before, await tab.counters());
    if (shown < 0) return undefined;
    await tab.page.waitForTimeout(SETTLING);
    const { heap } = await tab.tidyCounters();
    return { shown, cpu, script, heap };
  } finally {
    await tab.close();
  }
}

async function visitByPhone(browser: Browser, site: Site, contestant: Contestant): Promise<Medians> {
  const tab = await openTab(browser, site.origin);
  try {
    const { page } = tab;
    await page.setViewportSize({ width: 412, height: 823 });
    await page.addInitScript(watchShifts);
    const session = await page.context().newCDPSession(page);
    await session.send('Network.emulateNetworkConditions', {
      offline: false,
      latency: PHONE.latency,
      downloadThroughput: PHONE.bytesPerSecond,
      uploadThroughput: PHONE.bytesPerSecond,
    });
    await session.send('Emulation.setCPUThrottlingRate', { rate: PHONE.slower });
    const before = await tab.counters();
    await browser.startTracing(page, { categories: ['disabled-by-default-devtools.timeline'] });
    const phoneShown = await open(page, site, contestant);
    const { script } = difference(before, await tab.counters());
    await page.waitForTimeout(SETTLING);
    const longest = longestTask(await browser.stopTracing());
    const shift = await page.evaluate(() => (window as unknown as { shifted: number }).shifted);
    return { phoneShown: phoneShown < 0 ? NaN : phoneShown, phoneScript: script, longest, shift };
  } finally {
    await tab.close();
  }
}

/** Milliseconds from the navigation until what the contestant is for stands on the screen; -1 if it never does. */
async function open(page: Page, { origin }: Site, { name, ready, count }: Contestant): Promise<number> {
  await page.goto(`${origin}/${name}/`, { waitUntil: 'commit' });
  return page.evaluate(waitFor, { ready, count, patience: PATIENCE });
}

/** Runs in the page, looks every second frame. */
function waitFor({ ready, count, patience }: { ready: string; count: number; patience: number }): Promise<number> {
  const found = (root: ParentNode): number => {
    let sum = root.querySelectorAll(ready).length;
    for (const { shadowRoot } of root.querySelectorAll('*')) if (shadowRoot) sum += found(shadowRoot);
    return sum;
  };
  return new Promise((resolve) => {
    let odd = false;
    const look = () => {
      odd = !odd;
      if (odd && found(document) >= count) {
        // The next frame begins once this one is painted.
        requestAnimationFrame((now) => resolve(now));
      } else if (performance.now() > patience) resolve(-1);
      else requestAnimationFrame(look);
    };
    look();
  });
}

/** Runs in the page before all else: sums what moved without anybody's doing. */
function watchShifts(): void {
  const page = window as unknown as { shifted: number };
  page.shifted = 0;
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries() as (PerformanceEntry & { value: number; hadRecentInput: boolean })[])
      if (!entry.hadRecentInput) page.shifted += entry.value;
  }).observe({ type: 'layout-shift', buffered: true });
}

function absolute(medians: Readonly<Record<string, Medians>>): Table {
  return {
    title: 'From a script tag to what it is for',
    columns: ['', ...Object.keys(medians)],
    rows: measurements.map(({ key, label, digits }) => [
      label,
      ...Object.values(medians).map((median) => format(median[key], digits)),
    ]),
    values: medians,
  };
}
