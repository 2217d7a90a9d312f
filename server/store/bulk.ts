import { sql, type RawBuilder } from 'kysely';
import type { Schema } from './schema.ts';
import type { StoreTransaction } from './transaction.ts';

type ColumnOf<Table extends keyof Schema> = Extract<keyof Schema[Table], string>;

/** A value of a column as JSON: amounts and moments as text, structures as they are. */
export type BulkRow<Table extends keyof Schema, Column extends ColumnOf<Table>> = Record<Column, unknown>;

export interface BulkOptions<Column extends string> {
  /** Columns that name a row: one that is there already is updated. Absent: all rows are new. */
  key?: readonly Column[] | undefined;
  /** Columns that an update keeps where the new row has nothing. */
  keep?: readonly Column[] | undefined;
  /** A row that is there already stays as it is. */
  ignoreKnown?: boolean | undefined;
  /** Also set when a row is updated, such as a version that counts on. */
  onUpdate?: string | undefined;
}

/** Whether a column is one of many values: one parameter and one statement, however many there are. */
export function isOneOf(column: string, values: readonly string[]): RawBuilder<boolean> {
  return sql<boolean>`${sql.ref(column)} = any(${[...values]}::text[])`;
}

/** Writes many rows by one statement with one parameter, however many there are. */
export async function writeMany<Table extends keyof Schema, Column extends ColumnOf<Table>>(
  transaction: StoreTransaction,
  table: Table,
  columns: readonly Column[],
  rows: readonly BulkRow<Table, Column>[],
  { key, keep = [], onUpdate, ignoreKnown = false }: BulkOptions<Column> = {},
): Promise<void> {
  if (rows.length === 0) return;
  const list = sql.join(columns.map((column) => sql.ref(column)));
  const updates = columns
    .filter((column) => key?.includes(column) === false)
    .map((column) =>
      keep.includes(column)
        ? sql`${sql.ref(column)} = coalesce(excluded.${sql.ref(column)}, ${sql.ref(`${table}.${column}`)})`
        : sql`${sql.ref(column)} = excluded.${sql.ref(column)}`,
    );
  if (onUpdate !== undefined) updates.push(sql.raw(onUpdate));
  const action = ignoreKnown || updates.length === 0 ? sql`nothing` : sql`update set ${sql.join(updates)}`;
  const conflict =
    key === undefined ? sql`` : sql`on conflict (${sql.join(key.map((column) => sql.ref(column)))}) do ${action}`;
  await sql`insert into ${sql.table(table)} (${list})
    select ${list} from json_populate_recordset(null::${sql.table(table)}, ${JSON.stringify(rows)}::json)
    ${conflict}`.execute(transaction);
}
