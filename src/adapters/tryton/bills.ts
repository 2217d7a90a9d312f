import type { AgingBucket, InvoiceSettlement, InvoiceSummary } from '../../contract/invoices/index.ts';
import type { Money } from '../../contract/money.ts';
import type { CallContext } from '../adapter.ts';
import { toMoney } from '../money.ts';
import { documentOf } from './document.ts';
import type { Scope } from './scope.ts';
import type { Domain, Search, Tryton } from './session.ts';
import { textsFor } from './texts.ts';
import { toDay, toUnits, type Currency, type TrytonDate, type TrytonDecimal } from './values.ts';

/** An invoice as a search answers it, with the fields of {@link invoiceFields}. A credit note has a negative total. */
export interface InvoiceRow {
  id: number;
  number: string;
  state: 'posted' | 'paid' | 'cancelled';
  invoice_date: TrytonDate;
  reference: string | null;
  total_amount: TrytonDecimal;
  amount_to_pay: TrytonDecimal;
  /** Lines of the ledger that are to be paid, one for each part of the payment term. */
  lines_to_pay: number[];
  /** Lines of the ledger that pay some of it. */
  payment_lines: number[];
  cancel_move: number | null;
  'cancel_move.': { origin: string | null } | null;
  invoice_report_format: string | null;
  'currency.': Currency;
  'company.': { 'currency.': { code: string } };
}

export const invoiceFields = [
  'number',
  'state',
  'invoice_date',
  'reference',
  'total_amount',
  'amount_to_pay',
  'lines_to_pay',
  'payment_lines',
  'cancel_move',
  'cancel_move.origin',
  'invoice_report_format',
  'currency.code',
  'currency.digits',
  'company.currency.code',
];

/** A line of the ledger: a debit is owed, a credit paid or credited. */
interface LedgerLine {
  id: number;
  move: number;
  date: TrytonDate;
  maturity_date: TrytonDate | null;
  debit: TrytonDecimal;
  credit: TrytonDecimal;
  /** Lines that cancel each other out have the same. */
  reconciliation: number | null;
  /** Where the invoice is in another currency than the books. */
  amount_second_currency: TrytonDecimal | null;
  'second_currency.': { code: string } | null;
  description: string | null;
  move_description: string | null;
}

const ledgerFields = [
  'move',
  'date',
  'maturity_date',
  'debit',
  'credit',
  'reconciliation',
  'amount_second_currency',
  'second_currency.code',
  'description',
  'move_description',
];

/** An invoice with what became of it. */
export interface Bill<Row extends InvoiceRow = InvoiceRow> {
  row: Row;
  summary: InvoiceSummary;
  settlements: InvoiceSettlement[];
}

/** Reads invoices with the lines of the ledger that tell what became of them: at most three questions for any number. */
export async function readBills<Row extends InvoiceRow>(
  tryton: Tryton,
  scope: Scope,
  search: Omit<Search, 'fields'> & { fields?: readonly string[] },
  today: string,
  context: CallContext,
): Promise<Bill<Row>[]> {
  const { domain, fields = [], ...page } = search;
  const rows = await tryton.search<Row>(
    'account.invoice',
    { ...page, domain: [...scope.invoices, ...domain], fields: [...invoiceFields, ...fields] },
    context,
  );
  if (rows.length === 0) return [];
  const toPay = rows.flatMap(({ lines_to_pay }) => lines_to_pay);
  const paying = rows.flatMap(({ payment_lines }) => payment_lines);
  const lines = await tryton.search<LedgerLine>(
    'account.move.line',
    {
      domain: [...scope.ledger, ['OR', ['id', 'in', [...toPay, ...paying]], ['reconciliation.lines.id', 'in', toPay]]],
      fields: ledgerFields,
      order: [['id', 'ASC']],
    },
    context,
  );
  const settling = lines.filter(({ id, reconciliation }) => reconciliation !== null || paying.includes(id));
  const moves = settling.map(({ move }) => move);
  const numbers = await numbersOf(tryton, scope, moves, context);
  return rows.map((row) => toBill(row, scope, lines, numbers, today, context.locale));
}

/** The invoices and credit notes among moves, by move: the rest are payments and corrections. */
async function numbersOf(
  tryton: Tryton,
  scope: Scope,
  moves: readonly number[],
  context: CallContext,
): Promise<Map<number, string>> {
  if (moves.length === 0) return new Map();
  const domain: Domain = [...scope.invoices, ['move', 'in', [...new Set(moves)]]];
  const found = await tryton.search<{ number: string; move: number }>(
    'account.invoice',
    { domain, fields: ['number', 'move'] },
    context,
  );
  return new Map(found.map(({ number, move }) => [move, number]));
}

