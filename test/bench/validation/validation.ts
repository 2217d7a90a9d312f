import { fileURLToPath } from 'node:url';
import { bundle, serveSite } from '../browser/site.ts';
import { launch, openTab } from '../browser/tab.ts';
import { format, mediansOf, type Medians, type Report, type Settings } from '../report.ts';
import type {} from './in-page.ts';

const COUNT = 10_000;
const reader = fileURLToPath(new URL('../../../components/embed/zod-mini.ts', import.meta.url));

/** By which schemas answers are read: those of the script tag's build, and those of the package, that bundles of npm have. */
const contestants = {
  ours: { what: 'the reader in the files of the script tag', alias: { 'zod/mini': reader } },
  'zod/mini': { what: 'the package, as in a bundle of one’s own', alias: {} },
} as const;

/** A page that lets nobody make code out of text, as sites with customers' data should be. */
const page = (name: string) => `<!doctype html><html lang="en"><meta charset="utf-8"><title>Validation</title>
  <meta http-equiv="Content-Security-Policy" content="script-src 'self'"><link rel="icon" href="data:,">
<script type="module" src="/${name}.js"></script></html>`;

/** Checking many orders, beside parsing their JSON. */
export async function validation({ full }: Settings): Promise<Report> {
  const names = Object.keys(contestants) as (keyof typeof contestants)[];
  const scripts = await Promise.all(
    names.map(
      async (name, index) =>
        [`/${index}.js`, await bundle('../validation/in-page.ts', contestants[name].alias)] as const,
    ),
  );
  const site = await serveSite({
    files: {
      '/blank/': '<!doctype html><title>Blank</title><link rel="icon" href="data:,">',
      ...Object.fromEntries(scripts),
      ...Object.fromEntries(names.map((_, index) => [`/${index}/`, page(String(index))])),
    },
  });
  const rounds = new Map<string, Medians[]>(names.map((name) => [name, []]));
  const browser = await launch();
  try {
    for (let round = 0; round < (full ? 5 : 3); round++) {
      for (const [index, name] of names.entries()) {
        const tab = await openTab(browser, site.origin);
        await tab.page.goto(`${site.origin}/${index}/`);
        await tab.page.waitForFunction(() => window.validation !== undefined);
        const found = await tab.page.evaluate((given) => window.validation?.measure(...given), [COUNT, 15] as const);
        if (found) rounds.get(name)?.push({ ...found, ratio: found.check / found.parse });
        await tab.close();
      }
    }
  } finally {
    await browser.close();
    await site.close();
  }
  const medians = Object.fromEntries([...rounds].map(([name, seen]) => [name, mediansOf(seen)]));
  const rows = [
    { key: 'parse', label: 'JSON.parse, ms', digits: 1 },
    { key: 'check', label: 'reading it by the contract, ms', digits: 1 },
    { key: 'ratio', label: 'reading ÷ JSON.parse', digits: 2 },
    { key: 'first', label: 'the first page of 25, cold, ms', digits: 1 },
  ];
  return {
    tables: [
      {
        title: `${format(COUNT)} orders, ${format((medians['ours']?.['text'] ?? NaN) / 1e6, 1)} MB of JSON, without eval`,
        columns: ['', ...names],
        rows: rows.map(({ key, label, digits }) => [
          label,
          ...names.map((name) => format(medians[name]?.[key], digits)),
        ]),
        values: medians,
      },
    ],
    notes: names.map((name) => `${name}: ${contestants[name].what}.`),
    failures: [],
  };
}
