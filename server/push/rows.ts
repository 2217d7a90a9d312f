import { CabinetError } from '../../src/contract/problem.ts';

/** A row of the body: a value, or why it is none. */
export type Row = { value: unknown; bytes: number } | { refused: string };

/** Bytes of one row at most. */
const MAX_ROW = 1024 * 1024;
/** Bytes of a JSON array at most; more is sent as NDJSON, which needs no memory for the whole. */
const MAX_ARRAY = 10 * 1024 * 1024;
const LINE_FEED = 10;

/** The rows of a JSON array or of newline-delimited JSON, one after the other. */
export function readRows(body: ReadableStream<Uint8Array> | null, mediaType: string | undefined): AsyncIterable<Row> {
  if (body === null) throw refused('The body is empty; send the rows as NDJSON or as a JSON array.');
  switch (mediaType?.split(';')[0]?.trim().toLowerCase()) {
    case 'application/x-ndjson':
    case 'application/ndjson':
    case 'application/jsonl':
      return readLines(body);
    case 'application/json':
      return readArray(body);
    default:
      throw refused('Content-Type must be application/x-ndjson or application/json.');
  }
}

async function* readLines(body: ReadableStream<Uint8Array>): AsyncGenerator<Row, void, undefined> {
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
    const row = tooLong
      ? { refused: `is longer than ${MAX_ROW} bytes` }
      : length === 0
        ? null
        : parseRow(parts, length);
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
    return { refused: 'is not UTF-8' };
  }
  if (text.trim() === '') return null;
  try {
    return { value: JSON.parse(text), bytes };
  } catch {
    return { refused: 'is not JSON' };
  }
}

async function* readArray(body: ReadableStream<Uint8Array>): AsyncGenerator<Row, void, undefined> {
  const parts: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of body) {
    length += chunk.length;
    if (length > MAX_ARRAY)
      throw refused('The array is larger than 10 MB; send the rows as application/x-ndjson.', 413);
    parts.push(chunk);
  }
  const row = parseRow(parts, length);
  if (row === null || 'refused' in row || !Array.isArray(row.value))
    throw refused('The body is not a JSON array.', 400);
  const bytes = length / Math.max(row.value.length, 1);
  for (const value of row.value as unknown[]) yield { value, bytes };
}

function refused(message: string, status?: number): CabinetError {
  return new CabinetError('invalid', message, { detail: message, status });
}
