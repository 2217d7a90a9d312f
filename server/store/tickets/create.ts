import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import type { VerifiedCustomer } from '../../../src/adapters/adapter.ts';
import type { ParsedInputOf } from '../../../src/contract/operation.ts';
import type { createTicket, Ticket, TicketSubject } from '../../../src/contract/tickets/index.ts';
import { act, type VerifiedCall } from '../call.ts';
import { nextNumber } from '../numbers.ts';
import type { RunTransaction, StoreTransaction } from '../transaction.ts';
import { attachUploads } from '../uploads/attach.ts';
import { addMessage } from './add-message.ts';
import { readFields } from './kinds.ts';
import { refuseField } from '../refuse.ts';
import { insertAttachments } from './send.ts';
import { readSettings } from './settings.ts';
import { ticketTexts } from './texts.ts';
import { readTicket } from './ticket.ts';
import { writerOf } from './writer.ts';

const MINUTE = 60_000;

/** Begins a ticket of the customer for whom the person acts; the same `clientId` again answers the first one. */
export function create(
  run: RunTransaction,
  input: ParsedInputOf<typeof createTicket>,
  call: VerifiedCall,
): Promise<Ticket> {
  const { customer, locale } = call;
  const { tenantId, customerId, personId } = customer;
  const texts = ticketTexts(locale);
  // Also of staff: what the ticket is about must be the customer's, who is named by the sign-in.
  return act(run, { tenantId, customerId }, call, 'tickets.create', input, async (transaction) => {
    // Under another key the same person may be sending the same at this moment.
    await sql`select pg_advisory_xact_lock(hashtextextended(${JSON.stringify([tenantId, personId, input.clientId])}, 0))`.execute(
      transaction,
    );
    const known = await ticketByClientId(transaction, input.clientId, customer);
    if (known !== undefined) return readTicket(transaction, known, customer);
    const kind = await transaction
      .selectFrom('ticket_kinds')
      .selectAll()
      .where((builder) => builder.and({ tenant_id: tenantId, id: input.kindId }))
      .executeTakeFirst();
    if (kind === undefined) throw refuseField('/kindId', texts.unknownKind);
    const fields = readFields(kind.fields, input.fields ?? {}, locale);
    const uploadIds = input.uploadIds ?? [];
    if (input.text.trim() === '' && uploadIds.length === 0 && fields.length === 0) {
      throw refuseField('/text', texts.emptyMessage);
    }
    const about = await readSubjects(transaction, input.about ?? [], customer, texts.unknownSubject);
    const { order_prefix: prefix } = await transaction
      .selectFrom('tenants')
      .select('order_prefix')
      .where('id', '=', tenantId)
      .executeTakeFirstOrThrow();
    const settings = await readSettings(transaction, tenantId);
    const writer = await writerOf(transaction, customer, settings);
    const now = new Date();
    const number = `${prefix}-T${await nextNumber(transaction, tenantId, 'ticket')}`;
    const minutes = kind.answer_minutes ?? settings.answerMinutes;
    const ticket = await transaction
      .insertInto('tickets')
      .values({
        tenant_id: tenantId,
        customer_id: customerId,
        id: randomUUID(),
        number,
        kind_id: kind.id,
        kind_label: kind.label,
        title: input.title.toWellFormed(),
        state: writer.side === 'staff' ? 'answered' : 'open',
        created_at: now.toISOString(),
        updated_at: now.toISOString(),
        deadline: minutes === null ? null : new Date(now.getTime() + minutes * MINUTE).toISOString(),
        created_by: personId,
        last_asked_by: writer.side === 'customer' ? personId : null,
        fields: JSON.stringify(fields),
        about: JSON.stringify(about),
        about_ids: about.map(({ id }) => id),
        search: [number, input.title, ...about.map(({ label }) => label)].join('\n').toLowerCase().toWellFormed(),
      })
      .returningAll()
      .executeTakeFirstOrThrow();
    const files = await attachUploads(transaction, uploadIds, customer, locale);
    const { clientId } = input;
    const text = input.text.trim() === '' ? undefined : input.text.toWellFormed();
    // The first message is there also where all was said in the fields: it carries the sender's id.
    const row = await addMessage(transaction, ticket, writer, { clientId, text, files });
    await insertAttachments(transaction, row);
    return readTicket(transaction, ticket.id, customer);
  });
}

async function ticketByClientId(
  transaction: StoreTransaction,
  clientId: string,
  { tenantId, customerId, personId }: VerifiedCustomer,
): Promise<string | undefined> {
  const first = await transaction
    .selectFrom('messages')
    .select('ticket_id')
    .where((builder) =>
      builder.and({
        tenant_id: tenantId,
        customer_id: customerId,
        person_id: personId,
        client_id: clientId,
        sequence: 1,
      }),
    )
    .executeTakeFirst();
  return first?.ticket_id;
}

/** What a ticket is about, by its numbers: only what belongs to the customer. */
async function readSubjects(
  transaction: StoreTransaction,
  wanted: readonly { kind: 'order' | 'invoice' | 'document'; id: string }[],
  { tenantId, customerId }: VerifiedCustomer,
  refusal: string,
): Promise<TicketSubject[]> {
  const subjects: TicketSubject[] = [];
  for (const [index, { kind, id }] of wanted.entries()) {
    const row = { tenant_id: tenantId, customer_id: customerId, id };
    const found =
      kind === 'document'
        ? await transaction
            .selectFrom('documents')
            .select('title as label')
            .where((builder) => builder.and(row))
            .executeTakeFirst()
        : await transaction
            .selectFrom(kind === 'order' ? 'orders' : 'invoices')
            .select('number as label')
            .where((builder) => builder.and(row))
            .executeTakeFirst();
    if (found === undefined) throw refuseField(`/about/${index}/id`, refusal);
    subjects.push({ kind, id, label: found.label.slice(0, 500).toWellFormed() });
  }
  return subjects;
}
