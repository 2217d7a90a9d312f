import type { PaymentOutcome } from '../../payments/provider.ts';
import { formatDecimal, parseDecimal } from '../amount.ts';
import { announce, type Announcement } from '../announce.ts';
import { followInvoices } from '../invoices/order-payment.ts';
import { readToday } from '../invoices/today.ts';
import { lockInvoices, settle } from '../ledger/allocate.ts';
import { movementIds, post } from '../ledger/post.ts';
import type { StoreTransaction } from '../transaction.ts';
import type { PaymentRow } from './read.ts';
import { issueReceipt, tellOfRefund, type NameMethod } from './receipt.ts';

type Status = 'created' | 'pending' | 'succeeded' | 'failed' | 'cancelled' | 'expired' | 'refunded';

/**
 * What may follow on what. Whatever was given up may still turn out to be paid: the money is there, and so
 * it counts. What is paid stays so, unless it is paid back.
 */
export const transitions: Readonly<Record<Status, readonly Status[]>> = {
  created: ['pending', 'succeeded', 'failed', 'cancelled', 'expired'],
  pending: ['succeeded', 'failed', 'cancelled', 'expired'],
  failed: ['succeeded'],
  cancelled: ['succeeded'],
  expired: ['succeeded'],
  succeeded: ['refunded'],
  refunded: [],
};

/** The payment of a reference, locked until the transaction ends. */
export function lockPayment(
  transaction: StoreTransaction,
  tenantId: string,
  paymentId: string,
): Promise<PaymentRow | undefined> {
  return transaction
    .selectFrom('payments')
    .selectAll()
    .where((builder) => builder.and({ tenant_id: tenantId, id: paymentId }))
    .forUpdate()
    .executeTakeFirst();
}

/** From where an outcome is known, and how its receipt names the method. */
export interface OutcomeSource {
  cause: string;
  nameMethod: NameMethod;
}

/**
 * Takes in what the provider says, from wherever it comes and however often: only a legal change has an effect,
 * and it has all of it in this transaction: payment, ledger, invoices, orders, receipt, events.
 */
export async function takeOutcome(
  transaction: StoreTransaction,
  payment: PaymentRow,
  outcome: PaymentOutcome,
  { cause, nameMethod }: OutcomeSource,
): Promise<void> {
  if (outcome.state === 'open') return;
  const before = payment.status as Status;
  // Money that came back had come before, even if nobody has told.
  if (outcome.state === 'refunded' && transitions[before].includes('succeeded')) {
    await takeOutcome(transaction, payment, { ...outcome, state: 'succeeded' }, { cause, nameMethod });
    const paid = await lockPayment(transaction, payment.tenant_id, payment.id);
    if (paid?.status === 'succeeded') await takeOutcome(transaction, paid, outcome, { cause, nameMethod });
    return;
  }
  if (!transitions[before].includes(outcome.state)) return;
  if (outcome.state === 'succeeded' && !isWhole(payment, outcome)) {
    await doubt(transaction, payment, cause);
    return;
  }
  await moveTo(transaction, payment, outcome, cause);
  const touched = await release(transaction, payment);
  if (outcome.state === 'succeeded') await book(transaction, payment, nameMethod);
  else if (outcome.state === 'refunded') await bookBack(transaction, payment);
  else {
    await announce(
      transaction,
      payment.tenant_id,
      touched.map((entityId) => updated(payment, 'invoice', entityId)),
    );
  }
}

function isWhole({ total, currency }: PaymentRow, { amount }: PaymentOutcome): boolean {
  return amount?.currency === currency && parseDecimal(amount.amount) === parseDecimal(total);
}

/** Another sum than was asked for is for a person to look at: nothing is booked, and it stays "being checked". */
async function doubt(transaction: StoreTransaction, payment: PaymentRow, cause: string): Promise<void> {
  if (payment.problem !== null) return;
  await transaction
    .updateTable('payments')
    .set({ problem: 'The provider reports another sum than was asked for.' })
    .where((builder) => builder.and({ tenant_id: payment.tenant_id, id: payment.id }))
    .execute();
  if (payment.status === 'created') await moveTo(transaction, payment, { state: 'pending' }, cause);
}

