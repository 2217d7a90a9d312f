import { sql } from 'kysely';
import { queueMail } from '../notifications/queue.ts';
import { present } from '../orders/mapping.ts';
import type { RunTransaction } from '../transaction.ts';

/** Milliseconds after the last answer of a burst before the customer is told of it by mail. */
const PATIENCE = 120_000;
/** Tickets looked at in one transaction. */
const BATCH = 20;

/** Mails who asked last that there is an answer, if nobody of them has read it for a while: once for each burst of answers. */
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
        const person = await transaction
          .selectFrom('people')
          .innerJoin('tenants', 'tenants.id', 'people.tenant_id')
          .select(['people.id', 'people.email', 'people.locale', 'tenants.cabinet_url'])
          .where('people.tenant_id', '=', tenantId)
          .where('people.id', '=', row.last_asked_by ?? row.created_by)
          .where('people.disabled', '=', false)
          .executeTakeFirst();
        if (person === undefined || person.email === null) continue;
        await queueMail(
          transaction,
          {
            tenantId,
            customerId,
            personId: person.id,
            event: 'ticket.answered',
            kind: 'ticket_answered',
            recipient: person.email,
            ...present({ locale: person.locale }),
            payload: {
              number: row.number,
              title: row.title,
              author: row.last_message?.author.name ?? '',
              text: row.last_message?.text ?? '',
              ...present({ url: person.cabinet_url }),
            },
          },
          now,
        );
      }
      return rows.length;
    });
  }
}
