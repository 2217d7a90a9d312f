import { accessSync, constants, createReadStream, readFileSync } from 'node:fs';
import type { Readable } from 'node:stream';
import { parseArgs } from 'node:util';
import * as z from 'zod/mini';
import { TENANT_ID } from '../http/tenant.ts';
import { CsvMap, readCsv, type CsvRow } from '../push/csv.ts';
import { dry, type ImportReport } from '../push/import.ts';
import { readLines } from '../push/rows.ts';
import { schemaTexts } from '../push/texts.ts';
import { pushTargets, type PushTarget } from '../push/targets.ts';
import { CommandError } from './command-error.ts';
import type { Act } from './companies.ts';

const HELP = `npm run import -- <company> <what> <file> [--map map.json] [--dry-run] [--from <line>]

  <what>        ${Object.keys(pushTargets).join(', ')}
  <file>        .csv (UTF-8 or windows-1251; commas, semicolons or tabs; the first row names the columns) or .ndjson
  --map         which column is which field, as the push API names it:
                { "columns": { "Сумма": "totals.total" }, "lines": { "Товар": "title" },
                  "values": { "Статус": { "Новый": "pending" } }, "constants": { "currency": "RUB" } }
                and, where they are not found out rightly, "delimiter" and "encoding"
  --dry-run     tells what would become of the rows, and changes nothing
  --from        goes on from a line, as a run that was interrupted says

Rows replace what is there by their externalId, so that the same file again changes nothing. Rows of a table that follow each
other with the same externalId are one order, or one invoice, with several lines.
It works on the database of DATABASE_URL, or on the embedded one in DATA_DIRECTORY while no server uses it.`;

const SEE_HELP = 'See: npm run import -- help';

interface Options {
  map: CsvMap;
  dryRun: boolean;
  from: number;
}

/**
 * Reads a command line. What can be wrong with it, its map and its file is known before a database is opened.
 *
 * @returns what to do, or the help to show
 * @throws CommandError with what is wrong and what to do
 * @example `const act = readImport(['acme', 'orders', 'orders.csv', '--map', 'map.json', '--dry-run']);`
 */
export function readImport(commandLine: readonly string[]): Act | string {
  const { values, positionals } = parse(commandLine);
  const [company = 'help', what = '', file = '', stray] = positionals;
  if (company === 'help' || values.help) return HELP;
  if (file === '' || stray !== undefined)
    throw new CommandError(`Write: npm run import -- <company> <what> <file>. ${SEE_HELP}`);
  const target = Object.hasOwn(pushTargets, what) ? pushTargets[what] : undefined;
  if (target === undefined) throw new CommandError(`There is no ${what} to import. ${SEE_HELP}`);
  const from = Number(values.from ?? 1);
  if (!Number.isInteger(from) || from < 1)
    throw new CommandError('--from takes the number of a line, for example 1200.');
  if (!TENANT_ID.test(company)) throw new CommandError(`There is no company ${company}.`);
  const map = values.map === undefined ? {} : readMap(values.map);
  attempt(`The file ${file} cannot be read`, () => accessSync(file, constants.R_OK));
  return importFile(company, target, file, { map, dryRun: values['dry-run'] ?? false, from });
}

const importFile =
  (company: string, target: PushTarget, file: string, { map, dryRun, from }: Options): Act =>
  async (run) => {
    const tenant = await run('operator', (transaction) =>
      transaction.selectFrom('tenants').select('time_zone').where('id', '=', company).executeTakeFirst(),
    );
    if (tenant === undefined) throw new CommandError(`There is no company ${company} in this database.`);
    const stream = createReadStream(file);
    const rows = /\.csv$/i.test(file)
      ? readCsv(stream, { schema: target.schema, map, timeZone: tenant.time_zone })
      : numbered(stream);
    const lines: number[] = [];
    let done = 0;
    const wanted = (async function* () {
      for await (const row of rows) {
        if (row.line < from) continue;
        lines.push(row.line);
        yield row;
      }
    })();
    const report = await target
      .write(dryRun ? dry(run) : run, company, wanted, 'en', (row) => (done = row))
      .catch((cause: unknown) => {
        const next = lines[done] ?? from;
        throw new CommandError(
          `The import stopped (${(cause as Error).message}). What comes before line ${next} is done. Go on with the same command and --from ${next}`,
          { cause },
        );
      });
    const text = describe(report, lines, map, dryRun);
    // Who runs this in a script learns of it by the exit code.
    if (report.rejected > 0) throw new CommandError(text);
    return { note: text };
  };

async function* numbered(stream: Readable): AsyncGenerator<CsvRow, void, undefined> {
  let line = 0;
  for await (const row of readLines(stream)) yield { ...row, line: ++line };
}

function describe(
  { accepted, rejected, errors }: ImportReport,
  lines: readonly number[],
  map: CsvMap,
  dryRun: boolean,
): string {
  const columnOf = (pointer: string) => {
    const path = pointer.slice(1).replaceAll('/', '.');
    const found = [
      ...Object.entries(map.columns ?? {}),
      ...Object.entries(map.lines ?? {}).map(([name, field]): [string, string] => [name, `lines.${field}`]),
    ].find(([, field]) => field === path || field === path.replace(/\.\d+\./, '.'));
    return path === '' ? '' : found === undefined ? `, ${path}` : `, column "${found[0]}"`;
  };
  const named = errors.map(({ row, externalId, pointer, message }) => {
    const id = externalId === undefined ? '' : ` (${externalId})`;
    return `line ${lines[row - 1] ?? row}${columnOf(pointer)}${id}: ${message}`;
  });
  const would = dryRun ? 'Nothing was changed. ' : '';
  const more = rejected > errors.length ? [`and ${rejected - errors.length} more`] : [];
  return [`${would}Accepted: ${accepted}, refused: ${rejected}.`, ...named, ...more].join('\n');
}

function readMap(path: string): CsvMap {
  const text = attempt(`The map ${path} cannot be read`, () => readFileSync(path, 'utf8'));
  const given: unknown = attempt(`The map ${path} is not JSON`, () => JSON.parse(text) as unknown);
  const parsed = z.safeParse(CsvMap, given, { error: schemaTexts.en });
  if (parsed.success) return parsed.data;
  const reasons = parsed.error.issues.map(({ path: at, message }) =>
    [...(at.length > 0 ? [at.join('.')] : []), message].join(': '),
  );
  throw new CommandError(`The map ${path} is wrong: ${reasons.join(' ')} ${SEE_HELP}`);
}

function attempt<Result>(what: string, work: () => Result): Result {
  try {
    return work();
  } catch (cause) {
    throw new CommandError(`${what}: ${(cause as Error).message}`, { cause });
  }
}

function parse(commandLine: readonly string[]) {
  try {
    return parseArgs({
      args: [...commandLine],
      allowPositionals: true,
      options: {
        map: { type: 'string' },
        'dry-run': { type: 'boolean' },
        from: { type: 'string' },
        help: { type: 'boolean', short: 'h' },
      },
    });
  } catch (error) {
    const [reason] = (error as Error).message.split('. ');
    throw new CommandError(`${reason}. ${SEE_HELP}`, { cause: error });
  }
}
