import * as z from 'zod/mini';
import type { Operation, OutputOf } from '../contract/operation.ts';
import type { Page } from '../contract/page.ts';
import { CabinetError } from '../contract/problem.ts';

/** Parses what an adapter answered; widgets never see anything else. */
export type AnswerParser = <O extends Operation>(operation: O, answer: unknown) => OutputOf<O>;

/**
 * A parser that tells the console once for each operation what a backend gets wrong: the place, never the data.
 *
 * Of a page, single rows that break the contract are left out and counted (`leftOut`), so that one of them does not cost
 * the person all the others. What is wrong as a whole is refused: it throws `CabinetError` `contract`.
 */
export function answerParser(): AnswerParser {
  const warned = new Set<string>();
  return (operation, answer) => {
    const result = z.safeParse(operation.output, answer);
    if (result.success) return result.data as OutputOf<typeof operation>;
    const { issues } = result.error;
    const place = `/${issues[0]?.path.map(String).join('/') ?? ''}`;
    const message = `${operation.id}: the backend's answer breaks the contract at ${place} (${issues[0]?.code})`;
    const rest = withoutBadRows(answer, issues);
    if (!warned.has(operation.id)) {
      warned.add(operation.id);
      console.warn(`[cabinet] ${message}${rest ? `; rows left out: ${rest.leftOut}` : ''}`);
    }
    const page = rest && z.safeParse(operation.output, rest);
    if (!page?.success) throw new CabinetError('contract', message);
    return { ...(page.data as object), leftOut: rest?.leftOut } as OutputOf<typeof operation>;
  };
}

/** A page without the rows that are wrong; `undefined` if it is no page, wrong elsewhere too, or no row of it is right. */
function withoutBadRows(answer: unknown, issues: readonly z.core.$ZodIssue[]): Page<unknown> | undefined {
  const page = answer as Page<unknown>;
  const bad = new Set(issues.map(({ path: [list, index] }) => (list === 'items' ? index : undefined)));
  if (bad.has(undefined) || page.nextCursor === undefined) return undefined;
  const items = page.items.filter((_, index) => !bad.has(index));
  return items.length > 0 ? { ...page, items, leftOut: bad.size } : undefined;
}
