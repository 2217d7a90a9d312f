import { sql } from 'kysely';
import { createFormat } from '../../invoices/format.ts';
import { toMoney } from '../amount.ts';
import { dayIn } from '../days.ts';
import { morningAfter, tellPayers } from '../notifications/tell-person.ts';
import { present } from '../orders/mapping.ts';
import type { RunTransaction, StoreTransaction } from '../transaction.ts';

/** Days after the due day on which customers are reminded; negative: before it. */
const STEPS = [-3, 1, 7, 14, 30, 60, 90];
/** Days for which a reminder may be late, as after a time without a server; what is later is left out. */
const GRACE = 2;
/** Customers looked for at once. */
const BATCH = 100;

/**
 * Reminds whoever may pay of invoices that are soon due or late, one letter with all of them, in the daytime where
 * they are. Each step of an invoice is taken once, however often and in how many processes this runs.
 */
export async function remindOfInvoices(run: RunTransaction, now: Date): Promise<void> {
  const companies = await run('operator', (transaction) =>
    transaction.selectFrom('tenants').select(['id', 'time_zone']).orderBy('id').execute(),
  );
  for (const { id: tenantId, time_zone: timeZone } of companies) {
    const today = dayIn(timeZone, now);
    for (let customerIds = await toRemind(run, tenantId, today); ;) {
      for (const customerId of customerIds) {
        await run({ tenantId }, (transaction) => remind(transaction, { tenantId, customerId }, { today, now }));
      }
      if (customerIds.length < BATCH) break;
      customerIds = await toRemind(run, tenantId, today);
    }
  }
}

/** Invoices, and the step that it is time for; what is wholly being paid waits for its outcome. */
const due = (tenantId: string, today: string) => sql`
  invoices join unnest(${STEPS}::integer[]) as step
    on ${today}::date - due_on between step and step + ${GRACE}::integer
  where invoices.tenant_id = ${tenantId} and is_open and (step > 0 or ${today}::date - issued_on > ${GRACE}::integer)
    and due_on between ${today}::date - ${Math.max(...STEPS) + GRACE}::integer and ${today}::date - ${Math.min(...STEPS)}::integer
    and balance > (select coalesce(sum(amount), 0) from payment_allocations reserved
      where reserved.tenant_id = invoices.tenant_id and reserved.invoice_id = invoices.id and reserved.active)
    and not exists (select from invoice_reminders sent where sent.tenant_id = invoices.tenant_id
      and sent.invoice_id = invoices.id and sent.step = step.step)`;

async function toRemind(run: RunTransaction, tenantId: string, today: string): Promise<string[]> {
  const { rows } = await run({ tenantId }, (transaction) =>
    sql<{ id: string }>`select distinct customer_id as id from ${due(tenantId, today)} limit ${BATCH}`.execute(
      transaction,
    ),
  );
  return rows.map(({ id }) => id);
}

async function remind(
  transaction: StoreTransaction,
  { tenantId, customerId }: { tenantId: string; customerId: string },
  { today, now }: { today: string; now: Date },
): Promise<void> {
  const { rows: taken } = await sql<{ id: string; step: number }>`
    insert into invoice_reminders (tenant_id, customer_id, invoice_id, step)
    select invoices.tenant_id, customer_id, id, step from ${due(tenantId, today)} and customer_id = ${customerId}
    order by id on conflict do nothing returning invoice_id as id, step`.execute(transaction);
  const kinds = [
    { event: 'invoice.due_soon', kind: 'invoice_due_soon', invoices: taken.filter(({ step }) => step < 0) },
    { event: 'invoice.overdue', kind: 'invoice_overdue', invoices: taken.filter(({ step }) => step > 0) },
  ] as const;
  for (const { event, kind, invoices } of kinds) {
    const [only, ...others] = invoices;
    if (only === undefined) continue;
    const rows = await transaction
      .selectFrom('invoices')
      .select(['number', 'due_on', 'balance', 'currency'])
      .where('tenant_id', '=', tenantId)
      .where(
        'id',
        'in',
        invoices.map(({ id }) => id),
      )
      .orderBy('due_on')
      .orderBy('id')
      .execute();
    await tellPayers(
      transaction,
      { tenantId, customerId },
      {
        event,
        kind,
        opens: others.length > 0 ? { section: 'invoices' } : { 'invoices.invoice': only.id },
        notBefore: ({ timeZone }) => morningAfter(timeZone, now),
        payload: ({ locale, cabinetUrl }) => ({
          count: String(rows.length),
          number: rows[0]?.number ?? '',
          invoices: rows
            .map(({ number, due_on: day, balance, currency }) => {
              const format = createFormat(locale, currency);
              return [number, format.money(toMoney(balance, currency).amount), format.day(day)].join(' · ');
            })
            .join('\n'),
          ...present({ url: cabinetUrl }),
        }),
      },
      now,
    );
  }
}
