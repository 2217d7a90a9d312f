import { sql } from 'kysely';
import type { VerifiedCustomer } from '../../../src/adapters/adapter.ts';
import type { ParsedInputOf } from '../../../src/contract/operation.ts';
import type {
  cancelPayment,
  createPayment,
  listPayments as listPaymentsOperation,
  Payment,
  PaymentPreview,
} from '../../../src/contract/payments/index.ts';
import type { Page } from '../../../src/contract/page.ts';
import { CabinetError, isCabinetError } from '../../../src/contract/problem.ts';
import type { PaymentOutcome, PaymentProvider, ProviderEvent } from '../../payments/provider.ts';
import { once } from '../idempotency.ts';
import { readToday } from '../invoices/today.ts';
import { toMoney } from '../amount.ts';
import type { RunTransaction, StoreTransaction } from '../transaction.ts';
import { beginPayment } from './begin.ts';
import { lockPayment, takeOutcome } from './outcome.ts';
import { readForProvider, readSecret } from './for-provider.ts';
import { planPayment, type PaymentBasis, type Wish } from './plan.ts';
import { toPreview } from './preview.ts';
import { listPayments, methodName, paymentNotFound, readPayment, type PaymentRow, type Wording } from './read.ts';
import type { NameMethod } from './receipt.ts';
import { paymentText } from './texts.ts';

/** Payments from both sides: what customers ask, and what providers tell. */
export type PaymentService = ReturnType<typeof createPaymentService>;

/** Seconds for which a payment that is being checked belongs to the process that checks it. */
const LEASE = 30;

/**
 * Makes the payments of a store. What a provider is asked is never asked within a transaction: whatever happens
 * in between, the payment is written down before and can be asked for after.
 */
