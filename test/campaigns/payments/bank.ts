import { randomUUID } from 'node:crypto';
import { serve } from '@hono/node-server';
import { Hono } from 'hono';
import type { AddressInfo } from 'node:net';
import type { PaymentOrder, PaymentOutcome } from '../../../server/payments/provider.ts';
import { signWebhook } from '../../../server/payments/signature.ts';

/** How the bank says that a payment is. */
export type BankState = PaymentOutcome['state'];

/** How the bank takes the payment that it is told of: it answers, or not, before or after it has written it down. */
export const creations = ['answered', 'lost-request', 'lost-answer', 'paid-at-once'] as const;
export type Creation = (typeof creations)[number];

export interface BankPayment {
  id: string;
  order: PaymentOrder;
  state: BankState;
  /** Id of the event that tells of each state. */
  events: Map<BankState, string>;
}

/** What is wrong with a webhook. */
export interface Telling {
  state?: BankState;
  event?: string;
  secret?: string;
  at?: Date;
  amount?: string;
}

/** A bank that charges right, and tells of it badly. It is never killed: its books are the truth. */
export interface FaultyBank {
  url: string;
  payments: Map<string, BankPayment>;
  /** How it takes the next payment of a sum for this person. */
  expect(returnUrl: string, creation: Creation): void;
  byReference(reference: string): BankPayment | undefined;
  /** Sends a webhook, as it must be or not; answers the HTTP status, 0 if there was none. */
  tell(payment: BankPayment, telling?: Telling): Promise<number>;
  close(): Promise<void>;
}

export async function startBank(webhookUrl: () => string, secret: string): Promise<FaultyBank> {
  const payments = new Map<string, BankPayment>();
  const references = new Map<string, BankPayment>();
  const expected = new Map<string, Creation>();
  const byReference = (reference: string) => references.get(reference);

  const tell: FaultyBank['tell'] = ({ id, order, state: known, events }, options = {}) => {
    const { state = known } = options;
    if (!events.has(state)) events.set(state, randomUUID());
    const amount = { ...order.amount, amount: options.amount ?? order.amount.amount };
    const body = JSON.stringify({
      type: 'payment.updated',
      data: { id, reference: order.reference, state, amount },
    });
    const given = options.secret ?? secret;
    const event = options.event ?? events.get(state) ?? '';
    // Whether it arrives is nobody's promise.
    return fetch(webhookUrl(), {
      method: 'POST',
      body,
      headers: {
        ...signWebhook(event, body, given, options.at ?? new Date()),
        ...(given !== secret && { 'x-forged': given }),
      },
      signal: AbortSignal.timeout(10_000),
    }).then(
      ({ status }) => status,
      () => 0,
    );
  };

  const app = new Hono();
  app.post('/payments', async (context) => {
    const order: PaymentOrder = await context.req.json();
    // The address to come back to names the wish; the server adds the payment to it.
    const wish = new URL(order.returnUrl);
    wish.searchParams.delete('cabinet-payment');
    const creation = expected.get(wish.href);
    // Only the first attempt fails.
    expected.delete(wish.href);
    if (creation === 'lost-request') return context.body(null, 503);
    const known = references.get(order.reference);
    const payment = known ?? { id: randomUUID(), order, state: 'open' as const, events: new Map() };
    payments.set(payment.id, payment);
    references.set(order.reference, payment);
    if (creation === 'paid-at-once') {
      payment.state = 'succeeded';
      await tell(payment);
    }
    return creation === 'lost-answer' ? context.body(null, 504) : context.json({ id: payment.id });
  });
  const outcomeOf = ({ state, order }: BankPayment): PaymentOutcome => ({ state, amount: order.amount });
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
    expect: (returnUrl, creation) => void expected.set(returnUrl, creation),
    tell,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}
