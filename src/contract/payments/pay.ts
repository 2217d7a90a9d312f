import * as z from 'zod/mini';
import { Money } from '../money.ts';
import { operation } from '../operation.ts';
import { Day, Id, Text, code } from '../scalars.ts';
import { Payment } from './payment.ts';

/** The most invoices that one payment may cover. */
export const MAX_PAID_INVOICES = 100;

const allocation = z.object({ invoiceId: Id, amount: Money });

/** What is to be paid: some invoices whole, any sum (oldest first), or exact sums for each. */
const wanted = {
  /** Absent: all that are open. */
  invoiceIds: z.optional(z.array(Id).check(z.minLength(1), z.maxLength(MAX_PAID_INVOICES))),
  /** Any sum, set against the oldest due first; absent: all that is left to pay. */
  amount: z.optional(Money),
  /** Instead of both: how much goes to which invoice. */
  allocations: z.optional(z.array(allocation).check(z.minLength(1), z.maxLength(MAX_PAID_INVOICES))),
  /** One of the methods that a preview offered. */
  methodId: z.optional(Id),
};

/** What would be paid and how: nothing is created by asking. */
export const PaymentPreview = /* @__PURE__ */ z.object({
  /** Names these terms; sent back on paying, so that nobody pays what they did not see. */
  terms: z.string().check(z.minLength(1), z.maxLength(1000)),
  payable: z.boolean(),
  /** Why not, for the customer. */
  reason: z.optional(Text),
  /** Oldest due first; those that the sum does not reach are there too, with a zero amount. */
  allocations: z.array(
    z.object({
      invoiceId: Id,
      number: Text,
      dueOn: z.optional(Day),
      overdueDays: z.optional(z.int()),
      /** What may still be paid of it. */
      due: Money,
      amount: Money,
    }),
  ),
  /** What goes to the invoices. */
  amount: Money,
  /** The part of the sum that no invoice takes and that stays as credit. */
  advance: z.optional(Money),
  fee: z.optional(Money),
  /** What will be charged. */
  total: Money,
  /** All that could be paid at once. */
  allDue: Money,
  minimum: z.optional(Money),
  maximum: z.optional(Money),
  methods: z.array(
    z.object({
      id: Id,
      kind: code(['card', 'instant', 'bank_transfer', 'wallet']),
      label: Text,
      hint: z.optional(Text),
    }),
  ),
  /** The method that the fee and the total are meant for. */
  methodId: z.optional(Id),
});
export type PaymentPreview = z.output<typeof PaymentPreview>;

export const previewPayment = operation({
  id: 'payments.preview',
  kind: 'query',
  http: 'POST /payments/preview',
  summary: 'How a sum would be set against invoices, with fee and methods',
  input: z.object(wanted),
  output: PaymentPreview,
});

/**
 * Begins a payment at the company's payment provider. If what is due has changed since the preview, or
 * part of it is being paid already, nothing is begun and the answer is `conflict`.
 */
export const createPayment = operation({
  id: 'payments.create',
  kind: 'mutation',
  http: 'POST /payments',
  summary: 'Begins a payment; the answer says where the person goes on',
  input: z.object({
    ...wanted,
    terms: z.string().check(z.minLength(1), z.maxLength(1000)),
    /** Where the provider sends the person back to: an address on the company's own site. The payment's id is added as `cabinet-payment`. */
    returnUrl: z.string().check(z.maxLength(2000)),
  }),
  output: Payment,
  affects: ['invoices', 'orders', 'statements'],
});
