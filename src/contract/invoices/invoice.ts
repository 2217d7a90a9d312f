import * as z from 'zod/mini';
import { DocumentReference } from '../documents.ts';
import { Decimal, Money } from '../money.ts';
import { operation } from '../operation.ts';
import { Totals } from '../orders/order.ts';
import { Day, Id, LongText, Quantity, Text, code } from '../scalars.ts';
import { invoiceFields } from './list.ts';

export const InvoiceLine = /* @__PURE__ */ z.object({
  id: Id,
  sku: z.optional(Text),
  title: Text,
  quantity: Quantity,
  unit: z.optional(Text),
  unitPrice: Money,
  /** Per cent. */
  taxRate: z.optional(Decimal),
  tax: z.optional(Money),
  /** As the backend counted it; never unit price × quantity. */
  total: Money,
});
export type InvoiceLine = z.output<typeof InvoiceLine>;

/** A seller or a buyer as a paper names them. */
export const Party = /* @__PURE__ */ z.object({
  name: Text,
  /** Tax number: in Russia ИНН. */
  taxId: z.optional(Text),
  /** In Russia КПП. */
  kpp: z.optional(Text),
  address: z.optional(z.array(Text)),
});
export type Party = z.output<typeof Party>;

/** What somebody types into their bank's form, in the order of that form. */
export const requisiteKeys = [
  'recipient',
  'tax_id',
  'kpp',
  'bank',
  'bic',
  'account',
  'correspondent_account',
  'iban',
  'swift',
  'amount',
  'purpose',
  'reference',
] as const;

/** One field of a bank transfer: shown with the label of its key, copied as `value`. */
export const Requisite = /* @__PURE__ */ z.object({ key: code(requisiteKeys), label: z.optional(Text), value: Text });
export type Requisite = z.output<typeof Requisite>;

/**
 * The text of a payment QR code, which a bank's app reads: GOST R 56042-2014 (`ST00012`) for roubles,
 * EPC069-12 for euros.
 */
export const PaymentCode = /* @__PURE__ */ z.object({
  standard: code(['ST00012', 'EPC069-12']),
  text: z.string().check(z.minLength(1), z.maxLength(2000)),
});
export type PaymentCode = z.output<typeof PaymentCode>;

/** What was set against an invoice, with what is left of it afterwards in `due`. */
export const InvoiceSettlement = /* @__PURE__ */ z.object({
  id: Id,
  kind: code(['payment', 'credit', 'refund']),
  on: Day,
  amount: Money,
  /** How it was paid, or which credit note it was. */
  title: z.optional(Text),
  /** The payment, where it was made here. */
  paymentId: z.optional(Id),
});
export type InvoiceSettlement = z.output<typeof InvoiceSettlement>;

export const Invoice = /* @__PURE__ */ z.object({
  ...invoiceFields,
  lines: z.array(InvoiceLine),
  totals: Totals,
  taxes: z.array(z.object({ label: z.optional(Text), rate: z.optional(Decimal), base: z.optional(Money), tax: Money })),
  seller: z.optional(Party),
  buyer: z.optional(Party),
  settlements: z.array(InvoiceSettlement),
  documents: z.array(DocumentReference),
  requisites: z.array(Requisite),
  /** Absent where nothing is left to pay, or the country has no standard. */
  paymentCode: z.optional(PaymentCode),
  note: z.optional(LongText),
});
export type Invoice = z.output<typeof Invoice>;

export const getInvoice = operation({
  id: 'invoices.get',
  kind: 'query',
  http: 'GET /invoices/{invoiceId}',
  summary: 'One invoice with its lines, taxes, payments, documents and how to pay it',
  input: z.object({ invoiceId: Id }),
  output: Invoice,
});
