import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import type { VerifiedCustomer } from '../../../src/adapters/adapter.ts';
import type { ParsedInputOf } from '../../../src/contract/operation.ts';
import { MAX_PAID_INVOICES, type previewPayment } from '../../../src/contract/payments/index.ts';
import { CabinetError } from '../../../src/contract/problem.ts';
import { createFormat } from '../../invoices/format.ts';
import type { PaymentSettings } from '../../payments/settings.ts';
import { currencyDigits, formatDecimal, multiply, parseDecimal, toMoney } from '../amount.ts';
import { invoiceNotFound } from '../invoices/get.ts';
import { payable } from '../invoices/mapping.ts';
import { smallest } from '../ledger/allocate.ts';
import { owned } from '../orders/order.ts';
import type { StoreTransaction } from '../transaction.ts';
import { paymentText, type PaymentText } from './texts.ts';

/** What somebody wishes to pay. */
export type Wish = ParsedInputOf<typeof previewPayment>;

/** The company, and in whose language it is spoken of. */
export interface PaymentBasis {
  currency: string;
  settings: PaymentSettings | null;
  locale: string;
}

/** A part of a payment; in millionths. */
export interface PlannedPart {
  invoiceId: string;
  number: string;
  dueOn: string;
  due: bigint;
  amount: bigint;
}

export interface PaymentPlan {
  currency: string;
  parts: PlannedPart[];
  amount: bigint;
  advance: bigint;
  fee: bigint;
  total: bigint;
  allDue: bigint;
  minimum: bigint | undefined;
  maximum: bigint | undefined;
  methodId: string | undefined;
  /** Why it cannot be paid. */
  reason: string | undefined;
  /** Names what was shown: equal only if the same would be paid in the same way. */
  terms: string;
}

interface OpenInvoice {
  id: string;
  number: string;
  currency: string;
  dueOn: string;
  /** What may still be paid; nothing of what is closed. */
  due: bigint;
  pending: boolean;
}

/** Reads what is open and sets the wish against it. `lock` holds the invoices until the transaction ends. */
export async function planPayment(
  transaction: StoreTransaction,
  wish: Wish,
  customer: VerifiedCustomer,
  basis: PaymentBasis,
  lock: boolean,
): Promise<PaymentPlan> {
  const refuse = refuser(basis.locale);
  const { allocations, amount } = wish;
  if (allocations !== undefined && (amount !== undefined || wish.invoiceIds !== undefined)) {
    throw refuse('/allocations', 'contradiction');
  }
  const ids = allocations?.map(({ invoiceId }) => invoiceId) ?? wish.invoiceIds;
  const repeated = ids?.findIndex((id, index) => ids.indexOf(id) !== index) ?? -1;
  if (repeated !== -1) {
    throw refuse(allocations ? `/allocations/${repeated}/invoiceId` : `/invoiceIds/${repeated}`, 'namedTwice');
  }
  const invoices = await readInvoices(transaction, customer, ids, lock);
  const currency = amount?.currency ?? currencyOf(ids === undefined ? [] : invoices, basis, refuse);
  const own = ids === undefined ? invoices.filter((invoice) => invoice.currency === currency) : invoices;
  const actual = currencyOf(own, { ...basis, currency }, refuse);
  const foreign = actual !== currency || (own.length === 0 && currency !== basis.currency);
  if (foreign)
    throw refuse('/amount/currency', 'wrongCurrency', { currency: own.length === 0 ? basis.currency : actual });

  const allDue = own.reduce((sum, { due }) => sum + due, 0n);
  const sum = amount === undefined ? undefined : readSum(amount, '/amount/amount', refuse);
  if (sum === 0n) throw refuse('/amount/amount', 'notPositive');
  const parts = allocations === undefined ? oldestFirst(own, sum ?? allDue) : exactly(own, allocations, basis, refuse);
  const paid = parts.reduce((all, part) => all + part.amount, 0n);
  const advance = sum === undefined || sum < paid ? 0n : sum - paid;
  return finish({ currency, parts, amount: paid, advance, allDue }, wish, basis, own, refuse);
}

type Refuse = (pointer: string, text: PaymentText, values?: Record<string, string>) => CabinetError;

function refuser(locale: string): Refuse {
  return (pointer, text, values) => {
    const message = paymentText(text, locale, values);
    return new CabinetError('invalid', message, { detail: message, fields: { [pointer]: message } });
  };
}

async function readInvoices(
  transaction: StoreTransaction,
  customer: VerifiedCustomer,
  ids: readonly string[] | undefined,
  lock: boolean,
): Promise<OpenInvoice[]> {
  if (ids?.some((id) => id.includes('\0'))) throw invoiceNotFound();
  let query = transaction
    .selectFrom('invoices')
    .select(['id', 'number', 'kind', 'currency', 'due_on', 'balance', 'is_open'])
    .where((builder) => builder.and(owned(customer)));
  if (ids === undefined) query = query.where('is_open', '=', true);
  else query = query.where('id', 'in', [...ids]);
  // Locked in the order of their ids, so that two payments never wait for each other.
  const rows = await (lock ? query.orderBy('id').forUpdate() : query.orderBy('id')).execute();
  if (ids !== undefined && rows.length < ids.length) throw invoiceNotFound();
  const pending = await pendingOf(
    transaction,
    customer,
    rows.map(({ id }) => id),
  );
  return rows
    .map((row) => {
      const reserved = pending.get(row.id) ?? null;
      const due = row.is_open ? payable({ balance: row.balance, pending: reserved }) : 0n;
      const { id, number, currency, due_on: dueOn } = row;
      return { id, number, currency, dueOn, due: due < 0n ? 0n : due, pending: reserved !== null };
    })
    .sort((one, other) => one.dueOn.localeCompare(other.dueOn) || one.id.localeCompare(other.id))
    .slice(0, MAX_PAID_INVOICES);
}

