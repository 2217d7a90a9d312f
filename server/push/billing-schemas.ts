import * as z from 'zod/mini';
import { Day, Id, LongText } from '../../src/contract/scalars.ts';
import { Amount, Currency, HttpsUrl, Price, Quantity, Words } from './schemas.ts';

const Percent = z.string().check(z.regex(/^(\d{1,2}(\.\d{1,3})?|100)$/));

const PushedInvoiceLine = z.strictObject({
  sku: z.optional(Words),
  title: Words,
  quantity: Quantity,
  unit: z.optional(Words),
  unitPrice: Amount,
  taxPercent: z.optional(Percent),
  tax: z.optional(Amount),
  total: Amount,
});

/** An invoice or a credit note as `PUT /push/:tenant/invoices` takes it; amounts are positive, whichever it is. */
export const PushedInvoice = z.strictObject({
  externalId: Id,
  customerId: Id,
  kind: z.optional(z.enum(['invoice', 'credit_note'])),
  number: Words,
  issuedOn: Day,
  dueOn: z.optional(Day),
  void: z.optional(z.boolean()),
  orderId: z.optional(Id),
  orderNumber: z.optional(Words),
  customerReference: z.optional(Words),
  currency: Currency,
  totals: z.strictObject({
    subtotal: Price,
    discount: z.optional(Price),
    shipping: z.optional(Price),
    tax: z.optional(Price),
    taxIncluded: z.optional(z.boolean()),
    total: Price,
  }),
  taxes: z.optional(
    z
      .array(z.strictObject({ percent: z.optional(Percent), base: z.optional(Price), tax: Price }))
      .check(z.maxLength(20)),
  ),
  lines: z.array(PushedInvoiceLine).check(z.maxLength(1000)),
  buyer: z.optional(
    z.strictObject({
      name: Words,
      taxId: z.optional(Words),
      kpp: z.optional(Words),
      address: z.optional(z.array(Words).check(z.maxLength(10))),
    }),
  ),
  note: z.optional(LongText),
});

/**
 * Money that came or went, as `PUT /push/:tenant/entries` takes it: each is posted once. A payment that was made in
 * the cabinet may come back by its id there, and changes nothing.
 */
export const PushedEntry = z.strictObject({
  externalId: Id,
  customerId: Id,
  kind: z.enum(['payment', 'refund', 'credit', 'correction']),
  on: Day,
  currency: Currency,
  amount: Amount,
  number: z.optional(Words),
  title: z.optional(Words),
  creditNoteId: z.optional(Id),
  allocations: z.optional(z.array(z.strictObject({ invoiceId: Id, amount: Amount })).check(z.maxLength(1000))),
});

/** The company's answer to a disputed line of a statement; `externalId` is the id of the movement. */
export const PushedAnswer = z.strictObject({
  externalId: Id,
  answer: LongText.check(z.minLength(1)),
});

/** News for customers' people, as `PUT /push/:tenant/news` takes it: mailed once to whoever wants news. */
export const PushedNews = z.strictObject({
  externalId: Id,
  title: Words,
  text: LongText.check(z.minLength(1)),
  url: z.optional(HttpsUrl),
  translations: z.optional(
    z.record(
      z.string().check(z.regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/)),
      z.strictObject({ title: Words, text: LongText.check(z.minLength(1)), url: z.optional(HttpsUrl) }),
    ),
  ),
});
