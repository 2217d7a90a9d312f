import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** How long a bench may take. */
export interface Settings {
  /** More and longer rounds on full-size data; without it all benches together take a few minutes. */
  full: boolean;
}

/** What a bench has found out. */
export interface Report {
  tables: Table[];
  /** What a reader has to know about the numbers. */
  notes: string[];
  /** What is counted, not timed, and must not be: it fails the run. */
  failures: string[];
}

/** Rows of one table; the first column names the row. */
export interface Table {
  title: string;
  columns: string[];
  rows: string[][];
  /** The numbers behind the rows. */
  values: unknown;
}

/** Medians of one contestant by measurement. */
export type Medians = Record<string, number>;

/** Something that is measured of each contestant. */
export interface Measurement {
  key: string;
  label: string;
  digits?: number;
  /** Taken off a contestant's value before the ratio: what the machine needs for an empty page. */
  lessEmpty?: boolean;
}

/** The middle value; with an even number of values, the middle between the middle two. */
export function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}

/** The value below which a share of the values lies, between 0 and 1. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = values.filter(Number.isFinite).toSorted((a, b) => a - b);
  const place = (sorted.length - 1) * share;
  const [low, high] = [sorted[Math.floor(place)], sorted[Math.ceil(place)]];
  return low === undefined || high === undefined ? NaN : low + (high - low) * (place - Math.floor(place));
}

/** Medians over the rounds of one contestant. */
export function mediansOf(rounds: readonly Readonly<Record<string, number>>[]): Medians {
  const keys = new Set(rounds.flatMap((round) => Object.keys(round)));
  return Object.fromEntries([...keys].map((key) => [key, median(rounds.map((round) => round[key] ?? NaN))]));
}

export function format(value: number | undefined, digits = 0): string {
  return value === undefined || !Number.isFinite(value)
    ? '–'
    : value.toLocaleString('en', { minimumFractionDigits: digits, maximumFractionDigits: digits });
}

/** How many times as much; not a number where the page costs no more than an empty one, and there is nothing to compare. */
function ratio({ key, lessEmpty }: Measurement, of?: Medians, to?: Medians, empty?: Medians): number {
  const base = lessEmpty ? (empty?.[key] ?? 0) : 0;
  const [more, than] = [(of?.[key] ?? NaN) - base, (to?.[key] ?? NaN) - base];
  return more < 0 || than <= 0 ? NaN : more / than;
}

/**
 * A row for each measurement, a column for each contestant, and the last contestant's ratio to the one before it.
 *
 * @param results medians by contestant; `empty` may be among them, `baseline` and `contestant` must
 */
export function comparison(
  title: string,
  measurements: readonly Measurement[],
  results: Readonly<Record<string, Medians>>,
  { contestant, baseline }: { contestant: string; baseline: string },
): Table {
  const names = Object.keys(results);
  const ratioOf = (measurement: Measurement) =>
    ratio(measurement, results[contestant], results[baseline], results['empty']);
  return {
    title,
    columns: ['', ...names, `${contestant} ÷ ${baseline}`],
    rows: measurements.map((measurement) => [
      measurement.label,
      ...names.map((name) => format(results[name]?.[measurement.key], measurement.digits)),
      `${format(ratioOf(measurement), 2)}${measurement.lessEmpty ? ' (less empty)' : ''}`,
    ]),
    values: {
      medians: results,
      ratios: Object.fromEntries(measurements.map((measurement) => [measurement.key, ratioOf(measurement)])),
    },
  };
}

/** A row for each measurement, a column for each contestant beside ours: how many times as much as ours. */
export function timesOurs(
  title: string,
  measurements: readonly Measurement[],
  { empty, ours, ...others }: Readonly<Record<string, Medians>>,
): Table {
  return {
    title,
    columns: ['', ...Object.keys(others)],
    rows: measurements.map((measurement) => [
      `${measurement.label}${measurement.lessEmpty ? ' (less empty)' : ''}`,
      ...Object.values(others).map((other) => format(ratio(measurement, other, ours, empty), 2)),
    ]),
    values: Object.fromEntries(
      Object.entries(others).map(([name, other]) => [
        name,
        Object.fromEntries(
          measurements.map((measurement) => [measurement.key, ratio(measurement, other, ours, empty)]),
        ),
      ]),
    ),
  };
}

/** Prints a table: names to the left, numbers to the right. */
export function print({ title, columns, rows }: Table): void {
  const widths = columns.map((_column, at) => Math.max(...[columns, ...rows].map((row) => (row[at] ?? '').length), 0));
  const line = (row: readonly string[]) =>
    row.map((cell, at) => (at === 0 ? cell.padEnd(widths[at] ?? 0) : cell.padStart(widths[at] ?? 0))).join('  ');
  console.log(`\n${title}\n${line(columns)}\n${widths.map((width) => '─'.repeat(width)).join('  ')}`);
  for (const row of rows) console.log(line(row));
}

/** Keeps a report's numbers, for whoever compares runs. */
export function save(folder: string, name: string, settings: Settings, { tables, notes, failures }: Report): string {
  mkdirSync(folder, { recursive: true });
  const file = join(folder, `${name}.json`);
  const machine = { node: process.version, platform: process.platform, architecture: process.arch };
  const content = {
    bench: name,
    ...settings,
    time: new Date().toISOString(),
    machine,
    notes,
    failures,
    tables: tables.map(({ title, values }) => ({ title, values })),
  };
  writeFileSync(file, `${JSON.stringify(content, null, 2)}\n`);
  return file;
}
