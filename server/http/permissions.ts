import type { Operation } from '../../src/contract/operation.ts';
import { allOperations, type Operations } from '../../src/contract/operations.ts';
import type { Role } from '../../src/contract/session.ts';

/** The ids of the operations that change something. */
type MutationId = {
  [Capability in keyof Operations]: {
    [Name in keyof Operations[Capability]]: Operations[Capability][Name] extends { kind: 'mutation'; id: infer Id }
      ? Id
      : never;
  }[keyof Operations[Capability]];
}[keyof Operations];

/** What each role may change; everybody who has a role may read. */
const mutationsOf: Record<Role, 'all' | readonly MutationId[]> = {
  owner: 'all',
  buyer: ['orders.reorder', 'orders.requestCancellation'],
  agent: ['orders.reorder', 'orders.requestCancellation'],
  accountant: [],
  viewer: [],
};

/** Whether one of the roles allows the operation. A member without any role may only see who they are. */
export function mayCall(roles: readonly Role[], operation: Operation): boolean {
  if (operation.id === 'session.get') return true;
  return roles.some((role) => {
    const mutations: 'all' | readonly string[] = mutationsOf[role];
    return operation.kind === 'query' || mutations === 'all' || mutations.includes(operation.id);
  });
}

/** Ids of the operations that the roles allow: the `permissions` of a session. */
export function permissionsOf(roles: readonly Role[]): string[] {
  return allOperations()
    .filter((operation) => mayCall(roles, operation))
    .map((operation) => operation.id);
}
