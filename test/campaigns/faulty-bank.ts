import { randomUUID } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import { serve } from '@hono/node-server';
import { Hono } from 'hono';
import type { PaymentOrder, PaymentOutcome } from '../../server/payments/provider.ts';
import { signWebhook } from '../../server/payments/signature.ts';

/** What happens to one payment, made by chance. */
export interface Scenario {
  /** Hundredths. */
  amount: number;
  /** Whether the bank does not answer when it is told of the payment, before or after it has written it down. */
  creation: 'answered' | 'lost-request' | 'lost-answer';
  ending: 'paid' | 'declined' | 'slow' | 'abandoned' | 'given-up' | 'paid-while-given-up' | 'paid-back';
  webhook: 'once' | 'ten-times' | 'never' | 'backwards' | 'forged' | 'stale' | 'other-sum';
  killed: boolean;
}

export interface BankPayment {
  id: string;
  order: PaymentOrder;
  state: PaymentOutcome['state'];
}

/** A bank that charges right, and tells of it badly. It is never killed: its books are the truth. */
export interface FaultyBank {
  url: string;
  payments: Map<string, BankPayment>;
  /** How it takes the next payment of a sum; sums are different, and so name the scenario. */
  expect(amount: string, creation: Scenario['creation']): void;
  byReference(reference: string): BankPayment | undefined;
  /** Tells the server, as it must be or not; true if it was taken. */
  tell(
    payment: BankPayment,
    options?: { state?: string; event?: string; secret?: string; at?: Date; amount?: string },
  ): Promise<boolean>;
  close(): Promise<void>;
}

export async function startBank(webhookUrl: () => string, secret: string): Promise<FaultyBank> {
  const payments = new Map<string, BankPayment>();
  const creations = new Map<string, Scenario['creation']>();
  const byReference = (reference: string) => [...payments.values()].find(({ order }) => order.reference === reference);
  const app = new Hono();
  app.post('/payments', async (context) => {
    const order: PaymentOrder = await context.req.json();
    const creation = creations.get(order.reference) ?? creations.get(order.amount.amount);
    // Only the first attempt fails.
    creations.set(order.reference, 'answered');
    if (creation === 'lost-request') return context.body(null, 503);
    const payment = byReference(order.reference) ?? { id: randomUUID(), order, state: 'open' as const };
    payments.set(payment.id, payment);
    return creation === 'lost-answer' ? context.body(null, 504) : context.json({ id: payment.id });
  });
  const outcomeOf = ({ state, order }: BankPayment) => ({ state, amount: order.amount });
  app.get('/payments/:id', (context) => {
    const payment = payments.get(context.req.param('id'));
    return payment === undefined ? context.body(null, 404) : context.json(outcomeOf(payment));
  });
  app.post('/payments/:id/cancellation', (context) => {
    const payment = payments.get(context.req.param('id'));
    if (payment === undefined) return context.body(null, 404);
    if (payment.state === 'open') payment.state = 'cancelled';
    return context.json(outcomeOf(payment));
  });
  const server = serve({ fetch: (request) => app.fetch(request), port: 0 });
  const { port } = await new Promise<AddressInfo>((resolve) =>
    server.once('listening', () => resolve(server.address() as AddressInfo)),
  );
  return {
    url: `http://localhost:${port}`,
    payments,
    byReference,
    expect: (amount, creation) => void creations.set(amount, creation),
    async tell(payment, options = {}) {
      const { order, id } = payment;
      const amount = options.amount === undefined ? order.amount : { ...order.amount, amount: options.amount };
      const body = JSON.stringify({
        type: 'payment.updated',
        data: { id, reference: order.reference, state: options.state ?? payment.state, amount },
      });
      const given = options.secret ?? secret;
      const headers = signWebhook(options.event ?? `${id}-${payment.state}`, body, given, options.at ?? new Date());
      // Whether it arrives is nobody's promise.
      return fetch(webhookUrl(), {
        method: 'POST',
        body,
        headers: { ...headers, ...(given !== secret && { 'x-forged': given }) },
        signal: AbortSignal.timeout(5000),
      }).then(
        ({ ok }) => ok,
        () => false,
      );
    },
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}