/** What the line says in the currency of the invoice; undefined if it is in neither of the two that it may be in. */
function unitsOf(line: LedgerLine, { 'currency.': currency, 'company.': company }: InvoiceRow): bigint | undefined {
  const { amount_second_currency: second } = line;
  if (second && line['second_currency.']?.code === currency.code) return toUnits(second, currency.digits);
  if (company['currency.'].code !== currency.code) return undefined;
  return toUnits(line.debit, currency.digits) - toUnits(line.credit, currency.digits);
}

const absolute = (units: bigint): bigint => (units < 0n ? -units : units);

function toBill<Row extends InvoiceRow>(
  row: Row,
  { isOrder }: Scope,
  lines: readonly LedgerLine[],
  numbers: ReadonlyMap<number, string>,
  today: string,
  locale: string | undefined,
): Bill<Row> {
  const { id, state, lines_to_pay, payment_lines, reference, 'currency.': currency } = row;
  const signed = toUnits(row.total_amount, currency.digits);
  const isNote = signed < 0n;
  const money = (units: bigint): Money => toMoney(units, currency.code, currency.digits);
  const total = absolute(signed);
  const isVoid = state === 'cancelled' && !row['cancel_move.']?.origin?.startsWith('account.invoice,');
  const due = state === 'cancelled' ? 0n : absolute(toUnits(row.amount_to_pay, currency.digits));

  const own = lines.filter((line) => lines_to_pay.includes(line.id));
  const settling = lines.filter(
    (line) =>
      !lines_to_pay.includes(line.id) &&
      !(isVoid && line.move === row.cancel_move) &&
      (payment_lines.includes(line.id) ||
        own.some(({ reconciliation }) => reconciliation !== null && reconciliation === line.reconciliation)),
  );
  const settlements: InvoiceSettlement[] = [];
  let left = total - due;
  let open = 0n;
  for (const line of settling) {
    const units = unitsOf(line, row);
    // What adds to it belongs to another invoice that was paid at once with this one.
    if (units === undefined || units === 0n || units < 0n === isNote) continue;
    if (line.reconciliation === null) open += absolute(units);
    const amount = absolute(units) < left ? absolute(units) : left;
    if (amount === 0n) continue;
    left -= amount;
    const credit = numbers.get(line.move);
    const title = credit ?? line.description ?? line.move_description;
    settlements.push({
      id: String(line.id),
      kind: credit !== undefined ? 'credit' : isNote ? 'refund' : 'payment',
      on: toDay(line.date),
      amount: money(amount),
      ...(title && { title: title.slice(0, 500) }),
    });
  }

  const dueOn = dueDay(own, row, open);
  const isOpen = !isNote && due > 0n;
  const late = isOpen && dueOn !== undefined ? Math.max(0, (Date.parse(today) - Date.parse(dueOn)) / 86_400_000) : 0;
  const credited = state === 'cancelled' || settlements.some(({ kind }) => kind === 'credit');
  const code = isVoid
    ? 'void'
    : due === 0n
      ? credited
        ? 'credited'
        : 'paid'
      : late > 0
        ? 'overdue'
        : due < total
          ? 'part_paid'
          : 'issued';
  const kind = isNote ? 'credit_note' : 'invoice';
  const summary: InvoiceSummary = {
    id: String(id),
    number: row.number,
    kind,
    issuedOn: toDay(row.invoice_date),
    ...(dueOn !== undefined && { dueOn }),
    status: { code },
    ...(late > 0 && { overdueDays: late }),
    ...(isOpen && { aging: agingOf(late) }),
    total: money(total),
    ...(!isVoid && { paid: money(total - due) }),
    due: money(due),
    ...(reference &&
      (isOrder(reference)
        ? { order: { id: reference, number: reference } }
        : { customerReference: reference.slice(0, 500) })),
    document: documentOf(row, kind, `${textsFor(locale)[kind]} ${row.number}`),
    allowedActions: ['ask'],
  };
  return { row, summary, settlements };
}

/** The day by which the next part has to be paid: what was paid without saying for which part is for the first one. */
function dueDay(own: readonly LedgerLine[], row: InvoiceRow, paid: bigint): string | undefined {
  const parts = own
    .flatMap((line) => (line.maturity_date ? [{ line, day: toDay(line.maturity_date) }] : []))
    .toSorted((one, other) => (one.day < other.day ? -1 : 1));
  let covered = paid;
  for (const { line, day } of parts) {
    if (line.reconciliation !== null) continue;
    const units = absolute(unitsOf(line, row) ?? 0n);
    if (covered < units) return day;
    covered -= units;
  }
  return parts.at(-1)?.day;
}

function agingOf(late: number): AgingBucket {
  if (late === 0) return 'not_due';
  return late <= 30 ? '1_30' : late <= 60 ? '31_60' : late <= 90 ? '61_90' : 'over_90';
}
