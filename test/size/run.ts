// `npm run size`: what a page has to load, against what it may. Fails above a budget.
import { existsSync } from 'node:fs';
import { basename } from 'node:path';

if (!existsSync('dist/cdn/manifest.json')) {
  console.error('There is no build to measure. Run `npm run build` first.');
  process.exit(1);
}
const { brotli, everyPartOf, largestParts, linesOf, manifest, sum } = await import('./build.ts');
const { budgets } = await import('./budgets.ts');
const { firstRows } = await import('./first-rows.ts');

const kilobytes = (bytes: number) => `${(bytes / 1000).toFixed(1)} kB`;
const failures: string[] = [];

function report(what: string, bytes: number, budget: number): void {
  const over = bytes > budget;
  if (over) failures.push(`${what}: ${kilobytes(bytes)}, ${kilobytes(bytes - budget)} above its budget`);
  console.log(`${over ? '✖' : '✔'} ${what.padEnd(48)} ${kilobytes(bytes).padStart(9)} of ${kilobytes(budget)}`);
}

console.log('Files of dist/cdn (brotli), and their largest parts by length:\n');
for (const file of Object.keys(manifest.files).toSorted((a, b) => brotli(b) - brotli(a))) {
  console.log(`${kilobytes(brotli(file)).padStart(9)}  ${file}\n           ${largestParts(file)}`);
  // The minifier leaves a template of styles as it is without a word if others are put into it.
  if (linesOf(file) > 2) failures.push(`${file} has more than a line: a part of it is not minified`);
}

console.log('\nBudgets:\n');
report('the loader alone', brotli(manifest.loader), budgets.loader);

const first = await firstRows();
report('script tag → first rows of the order history', sum(first.files), budgets.firstRows);
console.log(`  ${first.files.map((file) => `${file} ${kilobytes(brotli(file))}`).join(', ')}`);
failures.push(...first.problems);

const base = new Set([manifest.loader, ...(manifest.tags['cabinet-order-history'] ?? [])]);
for (const [tag, files] of Object.entries(manifest.tags)) {
  const further = files.filter((file) => !base.has(file));
  if (further.length > 0) report(`further: ${tag}`, sum(further), budgets.furtherWidgets[tag] ?? budgets.furtherWidget);
}
const four = [
  manifest.loader,
  ...everyPartOf(['cabinet-order-history', 'cabinet-invoice-list', 'cabinet-ticket-chat', 'cabinet-profile-settings']),
];
report('four widgets, one language, all lazy parts', sum(four), budgets.fourWidgets);
console.log(
  `  ${four.map((file) => `${basename(file).replace(/-.{7}\.js$/, '')} ${kilobytes(brotli(file))}`).join(', ')}`,
);
report('everything, with all that loads on demand', sum(Object.keys(manifest.files)), budgets.all);

if (failures.length > 0) {
  console.error(`\n${failures.map((failure) => `✖ ${failure}`).join('\n')}`);
  process.exitCode = 1;
} else {
  console.log('\n✔ loader → files beside the first data → rows');
}
