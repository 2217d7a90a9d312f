import { sql } from 'kysely';
import type { VerifiedCustomer } from '../../../src/adapters/adapter.ts';
import { agingBuckets, type InvoiceTotals } from '../../../src/contract/invoices/index.ts';
import { parseDecimal, toMoney } from '../amount.ts';
import { daysBetween } from '../days.ts';
import { owned } from '../orders/order.ts';
import type { RunTransaction } from '../transaction.ts';
import { bucketOf } from './mapping.ts';
import { readToday } from './today.ts';

/** What is owed, by currency; the company's own comes first and is there even if nothing is owed. */
export function summarizeInvoices(
  run: RunTransaction,
  customer: VerifiedCustomer,
): Promise<{ currencies: InvoiceTotals[]; asOf: string }> {
  return run(customer, async (transaction) => {
    const now = new Date();
    const today = await readToday(transaction, customer.tenantId, now);
    const company = await transaction
      .selectFrom('tenants')
      .select('currency')
      .where('id', '=', customer.tenantId)
      .executeTakeFirstOrThrow();
    const open = await transaction
      .selectFrom('invoices')
      .select(['currency', 'due_on', sql<string>`sum(balance)`.as('due'), sql<number>`count(*)::int`.as('count')])
      .where((builder) => builder.and({ ...owned(customer), is_open: true }))
      .groupBy(['currency', 'due_on'])
      .orderBy('due_on')
      .execute();
    const credits = await unusedCredit(transaction, customer);
    const currencies = new Set([company.currency, ...open.map((row) => row.currency), ...credits.keys()]);
    return {
      currencies: [...currencies].map((currency) =>
        totalsOf(
          currency,
          open.filter((row) => row.currency === currency),
          { today, credit: credits.get(currency) ?? '0' },
        ),
      ),
      asOf: now.toISOString(),
    };
  });
}

/** What was paid or credited and is set against nothing yet, by currency. */
async function unusedCredit(
  transaction: Parameters<Parameters<RunTransaction>[1]>[0],
  customer: VerifiedCustomer,
): Promise<Map<string, string>> {
  const { rows } = await sql<{ currency: string; credit: string }>`
    select currency, -sum(amount) as credit from (
      select currency, amount from ledger
        where tenant_id = ${customer.tenantId} and customer_id = ${customer.customerId} and invoice_id is null
      union all
      select currency, balance from invoices where tenant_id = ${customer.tenantId}
        and customer_id = ${customer.customerId} and kind = 'credit_note' and state = 'issued'
    ) unused group by currency having sum(amount) < 0`.execute(transaction);
  return new Map(rows.map(({ currency, credit }) => [currency, credit]));
}

interface DueDay {
  due_on: string;
  due: string;
  count: number;
}

function totalsOf(
  currency: string,
  days: readonly DueDay[],
  { today, credit }: { today: string; credit: string },
): InvoiceTotals {
  const money = (amount: bigint) => toMoney(amount, currency);
  const sum = (some: readonly DueDay[]) => some.reduce((all, { due }) => all + parseDecimal(due), 0n);
  const count = (some: readonly DueDay[]) => some.reduce((all, day) => all + day.count, 0);
  const late = days.filter((day) => day.due_on < today);
  const next = days.find((day) => day.due_on >= today);
  return {
    currency,
    due: money(sum(days)),
    overdue: money(sum(late)),
    openCount: count(days),
    overdueCount: count(late),
    ...(parseDecimal(credit) > 0n && { credit: toMoney(credit, currency) }),
    ...(next !== undefined && { next: { dueOn: next.due_on, amount: toMoney(next.due, currency) } }),
    aging: agingBuckets.map((bucket) => {
      const those = days.filter((day) => bucketOf(daysBetween(day.due_on, today)) === bucket);
      return { bucket, count: count(those), due: money(sum(those)) };
    }),
  };
}
