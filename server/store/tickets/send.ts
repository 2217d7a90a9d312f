import type { Selectable } from 'kysely';
import type { ParsedInputOf } from '../../../src/contract/operation.ts';
import type { Message, sendMessage } from '../../../src/contract/tickets/index.ts';
import { act, type VerifiedCall } from '../call.ts';
import type { MessageTable, TicketTable } from '../tickets-schema.ts';
import type { RunTransaction, StoreTransaction } from '../transaction.ts';
import { attachUploads } from '../uploads/attach.ts';
import { addMessage } from './add-message.ts';
import { mayReopen, toMessage } from './mapping.ts';
import { stopTyping } from './presence.ts';
import { refuseField } from '../refuse.ts';
import { refuseAct } from './refuse.ts';
import { readSettings } from './settings.ts';
import { ticketScope } from './side.ts';
import { ticketTexts } from './texts.ts';
import { lockTicket } from './ticket.ts';
import { writerOf } from './writer.ts';

/** Quotes are shown up to here. */
const QUOTE_LENGTH = 300;

/** Adds a message; the same person's same `clientId` in the same ticket answers what was made first, under any key. */
export function send(
  run: RunTransaction,
  input: ParsedInputOf<typeof sendMessage>,
  call: VerifiedCall,
): Promise<Message> {
  const { customer, locale } = call;
  const texts = ticketTexts(locale);
  return act(run, ticketScope(customer), call, 'tickets.send', input, async (transaction) => {
    const ticket = await lockTicket(transaction, input.ticketId, customer);
    const known = await messageByClientId(transaction, ticket, customer.personId, input.clientId);
    if (known !== undefined) return toMessage(known, customer);
    if (input.text.trim() === '' && (input.uploadIds ?? []).length === 0) {
      throw refuseField('/text', texts.emptyMessage);
    }
    const settings = await readSettings(transaction, customer.tenantId);
    const writer = await writerOf(transaction, customer, settings);
    let current = ticket;
    if (ticket.state === 'closed') {
      if (!mayReopen(ticket, settings, writer.side, new Date())) throw refuseAct(texts.closedForGood);
      const reopened = await addMessage(transaction, ticket, writer, { event: 'reopened' }, { closed_at: null });
      current = { ...ticket, last_sequence: reopened.sequence };
    }
    const replyTo = await quote(transaction, ticket, input.replyToId, texts.unknownReply);
    const files = await attachUploads(transaction, input.uploadIds ?? [], customer, locale);
    const row = await addMessage(
      transaction,
      current,
      writer,
      { clientId: input.clientId, text: input.text.toWellFormed(), replyTo, files },
      writer.side === 'staff'
        ? { state: 'answered', deadline: null }
        : { state: 'open', last_asked_by: writer.personId },
    );
    await insertAttachments(transaction, row);
    await stopTyping(transaction, ticket, customer.personId);
    return toMessage(row, customer);
  });
}

/** Makes the files of a message reachable for all who see the ticket. */
export async function insertAttachments(
  transaction: StoreTransaction,
  { tenant_id, customer_id, ticket_id, id: message_id, files }: Selectable<MessageTable>,
): Promise<void> {
  if (files === null) return;
  await transaction
    .insertInto('attachments')
    .values(
      files.map(({ id, name, mediaType, size }) => ({
        tenant_id,
        customer_id,
        ticket_id,
        id,
        message_id,
        name,
        media_type: mediaType,
        size,
      })),
    )
    .execute();
}

function messageByClientId(
  transaction: StoreTransaction,
  { tenant_id, id }: Selectable<TicketTable>,
  personId: string,
  clientId: string,
): Promise<Selectable<MessageTable> | undefined> {
  return transaction
    .selectFrom('messages')
    .selectAll()
    .where((builder) => builder.and({ tenant_id, ticket_id: id, person_id: personId, client_id: clientId }))
    .executeTakeFirst();
}

async function quote(
  transaction: StoreTransaction,
  { tenant_id, id: ticket_id }: Selectable<TicketTable>,
  messageId: string | undefined,
  refusal: string,
): Promise<Message['replyTo']> {
  if (messageId === undefined) return undefined;
  const row = await transaction
    .selectFrom('messages')
    .select(['id', 'sequence', 'author_name', 'text', 'files'])
    .where((builder) => builder.and({ tenant_id, ticket_id, id: messageId }))
    .executeTakeFirst();
  if (row === undefined) throw refuseField('/replyToId', refusal);
  const text = (row.text ?? '').slice(0, QUOTE_LENGTH).toWellFormed() || (row.files?.[0]?.name ?? '');
  return { id: row.id, sequence: row.sequence, author: row.author_name, text };
}
