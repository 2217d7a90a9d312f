import { Readable } from 'node:stream';
import { CsvError, parse } from 'csv-parse';
import * as z from 'zod/mini';
import type { Schema } from '../../src/contract/operation.ts';
import { shapeOf, type Shape } from '../http/shape.ts';
import { fieldAt, fromCell, put } from './cells.ts';
import type { Row } from './rows.ts';

const Path = z.string().check(z.regex(/^[A-Za-z]\w*(\.\w+)*$/));
const columns = z.record(z.string(), Path);

/** How the columns of a table become fields, where they are not named like them. */
export const CsvMap = z.strictObject({
  /** The field of a column: `{ "Сумма": "totals.total" }`. */
  columns: z.optional(columns),
  /** The field of a line of an order or an invoice; rows that follow each other with one `externalId` are one record. */
  lines: z.optional(columns),
  /** What values of a column mean: `{ "Статус": { "Новый": "pending" } }`. */
  values: z.optional(z.record(z.string(), z.record(z.string(), z.string()))),
  /** Fields that are the same in every record: `{ "currency": "RUB" }`. */
  constants: z.optional(z.record(Path, z.string())),
  delimiter: z.optional(z.enum([',', ';', '\t', '|'])),
  encoding: z.optional(z.enum(['utf-8', 'windows-1251'])),
});
export type CsvMap = z.output<typeof CsvMap>;

/** A record of a table, with the number of the line that it begins in. */
export type CsvRow = Row & { line: number };

export interface CsvOptions {
  /** What the fields take: numbers and dates are written for it. */
  schema: Schema;
  map?: CsvMap | undefined;
  /** Of dates without one. */
  timeZone: string;
}

/** Characters of one row at most. */
const MAX_ROW = 1024 * 1024;

/**
 * The records of a table in CSV: in UTF-8 or windows-1251, with commas, semicolons or tabs between the cells, whichever
 * it is. The first row names the columns; a column that names no field, by itself (`totals.total`, `lines.title`) or by
 * the map, is passed over.
 */
export async function* readCsv(
  bytes: AsyncIterable<Uint8Array>,
  { schema, map = {}, timeZone }: CsvOptions,
): AsyncGenerator<CsvRow, void, undefined> {
  const shape = shapeOf(schema);
  let header: Column[] | undefined;
  let waiting: { value: Record<string, unknown>; bytes: number; line: number } | undefined;
  for await (const { cells, line } of readTable(bytes, map)) {
    if (cells === null) {
      if (waiting !== undefined) yield waiting;
      yield { refused: 'brokenCsv', line };
      return;
    }
    if (header === undefined) {
      header = cells.map((name) => columnOf(name, map, shape));
      continue;
    }
    const value: Record<string, unknown> = {};
    const position: Record<string, unknown> = {};
    for (const [path, text] of Object.entries(map.constants ?? {})) {
      put(value, path, fromCell(text, fieldAt(shape, path), timeZone));
    }
    for (const [index, { field, lineField, meanings }] of header.entries()) {
      const text = cells[index]?.trim() ?? '';
      const meant = meanings?.[text] ?? text;
      if (field !== undefined) put(value, field, fromCell(meant, fieldAt(shape, field), timeZone));
      if (lineField !== undefined) {
        put(position, lineField, fromCell(meant, fieldAt(shape, `lines.0.${lineField}`), timeZone));
      }
    }
    if (Object.keys(position).length > 0) value['lines'] = [position];
    const size = cells.reduce((sum, cell) => sum + cell.length, 0);
    const before = waiting?.value;
    const goesOn =
      before !== undefined && before['externalId'] === value['externalId'] && Array.isArray(before['lines']);
    if (waiting !== undefined && goesOn && Object.keys(position).length > 0) {
      (waiting.value['lines'] as unknown[]).push(position);
      waiting.bytes += size;
      continue;
    }
    if (waiting !== undefined) yield waiting;
    waiting = { value, bytes: size, line };
  }
  if (waiting !== undefined) yield waiting;
}

interface Column {
  field: string | undefined;
  lineField: string | undefined;
  meanings: Readonly<Record<string, string>> | undefined;
}

function columnOf(cell: string, map: CsvMap, shape: Shape): Column {
  const name = cell.trim();
  const isField = (path: string) => fieldAt(shape, path) !== undefined;
  const own = (record: Readonly<Record<string, string>> | undefined) =>
    record !== undefined && Object.hasOwn(record, name) ? record[name] : undefined;
  const ofLine = /^lines\.(?!\d)(.+)$/.exec(name)?.[1];
  const lineField = own(map.lines) ?? (ofLine !== undefined && isField(`lines.0.${ofLine}`) ? ofLine : undefined);
  const field = own(map.columns) ?? (lineField === undefined && isField(name) ? name : undefined);
  return { field, lineField, meanings: map.values?.[name] };
}

/** Rows of cells; null: from this line on it is no table. */
async function* readTable(
  bytes: AsyncIterable<Uint8Array>,
  { delimiter, encoding }: CsvMap,
): AsyncGenerator<{ cells: string[] | null; line: number }, void, undefined> {
  const [head, text] = await decode(bytes, encoding);
  const parser = parse({
    delimiter: delimiter ?? delimiterOf(head),
    bom: true,
    info: true,
    relax_column_count: true,
    skip_empty_lines: true,
    max_record_size: MAX_ROW,
  });
  Readable.from(text)
    .on('error', (error) => parser.destroy(error))
    .pipe(parser);
  let line = 1;
  try {
    for await (const { record, info } of parser as AsyncIterable<{ record: string[]; info: { lines: number } }>) {
      yield { cells: record, line };
      line = info.lines + 1;
    }
  } catch (error) {
    if (!(error instanceof CsvError || error instanceof TypeError)) throw error;
    yield { cells: null, line };
  }
}

/** The text, and how it begins. What is not UTF-8 from its beginning is windows-1251. */
async function decode(bytes: AsyncIterable<Uint8Array>, encoding: string | undefined) {
  const chunks = bytes[Symbol.asyncIterator]();
  const first = await chunks.next();
  const start = first.done === true ? new Uint8Array(0) : first.value;
  const decoder = new TextDecoder(encoding ?? (isUtf8(start) ? 'utf-8' : 'windows-1251'), { fatal: true });
  const head = decoder.decode(start, { stream: true });
  const text = (async function* () {
    yield head;
    for (let next = await chunks.next(); next.done !== true; next = await chunks.next()) {
      yield decoder.decode(next.value, { stream: true });
    }
    yield decoder.decode();
  })();
  return [head, text] as const;
}

function isUtf8(bytes: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: true });
    return true;
  } catch {
    return false;
  }
}

/** What stands most often between the names of the columns. */
function delimiterOf(head: string): string {
  const names = head.split(/\r?\n/, 1)[0]?.replaceAll(/"[^"]*"/g, '') ?? '';
  const [best = ','] = [';', '\t', ','].sort((one, other) => names.split(other).length - names.split(one).length);
  return best;
}