/** Read after the lock is held, so that what others have reserved meanwhile is seen. */
async function pendingOf(
  transaction: StoreTransaction,
  customer: VerifiedCustomer,
  ids: readonly string[],
): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map();
  const rows = await transaction
    .selectFrom('payment_allocations')
    .select(['invoice_id', sql<string>`sum(amount)`.as('pending')])
    .where((builder) => builder.and({ ...owned(customer), active: true }))
    .where('invoice_id', 'in', [...ids])
    .groupBy('invoice_id')
    .execute();
  return new Map(rows.map(({ invoice_id: id, pending }) => [id, pending]));
}

function currencyOf(invoices: readonly OpenInvoice[], { currency }: PaymentBasis, refuse: Refuse): string {
  const currencies = new Set(invoices.map((invoice) => invoice.currency));
  if (currencies.size > 1) throw refuse('/invoiceIds', 'mixedCurrency');
  return invoices[0]?.currency ?? currency;
}

function readSum({ amount, currency }: { amount: string; currency: string }, pointer: string, refuse: Refuse): bigint {
  const digits = currencyDigits(currency);
  if ((amount.split('.')[1] ?? '').replace(/0+$/, '').length > digits) {
    throw refuse(pointer, 'tooPrecise', { currency, digits: String(digits) });
  }
  const sum = parseDecimal(amount);
  if (sum < 0n) throw refuse(pointer, 'notPositive');
  return sum;
}

function toPart({ id, number, dueOn, due }: OpenInvoice, amount: bigint): PlannedPart {
  return { invoiceId: id, number, dueOn, due, amount };
}

function oldestFirst(invoices: readonly OpenInvoice[], sum: bigint): PlannedPart[] {
  let left = sum;
  return invoices.map((invoice) => {
    const amount = smallest(invoice.due, left);
    left -= amount;
    return toPart(invoice, amount);
  });
}

function exactly(
  invoices: readonly OpenInvoice[],
  allocations: NonNullable<Wish['allocations']>,
  { locale }: PaymentBasis,
  refuse: Refuse,
): PlannedPart[] {
  return invoices.map((invoice) => {
    const index = allocations.findIndex(({ invoiceId }) => invoiceId === invoice.id);
    const wished = allocations[index]?.amount ?? { amount: '0', currency: invoice.currency };
    const pointer = `/allocations/${index}/amount`;
    if (wished.currency !== invoice.currency) {
      throw refuse(`${pointer}/currency`, 'wrongCurrency', { currency: invoice.currency });
    }
    const amount = readSum(wished, `${pointer}/amount`, refuse);
    if (amount > invoice.due) {
      throw refuse(`${pointer}/amount`, 'moreThanDue', { amount: formatted(invoice.due, invoice.currency, locale) });
    }
    return toPart(invoice, amount);
  });
}

function formatted(amount: bigint, currency: string, locale: string): string {
  return createFormat(locale, currency).money(toMoney(amount, currency).amount);
}

function finish(
  sums: Pick<PaymentPlan, 'currency' | 'parts' | 'amount' | 'advance' | 'allDue'>,
  { methodId: wished }: Wish,
  { settings, locale, currency: companyCurrency }: PaymentBasis,
  invoices: readonly OpenInvoice[],
  refuse: Refuse,
): PaymentPlan {
  const { currency, parts, amount, advance, allDue } = sums;
  const methodId = wished ?? settings?.methods[0];
  if (wished !== undefined && settings?.methods.includes(wished) !== true) throw refuse('/methodId', 'unknownMethod');
  const charged = amount + advance;
  const percent = methodId === undefined ? undefined : settings?.fees?.[methodId];
  const fee = percent === undefined ? 0n : multiply(charged, parseDecimal(percent) / 100n, currency);
  // The bounds are meant in the company's currency.
  const bound = (value: string | undefined) =>
    value === undefined || currency !== companyCurrency ? undefined : parseDecimal(value);
  const minimum = bound(settings?.minimum);
  const maximum = bound(settings?.maximum);
  const limit = (text: PaymentText, value: bigint) =>
    paymentText(text, locale, { amount: formatted(value, currency, locale) });
  let reason: string | undefined;
  if (settings === null) reason = paymentText('notOffered', locale);
  else if (charged === 0n) {
    reason = paymentText(invoices.some(({ pending }) => pending) ? 'beingPaid' : 'nothingToPay', locale);
  }
  // What is less than the least may still be paid whole: otherwise it never could be.
  else if (minimum !== undefined && charged < minimum && charged < allDue) reason = limit('belowMinimum', minimum);
  else if (maximum !== undefined && charged > maximum) reason = limit('aboveMaximum', maximum);
  const shown = [
    parts.map((part) => [part.invoiceId, formatDecimal(part.due), formatDecimal(part.amount)]),
    [advance, fee, charged + fee].map((value) => formatDecimal(value)),
    [currency, methodId],
  ];
  const terms = createHash('sha256').update(JSON.stringify(shown)).digest('base64url');
  return { ...sums, fee, total: charged + fee, minimum, maximum, methodId, reason, terms };
}
