import * as z from 'zod/mini';
import { Money } from '../money.ts';
import { operation } from '../operation.ts';
import { Day, Id, Quantity, Text, code } from '../scalars.ts';
import { MAX_REORDERED_ORDERS } from './limits.ts';
import { Order, PostalAddress, ProductReference, Totals } from './order.ts';

const orderIds = z.array(Id).check(z.minLength(1), z.maxLength(MAX_REORDERED_ORDERS));

/** A line as the customer wants it: another quantity (0 leaves it out), or another product. */
const wantedLine = z.object({
  lineId: Id,
  quantity: Quantity,
  /** One of the offered substitutes instead of the product ordered before. */
  productId: z.optional(Id),
});

export const ReorderLine = /* @__PURE__ */ z.object({
  /** The line of the earlier order. */
  lineId: Id,
  /** What would be ordered now: the same product, or the chosen substitute. */
  product: ProductReference,
  /** What was ordered then, if it is another product. */
  previousProduct: z.optional(ProductReference),
  unit: z.optional(Text),
  previousQuantity: Quantity,
  /** What would be ordered now, 0 if nothing can be or the customer left it out. */
  quantity: Quantity,
  /** How much could be ordered at most; absent: as much as one likes. */
  availableQuantity: z.optional(Quantity),
  previousUnitPrice: Money,
  /** Absent when the product can no longer be bought. */
  unitPrice: z.optional(Money),
  total: z.optional(Money),
  /** How the line differs from then; empty: it does not. */
  changes: z.array(code(['price_up', 'price_down', 'less_stock', 'out_of_stock', 'discontinued', 'substituted'])),
  /** Products offered instead, best first. */
  substitutes: z.array(
    z.object({ product: ProductReference, unitPrice: Money, availableQuantity: z.optional(Quantity) }),
  ),
});
export type ReorderLine = z.output<typeof ReorderLine>;

/** What would be ordered, on which terms: nothing is created by asking. */
export const ReorderPreview = /* @__PURE__ */ z.object({
  /** Names these terms; sent back on confirming, so that nobody buys on terms they did not see. */
  terms: z.string().check(z.minLength(1), z.maxLength(1000)),
  /** False if nothing of it can be ordered, or a minimum is not reached. */
  orderable: z.boolean(),
  /** Why not, for the customer. */
  reason: z.optional(Text),
  lines: z.array(ReorderLine),
  totals: Totals,
  previousTotal: Money,
  shippingAddress: z.optional(PostalAddress),
  expectedOn: z.optional(Day),
  /** Where the invoice will be mailed. */
  invoiceEmail: z.optional(Text),
});
export type ReorderPreview = z.output<typeof ReorderPreview>;

export const previewReorder = operation({
  id: 'orders.previewReorder',
  kind: 'query',
  http: 'POST /orders/reorder-preview',
  summary: 'What repeating one or more orders would mean today, line by line',
  input: z.object({ orderIds, lines: z.optional(z.array(wantedLine)) }),
  output: ReorderPreview,
});

/**
 * Creates the order that a preview promised. If the terms have changed since, nothing is ordered
 * and the answer is `conflict`: show a new preview.
 */
export const reorder = operation({
  id: 'orders.reorder',
  kind: 'mutation',
  http: 'POST /orders/reorder',
  summary: 'Repeats one or more orders on the terms of a preview',
  input: z.object({
    orderIds,
    lines: z.optional(z.array(wantedLine)),
    terms: z.string().check(z.minLength(1), z.maxLength(1000)),
    customerReference: z.optional(z.string().check(z.maxLength(100))),
    note: z.optional(z.string().check(z.maxLength(2000))),
  }),
  output: z.object({
    order: Order,
    invoice: z.optional(z.object({ id: Id, number: Text, mailedTo: z.optional(Text) })),
  }),
});
