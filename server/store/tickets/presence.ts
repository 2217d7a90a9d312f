import { sql, type Selectable } from 'kysely';
import type { VerifiedCustomer } from '../../../src/adapters/adapter.ts';
import type { ParsedInputOf } from '../../../src/contract/operation.ts';
import type { Presence, sendTyping } from '../../../src/contract/tickets/index.ts';
import { notify, PRESENCE_CHANNEL, type PresenceNotice } from '../announce.ts';
import { storableId, type VerifiedCall } from '../call.ts';
import { present } from '../orders/mapping.ts';
import type { TicketTable } from '../tickets-schema.ts';
import type { RunTransaction, StoreTransaction } from '../transaction.ts';
import { ONLINE } from './seen.ts';
import { isOpenAt, readSettings } from './settings.ts';
import { ofSide, sideOf, ticketScope } from './side.ts';
import { ticketNotFound } from './ticket.ts';
import { writerOf } from './writer.ts';

/** Milliseconds after which who was typing is not any more. */
export const TYPING = 6000;

export function getPresence(
  run: RunTransaction,
  ticketId: string,
  customer: VerifiedCustomer,
  now = new Date(),
): Promise<Presence> {
  return run(ticketScope(customer), async (transaction) => {
    const ticket = await ticketOwner(transaction, ticketId, customer);
    const settings = await readSettings(transaction, customer.tenantId);
    const { time_zone: timeZone } = await transaction
      .selectFrom('tenants')
      .select('time_zone')
      .where('id', '=', customer.tenantId)
      .executeTakeFirstOrThrow();
    const typing = await transaction
      .selectFrom('presence')
      .select('name')
      .where((builder) => builder.and({ ...ofSide(customer), ticket_id: ticketId }))
      .where('typing_until', '>', now)
      .where('person_id', '!=', customer.personId)
      .orderBy('name')
      .execute();
    const isStaff = sideOf(customer) === 'staff';
    const { rows } = isStaff
      ? await sql<{ at: Date | null }>`select max(at) as at from seen
          where tenant_id = ${customer.tenantId} and customer_id = ${ticket.customer_id} and side = 'customer'`.execute(
          transaction,
        )
      : await sql<{ at: Date | null }>`select staff_seen_at() as at`.execute(transaction);
    const seenAt = rows[0]?.at ?? null;
    const company = {
      hours: settings.hours,
      open: isOpenAt(settings, timeZone, now),
      answerMinutes: settings.answerMinutes,
    };
    return {
      typing: typing.map(({ name }) => name),
      online: seenAt !== null && now.getTime() - seenAt.getTime() < ONLINE,
      ...(seenAt !== null && { lastSeenAt: seenAt.toISOString() }),
      ...(!isStaff && present(company)),
    };
  });
}

/** Says that a person types, or no more; everybody in the conversation hears of it, and nothing of it is kept. */
export function type(
  run: RunTransaction,
  { ticketId, typing }: ParsedInputOf<typeof sendTyping>,
  { customer }: VerifiedCall,
): Promise<Record<string, never>> {
  return run(ticketScope(customer), async (transaction) => {
    const { customer_id: customerId } = await ticketOwner(transaction, ticketId, customer);
    const { tenantId, personId } = customer;
    const { name, side } = await writerOf(transaction, customer, await readSettings(transaction, tenantId));
    const until = typing ? new Date(Date.now() + TYPING).toISOString() : null;
    await transaction
      .insertInto('presence')
      .values({
        tenant_id: tenantId,
        customer_id: customerId,
        ticket_id: ticketId,
        person_id: personId,
        side,
        name,
        typing_until: until,
      })
      .onConflict((conflict) =>
        conflict.columns(['tenant_id', 'ticket_id', 'person_id']).doUpdateSet({ name, side, typing_until: until }),
      )
      .execute();
    const notice: PresenceNotice = { tenantId, customerId, ticketId, typing };
    await notify(transaction, PRESENCE_CHANNEL, JSON.stringify(notice));
    return {};
  });
}

/** Who has said what they typed types no more. */
export async function stopTyping(
  transaction: StoreTransaction,
  { tenant_id, customer_id, id: ticket_id }: Pick<Selectable<TicketTable>, 'tenant_id' | 'customer_id' | 'id'>,
  personId: string,
): Promise<void> {
  const { numUpdatedRows } = await transaction
    .updateTable('presence')
    .set({ typing_until: null })
    .where((builder) => builder.and({ tenant_id, ticket_id, person_id: personId }))
    .where('typing_until', 'is not', null)
    .executeTakeFirst();
  if (numUpdatedRows === 0n) return;
  const notice: PresenceNotice = { tenantId: tenant_id, customerId: customer_id, ticketId: ticket_id, typing: false };
  await notify(transaction, PRESENCE_CHANNEL, JSON.stringify(notice));
}

function ticketOwner(transaction: StoreTransaction, ticketId: string, customer: VerifiedCustomer) {
  return transaction
    .selectFrom('tickets')
    .select('customer_id')
    .where((builder) => builder.and({ ...ofSide(customer), id: storableId(ticketId, 'ticket') }))
    .executeTakeFirstOrThrow(ticketNotFound);
}
