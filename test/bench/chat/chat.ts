import { existsSync } from 'node:fs';
import { bundle, serveSite } from '../browser/site.ts';
import { difference, launch, openTab } from '../browser/tab.ts';
import { comparison, format, mediansOf, type Medians, type Report, type Settings } from '../report.ts';
import type {} from './contestant.ts';

const HISTORY = 10_000;
const PER_SECOND = 50;
/** Milliseconds in which everything that a conversation loads behind its first messages has come. */
const SETTLING = 500;

const page = (script: string) => `<!doctype html><html lang="en"><meta charset="utf-8"><title>Chat</title>
  <link rel="icon" href="data:,">
  <style>body { margin: 0; width: 980px } cabinet-ticket-chat { --cabinet-chat-height: 600px }</style>
  ${script}</html>`;
const contestants = ['empty', 'hand', 'hand-lit', 'opened', 'ours'];

/** A long conversation opened at its end, and many messages that come, beside conversations made by hand. */
export async function chat({ full }: Settings): Promise<Report> {
  if (!existsSync('dist/cdn/manifest.json'))
    throw new Error('There is no build to measure. Run `npm run build` first.');
  const scripts = await Promise.all(
    contestants.map(async (name) => [`/${name}.js`, await bundle(`../chat/${name}.ts`)] as const),
  );
  const pages = contestants.map((name) => {
    const cabinet = ['opened', 'ours'].includes(name) ? '<script type="module" src="/cdn/cabinet.js"></script>' : '';
    return [`/${name}/`, page(`${cabinet}<script type="module" src="/${name}.js"></script>`)] as const;
  });
  const site = await serveSite({
    files: { '/blank/': page(''), ...Object.fromEntries([...scripts, ...pages]) },
    folders: { '/cdn/': 'dist/cdn' },
  });
  const flow = full ? 1_000 : 250;
  const rounds: Record<string, Medians[]> = Object.fromEntries(contestants.map((name) => [name, []]));
  try {
    for (let round = 0; round < (full ? 5 : 3); round++) {
      for (const [name, seen] of Object.entries(rounds)) seen.push(await measure(name, site.origin, flow));
    }
  } finally {
    await site.close();
  }
  const medians = Object.fromEntries(Object.entries(rounds).map(([name, seen]) => [name, mediansOf(seen)]));
  return {
    tables: ['hand-lit', 'hand'].flatMap((baseline) =>
      ['opened', 'ours'].map((contestant) =>
        comparison(`${format(HISTORY)} messages, ${contestant} beside ${baseline}`, measurements, medians, {
          contestant,
          baseline,
        }),
      ),
    ),
    notes: [
      `Main thread: its own processor time. ${format(flow)} messages at ${PER_SECOND} a second; all keep 400 and open with 50; ours draws first what fills the window.`,
      'opened: in our widget, whose list is there already; ours: from nothing, with client, session and list. Both ask a backend in memory.',
      'Those made by hand have no list beside them, no backend, days, states, unread mark, quotes, files, keyboard or writing.',
    ],
    failures: [],
  };
}

const measurements = [
  { key: 'openCpu', label: 'open, main thread ms', digits: 1, lessEmpty: true },
  { key: 'settledCpu', label: `… and the ${SETTLING} ms after`, digits: 1, lessEmpty: true },
  { key: 'open', label: 'open, ms' },
  { key: 'nodes', label: 'DOM nodes' },
  { key: 'heap', label: 'heap over the data, MB', digits: 1 },
  { key: 'messageCpu', label: 'a message, main thread ms', digits: 2, lessEmpty: true },
  { key: 'messageLayout', label: '… of it layout and style, ms', digits: 2 },
  { key: 'over17', label: 'frames over 16.7 ms, %', digits: 1 },
  { key: 'over50', label: 'frames over 50 ms' },
  { key: 'last', label: 'last message on the screen after, ms' },
];

async function measure(name: string, origin: string, flow: number): Promise<Medians> {
  const browser = await launch();
  const { page: view, counters, tidyCounters, faults } = await openTab(browser, origin);
  try {
    await view.goto(`${origin}/${name}/`);
    await view.waitForFunction(() => window.chat !== undefined);
    await view.evaluate((count) => window.chat?.prepare(count), HISTORY);
    const before = await tidyCounters();
    const open = (await view.evaluate(() => window.chat?.mount())) ?? NaN;
    const opened = difference(before, await counters());
    if (open < 0) throw new Error(`${name} never showed the last message. ${faults.join(' ')}`);
    await view.waitForTimeout(SETTLING);
    const afterwards = difference(before, await counters());
    const settled = await tidyCounters();
    const start = await counters();
    const { gaps, shown } = (await view.evaluate((given) => window.chat?.flow(...given), [
      flow,
      PER_SECOND,
    ] as const)) ?? {
      gaps: [],
      shown: NaN,
    };
    const spent = difference(start, await counters());
    if (shown < 0) throw new Error(`${name} never showed the last message that came. ${faults.join(' ')}`);
    if (faults.length > 0) throw new Error(`${name}: ${faults.join('\n')}`);
    return {
      open,
      openCpu: opened.cpu,
      settledCpu: afterwards.cpu,
      nodes: settled.nodes,
      heap: settled.heap - before.heap,
      messageCpu: spent.cpu / flow,
      messageLayout: spent.layout / flow,
      // A little more than a frame, because frames do not come to the microsecond.
      over17: (gaps.filter((gap) => gap > 18).length / gaps.length) * 100,
      over50: gaps.filter((gap) => gap > 50).length,
      last: shown,
    };
  } finally {
    await browser.close();
  }
}