export function createPaymentService(
  { run, read }: { run: RunTransaction; read: RunTransaction },
  providers: readonly PaymentProvider[],
) {
  const providerOf = (name: string) => providers.find((provider) => provider.name === name);
  const wordingIn =
    (locale: string | undefined) =>
    (row: PaymentRow): Wording => {
      const language = locale ?? row.locale;
      return { locale: language, methods: providerOf(row.provider)?.methods(language) ?? [] };
    };

  const nameMethod: NameMethod = (payment, locale) =>
    methodName(payment, providerOf(payment.provider)?.methods(locale) ?? []);

  const preview = (wish: Wish, customer: VerifiedCustomer, locale?: string): Promise<PaymentPreview> =>
    read(customer, async (transaction) => {
      const basis = await readBasis(transaction, customer, locale);
      const plan = await planPayment(transaction, wish, customer, basis, false);
      const { settings } = basis;
      const known = settings === null ? [] : (providerOf(settings.provider)?.methods(basis.locale) ?? []);
      const methods = (settings?.methods ?? []).flatMap((id) => known.find((method) => method.id === id) ?? []);
      return toPreview(plan, methods, await readToday(transaction, customer.tenantId));
    });

  const get = (paymentId: string, customer: VerifiedCustomer, locale?: string): Promise<Payment> =>
    read(customer, (transaction) => readPayment(transaction, paymentId, customer, wordingIn(locale)));

  const create = async (
    input: ParsedInputOf<typeof createPayment>,
    customer: VerifiedCustomer,
    { key, locale }: { key: string | undefined; locale: string | undefined },
  ): Promise<Payment> => {
    const { paymentId } = await run(customer, (transaction) =>
      once(transaction, { customer, key, operation: 'payments.create', input }, async () => {
        const basis = await readBasis(transaction, customer, locale);
        return { paymentId: await beginPayment(transaction, input, customer, basis) };
      }),
    ).catch((error: unknown) => {
      throw isOverReserved(error) ? overReserved(locale) : error;
    });
    await start(customer.tenantId, paymentId);
    return get(paymentId, customer, locale);
  };

  /** Tells the provider of a payment, unless it knows. Sent twice it is the same payment there. */
  const start = async (tenantId: string, paymentId: string): Promise<PaymentRow | undefined> => {
    const { payment, secret, payee, numbers } = await run({ tenantId }, (transaction) =>
      readForProvider(transaction, tenantId, paymentId),
    );
    const provider = payment === undefined ? undefined : providerOf(payment.provider);
    if (payment === undefined || provider === undefined || payment.provider_id !== null) return payment;
    if (payment.status !== 'created') return payment;
    const { locale } = payment;
    try {
      const { providerId, redirectUrl } = await provider.create(
        {
          tenantId,
          reference: payment.id,
          amount: toMoney(payment.total, payment.currency),
          description:
            numbers.length === 0
              ? paymentText('advance', locale)
              : paymentText('description', locale, { numbers: numbers.join(', ') }),
          payee,
          methodId: payment.method,
          returnUrl: payment.return_url,
          locale,
          expiresAt: payment.expires_at.toISOString(),
        },
        secret,
      );
      await run({ tenantId }, (transaction) =>
        transaction
          .updateTable('payments')
          .set({ provider_id: providerId, redirect_url: redirectUrl })
          .where((builder) => builder.and({ tenant_id: tenantId, id: payment.id }))
          .where('provider_id', 'is', null)
          .execute(),
      );
      return { ...payment, provider_id: providerId };
    } catch (error) {
      if (isCabinetError(error) && error.code === 'invalid') {
        await take(tenantId, paymentId, { state: 'failed', failure: 'other' }, 'refused');
        return undefined;
      }
      throw unavailable(error);
    }
  };

  const take = (tenantId: string, paymentId: string, outcome: PaymentOutcome, cause: string): Promise<void> =>
    run({ tenantId }, async (transaction) => {
      const payment = await lockPayment(transaction, tenantId, paymentId);
      if (payment !== undefined) await takeOutcome(transaction, payment, outcome, { cause, nameMethod });
    });

  const cancel = async (
    input: ParsedInputOf<typeof cancelPayment>,
    customer: VerifiedCustomer,
    { key, locale }: { key: string | undefined; locale: string | undefined },
  ): Promise<Payment> => {
    const { tenantId } = customer;
    const { paymentId } = input;
    await get(paymentId, customer);
    await run(customer, (transaction) =>
      once(transaction, { customer, key, operation: 'payments.cancel', input }, () => Promise.resolve(input)),
    );
    const { payment, secret } = await run({ tenantId }, (transaction) =>
      readForProvider(transaction, tenantId, paymentId),
    );
    if (payment === undefined) throw paymentNotFound();
    if (['created', 'pending'].includes(payment.status)) {
      const started = await start(tenantId, paymentId);
      const provider = providerOf(payment.provider);
      if (typeof started?.provider_id === 'string' && provider !== undefined) {
        const outcome = await provider.cancel(started.provider_id, secret).catch((error: unknown) => {
          throw unavailable(error);
        });
        await take(tenantId, paymentId, outcome, 'cancelled');
      }
    }
    const found = await get(paymentId, customer, locale);
    const conflict = found.status.code === 'pending' ? 'isPending' : 'isPaid';
    if (['pending', 'succeeded', 'refunded'].includes(found.status.code)) {
      const detail = paymentText(conflict, locale ?? payment.locale);
      throw new CabinetError('conflict', detail, { detail });
    }
    return found;
  };

  /** Takes in a webhook: once for its event, however often it is sent. Null: no payment of ours. */
  const receive = async (
    tenantId: string,
    name: string,
    webhook: { headers: Headers; body: string; now: Date },
  ): Promise<'done' | 'repeated' | null> => {
    const provider = providerOf(name);
    const secret = provider === undefined ? null : await readSecret(run, tenantId, name);
    if (provider === undefined || secret === null) return null;
    const event = await provider.parseWebhook(webhook, secret);
    return run({ tenantId }, (transaction) => takeEvent(transaction, tenantId, event, { provider: name, nameMethod }));
  };

  /** Asks the provider what became of payments whose outcome is not known; answers how many were asked for. */
  const checkDue = async (most: number, onError: (error: unknown) => void): Promise<number> => {
    const due = await run('operator', (transaction) => leaseDue(transaction, most));
    for (const { tenant_id: tenantId, id } of due) {
      try {
        const payment = await start(tenantId, id);
        const provider = payment === undefined ? undefined : providerOf(payment.provider);
        if (typeof payment?.provider_id !== 'string' || provider === undefined) continue;
        const secret = await readSecret(run, tenantId, provider.name);
        const outcome = await provider.status(payment.provider_id, secret ?? '');
        await take(tenantId, id, outcome, 'asked');
      } catch (error) {
        onError(error);
      }
    }
    return due.length;
  };

  return {
    preview,
    get,
    create,
    cancel,
    receive,
    checkDue,
    list: (
      input: ParsedInputOf<typeof listPaymentsOperation>,
      customer: VerifiedCustomer,
      locale?: string,
    ): Promise<Page<Payment>> => listPayments(read, input, customer, wordingIn(locale)),
  };
}

