import { sql } from 'kysely';
import type { OutputOf, ParsedInputOf } from '../../../src/contract/operation.ts';
import { CabinetError } from '../../../src/contract/problem.ts';
import type { markRead, rateTicket, Ticket } from '../../../src/contract/tickets/index.ts';
import { act, type VerifiedCall } from '../call.ts';
import type { RunTransaction } from '../transaction.ts';
import { addMessage, announceTicket } from './add-message.ts';
import { mayReopen } from './mapping.ts';
import { refuseAct } from './refuse.ts';
import { readSettings } from './settings.ts';
import { sideOf, ticketScope } from './side.ts';
import { ticketTexts } from './texts.ts';
import { lockTicket, readTicket } from './ticket.ts';
import { writerOf } from './writer.ts';

export function close(run: RunTransaction, ticketId: string, call: VerifiedCall): Promise<Ticket> {
  const { customer } = call;
  const texts = ticketTexts(call.locale);
  return act(run, ticketScope(customer), call, 'tickets.close', { ticketId }, async (transaction) => {
    const ticket = await lockTicket(transaction, ticketId, customer);
    const settings = await readSettings(transaction, customer.tenantId);
    if (ticket.state === 'closed') throw refuseAct(texts.alreadyClosed);
    if (sideOf(customer) === 'customer' && !settings.mayClose) throw refuseAct(texts.mayNotClose);
    const writer = await writerOf(transaction, customer, settings);
    const closed = { state: 'closed', closed_at: new Date().toISOString(), deadline: null } as const;
    await addMessage(transaction, ticket, writer, { event: 'closed' }, closed);
    return readTicket(transaction, ticketId, customer);
  });
}

export function reopen(run: RunTransaction, ticketId: string, call: VerifiedCall): Promise<Ticket> {
  const { customer } = call;
  const texts = ticketTexts(call.locale);
  return act(run, ticketScope(customer), call, 'tickets.reopen', { ticketId }, async (transaction) => {
    const ticket = await lockTicket(transaction, ticketId, customer);
    const settings = await readSettings(transaction, customer.tenantId);
    if (ticket.state !== 'closed') throw refuseAct(texts.notClosed);
    if (!mayReopen(ticket, settings, sideOf(customer), new Date())) throw refuseAct(texts.closedForGood);
    const writer = await writerOf(transaction, customer, settings);
    await addMessage(transaction, ticket, writer, { event: 'reopened' }, { state: 'open', closed_at: null });
    return readTicket(transaction, ticketId, customer);
  });
}

export function rate(
  run: RunTransaction,
  input: ParsedInputOf<typeof rateTicket>,
  call: VerifiedCall,
): Promise<Ticket> {
  const { customer } = call;
  const { ticketId, score, comment } = input;
  return act(run, ticketScope(customer), call, 'tickets.rate', input, async (transaction) => {
    const ticket = await lockTicket(transaction, ticketId, customer);
    const settings = await readSettings(transaction, customer.tenantId);
    if (ticket.state !== 'closed' || !settings.mayRate || sideOf(customer) === 'staff') {
      throw refuseAct(ticketTexts(call.locale).mayNotRate);
    }
    const writer = await writerOf(transaction, customer, settings);
    const { locale } = await transaction
      .selectFrom('tenants')
      .select('locale')
      .where('id', '=', customer.tenantId)
      .executeTakeFirstOrThrow();
    await addMessage(
      transaction,
      ticket,
      writer,
      { event: 'rated', text: ticketTexts(locale).rated(score) },
      {
        rating_score: score,
        rating_comment: comment?.toWellFormed() ?? null,
        rated_at: new Date().toISOString(),
      },
    );
    return readTicket(transaction, ticketId, customer);
  });
}

/** An agent takes a ticket over; again does nothing. */
export function assign(run: RunTransaction, ticketId: string, call: VerifiedCall): Promise<Ticket> {
  const { customer } = call;
  if (sideOf(customer) !== 'staff') throw new CabinetError('forbidden', 'Only staff take tickets over');
  return act(run, ticketScope(customer), call, 'tickets.assign', { ticketId }, async (transaction) => {
    const ticket = await lockTicket(transaction, ticketId, customer);
    if (ticket.assignee_id !== customer.personId) {
      const settings = await readSettings(transaction, customer.tenantId);
      const writer = await writerOf(transaction, customer, settings);
      const { locale } = await transaction
        .selectFrom('tenants')
        .select('locale')
        .where('id', '=', customer.tenantId)
        .executeTakeFirstOrThrow();
      await addMessage(
        transaction,
        ticket,
        writer,
        { event: 'assigned', text: ticketTexts(locale).assigned(writer.name) },
        { assignee_id: customer.personId, assignee_name: writer.name },
      );
    }
    return readTicket(transaction, ticketId, customer);
  });
}

/** A side's mark only goes on, whoever of them was quicker; so no key is needed to repeat it. */
export function read(
  run: RunTransaction,
  { ticketId, sequence }: ParsedInputOf<typeof markRead>,
  { customer }: VerifiedCall,
): Promise<OutputOf<typeof markRead>> {
  const mark = sideOf(customer) === 'staff' ? 'staff_read' : 'customer_read';
  return run(ticketScope(customer), async (transaction) => {
    const ticket = await lockTicket(transaction, ticketId, customer);
    const readUpTo = Math.max(ticket[mark], Math.min(sequence, ticket.last_sequence));
    if (readUpTo > ticket[mark]) {
      await transaction
        .updateTable('tickets')
        .set({ [mark]: sql<number>`${readUpTo}::bigint` })
        .where((builder) => builder.and({ tenant_id: ticket.tenant_id, id: ticket.id }))
        .execute();
      await announceTicket(transaction, ticket);
    }
    return { readUpTo };
  });
}
