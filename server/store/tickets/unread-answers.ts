import { sql } from 'kysely';
import { tellPerson } from '../notifications/tell-person.ts';
import { present } from '../orders/mapping.ts';
import type { RunTransaction } from '../transaction.ts';

/** Milliseconds after the last answer of a burst before the customer is told of it by mail. */
const PATIENCE = 120_000;
/** Tickets looked at in one transaction. */
const BATCH = 20;

/** Tells who asked last that there is an answer, if nobody of them has read it for a while: once for each burst of answers. */
export async function tellUnreadAnswers(run: RunTransaction, now: Date): Promise<void> {
  const before = new Date(now.getTime() - PATIENCE);
  for (let told = BATCH; told === BATCH;) {
    told = await run('operator', async (transaction) => {
      const rows = await transaction
        .selectFrom('tickets')
        .select(['tenant_id', 'customer_id', 'id', 'number', 'title', 'last_sequence', 'customer_read'])
        .select(['last_message', 'last_asked_by', 'created_by'])
        .where('state', '=', 'answered')
        .whereRef('notified_sequence', '<', 'last_sequence')
        .where('updated_at', '<', before)
        .orderBy('updated_at')
        .limit(BATCH)
        .forUpdate()
        .skipLocked()
        .execute();
      for (const row of rows) {
        const { tenant_id: tenantId, customer_id: customerId, id } = row;
        await transaction
          .updateTable('tickets')
          .set({ notified_sequence: sql`last_sequence` })
          .where((builder) => builder.and({ tenant_id: tenantId, id }))
          .execute();
        if (row.customer_read >= row.last_sequence) continue;
        await tellPerson(
          transaction,
          { tenantId, customerId, personId: row.last_asked_by ?? row.created_by },
          {
            event: 'ticket.answered',
            kind: 'ticket_answered',
            opens: { 'tickets.ticket': id },
            payload: ({ cabinetUrl }) => ({
              number: row.number,
              title: row.title,
              author: row.last_message?.author.name ?? '',
              text: row.last_message?.text ?? '',
              ...present({ url: cabinetUrl }),
            }),
          },
          now,
        );
      }
      return rows.length;
    });
  }
}
