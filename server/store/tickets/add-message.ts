import { randomUUID } from 'node:crypto';
import type { Selectable, Updateable } from 'kysely';
import type { Attachment, Message } from '../../../src/contract/tickets/index.ts';
import { announce } from '../announce.ts';
import type { MessageTable, TicketTable } from '../tickets-schema.ts';
import type { StoreTransaction } from '../transaction.ts';
import { authorOf } from './mapping.ts';
import type { Writer } from './writer.ts';

/** Beginnings of messages are shown in lists up to here. */
const EXCERPT_LENGTH = 200;
/** Longer messages are not searched to their end. */
const MAX_SEARCHED = 4000;

export interface NewMessage {
  clientId?: string | undefined;
  text?: string | undefined;
  replyTo?: Message['replyTo'];
  files?: readonly Attachment[] | undefined;
  event?: 'closed' | 'reopened' | 'assigned' | 'rated' | undefined;
}

/** What changes of a ticket with a message. */
type TicketChanges = Omit<Updateable<TicketTable>, 'tenant_id' | 'customer_id' | 'id'>;

/**
 * Writes the next message of a ticket whose row this transaction holds, and what changes of the ticket with
 * it. Its sequence follows the last one that was committed, so that who reads on after a sequence misses none.
 */
export async function addMessage(
  transaction: StoreTransaction,
  ticket: Selectable<TicketTable>,
  writer: Writer,
  message: NewMessage,
  changes: TicketChanges = {},
): Promise<Selectable<MessageTable>> {
  const { tenant_id, customer_id, id: ticketId } = ticket;
  const at = new Date().toISOString();
  const files = message.files ?? [];
  const row = await transaction
    .insertInto('messages')
    .values({
      tenant_id,
      customer_id,
      ticket_id: ticketId,
      id: randomUUID(),
      sequence: ticket.last_sequence + 1,
      client_id: message.clientId ?? null,
      person_id: writer.personId,
      side: writer.side,
      author_name: writer.name,
      author_role: writer.role ?? null,
      at,
      text: message.text ?? null,
      reply_to: message.replyTo === undefined ? null : JSON.stringify(message.replyTo),
      files: files.length === 0 ? null : JSON.stringify(files),
      event_kind: message.event ?? null,
      search: message.event === undefined ? searchOf(message) : '',
    })
    .returningAll()
    .executeTakeFirstOrThrow();
  const excerpt = (message.text ?? '').slice(0, EXCERPT_LENGTH).toWellFormed() || (files[0]?.name ?? '');
  await transaction
    .updateTable('tickets')
    .set({
      ...changes,
      last_sequence: row.sequence,
      updated_at: at,
      ...(message.event === undefined && {
        last_message: JSON.stringify({ author: authorOf(row), text: excerpt, at }),
      }),
    })
    .where((builder) => builder.and({ tenant_id, id: ticketId }))
    .execute();
  await announceTicket(transaction, ticket, ticket.last_sequence === 0 ? 'ticket.created' : 'ticket.updated');
  return row;
}

function searchOf({ text = '', files = [] }: NewMessage): string {
  return [text, ...files.map(({ name }) => name)].join('\n').toLowerCase().slice(0, MAX_SEARCHED).toWellFormed();
}

export function announceTicket(
  transaction: StoreTransaction,
  { tenant_id, customer_id, id }: Pick<Selectable<TicketTable>, 'tenant_id' | 'customer_id' | 'id'>,
  type = 'ticket.updated',
): Promise<void> {
  return announce(transaction, tenant_id, [{ customerId: customer_id, type, entity: 'tickets', entityId: id }]);
}
