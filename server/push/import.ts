import * as z from 'zod/mini';
import { toPointer } from '../../src/adapters/parse.ts';
import type { Schema } from '../../src/contract/operation.ts';
import type { Language } from '../http/texts.ts';
import type { RunTransaction, StoreTransaction } from '../store/index.ts';
import type { WriteResult } from '../store/records.ts';
import type { Row } from './rows.ts';
import { rowReasonText, schemaTexts } from './texts.ts';
import { findUnstorable } from './unstorable.ts';

/** Rows and bytes written by one transaction at most: what is in memory at a time. */
const BATCH_ROWS = 200;
const BATCH_BYTES = 2 * 1024 * 1024;
/** Refused rows that are named; the rest are counted. */
const MAX_ERRORS = 1000;

const RowError = z.object({
  /** Counted from 1. */
  row: z.int(),
  /** Of a table: the line of the file that it begins in. */
  line: z.optional(z.int()),
  externalId: z.optional(z.string()),
  /** JSON pointer into the row. */
  pointer: z.string(),
  message: z.string(),
});
type RowError = z.output<typeof RowError>;

/** What became of the rows. */
export const ImportReport = z.object({
  accepted: z.int(),
  rejected: z.int(),
  /** The first thousand refusals. */
  errors: z.array(RowError),
});
export type ImportReport = z.output<typeof ImportReport>;

export interface ImportTarget<RecordSchema extends Schema> {
  schema: RecordSchema;
  write: (
    transaction: StoreTransaction,
    tenantId: string,
    records: readonly z.output<RecordSchema>[],
  ) => Promise<WriteResult>;
}

interface NumberedRecord<Record> {
  row: number;
  line: number | undefined;
  record: Record;
}

/**
 * Checks rows and writes them, a batch a transaction. A bad row is reported and stops nothing; sending
 * everything again after a failure changes nothing that is there already.
 *
 * @param onBatch hears which row is the last of those that are done
 */
export async function importRows<RecordSchema extends Schema>(
  run: RunTransaction,
  tenantId: string,
  rows: AsyncIterable<Row>,
  { schema, write }: ImportTarget<RecordSchema>,
  language: Language,
  onBatch: (rows: number) => void = () => undefined,
): Promise<ImportReport> {
  type Record = z.output<RecordSchema> & { externalId: string };
  const report: ImportReport = { accepted: 0, rejected: 0, errors: [] };
  const reject = (error: RowError) => {
    report.rejected++;
    if (report.errors.length < MAX_ERRORS) report.errors.push(error);
  };
  const batch = new Map<string, NumberedRecord<Record>>();
  let bytes = 0;

  const flush = async () => {
    const records = [...batch.values()];
    batch.clear();
    bytes = 0;
    await writeBatch(records);
    onBatch(records.at(-1)?.row ?? 0);
  };
  const writeBatch = async (records: readonly NumberedRecord<Record>[]): Promise<void> => {
    if (records.length === 0) return;
    try {
      const { accepted, refused } = await run({ tenantId }, (transaction) =>
        write(
          transaction,
          tenantId,
          records.map(({ record }) => record),
        ),
      );
      report.accepted += accepted;
      const placeOf = new Map(records.map(({ row, line, record }) => [record.externalId, { row, line }]));
      for (const { externalId, pointer, reason } of refused)
        reject({
          ...(placeOf.get(externalId) ?? { row: 0 }),
          ...{ externalId, pointer, message: rowReasonText(reason, language) },
        });
    } catch (error) {
      if (!isFaultOfData(error)) throw error;
      // One row's fault is not the others': write each on its own to find it.
      const [only, ...others] = records;
      if (only !== undefined && others.length === 0) {
        const { row, line, record } = only;
        const message = rowReasonText('contradiction', language);
        reject({ row, line, externalId: record.externalId, pointer: '', message });
      } else {
        for (const record of records) await writeBatch([record]);
      }
    }
  };

  let number = 0;
  for await (const row of rows) {
    number++;
    const { line } = row;
    if ('refused' in row) {
      reject({ row: number, line, pointer: '', message: rowReasonText(row.refused, language) });
      continue;
    }
    const checked = check(schema, row.value, language);
    if ('error' in checked) {
      reject({ row: number, line, ...checked.error });
      continue;
    }
    const record = checked.record as Record;
    // The same id twice: the later row wins, so the earlier one must be written first.
    if (batch.has(record.externalId)) await flush();
    batch.set(record.externalId, { row: number, line, record });
    bytes += row.bytes;
    if (batch.size >= BATCH_ROWS || bytes >= BATCH_BYTES) await flush();
  }
  await flush();
  return report;
}

function check<RecordSchema extends Schema>(
  schema: RecordSchema,
  value: unknown,
  language: Language,
): { record: z.output<RecordSchema> } | { error: Omit<RowError, 'row' | 'line'> } {
  const id = (value as { externalId?: unknown } | null)?.externalId;
  const externalId = typeof id === 'string' ? id.slice(0, 200) : undefined;
  const unstorable = findUnstorable(value);
  if (unstorable !== null) {
    return {
      error: { externalId, pointer: unstorable, message: rowReasonText('unstorable', language) },
    };
  }
  const parsed = z.safeParse(schema, value, { error: schemaTexts[language] });
  if (parsed.success) return { record: parsed.data };
  const [issue] = parsed.error.issues;
  return {
    error: {
      externalId,
      pointer: toPointer(issue?.path ?? []),
      message: issue?.message ?? rowReasonText('notValid', language),
    },
  };
}

/** Errors of classes 22 (data) and 23 (constraints) of the database. */
function isFaultOfData(error: unknown): boolean {
  const { code } = error as { code?: unknown };
  return typeof code === 'string' && /^2[23]/.test(code);
}

class Undone<Result> extends Error {
  readonly result: Result;
  constructor(result: Result) {
    super('A dry run changes nothing');
    this.result = result;
  }
}

/** Does everything in a transaction, and takes it back: for a report of what would become of the rows. */
export function dry(run: RunTransaction): RunTransaction {
  return async <Result>(
    scope: Parameters<RunTransaction>[0],
    work: (transaction: StoreTransaction) => Promise<Result>,
  ) => {
    try {
      return await run<Result>(scope, async (transaction) => {
        throw new Undone(await work(transaction));
      });
    } catch (error) {
      if (error instanceof Undone) return (error as Undone<Result>).result;
      throw error;
    }
  };
}
