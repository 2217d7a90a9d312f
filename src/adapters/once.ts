import type { Operation, OutputOf, ParsedInputOf } from '../contract/operation.ts';
import { CabinetError } from '../contract/problem.ts';
import type { Adapter, CallContext } from './adapter.ts';

/** Acts that are remembered. */
const REMEMBERED = 500;

/** Performs a mutation once for its idempotency key, and answers the same again, as long as this process lives. */
export function onceByKey() {
  const acts = new Map<string, { asked: string; answer: Promise<unknown> }>();
  return <O extends Operation, Answer>(
    { id, kind }: O,
    input: ParsedInputOf<O>,
    { idempotencyKey, customer }: CallContext,
    perform: () => Promise<Answer>,
  ): Promise<Answer> => {
    if (kind === 'query' || idempotencyKey === undefined) return perform();
    // A key is its sender's own: nobody else is answered by it.
    const key = JSON.stringify([customer, idempotencyKey]);
    const asked = JSON.stringify([id, input]);
    const before = acts.get(key);
    if (before) {
      return before.asked === asked
        ? (before.answer as Promise<Answer>)
        : Promise.reject(new CabinetError('invalid', 'This Idempotency-Key was used for something else'));
    }
    const answer = perform();
    acts.set(key, { asked, answer });
    // What failed has not happened, and may be tried again.
    answer.catch(() => acts.delete(key));
    const [oldest] = acts.keys();
    if (acts.size > REMEMBERED && oldest !== undefined) acts.delete(oldest);
    return answer;
  };
}

/** An adapter to a backend that knows no idempotency keys, with {@link onceByKey} for all that it changes. */
export function once(adapter: Adapter): Adapter {
  const perform = onceByKey();
  return {
    ...adapter,
    call: (operation, input, context): Promise<OutputOf<typeof operation>> =>
      perform(operation, input, context, () => adapter.call(operation, input, context)),
  };
}
