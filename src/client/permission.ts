import type { Adapter } from '../adapters/adapter.ts';
import type { OperationReference } from '../contract/operations.ts';
import type { Capabilities, Session } from '../contract/session.ts';
import type { QueryState, SessionState } from './types.ts';

/** Whether the backend has no such operation, so that nobody waits for its answer. */
export const isMissing = ({ error }: QueryState<unknown>): boolean =>
  error?.code === 'unsupported' || error?.code === 'not_found';

/** What is known of a backend and of whoever asks; each absent while nobody has asked, or cannot ask. */
export interface Known {
  adapter: Adapter;
  session: SessionState;
  capabilities: QueryState<Capabilities> | undefined;
  whoAsks: QueryState<Session> | undefined;
}

/** Whether adapter, backend and roles all allow an operation; `undefined` while one of them has not said. */
export function isAllowed(
  operation: OperationReference,
  { adapter, session, capabilities, whoAsks }: Known,
): boolean | undefined {
  if (!adapter.supports(operation) || session.status === 'signed-out') return false;
  if (!capabilities || (!capabilities.data && !isMissing(capabilities))) return undefined;
  if (capabilities.data && !capabilities.data.operations.includes(operation.id)) return false;
  if (session.status === 'signed-in') return session.session.permissions.includes(operation.id);
  return !whoAsks || isMissing(whoAsks) ? true : undefined;
}
