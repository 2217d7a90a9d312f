import { serve } from '@hono/node-server';
import { Hono } from 'hono';
import { sql } from 'kysely';
import { createApp } from '../../server/app.ts';
import type { PaymentOutcome } from '../../server/payments/provider.ts';
import { sandboxProvider } from '../../server/payments/sandbox/provider.ts';
import { createWebhookRoutes } from '../../server/payments/webhooks.ts';
import { startPaymentWorker } from '../../server/payments/worker.ts';
import { createPushRoutes } from '../../server/push/index.ts';
import { seedDemo } from '../../server/seed/index.ts';
import { openStore } from '../../server/store/index.ts';

// The server with a bank elsewhere, that is asked over a network.
const { PORT, DATA_DIRECTORY = '.data', DATABASE_URL, BANK_URL = '', FAULT } = process.env;

const ask = async (path: string, body?: object): Promise<unknown> => {
  const response = await fetch(new URL(path, BANK_URL), {
    signal: AbortSignal.timeout(5000),
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
if (FAULT === 'believe-anybody') {
  const { parseWebhook } = provider;
  provider.parseWebhook = (webhook, secret) => parseWebhook(webhook, webhook.headers.get('x-forged') ?? secret);
}

const store = await openStore({
  dataDirectory: DATA_DIRECTORY,
  databaseUrl: DATABASE_URL,
  paymentProviders: [provider],
});
await seedDemo(store);
// What nobody asks for at the moment is asked for at once after a start.
await store.transaction('operator', (transaction) =>
  sql`update payments set next_check_at = now()`.execute(transaction),
);
startPaymentWorker(store, { onError: () => undefined, interval: 300 });
const app = new Hono();
app.route('/', createWebhookRoutes(store));
app.route('/', createPushRoutes(store));
app.route('/', createApp({ adapter: store.adapter, directory: store.directory }));
serve({ fetch: (request) => app.fetch(request), port: Number(PORT) }, () => console.log('ready'));
