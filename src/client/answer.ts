import * as z from 'zod/mini';
import type { Operation, OutputOf } from '../contract/operation.ts';
import { CabinetError } from '../contract/problem.ts';

/** Parses what an adapter answered; widgets never see anything else. */
export type AnswerParser = <O extends Operation>(operation: O, answer: unknown) => OutputOf<O>;

/**
 * A parser that tells the console once for each operation what a backend gets wrong: the place, never the data.
 *
 * It throws `CabinetError` `contract`.
 */
export function answerParser(): AnswerParser {
  const warned = new Set<string>();
  return (operation, answer) => {
    const result = z.safeParse(operation.output, answer);
    if (result.success) return result.data as OutputOf<typeof operation>;
    const issue = result.error.issues[0];
    const place = `/${issue?.path.map(String).join('/') ?? ''}`;
    const message = `${operation.id}: the backend's answer breaks the contract at ${place} (${issue?.code})`;
    if (!warned.has(operation.id)) {
      warned.add(operation.id);
      console.warn(`[cabinet] ${message}`);
    }
    throw new CabinetError('contract', message);
  };
}
