import { agingBuckets, type InvoiceSummary, type InvoiceTotals } from '../../contract/invoices/list.ts';
import { toMoney } from '../money.ts';
import type { Bill } from './bills.ts';
import { toUnits, type Currency } from './values.ts';

/** What is owed, by currency, of all that is not settled yet. */
export function summarize(bills: readonly Bill[]): InvoiceTotals[] {
  const currencies = new Map(bills.map(({ row }) => [row['currency.'].code, row['currency.']]));
  return [...currencies.values()].map((currency) =>
    totalsOf(
      bills.map(({ summary }) => summary).filter(({ due }) => due.currency === currency.code),
      currency,
    ),
  );
}

function totalsOf(bills: readonly InvoiceSummary[], { code, digits }: Currency): InvoiceTotals {
  const sum = (some: readonly InvoiceSummary[]) =>
    toMoney(
      some.reduce((units, { due }) => units + toUnits({ __class__: 'Decimal', decimal: due.amount }, digits), 0n),
      code,
      digits,
    );
  // Only an open invoice has an age.
  const open = bills.filter(({ aging }) => aging !== undefined);
  const late = open.filter(({ overdueDays }) => overdueDays !== undefined);
  const notes = bills.filter(({ kind, status }) => kind === 'credit_note' && status.code !== 'credited');
  const next = open
    .flatMap(({ overdueDays, dueOn }) => (overdueDays === undefined && dueOn !== undefined ? dueOn : []))
    .toSorted()[0];
  return {
    currency: code,
    due: sum(open),
    overdue: sum(late),
    openCount: open.length,
    overdueCount: late.length,
    ...(notes.length > 0 && { credit: sum(notes) }),
    ...(next !== undefined && { next: { dueOn: next, amount: sum(open.filter(({ dueOn }) => dueOn === next)) } }),
    aging: agingBuckets.map((bucket) => {
      const those = open.filter(({ aging }) => aging === bucket);
      return { bucket, count: those.length, due: sum(those) };
    }),
  };
}
