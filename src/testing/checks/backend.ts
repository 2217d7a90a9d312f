import { allOperations, operations } from '../../contract/operations.ts';
import type { Operation } from '../../contract/operation.ts';
import type { Caller } from '../caller.ts';
import type { Rule } from '../check.ts';
import { hold } from '../expect.ts';

/** What must hold of the backend as a whole, however it is reached. */
export function backendRules(caller: Caller): Rule[] {
  return [
    {
      name: 'tells what it can do in ids of the contract',
      test: async () => {
        const known = allOperations().map(({ id }) => id);
        const unknown = caller.known.operations.filter((id) => !known.includes(id));
        hold(unknown.length === 0, `capabilities name what the contract does not know: ${unknown.join(', ')}`);
      },
    },
    {
      name: 'has nothing that it does not tell of',
      test: async () => {
        const absent = allOperations().filter(
          (operation) => operation.kind === 'query' && !caller.known.operations.includes(operation.id),
        );
        for (const operation of absent) {
          const outcome = await caller.attempt(operation, anyInputOf(operation));
          hold(
            'refusal' in outcome,
            `${operation.id} answers, but is not among the capabilities: no widget will use it`,
          );
        }
      },
    },
    {
      name: 'tells the person what they may do, and for whom they act',
      test: async () => {
        const { permissions, customer, customers } = await caller.ask(operations.session.get, {});
        hold(
          permissions.includes(operations.session.get.id),
          'permissions must name session.get, which was just allowed',
        );
        hold(
          customers.some(({ id }) => id === customer.id),
          `customers must name the current one, ${customer.id}`,
        );
      },
    },
  ];
}

/** Ids that may be any, where an operation has some in its path. */
function anyInputOf({ http }: Operation): Record<string, string> {
  return Object.fromEntries([...http.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => [name, 'any']));
}
