import { CabinetError, type ErrorCode } from '../../src/contract/problem.ts';
import { type Words, wordsFor } from './words/index.ts';

/** The words that take no values. */
type PlainWord = { [Name in keyof Words]: Words[Name] extends string ? Name : never }[keyof Words];

/** Refuses one field, in the person's language. */
export function refuseField(pointer: string, message: string): CabinetError {
  return new CabinetError('invalid', message, { fields: { [pointer]: message } });
}

/** Refuses an act, in the person's language. */
export function refuse(
  code: ErrorCode,
  word: PlainWord,
  locale: string | undefined,
  options: { retryAfter?: number; status?: number } = {},
): CabinetError {
  const detail = wordsFor(locale)[word];
  return new CabinetError(code, detail, { detail, ...options });
}
