import { sql } from 'kysely';
import type { StoreTransaction } from './transaction.ts';

export const EVENT_CHANNEL = 'cabinet_events';
export const MAIL_CHANNEL = 'cabinet_mails';
export const PAYMENT_CHANNEL = 'cabinet_payments';
export const EXPORT_CHANNEL = 'cabinet_exports';
export const SIGN_IN_CHANNEL = 'cabinet_sign_ins';
/** Carries {@link PresenceNotice}s, which are kept nowhere. */
export const PRESENCE_CHANNEL = 'cabinet_presence';

/** Somebody began or stopped typing. */
export interface PresenceNotice {
  tenantId: string;
  customerId: string;
  ticketId: string;
  typing: boolean;
}

/** A change that widgets should hear of; without an id it concerns many. */
export interface Announcement {
  customerId: string;
  /** `order.created`, `order.updated`. */
  type: string;
  /** Capability. */
  entity: string;
  entityId?: string | undefined;
}

/** Writes live events with the change itself, and wakes every process that listens once it is committed. */
export async function announce(
  transaction: StoreTransaction,
  tenantId: string,
  announcements: readonly Announcement[],
): Promise<void> {
  if (announcements.length === 0) return;
  await transaction
    .insertInto('events')
    .values(
      announcements.map(({ customerId, type, entity, entityId }) => ({
        tenant_id: tenantId,
        customer_id: customerId,
        type,
        entity,
        entity_id: entityId ?? null,
      })),
    )
    .execute();
  await notify(transaction, EVENT_CHANNEL);
}

/** Tells every process that people signed out or changed, once it is committed. */
export async function announceSignIns(
  transaction: StoreTransaction,
  tenantId: string,
  personIds: readonly string[],
): Promise<void> {
  if (personIds.length === 0) return;
  const payloads = [...new Set(personIds)].map((personId) => JSON.stringify({ tenantId, personId }));
  await sql`select pg_notify(${SIGN_IN_CHANNEL}, payload) from unnest(${payloads}::text[]) payload`.execute(
    transaction,
  );
}

export async function notify(transaction: StoreTransaction, channel: string, payload = ''): Promise<void> {
  await sql`select pg_notify(${channel}, ${payload})`.execute(transaction);
}
