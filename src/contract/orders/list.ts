import * as z from 'zod/mini';
import { Money } from '../money.ts';
import { operation } from '../operation.ts';
import { pageInput, pageOf } from '../page.ts';
import { Day, Id, Instant, Text, status } from '../scalars.ts';

export const orderStatuses = ['pending', 'confirmed', 'on_hold', 'completed', 'cancelled'] as const;
export const paymentStatuses = ['not_required', 'unpaid', 'part_paid', 'paid', 'overdue', 'refunded'] as const;
export const fulfilmentStatuses = [
  'unfulfilled',
  'picking',
  'ready',
  'part_shipped',
  'shipped',
  'delivered',
  'returned',
] as const;

/** What may be done with an order now, as the backend says; never guessed from a status. */
export const orderActions = ['reorder', 'request_cancellation', 'ask'] as const;

/** The fields that a row of the list and the order itself share. */
export const orderFields = {
  id: Id,
  /** The number that people use. */
  number: Text,
  placedAt: Instant,
  /** The customer's own reference, such as a purchase order number. */
  customerReference: z.optional(Text),
  status: status(orderStatuses),
  payment: status(paymentStatuses),
  fulfilment: status(fulfilmentStatuses),
  total: Money,
  lineCount: z.int().check(z.minimum(0)),
  /** Name of the first line, to recognise the order by. */
  firstLine: z.optional(Text),
  /** Who placed it: a colleague's name, or the company's staff. */
  placedBy: z.optional(z.object({ name: Text, staff: z.optional(z.boolean()) })),
  /** When it should arrive. */
  expectedOn: z.optional(Day),
  /** Unknown actions are for newer widgets. */
  allowedActions: z.array(z.string()),
};

export const OrderSummary = /* @__PURE__ */ z.object(orderFields);
export type OrderSummary = z.output<typeof OrderSummary>;

export const orderSorts = ['-placedAt', 'placedAt', '-total', 'total', '-number', 'number'] as const;
export type OrderSort = (typeof orderSorts)[number];

/** All filters narrow together; within one list any value may match. */
export const OrderFilter = /* @__PURE__ */ z.object({
  /** Words in the number, the customer's reference, product names or article numbers. */
  search: z.optional(z.string().check(z.maxLength(100))),
  status: z.optional(z.array(z.enum(orderStatuses))),
  payment: z.optional(z.array(z.enum(paymentStatuses))),
  fulfilment: z.optional(z.array(z.enum(fulfilmentStatuses))),
  /** First day on which the order was placed, in the customer's time zone. */
  placedFrom: z.optional(Day),
  /** Last day, included. */
  placedTo: z.optional(Day),
  /** `mine`: placed by the person asking; `customer` (default): by anybody there. */
  scope: z.optional(z.enum(['mine', 'customer'])),
  /** IANA zone in which the days are meant; UTC if absent. */
  timeZone: z.optional(z.string().check(z.maxLength(64))),
  sort: z.optional(z.enum(orderSorts)),
  ...pageInput,
});
export type OrderFilter = z.output<typeof OrderFilter>;

export const listOrders = operation({
  id: 'orders.list',
  kind: 'query',
  http: 'GET /orders',
  summary: 'Orders by filter, newest first unless sorted otherwise',
  input: OrderFilter,
  output: pageOf(OrderSummary),
});
