import type { PostalAddress } from '../../src/contract/orders/index.ts';
import type { Role } from '../../src/contract/session.ts';
import type { Requisites } from './schema.ts';

/** Records as a company's system sends them: by its own ids; amounts are decimal strings, moments RFC 3339. */
export interface ProductRecord {
  externalId: string;
  sku?: string | undefined;
  title: string;
  image?: string | undefined;
  unit?: string | undefined;
  price: string;
  /** Absent: as much as one likes. */
  stock?: number | undefined;
  discontinued?: boolean | undefined;
  /** Ids of products offered instead, best first. */
  substitutes?: readonly string[] | undefined;
}

export interface PersonRecord {
  externalId: string;
  name: string;
  email?: string | undefined;
  login?: string | undefined;
  locale?: string | undefined;
  timeZone?: string | undefined;
  disabled?: boolean | undefined;
  roles: readonly Role[];
}

export interface CustomerRecord {
  externalId: string;
  name: string;
  taxId?: string | undefined;
  invoiceEmail?: string | undefined;
  /** ISO 3166-1 alpha-2. */
  country?: string | undefined;
  kind?: 'company' | 'sole_trader' | 'person' | undefined;
  /** Beside the tax number; fields that are not named stay. */
  requisites?: Requisites | undefined;
  /** The default first. Absent: unchanged. */
  addresses?: readonly PostalAddress[] | undefined;
  /** Per cent as a decimal string. */
  discountPercent?: string | undefined;
  /** Everybody who acts for the customer; who is missing no longer does. Absent: unchanged. */
  people?: readonly PersonRecord[] | undefined;
}

interface StatusRecord {
  code: string;
  label?: string | undefined;
}

export interface OrderRecord {
  externalId: string;
  customerId: string;
  number: string;
  placedAt: string;
  customerReference?: string | undefined;
  status: StatusRecord;
  payment: StatusRecord;
  fulfilment: StatusRecord;
  currency: string;
  totals: {
    subtotal: string;
    discount?: string | undefined;
    shipping?: string | undefined;
    tax?: string | undefined;
    taxIncluded?: boolean | undefined;
    total: string;
    paid?: string | undefined;
    due?: string | undefined;
  };
  placedBy?: { personId?: string | undefined; name: string; staff?: boolean | undefined } | undefined;
  expectedOn?: string | undefined;
  shippingAddress?: PostalAddress | undefined;
  billingAddress?: PostalAddress | undefined;
  paymentMethod?: string | undefined;
  deliveryMethod?: string | undefined;
  note?: string | undefined;
  staffNote?: string | undefined;
  cancellation?: { state: string; requestedAt: string; message?: string | undefined } | undefined;
  lines: readonly {
    productId: string;
    sku?: string | undefined;
    title: string;
    image?: string | undefined;
    unit?: string | undefined;
    quantity: number;
    unitPrice: string;
    total: string;
    shippedQuantity?: number | undefined;
  }[];
  /** What happened so far, in order. Absent: noted by the changes of the statuses. */
  timeline?:
    | readonly { kind: string; label?: string | undefined; at?: string | undefined; note?: string | undefined }[]
    | undefined;
  /** Absent: unchanged. */
  shipments?:
    | readonly {
        externalId: string;
        number?: string | undefined;
        status: string;
        label?: string | undefined;
        carrier?: string | undefined;
        trackingNumber?: string | undefined;
        trackingUrl?: string | undefined;
        shippedAt?: string | undefined;
        deliveredAt?: string | undefined;
        expectedOn?: string | undefined;
        /** Lines by their place in the order, the first being 1. */
        lines: readonly { line: number; quantity: number }[];
      }[]
    | undefined;
}

/** An invoice or a credit note; amounts are positive, whichever it is. */
export interface InvoiceRecord {
  externalId: string;
  customerId: string;
  /** Absent: an invoice. */
  kind?: 'invoice' | 'credit_note' | undefined;
  number: string;
  /** `YYYY-MM-DD`. */
  issuedOn: string;
  /** Absent: by the company's terms. */
  dueOn?: string | undefined;
  /** Taken back: nothing is owed for it. */
  void?: boolean | undefined;
  orderId?: string | undefined;
  orderNumber?: string | undefined;
  customerReference?: string | undefined;
  currency: string;
  totals: {
    subtotal: string;
    discount?: string | undefined;
    shipping?: string | undefined;
    tax?: string | undefined;
    taxIncluded?: boolean | undefined;
    total: string;
  };
  /** The tax by rate. */
  taxes?: readonly { percent?: string | undefined; base?: string | undefined; tax: string }[] | undefined;
  lines: readonly {
    sku?: string | undefined;
    title: string;
    quantity: number;
    unit?: string | undefined;
    unitPrice: string;
    taxPercent?: string | undefined;
    tax?: string | undefined;
    total: string;
  }[];
  /** Absent: as the customer is known. */
  buyer?:
    | { name: string; taxId?: string | undefined; kpp?: string | undefined; address?: readonly string[] | undefined }
    | undefined;
  note?: string | undefined;
}

/** Money that came or went, as the company's books have it. What no invoice takes becomes credit. */
export interface EntryRecord {
  externalId: string;
  customerId: string;
  /** `credit`: a credit note, or credit that belongs to none, is set against invoices. */
  kind: 'payment' | 'refund' | 'credit' | 'correction';
  /** `YYYY-MM-DD`. */
  on: string;
  currency: string;
  /** Positive; only a correction may be negative: what is owed less. */
  amount: string;
  number?: string | undefined;
  title?: string | undefined;
  /** The credit note that is used or paid out. */
  creditNoteId?: string | undefined;
  allocations?: readonly { invoiceId: string; amount: string }[] | undefined;
}

export interface WriteOptions {
  /** Whether orders become as paid as their invoices. Default: yes. */
  follow?: boolean | undefined;
  /** Whether customers are told of what is new. Default: no, as when a history is taken over. */
  tell?: boolean | undefined;
}

/** Why an invoice, or an entry of the company's books, contradicts what is there. */
type BookRefusalReason =
  | 'unknownOrder'
  | 'invoiceOfAnother'
  | 'kindChanged'
  | 'currencyChanged'
  | 'alreadyVoid'
  | 'belowPaid'
  | 'notPositive'
  | 'unknownInvoice'
  | 'tooMuchAllocated'
  | 'unknownCreditNote'
  | 'nothingAllocated'
  | 'notDisputed';

/** Why a record contradicts what is there. */
export type RefusalReason =
  'unknownCustomer' | 'anotherCustomer' | 'loginTaken' | 'notRequested' | 'unknownProduct' | BookRefusalReason;

/** A record that was refused; `pointer` is a JSON pointer into it. */
export interface Refusal {
  externalId: string;
  pointer: string;
  reason: RefusalReason;
}

export interface WriteResult {
  /** Records that are now in the database, changed or not. */
  accepted: number;
  refused: Refusal[];
}
