import * as z from 'zod/mini';
import type { Operation, ParsedInputOf } from '../contract/operation.ts';
import { CabinetError } from '../contract/problem.ts';

/** A JSON pointer (RFC 6901) to a place in a value. */
export function toPointer(path: readonly PropertyKey[]): string {
  return path.map((key) => `/${String(key).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}

/** What is wrong, for a developer; zod/mini itself only says "Invalid input". */
function describe(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      return `must be ${issue.expected}`;
    case 'invalid_value':
      return `must be one of ${issue.values.join(', ')}`;
    case 'invalid_format':
      return `must be a valid ${issue.format}`;
    case 'too_small':
      return `must be at least ${issue.minimum}`;
    case 'too_big':
      return `must be at most ${issue.maximum}`;
    default:
      return issue.message;
  }
}

/**
 * Parses what a caller passed to an operation.
 *
 * @throws CabinetError `invalid` with a message for each refused field by JSON pointer.
 */
export function parseInput<O extends Operation>(operation: O, input: unknown): ParsedInputOf<O> {
  const result = z.safeParse(operation.input, input);
  if (result.success) return result.data as ParsedInputOf<O>;
  const fields: Record<string, string> = {};
  for (const issue of result.error.issues) fields[toPointer(issue.path)] ??= describe(issue);
  const list = Object.entries(fields).map(([pointer, message]) => `${pointer || 'input'} ${message}`);
  throw new CabinetError('invalid', `${operation.id}: ${list.join('; ')}`, { fields });
}
