import type { ColumnType, Generated } from 'kysely';
import type { Attachment, Author, Message, TicketState, TicketSubject } from '../../src/contract/tickets/index.ts';
import type { Json, Moment, Optional, OptionalJson, OptionalMoment } from './column-types.ts';

/** Which side of a conversation a person is on. */
export type Side = 'customer' | 'staff';

export interface TicketKindTable {
  tenant_id: string;
  id: string;
  label: string;
  hint: Optional<string>;
  /** JSON Schema; the order of its fields is kept. */
  fields: OptionalJson<Record<string, unknown>>;
  /** How soon the company promises to answer; null: it promises nothing. */
  answer_minutes: Optional<number>;
  position: Generated<number>;
}

/** How a company answers. Without a row: {@link defaultTicketSettings}. */
export interface TicketSettingsTable {
  tenant_id: string;
  /** What staff are called, such as "Support". */
  staff_role: Optional<string>;
  /** Working hours in words. */
  hours: Optional<string>;
  /** Days of the week, 1 is Monday; empty: not known. */
  open_days: Generated<number[]>;
  opens_at: Optional<string>;
  closes_at: Optional<string>;
  answer_minutes: Optional<number>;
  may_rate: Generated<boolean>;
  /** Whether customers may close their tickets themselves. */
  may_close: Generated<boolean>;
  /** Days for which a closed ticket may be opened again. */
  reopen_days: Generated<number>;
}

/** What was said last, for the list. */
export interface LastMessage {
  author: Omit<Author, 'you'>;
  text: string;
  at: string;
}

export interface TicketTable {
  tenant_id: string;
  customer_id: string;
  id: string;
  number: string;
  kind_id: string;
  kind_label: string;
  title: string;
  state: TicketState;
  created_at: Moment;
  updated_at: Moment;
  closed_at: OptionalMoment;
  deadline: OptionalMoment;
  created_by: string;
  /** The customer's person who wrote last: who is told of an answer. */
  last_asked_by: Optional<string>;
  assignee_id: Optional<string>;
  assignee_name: Optional<string>;
  fields: Json<{ label: string; value: string }[]>;
  about: Json<TicketSubject[]>;
  about_ids: Generated<string[]>;
  last_sequence: Generated<number>;
  customer_read: Generated<number>;
  staff_read: Generated<number>;
  last_message: OptionalJson<LastMessage>;
  /** Up to which message the customer was told by mail. */
  notified_sequence: Generated<number>;
  search: string;
  rating_score: Optional<number>;
  rating_comment: Optional<string>;
  rated_at: OptionalMoment;
}

export interface MessageTable {
  tenant_id: string;
  customer_id: string;
  ticket_id: string;
  id: string;
  sequence: number;
  client_id: Optional<string>;
  person_id: Optional<string>;
  side: Side | 'system';
  author_name: string;
  author_role: Optional<string>;
  at: Moment;
  text: Optional<string>;
  html: Optional<string>;
  reply_to: OptionalJson<NonNullable<Message['replyTo']>>;
  files: OptionalJson<Attachment[]>;
  event_kind: Optional<string>;
  search: string;
}

export interface PresenceTable {
  tenant_id: string;
  customer_id: string;
  ticket_id: string;
  person_id: string;
  side: Side;
  name: string;
  typing_until: OptionalMoment;
}

/** When somebody was there last. */
export interface SeenTable {
  tenant_id: string;
  customer_id: string;
  person_id: string;
  side: Side;
  at: Moment;
}

export interface UploadTable {
  tenant_id: string;
  customer_id: string;
  person_id: string;
  id: string;
  name: string;
  media_type: string;
  size: number;
  received: Generated<number>;
  width: Optional<number>;
  height: Optional<number>;
  /** A message has it: it stays. */
  used: Generated<boolean>;
  created_at: ColumnType<Date, never, never>;
  expires_at: Moment;
}

export interface AttachmentTable {
  tenant_id: string;
  customer_id: string;
  ticket_id: string;
  id: string;
  message_id: string;
  name: string;
  media_type: string;
  size: number;
}

/** The tables of conversations. */
export interface TicketSchema {
  ticket_kinds: TicketKindTable;
  ticket_settings: TicketSettingsTable;
  tickets: TicketTable;
  messages: MessageTable;
  presence: PresenceTable;
  seen: SeenTable;
  uploads: UploadTable;
  attachments: AttachmentTable;
}
