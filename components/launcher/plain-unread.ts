import type { listTickets } from '../../src/contract/tickets/list.ts';
import type { OutputOf } from '../../src/contract/operation.ts';
import type { Unread } from './launcher.ts';

/**
 * Asks how much is unread by one plain request, as long as nothing has started the page's client. `undefined`: that
 * could not be learned so, or nobody is signed in.
 * @param settings the attributes of the script tag
 */
export async function askUnread(
  { adapter, backend, tokenUrl }: DOMStringMap,
  locale: string,
): Promise<Unread | undefined> {
  // Another system's adapter alone knows what to ask it.
  if (!backend || adapter) return undefined;
  const headers: Record<string, string> = {
    'X-Cabinet': '1',
    'Accept-Language': locale,
    Accept: 'application/json, application/problem+json',
  };
  const ask = async <Answer>(url: string): Promise<Answer | undefined> => {
    // A token is the backend's; the site's own endpoint knows its visitor by a cookie.
    const credentials = headers['Authorization'] ? 'same-origin' : 'include';
    const response = await fetch(url, { cache: 'no-store', credentials, headers });
    return response.ok ? ((await response.json()) as Answer) : undefined;
  };
  try {
    if (tokenUrl) {
      const { token } = (await ask<{ token?: string }>(tokenUrl)) ?? {};
      if (!token) return undefined;
      headers['Authorization'] = `Bearer ${token}`;
    }
    // As `unreadInput` has it, and counted as by `unreadCount`: importing them would bring the files of the cabinet.
    const answer = await ask<OutputOf<typeof listTickets>>(`${backend}/tickets?unread=true&limit=10`);
    return answer && { count: answer.total ?? answer.items.length, more: !('total' in answer) && !!answer.nextCursor };
  } catch {
    return undefined;
  }
}