async function readBasis(
  transaction: StoreTransaction,
  { tenantId }: VerifiedCustomer,
  locale: string | undefined,
): Promise<PaymentBasis & { origins: readonly string[] }> {
  const company = await transaction
    .selectFrom('tenants')
    .select(['currency', 'locale', 'origins', 'payment_settings'])
    .where('id', '=', tenantId)
    .executeTakeFirstOrThrow();
  const { currency, origins, payment_settings: settings } = company;
  return { currency, origins, settings, locale: locale ?? company.locale };
}

async function takeEvent(
  transaction: StoreTransaction,
  tenantId: string,
  event: ProviderEvent,
  { provider, nameMethod }: { provider: string; nameMethod: NameMethod },
): Promise<'done' | 'repeated' | null> {
  const payment = await lockPayment(transaction, tenantId, event.reference);
  // The provider's page may be quicker than its answer to us: then its id is not written down yet.
  const ours = payment?.provider === provider && [null, event.providerId].includes(payment.provider_id);
  if (payment === undefined || !ours) return null;
  const first = await transaction
    .insertInto('webhook_events')
    .values({ tenant_id: tenantId, provider, event_id: event.id })
    .onConflict((conflict) => conflict.doNothing())
    .returning('event_id')
    .executeTakeFirst();
  if (first === undefined) return 'repeated';
  await takeOutcome(transaction, payment, event.outcome, { cause: `webhook ${event.id}`, nameMethod });
  return 'done';
}

/** Payments to be asked for, first soon, then ever less often; no other process gets them for a while. */
async function leaseDue(transaction: StoreTransaction, most: number) {
  return transaction
    .updateTable('payments')
    .set({
      checks: sql`checks + 1`,
      next_check_at: sql`now() + make_interval(secs => least(${LEASE} * 0.1 * power(1.3, least(checks, 30)), 3600))`,
    })
    .where(
      sql<boolean>`(tenant_id, id) in (
        select tenant_id, id from payments where status in ('created', 'pending') and next_check_at <= now()
        order by next_check_at limit ${most} for update skip locked)`,
    )
    .returning(['tenant_id', 'id'])
    .execute();
}

function isOverReserved(error: unknown): boolean {
  return (error as { constraint?: string }).constraint === 'payment_allocations_within_due';
}

function overReserved(locale: string | undefined): CabinetError {
  const detail = paymentText('changed', locale ?? 'en');
  return new CabinetError('conflict', detail, { detail });
}

/** A provider that does not answer: nothing is known, and the same request may be sent again. */
function unavailable(cause: unknown): CabinetError {
  return new CabinetError('unavailable', 'The payment provider does not answer', { cause, retryAfter: 2000 });
}