async function moveTo(
  transaction: StoreTransaction,
  payment: PaymentRow,
  { state, failure }: PaymentOutcome,
  cause: string,
): Promise<void> {
  const final = state !== 'pending';
  await transaction
    .updateTable('payments')
    .set({
      status: state,
      failure: state === 'failed' ? (failure ?? 'other') : null,
      ...(final && { settled_at: new Date().toISOString() }),
      ...(state === 'succeeded' && { problem: null }),
    })
    .where((builder) => builder.and({ tenant_id: payment.tenant_id, id: payment.id }))
    .execute();
  const { tenant_id, customer_id, id: payment_id } = payment;
  await transaction
    .insertInto('payment_changes')
    .values({ tenant_id, customer_id, payment_id, status: state, cause })
    .execute();
  await announce(transaction, tenant_id, [updated(payment, 'payment', payment_id)]);
}

function updated({ customer_id: customerId }: PaymentRow, what: string, entityId: string): Announcement {
  return { customerId, type: `${what}.updated`, entity: `${what}s`, entityId };
}

/** Lets go of what was reserved, once the outcome is known; answers the invoices. */
async function release(transaction: StoreTransaction, payment: PaymentRow): Promise<string[]> {
  const { status } = await transaction
    .selectFrom('payments')
    .select('status')
    .where((builder) => builder.and({ tenant_id: payment.tenant_id, id: payment.id }))
    .executeTakeFirstOrThrow();
  const allocations = await transaction
    .updateTable('payment_allocations')
    .set({ active: status === 'pending' })
    .where((builder) => builder.and({ tenant_id: payment.tenant_id, payment_id: payment.id }))
    .returning('invoice_id')
    .execute();
  return allocations.map(({ invoice_id: id }) => id);
}

async function book(transaction: StoreTransaction, payment: PaymentRow, nameMethod: NameMethod): Promise<void> {
  const { tenant_id: tenantId, customer_id: customerId, id, number, currency } = payment;
  const allocations = await transaction
    .selectFrom('payment_allocations')
    .select(['invoice_id', 'amount'])
    .where((builder) => builder.and({ tenant_id: tenantId, payment_id: id }))
    .orderBy('position')
    .execute();
  const ids = allocations.map(({ invoice_id: invoiceId }) => invoiceId);
  const invoices = await lockInvoices(transaction, { tenantId, customerId }, ids);
  const entries = settle(
    parseDecimal(payment.amount) + parseDecimal(payment.advance),
    allocations.map(({ invoice_id: invoiceId, amount }) => ({ invoiceId, amount: parseDecimal(amount) })),
    invoices,
    {
      tenant_id: tenantId,
      customer_id: customerId,
      movement_id: movementIds.payment(id),
      kind: 'payment',
      posted_on: await readToday(transaction, tenantId),
      number,
      currency,
      payment_id: id,
    },
  );
  await post(transaction, entries);
  await followInvoices(transaction, tenantId, ids);
  await issueReceipt(transaction, payment, entries, nameMethod);
}

/** Takes back what was booked, wherever it had gone. */
async function bookBack(transaction: StoreTransaction, payment: PaymentRow): Promise<void> {
  const { tenant_id: tenantId, id } = payment;
  const booked = await transaction
    .selectFrom('ledger')
    .selectAll()
    .where((builder) => builder.and({ tenant_id: tenantId, movement_id: movementIds.payment(id) }))
    .orderBy('id')
    .execute();
  const on = await readToday(transaction, tenantId);
  await post(
    transaction,
    booked.map(({ id: _id, created_at: _createdAt, ...entry }) => ({
      ...entry,
      movement_id: movementIds.refund(id),
      kind: 'refund' as const,
      posted_on: on,
      amount: formatDecimal(-parseDecimal(entry.amount)),
    })),
  );
  await followInvoices(
    transaction,
    tenantId,
    booked.flatMap(({ invoice_id: invoiceId }) => invoiceId ?? []),
  );
  await tellOfRefund(transaction, payment, booked);
}
