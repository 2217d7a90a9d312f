import { allOperations, operations } from '../../src/contract/operations.ts';
import { eventChecks, generalChecks } from './general-checks.ts';
import { listChecks } from './list-checks.ts';
import { keyChecks, mutationChecks } from './mutation-checks.ts';
import { operationChecks } from './operation-checks.ts';
import { needsMore } from './profile-samples.ts';
import { Caller, type Check, type Target } from './target.ts';

export type { Check, Target } from './target.ts';

/** Checks of one part of the contract. */
export interface CheckGroup {
  name: string;
  checks: Check[];
}

/**
 * All checks of a backend, generated from the contract: those of operations that the backend says it
 * has. Nothing is changed there unless `canWrite`.
 *
 * @example
 * ```ts
 * for (const { name, checks } of await conformanceChecks({ url, credentials })) {
 *   for (const check of checks) await check.run();
 * }
 * ```
 */
export async function conformanceChecks(target: Target): Promise<CheckGroup[]> {
  const capabilities = await new Caller(target, {}).ask(operations.capabilities.get, {});
  const offered = allOperations().filter(({ id }) => capabilities.operations.includes(id) && !needsMore.includes(id));
  const groups = offered.map((operation): CheckGroup => {
    const isMutation = operation.kind === 'mutation';
    return {
      name: operation.id,
      checks: [
        ...operationChecks(operation, target),
        ...(operation.id === operations.orders.list.id ? listChecks(target) : []),
        ...(isMutation ? keyChecks(operation, target) : []),
        ...(isMutation && target.canWrite ? mutationChecks(operation, target) : []),
      ],
    };
  });
  return [
    { name: 'the backend', checks: generalChecks(target) },
    ...groups,
    ...(capabilities.live ? [{ name: 'the event stream', checks: eventChecks(target) }] : []),
  ];
}
