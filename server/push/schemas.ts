import * as z from 'zod/mini';
import { companyFields } from '../../src/contract/company/index.ts';
import { Decimal } from '../../src/contract/money.ts';
import { fulfilmentStatuses, orderStatuses, paymentStatuses } from '../../src/contract/orders/index.ts';
import { Day, Id, Instant, LongText } from '../../src/contract/scalars.ts';
import { roles } from '../../src/contract/session.ts';

// Unknown fields are refused: a field that was misspelt would otherwise be missing without a word.

export const Words = z.string().check(z.minLength(1), z.maxLength(500));
export const HttpsUrl = z.url({ protocol: /^https$/ }).check(z.maxLength(2000));
export const Amount = Decimal;
export const Price = z.string().check(z.regex(/^\d{1,15}(\.\d{1,6})?$/));
export const Currency = z.string().check(z.regex(/^[A-Z]{3}$/));
/** Up to three decimals. */
export const Quantity = z
  .number()
  .check(z.minimum(0), z.maximum(1e9))
  .check(z.refine((value) => Math.abs(value * 1000 - Math.round(value * 1000)) < 1e-6, 'at most three decimals'));
const Address = z.strictObject({
  recipient: z.optional(Words),
  lines: z.array(Words).check(z.maxLength(10)),
  phone: z.optional(Words),
});

/** A product as `PUT /push/:tenant/products` takes it. */
export const PushedProduct = z.strictObject({
  externalId: Id,
  sku: z.optional(Words),
  title: Words,
  image: z.optional(HttpsUrl),
  unit: z.optional(Words),
  price: Price,
  stock: z.optional(Quantity),
  discontinued: z.optional(z.boolean()),
  substitutes: z.optional(z.array(Id).check(z.maxLength(20))),
});

const PushedPerson = z.strictObject({
  externalId: Id,
  name: Words,
  email: z.optional(z.email()),
  login: z.optional(Words),
  locale: z.optional(z.string().check(z.regex(/^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$/))),
  timeZone: z.optional(Words),
  disabled: z.optional(z.boolean()),
  roles: z.array(z.enum(roles)).check(z.maxLength(roles.length)),
});

/** A customer with the people who act for it, as `PUT /push/:tenant/customers` takes it. */
export const PushedCustomer = z.strictObject({
  externalId: Id,
  name: Words,
  taxId: z.optional(Words),
  country: z.optional(z.string().check(z.regex(/^[A-Z]{2}$/))),
  kind: z.optional(z.enum(['company', 'sole_trader', 'person'])),
  requisites: z.optional(z.partialRecord(z.enum(companyFields.filter((field) => field !== 'taxId')), Words)),
  invoiceEmail: z.optional(z.email()),
  addresses: z.optional(z.array(Address).check(z.maxLength(100))),
  discountPercent: z.optional(z.string().check(z.regex(/^(\d{1,2}(\.\d{1,3})?|100)$/))),
  people: z.optional(z.array(PushedPerson).check(z.maxLength(1000))),
});

const status = <const Codes extends readonly [string, ...string[]]>(codes: Codes) =>
  z.strictObject({ code: z.enum(codes), label: z.optional(Words) });

const PushedLine = z.strictObject({
  productId: Id,
  sku: z.optional(Words),
  title: Words,
  image: z.optional(HttpsUrl),
  unit: z.optional(Words),
  quantity: Quantity,
  unitPrice: Amount,
  total: Amount,
  shippedQuantity: z.optional(Quantity),
});

const PushedShipment = z.strictObject({
  externalId: Id,
  number: z.optional(Words),
  status: z.enum(['preparing', 'shipped', 'out_for_delivery', 'delivered', 'failed', 'returned']),
  label: z.optional(Words),
  carrier: z.optional(Words),
  trackingNumber: z.optional(Words),
  trackingUrl: z.optional(HttpsUrl),
  shippedAt: z.optional(Instant),
  deliveredAt: z.optional(Instant),
  expectedOn: z.optional(Day),
  lines: z.array(z.strictObject({ line: z.int().check(z.minimum(1)), quantity: Quantity })).check(z.maxLength(1000)),
});

const PushedStep = z.strictObject({
  kind: z.enum([
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
  label: z.optional(Words),
  at: z.optional(Instant),
  note: z.optional(LongText),
});

/** An order as `PUT /push/:tenant/orders` takes it; one that was placed in the cabinet comes back by its id there. */
export const PushedOrder = z.strictObject({
  externalId: Id,
  customerId: Id,
  number: Words,
  placedAt: Instant,
  customerReference: z.optional(Words),
  status: status(orderStatuses),
  payment: status(paymentStatuses),
  fulfilment: status(fulfilmentStatuses),
  currency: Currency,
  totals: z.strictObject({
    subtotal: Amount,
    discount: z.optional(Price),
    shipping: z.optional(Amount),
    tax: z.optional(Amount),
    taxIncluded: z.optional(z.boolean()),
    total: Amount,
    paid: z.optional(Amount),
    due: z.optional(Amount),
  }),
  placedBy: z.optional(z.strictObject({ personId: z.optional(Id), name: Words, staff: z.optional(z.boolean()) })),
  expectedOn: z.optional(Day),
  shippingAddress: z.optional(Address),
  billingAddress: z.optional(Address),
  paymentMethod: z.optional(Words),
  deliveryMethod: z.optional(Words),
  note: z.optional(LongText),
  staffNote: z.optional(LongText),
  cancellation: z.optional(
    z.strictObject({
      state: z.enum(['requested', 'approved', 'declined']),
      requestedAt: Instant,
      message: z.optional(LongText),
    }),
  ),
  lines: z.array(PushedLine).check(z.maxLength(1000)),
  timeline: z.optional(z.array(PushedStep).check(z.maxLength(200))),
  shipments: z.optional(z.array(PushedShipment).check(z.maxLength(200))),
});
