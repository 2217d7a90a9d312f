import type { Operation } from '../../contract/operation.ts';
import { operations } from '../../contract/operations.ts';
import type { Caller, Outcome } from '../caller.ts';
import type { Rule } from '../check.ts';
import { hold, same, unchecked } from '../expect.ts';
import { etagOf, sampleOf } from '../samples/index.ts';

const { list, reorder } = operations.orders;

/** A text that may be any other: with it the same key stands for something else. */
const optionalTexts: Readonly<Record<string, string>> = {
  'orders.reorder': 'note',
  'orders.requestCancellation': 'comment',
  'tickets.rate': 'comment',
  'tickets.create': 'text',
  'tickets.send': 'text',
};

/** What must hold of every operation that changes something. */
export function mutationRules(operation: Operation, caller: Caller): Rule[] {
  const text = optionalTexts[operation.id];
  const prepare = async () => ({
    input: await sampleOf(operation, caller),
    conditions: { idempotencyKey: crypto.randomUUID(), ifMatch: await etagOf(operation, caller) },
    before: await orderIds(operation, caller),
  });
  const checkAdded = async (before: readonly string[]) => {
    const added = (await orderIds(operation, caller)).filter((id) => !before.includes(id));
    const wanted = operation.id === reorder.id && before.length > 0 ? 1 : 0;
    hold(added.length === wanted, `one key placed ${added.length} orders, not ${wanted}: ${added.join(', ')}`);
  };

  const rules: Rule[] = [
    {
      name: 'has one effect for one key, however often it is sent, and one answer',
      test: async () => {
        const { input, conditions, before } = await prepare();
        const first = await caller.done(operation, input, conditions);
        for (let time = 2; time <= 3; time += 1) {
          const again = await caller.done(operation, input, conditions);
          same(again.output, first.output, `the answer to the same key, time ${time}`);
        }
        await checkAdded(before);
      },
    },
    {
      name: 'has one effect when the same key is sent several times at once',
      test: async () => {
        const { input, conditions, before } = await prepare();
        const outcomes = await Promise.all([1, 2, 3].map(() => caller.attempt(operation, input, conditions)));
        const answers = outcomes.flatMap((outcome) => ('refusal' in outcome ? [] : [outcome.output]));
        hold(answers.length > 0, `none of them was done: ${refusalsOf(outcomes)}`);
        for (const answer of answers) same(answer, answers[0], 'the answer to the same key, sent at once');
        for (const outcome of outcomes) {
          if ('refusal' in outcome)
            hold(
              outcome.refusal.code === 'conflict',
              `one that is still under way: expected conflict, got ${outcome.refusal.text}`,
            );
        }
        await checkAdded(before);
      },
    },
  ];
  if (text !== undefined) {
    rules.push({
      name: 'refuses a key that was used for something else',
      test: async () => {
        const { input, conditions } = await prepare();
        await caller.done(operation, input, conditions);
        const other = { ...input, [text]: 'something else' };
        await caller.refused(operation, other, ['invalid', 'conflict'], 'the key of another payload', conditions);
      },
    });
  }
  return rules;
}

const refusalsOf = (outcomes: readonly Outcome[]) =>
  outcomes.flatMap((outcome) => ('refusal' in outcome ? [outcome.refusal.text] : [])).join('; ');

/** What must hold of an edit: it names the version that it was made from. */
export function conditionRules(operation: Operation, caller: Caller): Rule[] {
  const version = async () => (await etagOf(operation, caller)) ?? unchecked('there is nothing to edit');
  return [
    {
      name: 'refuses an edit of a version that is not there any more, and changes nothing',
      test: async () => {
        const etag = await version();
        const input = await sampleOf(operation, caller);
        const refusal = await caller.refused(operation, input, ['conflict'], 'If-Match of an old version', {
          ifMatch: `not-${etag}`.slice(0, 200),
        });
        const { status = 412 } = refusal;
        hold(status === 412, `If-Match of an old version: expected 412, got ${refusal.text}`);
        same(await version(), etag, 'the etag after a refused edit');
      },
    },
    {
      name: 'refuses an edit that names no version',
      test: async () => {
        const input = await sampleOf(operation, caller);
        const refusal = await caller.refused(operation, input, ['conflict'], 'no If-Match');
        const { status = 428 } = refusal;
        hold([428, 412].includes(status), `no If-Match: expected 428, got ${refusal.text}`);
      },
    },
  ];
}

/** The newest orders, enough to see what was added; none where they cannot be listed. */
async function orderIds(operation: Operation, caller: Caller): Promise<string[]> {
  if (operation.id !== reorder.id && !operation.id.startsWith('orders.')) return [];
  if (!caller.offers(list)) return [];
  const { items } = await caller.ask(list, { limit: 100, sort: '-placedAt' });
  return items.map(({ id }) => id);
}
