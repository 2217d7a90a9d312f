import * as z from 'zod/mini';
import { DocumentReference } from '../documents.ts';
import { Money } from '../money.ts';
import { operation } from '../operation.ts';
import { Etag, Id, Instant, Day, LongText, Quantity, Text, code } from '../scalars.ts';
import { orderFields } from './list.ts';

export const ProductReference = /* @__PURE__ */ z.object({
  id: Id,
  /** Article number. */
  sku: z.optional(Text),
  title: Text,
  /** `https:` address of a picture. */
  image: z.optional(z.string()),
});

export const OrderLine = /* @__PURE__ */ z.object({
  id: Id,
  product: ProductReference,
  quantity: Quantity,
  /** Word for the unit, such as `pcs` or `kg`. */
  unit: z.optional(Text),
  unitPrice: Money,
  /** As the backend counted it; never unit price × quantity. */
  total: Money,
  shippedQuantity: z.optional(Quantity),
});
export type OrderLine = z.output<typeof OrderLine>;

/** Named rows of a sum in the order to show them in, the last one being the total. */
export const Totals = /* @__PURE__ */ z.object({
  subtotal: Money,
  /** What is taken off, as a positive amount. */
  discount: z.optional(Money),
  shipping: z.optional(Money),
  tax: z.optional(Money),
  /** Whether the tax is part of the subtotal and shown for information only. */
  taxIncluded: z.optional(z.boolean()),
  total: Money,
  paid: z.optional(Money),
  due: z.optional(Money),
});
export type Totals = z.output<typeof Totals>;

/** An address as the lines that are printed on a parcel. */
export const PostalAddress = /* @__PURE__ */ z.object({
  recipient: z.optional(Text),
  lines: z.array(Text),
  phone: z.optional(Text),
});
export type PostalAddress = z.output<typeof PostalAddress>;

export const Order = /* @__PURE__ */ z.object({
  ...orderFields,
  lines: z.array(OrderLine),
  totals: Totals,
  shippingAddress: z.optional(PostalAddress),
  billingAddress: z.optional(PostalAddress),
  paymentMethod: z.optional(Text),
  deliveryMethod: z.optional(Text),
  /** What the customer wrote. */
  note: z.optional(LongText),
  /** What the company wrote for the customer. */
  staffNote: z.optional(LongText),
  documents: z.array(DocumentReference),
  /** A cancellation that was asked for and what became of it. */
  cancellation: z.optional(
    z.object({
      state: code(['requested', 'approved', 'declined']),
      requestedAt: Instant,
      message: z.optional(LongText),
    }),
  ),
  etag: Etag,
});
export type Order = z.output<typeof Order>;

const orderInput = z.object({ orderId: Id });

export const getOrder = operation({
  id: 'orders.get',
  kind: 'query',
  http: 'GET /orders/{orderId}',
  summary: 'One order with its lines, totals, addresses and documents',
  input: orderInput,
  output: Order,
});

/** A stage of an order, past or to come. */
export const TimelineStep = /* @__PURE__ */ z.object({
  id: Id,
  kind: code([
    'placed',
    'confirmed',
    'invoiced',
    'paid',
    'picking',
    'ready',
    'shipped',
    'delivered',
    'cancelled',
    'note',
  ]),
  /** The company's own word, where it has one. */
  label: z.optional(Text),
  state: code(['done', 'current', 'upcoming', 'failed']),
  /** When it happened; for a stage to come, absent. */
  at: z.optional(Instant),
  /** When it should happen. */
  expectedOn: z.optional(Day),
  note: z.optional(LongText),
});
export type TimelineStep = z.output<typeof TimelineStep>;

export const getOrderTimeline = operation({
  id: 'orders.timeline',
  kind: 'query',
  http: 'GET /orders/{orderId}/timeline',
  summary: 'The stages of an order, in order',
  input: orderInput,
  output: z.object({ steps: z.array(TimelineStep) }),
});

export const Shipment = /* @__PURE__ */ z.object({
  id: Id,
  number: z.optional(Text),
  status: code(['preparing', 'shipped', 'out_for_delivery', 'delivered', 'failed', 'returned']),
  label: z.optional(Text),
  carrier: z.optional(Text),
  trackingNumber: z.optional(Text),
  /** Shown as a link only if it is `https:`. */
  trackingUrl: z.optional(z.string()),
  shippedAt: z.optional(Instant),
  deliveredAt: z.optional(Instant),
  expectedOn: z.optional(Day),
  lines: z.array(z.object({ lineId: Id, quantity: Quantity })),
});
export type Shipment = z.output<typeof Shipment>;

export const listShipments = operation({
  id: 'orders.shipments',
  kind: 'query',
  http: 'GET /orders/{orderId}/shipments',
  summary: 'What was sent, in how many parcels, and where they are',
  input: orderInput,
  output: z.object({ items: z.array(Shipment) }),
});

export const requestCancellation = operation({
  id: 'orders.requestCancellation',
  kind: 'mutation',
  http: 'POST /orders/{orderId}/cancellation-request',
  summary: 'Asks the company to cancel an order; the order changes when staff decide',
  input: z.object({
    orderId: Id,
    reason: z.enum(['changed_mind', 'ordered_by_mistake', 'too_slow', 'found_cheaper', 'other']),
    comment: z.optional(z.string().check(z.maxLength(2000))),
  }),
  output: Order,
});
