import { serve } from '@hono/node-server';
import { Hono } from 'hono';
import { sql } from 'kysely';
import { createApp } from '../../../server/app.ts';
import type { PaymentOutcome } from '../../../server/payments/provider.ts';
import { sandboxProvider } from '../../../server/payments/sandbox/provider.ts';
import { signWebhook } from '../../../server/payments/signature.ts';
import { createWebhookRoutes } from '../../../server/payments/webhooks.ts';
import { startPaymentWorker } from '../../../server/payments/worker.ts';
import { createPushRoutes } from '../../../server/push/index.ts';
import { notify, PAYMENT_CHANNEL } from '../../../server/store/announce.ts';
import { openStore, type Store } from '../../../server/store/index.ts';
import type { Adapter, CallContext } from '../../../src/adapters/adapter.ts';
import { getPayment, type Operation, type Payment } from '../../../src/contract/index.ts';
import { PAYMENT_SECRET } from '../../server/helpers/company.ts';

// The server with a bank elsewhere, that is asked over a network; with a planted fault, if one is named.
const { PORT, DATA_DIRECTORY = '.data', DATABASE_URL, BANK_URL = '', FAULT } = process.env;

const ask = async (path: string, body?: object): Promise<unknown> => {
  const response = await fetch(new URL(path, BANK_URL), {
    signal: AbortSignal.timeout(10_000),
    ...(body !== undefined && { method: 'POST', body: JSON.stringify(body) }),
  });
  if (!response.ok) throw new Error(`The bank answered ${response.status}`);
  return response.json();
};
const provider = sandboxProvider({
  create: async (order) => (await ask('/payments', order)) as { id: string },
  status: async (id) => (await ask(`/payments/${id}`)) as PaymentOutcome,
  cancel: async (id) => (await ask(`/payments/${id}/cancellation`, {})) as PaymentOutcome,
});
const { parseWebhook } = provider;
if (FAULT === 'believe-anybody') {
  provider.parseWebhook = (webhook, secret) => parseWebhook(webhook, webhook.headers.get('x-forged') ?? secret);
}
if (FAULT === 'believe-old') {
  provider.parseWebhook = (webhook, secret) =>
    parseWebhook({ ...webhook, now: new Date(Number(webhook.headers.get('webhook-timestamp')) * 1000) }, secret);
}
if (FAULT === 'any-sum') {
  provider.parseWebhook = async (webhook, secret) => {
    const event = await parseWebhook(webhook, secret);
    const { amount } = (await ask(`/payments/${event.providerId}`)) as PaymentOutcome;
    return { ...event, outcome: { ...event.outcome, amount } };
  };
}

const store = await openStore({
  dataDirectory: DATA_DIRECTORY,
  databaseUrl: DATABASE_URL,
  paymentProviders: [provider],
});

/** Books what a webhook tells each time that it is sent. */
function bookRepeats(payments: Store['payments']): Store['payments'] {
  return {
    ...payments,
    async receive(tenantId, name, webhook) {
      const taken = await payments.receive(tenantId, name, webhook);
      const { data } = JSON.parse(webhook.body) as { data: { reference: string; state: string } };
      if (taken === 'repeated' && data.state === 'succeeded') {
        await store.transaction({ tenantId }, (transaction) =>
          sql`insert into ledger (tenant_id, customer_id, movement_id, kind, posted_on, currency, amount, payment_id)
            select tenant_id, customer_id, 'again-' || gen_random_uuid(), 'payment', current_date, currency, -amount, id
            from payments where tenant_id = ${tenantId} and id = ${data.reference}`.execute(transaction),
        );
      }
      return taken;
    },
  };
}

/** Whoever comes back from the bank's page has paid. */
function trustRedirect(adapter: Adapter): Adapter {
  const call = async (operation: Operation, input: unknown, context: CallContext): Promise<unknown> => {
    const payment = (await adapter.call(operation, input, context)) as Payment;
    if (operation.id !== getPayment.id || payment.status.code !== 'created') return payment;
    const body = JSON.stringify({
      type: 'payment.updated',
      data: {
        id: payment.redirectUrl?.split('/').at(-1),
        reference: payment.id,
        state: 'succeeded',
        amount: payment.total,
      },
    });
    const now = new Date();
    const headers = new Headers(signWebhook(crypto.randomUUID(), body, PAYMENT_SECRET, now));
    await store.payments.receive(context.customer?.tenantId ?? '', 'sandbox', { headers, body, now });
    return adapter.call(operation, input, context);
  };
  return { ...adapter, call } as Adapter;
}

const payments = FAULT === 'book-repeats' ? bookRepeats(store.payments) : store.payments;
const adapter = FAULT === 'trust-redirect' ? trustRedirect(store.adapter) : store.adapter;

/** Lets everything that is not known be asked for at once. */
const askNow = () =>
  store.transaction('operator', async (transaction) => {
    await sql`update payments set next_check_at = now() where status in ('created', 'pending')`.execute(transaction);
    await notify(transaction, PAYMENT_CHANNEL);
  });
await askNow();
startPaymentWorker(store, { onError: () => undefined, interval: 300 });
const app = new Hono();
app.post('/ask', async (context) => {
  await askNow();
  return context.json({});
});
app.route('/', createWebhookRoutes({ payments }));
app.route('/', createPushRoutes(store));
app.route('/', createApp({ adapter, directory: store.directory }));
serve({ fetch: (request) => app.fetch(request), port: Number(PORT) }, () => console.log('ready'));
