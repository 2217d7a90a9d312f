import { chromium, type Browser, type CDPSession, type Page } from 'playwright-core';
import { chromiumArguments, chromiumPath } from '../../../.ci/chromium.mjs';

export function launch(): Promise<Browser> {
  return chromium.launch({
    executablePath: chromiumPath(),
    args: [...chromiumArguments, '--disable-background-timer-throttling', '--disable-renderer-backgrounding'],
  });
}

/** A page in a fresh context, and what its main thread does. */
export interface Tab {
  page: Page;
  /** What went wrong on the page so far. */
  faults: string[];
  /** Counters since the page began. */
  counters: () => Promise<Counters>;
  /** The same after the garbage is gone. */
  tidyCounters: () => Promise<Counters>;
  close: () => Promise<void>;
}

export interface Counters {
  /** Milliseconds of the main thread's own processor time. */
  cpu: number;
  /** … of scripts, of layout and style. */
  script: number;
  layout: number;
  /** Heap of scripts, MB. */
  heap: number;
  nodes: number;
}

export async function openTab(browser: Browser, origin: string): Promise<Tab> {
  const context = await browser.newContext({ viewport: { width: 1000, height: 700 } });
  const page = await context.newPage();
  const faults: string[] = [];
  page.on('pageerror', (error) => faults.push(error.message));
  page.on(
    'console',
    (message) => message.type() === 'error' && faults.push(`${message.text()} ${message.location().url}`),
  );
  const session = await context.newCDPSession(page);
  // The thread's own clock: other work on the machine counts less.
  await session.send('Performance.enable', { timeDomain: 'threadTicks' });
  await page.goto(`${origin}/blank/`);
  const counters = () => readCounters(session);
  return {
    page,
    faults,
    counters,
    tidyCounters: async () => {
      await session.send('HeapProfiler.collectGarbage');
      await session.send('HeapProfiler.collectGarbage');
      return counters();
    },
    close: () => context.close(),
  };
}

async function readCounters(session: CDPSession): Promise<Counters> {
  const { metrics } = await session.send('Performance.getMetrics');
  const value = (name: string) => metrics.find((metric) => metric.name === name)?.value ?? NaN;
  return {
    cpu: value('TaskDuration') * 1000,
    script: value('ScriptDuration') * 1000,
    layout: (value('LayoutDuration') + value('RecalcStyleDuration')) * 1000,
    heap: value('JSHeapUsedSize') / 1_048_576,
    nodes: value('Nodes'),
  };
}

export function difference(before: Counters, after: Counters): Counters {
  const keys = Object.keys(before) as (keyof Counters)[];
  return Object.fromEntries(keys.map((key) => [key, after[key] - before[key]])) as unknown as Counters;
}
