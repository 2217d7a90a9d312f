import type { CabinetError } from '../../src/contract/problem.ts';
import type { Reason } from '../http/texts.ts';
import type { RowReason } from './texts.ts';

/** A row of the body: a value, or why it is none; and, where rows and lines differ, the line that it begins in. */
export type Row = ({ value: unknown; bytes: number } | { refused: RowReason }) & { line?: number };

/** Makes the refusal of a whole body, in the sender's language. */
export type RefuseBody = (reason: Reason, status?: number) => CabinetError;

/** Bytes of one row at most. */
const MAX_ROW = 1024 * 1024;
/** Bytes of a JSON array at most; more is sent as NDJSON, which needs no memory for the whole. */
const MAX_ARRAY = 10 * 1024 * 1024;
const LINE_FEED = 10;

/** The rows of a JSON array, of newline-delimited JSON or of a table, one after the other. */
export function readRows(
  body: ReadableStream<Uint8Array> | null,
  mediaType: string | undefined,
  readTable: (bytes: AsyncIterable<Uint8Array>) => AsyncIterable<Row>,
  refuse: RefuseBody,
): AsyncIterable<Row> {
  if (body === null) throw refuse('rowsMissing');
  switch (mediaType?.split(';')[0]?.trim().toLowerCase()) {
    case 'application/x-ndjson':
    case 'application/ndjson':
    case 'application/jsonl':
      return readLines(body);
    case 'application/json':
      return readArray(body, refuse);
    case 'text/csv':
      return readTable(body);
    default:
      throw refuse('rowsTypeExpected');
  }
}

/** The rows of newline-delimited JSON. */
export async function* readLines(body: AsyncIterable<Uint8Array>): AsyncGenerator<Row, void, undefined> {
  let parts: Uint8Array[] = [];
  let length = 0;
  let tooLong = false;
  const add = (part: Uint8Array) => {
    length += part.length;
    tooLong ||= length > MAX_ROW;
    // Of a line that is too long nothing is kept, only its end is looked for.
    if (tooLong) parts = [];
    else parts.push(part);
  };
  const finish = (): Row | null => {
    const row: Row | null = tooLong ? { refused: 'tooLong' } : length === 0 ? null : parseRow(parts, length);
    parts = [];
    length = 0;
    tooLong = false;
    return row;
  };
  for await (const chunk of body) {
    let start = 0;
    for (let end = chunk.indexOf(LINE_FEED); end !== -1; end = chunk.indexOf(LINE_FEED, start)) {
      add(chunk.subarray(start, end));
      const row = finish();
      if (row !== null) yield row;
      start = end + 1;
    }
    add(chunk.subarray(start));
  }
  const row = finish();
  if (row !== null) yield row;
}

/** Null for an empty line, which is no row. */
function parseRow(parts: readonly Uint8Array[], bytes: number): Row | null {
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(parts));
  } catch {
    return { refused: 'notUtf8' };
  }
  if (text.trim() === '') return null;
  try {
    return { value: JSON.parse(text), bytes };
  } catch {
    return { refused: 'notJson' };
  }
}

async function* readArray(body: ReadableStream<Uint8Array>, refuse: RefuseBody): AsyncGenerator<Row, void, undefined> {
  const parts: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of body) {
    length += chunk.length;
    if (length > MAX_ARRAY) throw refuse('rowsTooLarge', 413);
    parts.push(chunk);
  }
  const row = parseRow(parts, length);
  if (row === null || 'refused' in row || !Array.isArray(row.value)) throw refuse('arrayExpected', 400);
  const bytes = length / Math.max(row.value.length, 1);
  for (const value of row.value as unknown[]) yield { value, bytes };
}
