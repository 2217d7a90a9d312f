import type { CabinetClient, Unsubscribe } from '../../src/client/types.ts';
import { listTickets } from '../../src/contract/tickets/list.ts';
import { unreadCount, unreadInput } from '../shared/unread.ts';
import type { Unread } from './launcher.ts';

/** Tells how much is unread, now and whenever it changes, as long as a page has a client. */
export function watchUnread(client: CabinetClient, tell: (unread: Unread) => void): Unsubscribe {
  if (!client.adapter.supports(listTickets)) return () => undefined;
  const stop = client.onSessionChange(({ status }) => {
    if (status === 'signed-out') tell({ count: 0, more: false });
  });
  const { stop: stopWatching } = client.observe(listTickets, unreadInput, ({ data }) => {
    if (data) tell(unreadCount(data));
  });
  return () => (stop(), stopWatching());
}
