import * as z from 'zod/mini';
import { DocumentReference } from '../documents.ts';
import { Currency, Money } from '../money.ts';
import { operation } from '../operation.ts';
import { pageInput, pageOf } from '../page.ts';
import { Day, Id, Instant, Text, code, status } from '../scalars.ts';

export const invoiceKinds = ['invoice', 'credit_note'] as const;
export const invoiceStatuses = ['issued', 'part_paid', 'paid', 'overdue', 'credited', 'void'] as const;
/** How long an open invoice is overdue, in days. */
export const agingBuckets = ['not_due', '1_30', '31_60', '61_90', 'over_90'] as const;
export type AgingBucket = (typeof agingBuckets)[number];

/** What may be done with an invoice now, as the backend says; never guessed from a status. */
export const invoiceActions = ['pay', 'ask'] as const;

/** The fields that a row of the list and the invoice itself share. */
export const invoiceFields = {
  id: Id,
  /** The number that people use. */
  number: Text,
  kind: code(invoiceKinds),
  issuedOn: Day,
  /** The last day on which it may be paid without being late. */
  dueOn: z.optional(Day),
  status: status(invoiceStatuses),
  /** Whole days past `dueOn`, for one that is open and late. */
  overdueDays: z.optional(z.int().check(z.minimum(1))),
  /** Only for what is still open. */
  aging: z.optional(code(agingBuckets)),
  /** What it says; that of a credit note is positive too. */
  total: Money,
  paid: z.optional(Money),
  /** What is left to pay; for a credit note, what is left to use. */
  due: Money,
  /** The part of `due` that is being paid right now: its outcome is not known yet. */
  pending: z.optional(Money),
  /** The order that it bills. */
  order: z.optional(z.object({ id: Id, number: Text })),
  customerReference: z.optional(Text),
  /** The paper itself, for `documents.download` and `documents.archive`. */
  document: z.optional(DocumentReference),
  /** Unknown actions are for newer widgets. */
  allowedActions: z.array(z.string()),
};

export const InvoiceSummary = /* @__PURE__ */ z.object(invoiceFields);
export type InvoiceSummary = z.output<typeof InvoiceSummary>;

export const invoiceSorts = ['-issuedOn', 'issuedOn', 'dueOn', '-dueOn', '-due', 'due', '-total', 'total'] as const;
export type InvoiceSort = (typeof invoiceSorts)[number];

/** All filters narrow together; within one list any value may match. */
export const InvoiceFilter = /* @__PURE__ */ z.object({
  /** Words in the number, the order's number, the customer's reference, or names of lines. */
  search: z.optional(z.string().check(z.maxLength(100))),
  kind: z.optional(z.array(z.enum(invoiceKinds))),
  status: z.optional(z.array(z.enum(invoiceStatuses))),
  aging: z.optional(z.array(z.enum(agingBuckets))),
  /** Only what is still to pay. */
  open: z.optional(z.boolean()),
  orderId: z.optional(Id),
  issuedFrom: z.optional(Day),
  /** Last day, included. */
  issuedTo: z.optional(Day),
  sort: z.optional(z.enum(invoiceSorts)),
  ...pageInput,
});
export type InvoiceFilter = z.output<typeof InvoiceFilter>;

export const listInvoices = operation({
  id: 'invoices.list',
  kind: 'query',
  http: 'GET /invoices',
  summary: 'Invoices and credit notes by filter, newest first unless sorted otherwise',
  input: InvoiceFilter,
  output: pageOf(InvoiceSummary),
});

/** What is owed in one currency. */
export const InvoiceTotals = /* @__PURE__ */ z.object({
  currency: Currency,
  /** Left to pay of all open invoices. */
  due: Money,
  /** The part of it that is late. */
  overdue: Money,
  openCount: z.int().check(z.minimum(0)),
  overdueCount: z.int().check(z.minimum(0)),
  /** Credit that is not used yet, as a positive amount. */
  credit: z.optional(Money),
  /** What has to be paid next. */
  next: z.optional(z.object({ dueOn: Day, amount: Money })),
  aging: z.array(z.object({ bucket: code(agingBuckets), count: z.int().check(z.minimum(0)), due: Money })),
});
export type InvoiceTotals = z.output<typeof InvoiceTotals>;

export const summarizeInvoices = operation({
  id: 'invoices.summary',
  kind: 'query',
  http: 'GET /invoices/summary',
  summary: 'What is owed, how much of it is late, and since when: one entry for each currency',
  input: z.object({}),
  output: z.object({ currencies: z.array(InvoiceTotals), asOf: Instant }),
});
