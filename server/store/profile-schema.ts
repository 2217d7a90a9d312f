import type { ColumnType, Generated, GeneratedAlways } from 'kysely';
import type { ChangeRequest, MemberRole } from '../../src/contract/company/index.ts';
import type { NotificationChannel, NotificationPreferences } from '../../src/contract/profile/index.ts';
import type { GeneratedJson, Json, Moment, Optional, OptionalJson, OptionalMoment } from './column-types.ts';

export interface AddressTable {
  tenant_id: string;
  customer_id: string;
  id: string;
  label: Optional<string>;
  recipient: Optional<string>;
  phone: Optional<string>;
  country: string;
  postal_code: Optional<string>;
  region: Optional<string>;
  city: string;
  street: string;
  note: Optional<string>;
  /** As it is printed on a parcel. */
  lines: string[];
  is_delivery: Generated<boolean>;
  is_billing: Generated<boolean>;
  /** Came from the company's system, and goes when that leaves it out. */
  pushed: Generated<boolean>;
  created_at: Generated<Date>;
  /** The company's own order. */
  position: Generated<number>;
}

export interface ChangeRequestTable {
  tenant_id: string;
  customer_id: string;
  id: string;
  number: string;
  state: Generated<ChangeRequest['state']>;
  requested_at: ColumnType<Date, string | undefined, never>;
  person_id: string;
  requested_by: Optional<string>;
  changes: Json<ChangeRequest['changes']>;
  comment: Optional<string>;
  decided_at: OptionalMoment;
  answer: Optional<string>;
}

export interface ChangeRequestFileTable {
  tenant_id: string;
  customer_id: string;
  request_id: string;
  position: number;
  name: string;
  media_type: string;
  content: Uint8Array;
}

export interface AvatarTable {
  tenant_id: string;
  person_id: string;
  media_type: string;
  content: Uint8Array;
}

export interface ContactTable {
  tenant_id: string;
  person_id: string;
  id: string;
  kind: 'email' | 'phone';
  value: string;
  verified_at: OptionalMoment;
  is_primary: Generated<boolean>;
  created_at: Generated<Date>;
  code_hash: Optional<Uint8Array>;
  code_sent_at: OptionalMoment;
  code_expires_at: OptionalMoment;
  code_attempts: Generated<number>;
}

export interface NotificationPreferenceTable {
  tenant_id: string;
  person_id: string;
  /** Only what differs from the defaults. */
  settings: GeneratedJson<Record<string, Partial<Record<NotificationChannel, boolean>>>>;
  quiet_hours: OptionalJson<NonNullable<NotificationPreferences['quietHours']>>;
}

export interface InvitationTable {
  tenant_id: string;
  customer_id: string;
  id: string;
  email: string;
  role: MemberRole;
  token_hash: Uint8Array;
  invited_by: Optional<string>;
  invited_at: ColumnType<Date, string | undefined, string>;
  expires_at: Moment;
}

export interface SignInTable {
  tenant_id: string;
  person_id: string;
  id: Generated<string>;
  at: ColumnType<Date, string | undefined, never>;
  outcome: 'succeeded' | 'failed' | 'signed_out' | 'ended';
  user_agent: Optional<string>;
  address: Optional<string>;
}

export interface ConsentTextTable {
  tenant_id: string;
  id: string;
  version: string;
  title: string;
  text: string;
  required: Optional<string>;
  consequence: Optional<string>;
  position: Generated<number>;
}

export interface ConsentRecordTable {
  tenant_id: string;
  person_id: string;
  id: GeneratedAlways<number>;
  consent_id: string;
  version: string;
  given: boolean;
  at: ColumnType<Date, string | undefined, never>;
}

export interface DataExportTable {
  tenant_id: string;
  person_id: string;
  id: string;
  state: Generated<'preparing' | 'ready' | 'expired' | 'failed'>;
  locale: string;
  requested_at: Generated<Date>;
  ready_at: OptionalMoment;
  expires_at: OptionalMoment;
  attempts: Generated<number>;
  next_attempt_at: Generated<Date>;
  content: Optional<Uint8Array>;
}

export interface AccountDeletionTable {
  tenant_id: string;
  person_id: string;
  requested_at: ColumnType<Date, string | undefined, never>;
  deletes_at: Moment;
}

/** The tables of people, their company and their privacy. */
export interface ProfileTables {
  addresses: AddressTable;
  change_requests: ChangeRequestTable;
  change_request_files: ChangeRequestFileTable;
  avatars: AvatarTable;
  contacts: ContactTable;
  notification_preferences: NotificationPreferenceTable;
  invitations: InvitationTable;
  sign_ins: SignInTable;
  consent_texts: ConsentTextTable;
  consent_records: ConsentRecordTable;
  data_exports: DataExportTable;
  account_deletions: AccountDeletionTable;
}
