import type { ColumnType, Generated, GeneratedAlways } from 'kysely';
import type { InvoiceContent } from '../invoices/content.ts';
import type { ReceiptContent } from '../invoices/receipt.ts';
import type { Json, Moment, Numeric, Optional, OptionalJson, OptionalMoment } from './column-types.ts';

export interface InvoiceTable {
  tenant_id: string;
  customer_id: string;
  order_id: Optional<string>;
  id: string;
  kind: Generated<string>;
  number: string;
  issued_at: OptionalMoment;
  issued_on: string;
  /** Of a credit note the day of issue, so that it has a place among the others. */
  due_on: string;
  order_number: Optional<string>;
  customer_reference: Optional<string>;
  currency: string;
  total: Numeric;
  is_void: Generated<boolean>;
  /** What is left to pay; of a credit note what is left to use, negative. Written by the ledger. */
  balance: GeneratedAlways<Numeric>;
  /** What was paid; written by the ledger. */
  paid: GeneratedAlways<Numeric>;
  /** The status but for being overdue, which depends on the day. */
  state: GeneratedAlways<string>;
  is_open: GeneratedAlways<boolean>;
  total_floor: GeneratedAlways<number>;
  due_floor: GeneratedAlways<number>;
  search: string;
  version: Generated<number>;
  source_hash: Optional<string>;
  /** Everything the paper says, as it was when it was issued. */
  content: Json<InvoiceContent>;
}

/** The account of a customer: a positive amount is owed more, a negative one less. Only ever added to. */
export interface LedgerTable {
  tenant_id: string;
  customer_id: string;
  id: GeneratedAlways<number>;
  /** Rows of one movement are one line of the statement. */
  movement_id: string;
  kind: 'invoice' | 'payment' | 'credit_note' | 'refund' | 'correction' | 'application';
  posted_on: string;
  number: Optional<string>;
  title: Optional<string>;
  currency: string;
  amount: Numeric;
  /** What it is set against; null: credit that belongs to no invoice. */
  invoice_id: Optional<string>;
  payment_id: Optional<string>;
  created_at: Generated<Date>;
}

export interface PaymentTable {
  tenant_id: string;
  customer_id: string;
  id: string;
  number: string;
  status: string;
  provider: string;
  /** The provider's id; null until it has answered. */
  provider_id: Optional<string>;
  method: string;
  currency: string;
  amount: Numeric;
  advance: Numeric;
  fee: Numeric;
  total: Numeric;
  return_url: string;
  redirect_url: Optional<string>;
  person_id: string;
  locale: string;
  created_at: Generated<Date>;
  expires_at: Moment;
  settled_at: OptionalMoment;
  /** A code of why it failed. */
  failure: Optional<string>;
  /** What a person at the company must look at. */
  problem: Optional<string>;
  /** Everything the receipt says, once it has succeeded. */
  receipt: OptionalJson<ReceiptContent>;
  checks: Generated<number>;
  next_check_at: ColumnType<Date, never, Date>;
}

export interface PaymentAllocationTable {
  tenant_id: string;
  customer_id: string;
  payment_id: string;
  invoice_id: string;
  position: number;
  amount: Numeric;
  /** Whether it reserves the invoice: the outcome is not known yet. */
  active: Generated<boolean>;
}

export interface PaymentChangeTable {
  tenant_id: string;
  customer_id: string;
  id: GeneratedAlways<number>;
  payment_id: string;
  status: string;
  cause: string;
  at: Generated<Date>;
}

export interface WebhookEventTable {
  tenant_id: string;
  provider: string;
  event_id: string;
  received_at: Generated<Date>;
}

export interface MovementResponseTable {
  tenant_id: string;
  customer_id: string;
  movement_id: string;
  state: 'agreed' | 'disputed' | 'resolved';
  comment: Optional<string>;
  person_id: string;
  person_name: Optional<string>;
  at: ColumnType<Date, string | undefined, string>;
  answer: Optional<string>;
  answered_at: OptionalMoment;
}

export interface StatementAgreementTable {
  tenant_id: string;
  customer_id: string;
  period_from: string;
  period_to: string;
  currency: string;
  etag: string;
  person_id: string;
  person_name: Optional<string>;
  at: ColumnType<Date, string | undefined, string>;
}
