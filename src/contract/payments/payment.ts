import * as z from 'zod/mini';
import { DocumentReference } from '../documents.ts';
import { Money } from '../money.ts';
import { operation } from '../operation.ts';
import { pageInput, pageOf } from '../page.ts';
import { Id, Instant, Text, status } from '../scalars.ts';

/**
 * `created`: the provider's page is open; `pending`: the outcome is being checked, and nobody may call
 * that a failure. `succeeded` may become `refunded`; `failed`, `cancelled` and `expired` become `succeeded`
 * if the money turns out to be there after all: it is never lost.
 */
export const paymentStates = ['created', 'pending', 'succeeded', 'failed', 'cancelled', 'expired', 'refunded'] as const;

export const Payment = /* @__PURE__ */ z.object({
  id: Id,
  number: z.optional(Text),
  status: status(paymentStates),
  /** What goes to the invoices. */
  amount: Money,
  /** What the provider takes on top. */
  fee: z.optional(Money),
  total: Money,
  method: z.optional(Text),
  createdAt: Instant,
  /** When the outcome became final. */
  settledAt: z.optional(Instant),
  allocations: z.array(z.object({ invoiceId: Id, number: Text, amount: Money })),
  /** The part that belongs to no invoice and stays as credit. */
  advance: z.optional(Money),
  /** Where the person goes on: an `https:` address, or a path on the backend's own site. */
  redirectUrl: z.optional(z.string()),
  /** Why it failed, for the customer. */
  failure: z.optional(Text),
  receipt: z.optional(DocumentReference),
});
export type Payment = z.output<typeof Payment>;

export const getPayment = operation({
  id: 'payments.get',
  kind: 'query',
  http: 'GET /payments/{paymentId}',
  summary: 'A payment and what became of it; while that is not known, ask again',
  input: z.object({ paymentId: Id }),
  output: Payment,
});

export const listPayments = operation({
  id: 'payments.list',
  kind: 'query',
  http: 'GET /payments',
  summary: 'Payments made here, newest first',
  input: z.object({ state: z.optional(z.array(z.enum(paymentStates))), ...pageInput }),
  output: pageOf(Payment),
});

export const cancelPayment = operation({
  id: 'payments.cancel',
  kind: 'mutation',
  http: 'POST /payments/{paymentId}/cancellation',
  summary: 'Gives up a payment that nobody has paid yet; `conflict` if it has been paid',
  input: z.object({ paymentId: Id }),
  output: Payment,
  affects: ['invoices'],
});
