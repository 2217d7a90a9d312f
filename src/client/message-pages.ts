import type { InputOf, OutputOf } from '../contract/operation.ts';
import { listMessages } from '../contract/tickets/message.ts';
import type { CabinetClient } from './types.ts';

/** Messages asked for at once. */
const PAGE = 50;
/** Messages shown before the first unread one. */
const CONTEXT = 15;

export type MessageAnswer = OutputOf<typeof listMessages>;

/** Asks for parts of one conversation, each time anew. */
export class MessagePages {
  /** Those before or after a sequence, without either the latest ones. */
  readonly list: (place: Pick<InputOf<typeof listMessages>, 'before' | 'after' | 'limit'>) => Promise<MessageAnswer>;

  /** @param signal ends every question */
  constructor(client: CabinetClient, ticketId: string, signal: AbortSignal) {
    this.list = (place) => client.query(listMessages, { limit: PAGE, ...place, ticketId }, { staleTime: 0, signal });
  }

  /** A message with some before it and a page from it on. */
  async around(sequence: number): Promise<MessageAnswer> {
    const [earlier, later] = await Promise.all([
      this.list({ before: sequence, limit: CONTEXT }),
      this.list({ after: sequence - 1 }),
    ]);
    return { ...later, items: [...earlier.items, ...later.items], hasEarlier: earlier.hasEarlier };
  }
}
