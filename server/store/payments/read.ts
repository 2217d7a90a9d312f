import type { Selectable } from 'kysely';
import type { VerifiedCustomer } from '../../../src/adapters/adapter.ts';
import type { ParsedInputOf } from '../../../src/contract/operation.ts';
import type { Page } from '../../../src/contract/page.ts';
import type { listPayments as listPaymentsOperation, Payment } from '../../../src/contract/payments/index.ts';
import { CabinetError } from '../../../src/contract/problem.ts';
import type { ProviderMethod } from '../../payments/provider.ts';
import { parseDecimal, toMoney } from '../amount.ts';
import type { PaymentTable } from '../billing-schema.ts';
import { decodeCursor } from '../list/cursor.ts';
import { countMatches, DEFAULT_PAGE_SIZE, toPage } from '../list/page.ts';
import { present, toDocument } from '../orders/mapping.ts';
import { owned } from '../orders/order.ts';
import type { RunTransaction, StoreTransaction } from '../transaction.ts';
import { paymentText, type PaymentText } from './texts.ts';

export type PaymentRow = Selectable<PaymentTable>;

const SORT = '-createdAt';

/** How a payment is worded: the provider's names of its methods, and the person's language. */
export interface Wording {
  locale: string;
  methods: readonly ProviderMethod[];
}

/** What the provider calls the method of a payment. */
export function methodName({ method }: PaymentRow, methods: readonly ProviderMethod[]): string {
  return methods.find(({ id }) => id === method)?.label ?? method;
}

/** Unknown, and somebody else's: the same error for both, so that it tells nothing. */
export function paymentNotFound(): CabinetError {
  return new CabinetError('not_found', 'There is no such payment');
}

export async function readPayment(
  transaction: StoreTransaction,
  paymentId: string,
  customer: VerifiedCustomer,
  wordingOf: (row: PaymentRow) => Wording,
): Promise<Payment> {
  if (paymentId.includes('\0')) throw paymentNotFound();
  const row = await transaction
    .selectFrom('payments')
    .selectAll()
    .where((builder) => builder.and({ ...owned(customer), id: paymentId }))
    .executeTakeFirstOrThrow(paymentNotFound);
  const [payment] = await toPayments(transaction, [row], customer, wordingOf);
  if (payment === undefined) throw paymentNotFound();
  return payment;
}

export function listPayments(
  run: RunTransaction,
  { state, cursor, limit = DEFAULT_PAGE_SIZE }: ParsedInputOf<typeof listPaymentsOperation>,
  customer: VerifiedCustomer,
  wordingOf: (row: PaymentRow) => Wording,
): Promise<Page<Payment>> {
  return run(customer, async (transaction) => {
    let matching = transaction.selectFrom('payments').where((builder) => builder.and(owned(customer)));
    if (state !== undefined && state.length > 0) matching = matching.where('status', 'in', [...state]);
    let page = matching
      .selectAll()
      .orderBy('created_at', 'desc')
      .orderBy('id', 'desc')
      .limit(limit + 1);
    const first = cursor === undefined;
    if (cursor !== undefined) {
      const { value, id } = decodeCursor(cursor, SORT, 'moment');
      page = page.where(({ eb, refTuple, tuple }) => eb(refTuple('created_at', 'id'), '<', tuple(new Date(value), id)));
    }
    const rows = await page
      .$if(first, (query) => query.select(countMatches(transaction, matching).as('matches')))
      .execute();
    const payments = await toPayments(transaction, rows, customer, wordingOf);
    const byId = new Map(payments.map((payment) => [payment.id, payment]));
    const { items, ...rest } = toPage(
      rows,
      { sort: SORT, limit, first },
      (row) => byId.get(row.id),
      (row) => ({ value: row.created_at.toISOString(), id: row.id }),
    );
    return { ...rest, items: items.filter((payment) => payment !== undefined) };
  });
}

async function toPayments(
  transaction: StoreTransaction,
  rows: readonly PaymentRow[],
  customer: VerifiedCustomer,
  wordingOf: (row: PaymentRow) => Wording,
): Promise<Payment[]> {
  if (rows.length === 0) return [];
  const ids = rows.map(({ id }) => id);
  const allocations = await transaction
    .selectFrom('payment_allocations')
    .innerJoin('invoices', (join) =>
      join
        .onRef('invoices.tenant_id', '=', 'payment_allocations.tenant_id')
        .onRef('invoices.id', '=', 'payment_allocations.invoice_id'),
    )
    .select(['payment_id', 'invoice_id', 'invoices.number', 'amount'])
    .where('payment_allocations.tenant_id', '=', customer.tenantId)
    .where('payment_id', 'in', ids)
    .orderBy('position')
    .execute();
  const receipts = await transaction
    .selectFrom('documents')
    .selectAll()
    .where((builder) => builder.and({ ...owned(customer), kind: 'receipt' }))
    .where('payment_id', 'in', ids)
    .execute();
  return rows.map((row) => {
    const { locale, methods } = wordingOf(row);
    const money = (amount: string) => toMoney(amount, row.currency);
    const optional = (amount: string) => (parseDecimal(amount) === 0n ? null : money(amount));
    const receipt = receipts.find(({ payment_id: id }) => id === row.id);
    return {
      id: row.id,
      number: row.number,
      status: { code: row.status as Payment['status']['code'] },
      amount: money(row.amount),
      total: money(row.total),
      method: methodName(row, methods),
      createdAt: row.created_at.toISOString(),
      allocations: allocations
        .filter(({ payment_id: id }) => id === row.id)
        .map(({ invoice_id: invoiceId, number, amount }) => ({ invoiceId, number, amount: money(amount) })),
      ...present({
        fee: optional(row.fee),
        advance: optional(row.advance),
        settledAt: row.settled_at?.toISOString(),
        redirectUrl: row.status === 'created' ? row.redirect_url : null,
        failure: row.failure === null ? null : paymentText(row.failure as PaymentText, locale),
        receipt: receipt === undefined ? null : toDocument(receipt),
      }),
    };
  });
}
