import { existsSync } from 'node:fs';
import type { OrderFilter } from '../../../src/contract/orders/list.ts';
import { bundle, bundlePeer, serveSite } from '../browser/site.ts';
import { difference, launch, openTab, type Tab } from '../browser/tab.ts';
import { installPeers } from '../peers/peers.ts';
import { comparison, format, mediansOf, timesOurs, type Medians, type Report, type Settings } from '../report.ts';
import type {} from './contestant.ts';
import { PAGE } from './orders.ts';

const FRAMES = 180;
const PIXELS = 400;
/** Height of a row, near enough to count rows by. */
const ROW = 62;
/** Rows to scroll through before memory is looked at again. */
const FAR = 5000;

/** Milliseconds in which everything that a list loads behind its first rows has come. */
const SETTLING = 500;

const questions: Record<string, OrderFilter> = {
  filter: { status: ['on_hold'] },
  sort: { sort: '-total' },
  search: { search: 'T-0004711' },
};

const page = (script: string) => `<!doctype html><html lang="en"><meta charset="utf-8"><title>List</title>
  <link rel="icon" href="data:,">
  <style>body { margin: 0; width: 980px } cabinet-order-history { --cabinet-list-max-height: 560px }</style>
  ${script}</html>`;

interface Contestant {
  name: string;
  what: string;
  /** What its page loads before its own script. */
  head?: string;
  peer?: string;
}

const script = (source: string) => `<script type="module" src="${source}"></script>`;

const contestants: readonly Contestant[] = [
  { name: 'empty', what: 'a page that is looked at and scrolled, with one line of text' },
  { name: 'hand-lit', what: 'the same rows by hand, without toolbar, session, validation, keyboard or second layout' },
  { name: 'ours', what: '<cabinet-order-history>', head: script('/cdn/cabinet.js') },
  { name: 'vaadin', what: 'Vaadin’s grid', head: script('/vaadin-grid.js'), peer: '@vaadin/grid' },
  {
    name: 'ag-grid',
    what: 'AG Grid, community edition',
    head: '<script src="/peer/ag-grid-community/dist/ag-grid-community.min.js"></script>',
    peer: 'ag-grid-community',
  },
  {
    name: 'tabulator',
    what: 'Tabulator',
    head: `<link rel="stylesheet" href="/peer/tabulator-tables/dist/css/tabulator.min.css">
      <script src="/peer/tabulator-tables/dist/js/tabulator.min.js"></script>`,
    peer: 'tabulator-tables',
  },
];

/** Many orders behind our list beside a window made by hand that shows the same rows, and beside grids from npm; all load them page by page. */
export async function list({ full }: Settings): Promise<Report> {
  if (!existsSync('dist/cdn/manifest.json'))
    throw new Error('There is no build to measure. Run `npm run build` first.');
  const { folders, notes } = installPeers();
  const present = contestants.filter(({ peer }) => peer === undefined || folders[peer] !== undefined);
  const pages = present.map(({ name, head = '' }) => [`/${name}/`, page(head + script(`/${name}.js`))] as const);
  const scripts = await Promise.all(
    present.map(async ({ name }) => [`/${name}.js`, await bundle(`../list/${name}.ts`)] as const),
  );
  const vaadin = folders['@vaadin/grid'];
  const site = await serveSite({
    files: {
      '/blank/': page(''),
      ...Object.fromEntries([...pages, ...scripts]),
      ...(vaadin === undefined ? {} : { '/vaadin-grid.js': await bundlePeer(vaadin, 'vaadin-grid.js') }),
    },
    folders: {
      '/cdn/': 'dist/cdn',
      ...Object.fromEntries(Object.entries(folders).map(([name, folder]) => [`/peer/${name}/`, folder])),
    },
  });
  const count = full ? 100_000 : 20_000;
  const rounds = new Map<string, Medians[]>(present.map(({ name }) => [name, []]));
  try {
    for (let round = 0; round < (full ? 7 : 3); round++) {
      for (const { name, peer } of present) {
        const seen = rounds.get(name);
        // Each page with a peer takes long enough to be measured once or twice.
        if (!seen || (peer !== undefined && round > (full ? 2 : 0))) continue;
        try {
          seen.push(await measure(name, site.origin, count));
        } catch (error) {
          if (peer === undefined) throw error;
          notes.push(`${name}: ${error instanceof Error ? error.message : String(error)}`);
        }
      }
    }
  } finally {
    await site.close();
  }
  const medians = Object.fromEntries([...rounds].map(([name, seen]) => [name, mediansOf(seen)]));
  const title = `${format(count)} orders`;
  return {
    tables: [
      comparison(title, measurements, medians, { contestant: 'ours', baseline: 'hand-lit' }),
      timesOurs(`${title}, times ours`, measurements, medians),
    ],
    notes: [
      ...present.map(({ name, what }) => `${name}: ${what}.`),
      `Main thread: its own processor time. Scrolling: ${FRAMES} frames of ${PIXELS} px. All load ${PAGE} rows at a time as they go.`,
      'First rows: of a list that is put on a page whose cabinet runs already; all have their formatters of dates and money then.',
      'Blank: frames in which no order stood in the middle of the list.',
      ...notes,
    ],
    failures: [],
  };
}

