import type { ColumnType } from 'kysely';

/** A moment: read as a `Date` (milliseconds), written as RFC 3339. */
export type Moment = ColumnType<Date, string, string>;
export type OptionalMoment = ColumnType<Date | null, string | null | undefined, string | null>;
/** An exact number, always a string on our side. */
export type Numeric = string;
/** Read parsed, written as JSON text. */
export type Json<T> = ColumnType<T, string, string>;
export type OptionalJson<T> = ColumnType<T | null, string | null | undefined, string | null>;
/** The same, with a default of the database's. */
export type GeneratedJson<T> = ColumnType<T, string | undefined, string>;
export type Optional<T> = ColumnType<T | null, T | null | undefined, T | null>;
