import type { ColumnType, Generated, GeneratedAlways } from 'kysely';
import type { Company, CompanyField } from '../../src/contract/company/index.ts';
import type { PostalAddress } from '../../src/contract/orders/index.ts';
import type { Role } from '../../src/contract/session.ts';
import type { MailKind, MailPayload } from '../mail/payload.ts';
import type { BankAccount } from '../invoices/content.ts';
import type { PaymentSettings } from '../payments/settings.ts';
import type {
  InvoiceReminderTable,
  InvoiceTable,
  LedgerTable,
  MovementResponseTable,
  NewsTable,
  PaymentAllocationTable,
  PaymentChangeTable,
  PaymentTable,
  StatementAgreementTable,
  WebhookEventTable,
} from './billing-schema.ts';
import type { GeneratedJson, Json, Moment, Numeric, Optional, OptionalJson, OptionalMoment } from './column-types.ts';
import type { ExchangeTables } from './exchange-schema.ts';
import type { ProfileTables } from './profile-schema.ts';
import type { ProviderColumns, ProviderSessionColumns, ProviderTables } from './provider-schema.ts';
import type { TicketSchema } from './tickets-schema.ts';

/** The values of a company's requisites, without those that are empty. */
export type Requisites = Partial<Record<CompanyField, string>>;

/** What a company is and how it counts a sum. */
export interface TenantTable extends ProviderColumns {
  id: string;
  name: string;
  /** BCP 47 language of its invoices and mails. */
  locale: string;
  time_zone: string;
  origins: string[];
  token_issuer: Optional<string>;
  token_audience: Optional<string>;
  token_jwks_url: Optional<string>;
  token_secret: Optional<string>;
  currency: string;
  tax_percent: Numeric;
  tax_included: boolean;
  free_shipping_from: Optional<Numeric>;
  shipping_fee: Numeric;
  /** Days from an order to its delivery. */
  delivery_days: number;
  order_prefix: string;
  legal_name: string;
  tax_id: Optional<string>;
  address: string[];
  bank_details: string[];
  mail_from: string;
  /** Days from an invoice to the last on which it is paid in time. */
  payment_days: Generated<number>;
  kpp: Optional<string>;
  bank: OptionalJson<BankAccount>;
  payment_settings: OptionalJson<PaymentSettings>;
  /** Shared with the payment provider. */
  payment_secret: Optional<string>;
  /** ISO 3166-1 alpha-2 of its customers, unless they say another. */
  country: Optional<string>;
  /** The page with the cabinet, for links in mails; an invitation's has `?cabinet-invitation=…`. */
  cabinet_url: Optional<string>;
  /** Requisites that customers change by request only. */
  locked_company_fields: Generated<CompanyField[]>;
  /** Signs the links in mails. */
  link_secret: Generated<Uint8Array>;
  /** What the company's own names of statuses in 1C mean. */
  exchange_statuses: OptionalJson<Record<string, string>>;
  /** Which of the prices of 1C customers see, by its id or its name; null: the first. */
  exchange_price_type: Optional<string>;
}

export interface ApiKeyTable {
  tenant_id: string;
  key_hash: Uint8Array;
  name: string;
  created_at: Generated<Date>;
}

export interface CustomerTable {
  tenant_id: string;
  id: string;
  name: string;
  tax_id: Optional<string>;
  invoice_email: Optional<string>;
  discount_percent: Generated<Numeric>;
  country: Optional<string>;
  kind: Generated<Company['kind']>;
  /** What the register said when somebody looked. */
  register_status: Optional<NonNullable<Company['status']>>;
  /** All but the tax number. */
  requisites: GeneratedJson<Requisites>;
}

export interface PersonTable {
  tenant_id: string;
  id: string;
  name: string;
  email: Optional<string>;
  login: Optional<string>;
  locale: Optional<string>;
  time_zone: Optional<string>;
  disabled: Generated<boolean>;
  given_name: Optional<string>;
  middle_name: Optional<string>;
  family_name: Optional<string>;
  job_title: Optional<string>;
  /** For whom they act, if they have chosen. */
  current_customer_id: Optional<string>;
  avatar_id: Optional<string>;
  last_seen_at: OptionalMoment;
}

export interface MembershipTable {
  tenant_id: string;
  customer_id: string;
  person_id: string;
  roles: Role[];
}

export interface SessionTable extends ProviderSessionColumns {
  tenant_id: string;
  secret_hash: Uint8Array;
  person_id: string;
  expires_at: Moment;
  id: Generated<string>;
  signed_in_at: ColumnType<Date, string | undefined, never>;
  last_seen_at: ColumnType<Date, string | undefined, string>;
  user_agent: Optional<string>;
  address: Optional<string>;
}

export interface ProductTable {
  tenant_id: string;
  id: string;
  sku: Optional<string>;
  title: string;
  image: Optional<string>;
  unit: Optional<string>;
  price: Numeric;
  /** Null: as much as one likes. */
  stock: Optional<Numeric>;
  discontinued: Generated<boolean>;
  substitutes: string[];
}

