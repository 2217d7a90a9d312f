import type { TicketState, TicketSummary } from '../../contract/tickets/index.ts';

/** The states of the life cycle that Request Tracker comes with. */
const states: Readonly<Record<string, TicketState>> = {
  new: 'open',
  open: 'open',
  stalled: 'waiting',
  resolved: 'closed',
  rejected: 'closed',
  deleted: 'closed',
};

export const isClosed = (status: string): boolean => states[status] === 'closed';

/** A state of the company's own has its word. */
export function statusOf(status: string): TicketSummary['status'] {
  const code = states[status];
  return code ? { code } : { code: 'unknown', label: status };
}

/** Names of the states to search for. */
export const statusesFor = (wanted: readonly TicketState[]): string[] =>
  Object.entries(states)
    .filter(([, state]) => wanted.includes(state))
    .map(([status]) => status);
