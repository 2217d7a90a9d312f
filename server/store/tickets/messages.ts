import { sql } from 'kysely';
import type { VerifiedCustomer } from '../../../src/adapters/adapter.ts';
import type { OutputOf, ParsedInputOf } from '../../../src/contract/operation.ts';
import type { listMessages, searchMessages } from '../../../src/contract/tickets/index.ts';
import { storableId } from '../call.ts';
import type { RunTransaction, StoreTransaction } from '../transaction.ts';
import { toMessage } from './mapping.ts';
import { ofSide, sideOf, ticketScope } from './side.ts';
import { ticketNotFound } from './ticket.ts';

const DEFAULT_LIMIT = 50;
/** Places found at once. */
const MAX_FOUND = 100;
const EXCERPT_LENGTH = 300;

/** Messages around a place. Sequences have no gaps here, so that they alone tell whether there are more. */
export function readMessages(
  run: RunTransaction,
  { ticketId, before, after, limit = DEFAULT_LIMIT }: ParsedInputOf<typeof listMessages>,
  customer: VerifiedCustomer,
): Promise<OutputOf<typeof listMessages>> {
  return run(ticketScope(customer), async (transaction) => {
    const ticket = await readMarks(transaction, ticketId, customer);
    const forward = after !== undefined;
    const rows = await transaction
      .selectFrom('messages')
      .selectAll()
      .where((builder) => builder.and({ ...ofSide(customer), ticket_id: ticketId }))
      .$if(forward, (query) => query.where('sequence', '>', after ?? 0))
      .$if(before !== undefined, (query) => query.where('sequence', '<', before ?? 0))
      .orderBy('sequence', forward ? 'asc' : 'desc')
      .limit(limit)
      .execute();
    if (!forward) rows.reverse();
    const first = rows[0]?.sequence ?? before ?? (after ?? 0) + 1;
    const last = rows.at(-1)?.sequence ?? (forward ? after : (before ?? 1) - 1);
    const isStaff = sideOf(customer) === 'staff';
    return {
      items: rows.map((row) => toMessage(row, customer)),
      hasEarlier: first > 1 && ticket.last_sequence > 0,
      hasLater: last < ticket.last_sequence,
      readUpTo: isStaff ? ticket.staff_read : ticket.customer_read,
      othersReadUpTo: isStaff ? ticket.customer_read : ticket.staff_read,
    };
  });
}

/** Where all of the words occur, latest first. */
export function findInMessages(
  run: RunTransaction,
  { ticketId, search }: ParsedInputOf<typeof searchMessages>,
  customer: VerifiedCustomer,
): Promise<OutputOf<typeof searchMessages>> {
  const words = [...new Set(search.replaceAll('\0', '').toLowerCase().split(/\s+/).filter(Boolean))];
  return run(ticketScope(customer), async (transaction) => {
    await readMarks(transaction, ticketId, customer);
    if (words.length === 0) return { items: [] };
    const rows = await transaction
      .selectFrom('messages')
      .select(['sequence', 'author_name', 'at', 'text', 'files', 'search'])
      .where((builder) => builder.and({ ...ofSide(customer), ticket_id: ticketId }))
      .where(sql<boolean>`not exists (select from unnest(${words}::text[]) word where strpos(search, word) = 0)`)
      .orderBy('sequence', 'desc')
      .limit(MAX_FOUND)
      .execute();
    const [word = ''] = words;
    return {
      items: rows.map((row) => ({
        sequence: row.sequence,
        author: row.author_name,
        at: row.at.toISOString(),
        text: excerpt(row.text ?? row.search, word),
      })),
    };
  });
}

/** A part of a long message in which the word is. */
function excerpt(text: string, word: string): string {
  const place = text.toLowerCase().indexOf(word);
  const start = Math.max(0, place - EXCERPT_LENGTH / 3);
  return text.slice(start, start + EXCERPT_LENGTH).toWellFormed();
}

function readMarks(transaction: StoreTransaction, ticketId: string, customer: VerifiedCustomer) {
  return transaction
    .selectFrom('tickets')
    .select(['last_sequence', 'customer_read', 'staff_read'])
    .where((builder) => builder.and({ ...ofSide(customer), id: storableId(ticketId, 'ticket') }))
    .executeTakeFirstOrThrow(ticketNotFound);
}