export interface OrderTable {
  tenant_id: string;
  id: string;
  customer_id: string;
  number: string;
  placed_at: Moment;
  customer_reference: Optional<string>;
  status: string;
  status_label: Optional<string>;
  payment: string;
  payment_label: Optional<string>;
  fulfilment: string;
  fulfilment_label: Optional<string>;
  currency: string;
  subtotal: Numeric;
  discount: Optional<Numeric>;
  shipping: Optional<Numeric>;
  tax: Optional<Numeric>;
  tax_included: Optional<boolean>;
  total: Numeric;
  /** The total without its fraction; its order may be compared through an index under row-level security. */
  total_floor: GeneratedAlways<number>;
  paid: Optional<Numeric>;
  due: Optional<Numeric>;
  line_count: number;
  first_line: Optional<string>;
  placed_by_id: Optional<string>;
  placed_by_name: Optional<string>;
  placed_by_staff: Generated<boolean>;
  expected_on: Optional<string>;
  shipping_address: OptionalJson<PostalAddress>;
  billing_address: OptionalJson<PostalAddress>;
  payment_method: Optional<string>;
  delivery_method: Optional<string>;
  note: Optional<string>;
  staff_note: Optional<string>;
  cancellation_state: Optional<string>;
  cancellation_requested_at: OptionalMoment;
  cancellation_message: Optional<string>;
  /** What is searched: number, reference, names and article numbers in lower case. */
  search: string;
  version: Generated<number>;
  /** Of what the company's system sent last, so that sending it again changes nothing. */
  source_hash: Optional<string>;
}

export interface OrderLineTable {
  tenant_id: string;
  customer_id: string;
  order_id: string;
  position: number;
  product_id: string;
  sku: Optional<string>;
  title: string;
  image: Optional<string>;
  unit: Optional<string>;
  quantity: Numeric;
  unit_price: Numeric;
  total: Numeric;
  shipped_quantity: Optional<Numeric>;
}

export interface OrderEventTable {
  tenant_id: string;
  customer_id: string;
  order_id: string;
  id: GeneratedAlways<number>;
  kind: string;
  label: Optional<string>;
  /** Null: it happened, nobody told when. */
  at: OptionalMoment;
  note: Optional<string>;
}

export interface ShipmentTable {
  tenant_id: string;
  customer_id: string;
  order_id: string;
  id: string;
  number: Optional<string>;
  status: string;
  label: Optional<string>;
  carrier: Optional<string>;
  tracking_number: Optional<string>;
  tracking_url: Optional<string>;
  shipped_at: OptionalMoment;
  delivered_at: OptionalMoment;
  expected_on: Optional<string>;
  lines: Json<{ position: number; quantity: number }[]>;
}

export interface DocumentTable {
  tenant_id: string;
  customer_id: string;
  order_id: Optional<string>;
  id: string;
  invoice_id: Optional<string>;
  payment_id: Optional<string>;
  kind: string;
  title: string;
  media_type: string;
  size: Optional<number>;
  issued_at: OptionalMoment;
}

export interface CounterTable {
  tenant_id: string;
  name: string;
  value: number;
}

export interface EventTable {
  tenant_id: string;
  customer_id: string;
  xid: GeneratedAlways<string>;
  seq: GeneratedAlways<number>;
  type: string;
  entity: string;
  entity_id: Optional<string>;
  created_at: Generated<Date>;
}

/** One row: how far events were forgotten. */
export interface EventRetentionTable {
  xid: string;
  seq: number;
}

export interface IdempotencyKeyTable {
  tenant_id: string;
  customer_id: string;
  person_id: string;
  key: string;
  request_hash: string;
  answer: OptionalJson<unknown>;
  created_at: Generated<Date>;
}

export interface MailTable {
  tenant_id: string;
  customer_id: string;
  id: string;
  kind: MailKind;
  invoice_id: Optional<string>;
  payment_id: Optional<string>;
  /** Whom it concerns: their preferences decide whether and when it goes. */
  person_id: Optional<string>;
  /** What it tells of, by the table of `notifications/events.ts`; null: it always goes. */
  event: Optional<string>;
  channel: Generated<'email' | 'sms'>;
  /** What its kind says; taken away when it has been sent. */
  payload: OptionalJson<MailPayload>;
  recipient: string;
  locale: string;
  message_id: string;
  /** `suppressed`: the person did not want it any more. */
  state: Generated<'queued' | 'sent' | 'failed' | 'suppressed'>;
  attempts: Generated<number>;
  next_attempt_at: ColumnType<Date, string | undefined, Date | string>;
  last_error: Optional<string>;
  created_at: Generated<Date>;
  sent_at: ColumnType<Date | null, never, Date>;
}

/** The tables of the store. */
export interface Schema extends ExchangeTables, ProfileTables, ProviderTables, TicketSchema {
  tenants: TenantTable;
  api_keys: ApiKeyTable;
  customers: CustomerTable;
  people: PersonTable;
  memberships: MembershipTable;
  sessions: SessionTable;
  products: ProductTable;
  orders: OrderTable;
  order_lines: OrderLineTable;
  order_events: OrderEventTable;
  shipments: ShipmentTable;
  documents: DocumentTable;
  invoices: InvoiceTable;
  invoice_reminders: InvoiceReminderTable;
  news: NewsTable;
  ledger: LedgerTable;
  payments: PaymentTable;
  payment_allocations: PaymentAllocationTable;
  payment_changes: PaymentChangeTable;
  webhook_events: WebhookEventTable;
  movement_responses: MovementResponseTable;
  statement_agreements: StatementAgreementTable;
  counters: CounterTable;
  events: EventTable;
  event_retention: EventRetentionTable;
  idempotency_keys: IdempotencyKeyTable;
  mails: MailTable;
}