const measurements = [
  { key: 'mountCpu', label: 'first rows, main thread ms', digits: 1, lessEmpty: true },
  { key: 'mount', label: 'first rows, ms' },
  { key: 'nodes', label: 'DOM nodes' },
  { key: 'heap', label: 'heap over the data, MB', digits: 1 },
  { key: 'scrollCpu', label: 'scrolling, main thread ms a frame', digits: 2, lessEmpty: true },
  { key: 'over17', label: `frames over 16.7 ms of ${FRAMES}` },
  { key: 'over50', label: `frames over 50 ms of ${FRAMES}` },
  { key: 'blank', label: `blank frames of ${FRAMES}` },
  { key: 'rows', label: 'rows scrolled through' },
  { key: 'farHeap', label: `heap over the data after ${format(FAR)} rows, MB`, digits: 1 },
  { key: 'farNodes', label: `DOM nodes after ${format(FAR)} rows` },
  ...Object.keys(questions).flatMap((name) => [
    { key: `${name}Cpu`, label: `${name}, main thread ms`, digits: 1 },
    { key: name, label: `${name}, ms` },
  ]),
];

async function measure(name: string, origin: string, count: number): Promise<Medians> {
  const browser = await launch();
  const tab = await openTab(browser, origin);
  try {
    const { page: view } = tab;
    await view.goto(`${origin}/${name}/`);
    await view.waitForFunction(() => window.bench !== undefined);
    await view.evaluate((given) => window.bench?.prepare(given), count);
    const before = await tab.tidyCounters();
    const found: Medians = {};
    const timed = async (key: string, work: () => Promise<number | undefined>) => {
      const start = await tab.counters();
      found[key] = (await work()) ?? NaN;
      found[`${key}Cpu`] = difference(start, await tab.counters()).cpu;
      if (found[key] < 0) throw new Error(`${name}: ${key} never showed the right row. ${tab.faults.join(' ')}`);
    };
    await timed('mount', () => view.evaluate(() => window.bench?.mount()));
    if (name === 'empty') return { ...found, ...(await scrolling(tab)) };
    await view.waitForTimeout(SETTLING);
    const mounted = await tab.tidyCounters();
    Object.assign(found, { heap: mounted.heap - before.heap, nodes: mounted.nodes }, await scrolling(tab));
    for (let rows = found['rows'] ?? 0; rows < FAR;) {
      const { reached } = await scroll(tab, 20, PIXELS);
      if (reached / ROW <= rows) break;
      rows = reached / ROW;
    }
    await view.waitForTimeout(SETTLING);
    const far = await tab.tidyCounters();
    Object.assign(found, { farHeap: far.heap - before.heap, farNodes: far.nodes });
    await view.evaluate(() => window.bench?.toTop());
    for (const [key, filter] of Object.entries(questions)) {
      await timed(key, () => view.evaluate((wanted) => window.bench?.narrow(wanted), filter));
      await view.evaluate(() => window.bench?.narrow({}));
    }
    if (tab.faults.length > 0) throw new Error(`${name}: ${tab.faults.join('\n')}`);
    return found;
  } finally {
    await browser.close();
  }
}

async function scroll({ page: view }: Tab, frames: number, pixels: number) {
  const seen = await view.evaluate((given) => window.bench?.scroll(...given), [frames, pixels] as const);
  return seen ?? { gaps: [], blank: 0, reached: 0 };
}

async function scrolling(tab: Tab): Promise<Medians> {
  const start = await tab.counters();
  const { gaps, blank, reached } = await scroll(tab, FRAMES, PIXELS);
  const { cpu } = difference(start, await tab.counters());
  return {
    scrollCpu: cpu / FRAMES,
    // A little more than a frame, because frames do not come to the microsecond.
    over17: gaps.filter((gap) => gap > 18).length,
    over50: gaps.filter((gap) => gap > 50).length,
    blank,
    rows: reached / ROW,
  };
}
