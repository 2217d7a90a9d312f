import { randomUUID } from 'node:crypto';
import type { VerifiedCustomer } from '../../../src/adapters/adapter.ts';
import type { ParsedInputOf } from '../../../src/contract/operation.ts';
import type { createPayment } from '../../../src/contract/payments/index.ts';
import { CabinetError } from '../../../src/contract/problem.ts';
import { formatDecimal } from '../amount.ts';
import { announce, notify, PAYMENT_CHANNEL } from '../announce.ts';
import { nextNumber } from '../numbers.ts';
import { owned } from '../orders/order.ts';
import type { StoreTransaction } from '../transaction.ts';
import { planPayment, type PaymentBasis } from './plan.ts';
import { paymentText } from './texts.ts';

/** Minutes for which a person may stay on the provider's page. */
const LIFETIME = 30;

/** Writes a payment down and reserves what it pays, before anybody else hears of it. */
export async function beginPayment(
  transaction: StoreTransaction,
  { terms, returnUrl, ...wish }: ParsedInputOf<typeof createPayment>,
  customer: VerifiedCustomer,
  basis: PaymentBasis & { origins: readonly string[] },
): Promise<string> {
  const { locale, settings } = basis;
  const id = randomUUID();
  const backTo = returnAddress(returnUrl, id, basis);
  const plan = await planPayment(transaction, wish, customer, basis, true);
  const refuse = (detail: string) => new CabinetError('conflict', detail, { detail });
  if (plan.terms !== terms) throw refuse(paymentText('changed', locale));
  if (plan.reason !== undefined || settings === null || plan.methodId === undefined) {
    throw refuse(plan.reason ?? paymentText('notOffered', locale));
  }
  await transaction
    .insertInto('payments')
    .values({
      ...owned(customer),
      id,
      number: `P-${await nextNumber(transaction, customer.tenantId, 'payment')}`,
      status: 'created',
      provider: settings.provider,
      method: plan.methodId,
      currency: plan.currency,
      amount: formatDecimal(plan.amount),
      advance: formatDecimal(plan.advance),
      fee: formatDecimal(plan.fee),
      total: formatDecimal(plan.total),
      return_url: backTo,
      person_id: customer.personId,
      locale,
      expires_at: new Date(Date.now() + LIFETIME * 60_000).toISOString(),
    })
    .execute();
  const paid = plan.parts.filter(({ amount }) => amount > 0n);
  if (paid.length > 0) {
    await transaction
      .insertInto('payment_allocations')
      .values(
        paid.map(({ invoiceId, amount }, index) => ({
          ...owned(customer),
          payment_id: id,
          invoice_id: invoiceId,
          position: index + 1,
          amount: formatDecimal(amount),
        })),
      )
      .execute();
  }
  await transaction
    .insertInto('payment_changes')
    .values({ ...owned(customer), payment_id: id, status: 'created', cause: 'customer' })
    .execute();
  const { customerId } = customer;
  await announce(transaction, customer.tenantId, [
    { customerId, type: 'payment.created', entity: 'payments', entityId: id },
    ...paid.map(({ invoiceId }) => ({ customerId, type: 'invoice.updated', entity: 'invoices', entityId: invoiceId })),
  ]);
  await notify(transaction, PAYMENT_CHANNEL);
  return id;
}

/** The address to come back to, which must be on a site of the company's; with the payment's id, by which the widget knows it. */
function returnAddress(
  address: string,
  paymentId: string,
  { origins, locale }: { origins: readonly string[]; locale: string },
): string {
  const url = URL.parse(address);
  if (url === null || !origins.includes(url.origin) || url.username !== '' || url.password !== '') {
    const message = paymentText('wrongReturn', locale);
    throw new CabinetError('invalid', message, { detail: message, fields: { '/returnUrl': message } });
  }
  url.searchParams.set('cabinet-payment', paymentId);
  return url.href;
}
