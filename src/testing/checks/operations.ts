import type { Operation } from '../../contract/operation.ts';
import type { Caller, Answer } from '../caller.ts';
import type { Rule } from '../check.ts';
import { hold, same } from '../expect.ts';
import { etagOf, idsOf, withUnknownIds } from '../samples/index.ts';
import { checkMoney } from './money.ts';

/** What must hold of every operation, however it is reached. */
export function operationRules(
  operation: Operation,
  caller: Caller,
  other: Caller | undefined,
  answer: () => Promise<Answer>,
): Rule[] {
  return [
    {
      name: 'answers as the contract says',
      test: async () => {
        const { output } = await answer();
        checkMoney(operation.id, output);
      },
    },
    ...idRules(operation, caller, other),
  ];
}

function idRules(operation: Operation, caller: Caller, other: Caller | undefined): Rule[] {
  const takesIds =
    /\{\w+Id\}/.test(operation.http) || ['orders.previewReorder', 'orders.reorder'].includes(operation.id);
  if (!takesIds) return [];
  const unknown: Rule = {
    name: 'answers not_found for an unknown id',
    test: async () => {
      const input = withUnknownIds((await idsOf(operation, caller)) ?? {});
      await caller.refused(operation, input, ['not_found'], 'an unknown id', {
        ifMatch: await etagOf(operation, caller),
      });
    },
  };
  // What a company asks everybody to agree to has the same id for all.
  if (other === undefined || operation.http.includes('{consentId}')) return [unknown];
  const foreign: Rule = {
    name: 'answers somebody else’s id exactly as an unknown one',
    test: async () => {
      const theirs = await idsOf(operation, other);
      hold(theirs, 'the other customer has something to ask about');
      const ifMatch = await etagOf(operation, caller);
      const what = 'an id of the other customer';
      const refusal = await caller.refused(operation, theirs, ['not_found'], what, { ifMatch });
      const unknown = await caller.refused(operation, withUnknownIds(theirs), ['not_found'], 'an unknown id', {
        ifMatch,
      });
      same(refusal.comparable, unknown.comparable, `${what} must be refused as an unknown one`);
    },
  };
  return [unknown, foreign];
}
