import * as z from 'zod/mini';
import { Party } from '../invoices/invoice.ts';
import { Currency, Money } from '../money.ts';
import { operation } from '../operation.ts';
import { Day, Etag, Id, Instant, LongText, Text, code } from '../scalars.ts';

const period = {
  from: Day,
  /** Last day, included. */
  to: Day,
  /** Absent: the currency in which the customer is billed. */
  currency: z.optional(Currency),
};

/** What the customer said to one line, and what the company answered. */
export const MovementResponse = /* @__PURE__ */ z.object({
  state: code(['agreed', 'disputed', 'resolved']),
  comment: z.optional(LongText),
  /** Name of who said it. */
  by: z.optional(Text),
  at: Instant,
  /** What the company answered to a dispute. */
  answer: z.optional(z.object({ text: LongText, at: Instant })),
});
export type MovementResponse = z.output<typeof MovementResponse>;

/** One line of a statement: a debit is what the customer owes more, a credit what they owe less. */
export const Movement = /* @__PURE__ */ z.object({
  id: Id,
  on: Day,
  kind: code(['invoice', 'payment', 'credit_note', 'refund', 'correction']),
  number: z.optional(Text),
  title: Text,
  debit: z.optional(Money),
  credit: z.optional(Money),
  /** What is owed after it; negative: the company owes the customer. */
  balance: Money,
  invoiceId: z.optional(Id),
  response: z.optional(MovementResponse),
});
export type Movement = z.output<typeof Movement>;

/** The account of a customer over a period («акт сверки»). */
export const Statement = /* @__PURE__ */ z.object({
  from: Day,
  to: Day,
  currency: Currency,
  seller: Party,
  buyer: Party,
  /** Owed when the period began; negative: the company owed the customer. */
  opening: Money,
  closing: Money,
  /** Sums of the period. */
  debit: Money,
  credit: Money,
  /** In order of time. */
  movements: z.array(Movement),
  /** Whether the customer has agreed to the whole. */
  agreement: z.optional(z.object({ at: Instant, by: z.optional(Text) })),
  etag: Etag,
});
export type Statement = z.output<typeof Statement>;

/**
 * A backend that does not give so many movements at once refuses the period (`invalid` at `/from`) and says so in
 * words; the included server gives 5000.
 */
export const getStatement = operation({
  id: 'statements.get',
  kind: 'query',
  http: 'GET /statements',
  summary: 'Opening and closing balance of a period and every movement between; at most three years',
  input: z.object(period),
  output: Statement,
});

export const respondToMovement = operation({
  id: 'statements.respond',
  kind: 'mutation',
  http: 'PUT /statements/movements/{movementId}/response',
  summary: 'Agrees to one line of a statement, or disputes it with a comment; both sides see it',
  input: z.object({
    movementId: Id,
    response: z.enum(['agree', 'dispute']),
    /** Needed for a dispute. */
    comment: z.optional(z.string().check(z.maxLength(2000))),
  }),
  output: z.object({ movementId: Id, response: MovementResponse }),
});

export const agreeToStatement = operation({
  id: 'statements.agree',
  kind: 'mutation',
  http: 'POST /statements/agreement',
  summary: 'Agrees to a whole statement as it was shown; `conflict` if it has changed, or a line is disputed',
  input: z.object(period),
  output: Statement,
  conditional: true,
});

export const downloadStatement = operation({
  id: 'statements.download',
  kind: 'query',
  http: 'GET /statements/file',
  summary: 'The act of reconciliation as a file',
  input: z.object({ ...period, format: z.enum(['pdf', 'csv']) }),
  output: z.file(),
});
