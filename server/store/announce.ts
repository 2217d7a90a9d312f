import { sql } from 'kysely';
import type { StoreTransaction } from './transaction.ts';

export const EVENT_CHANNEL = 'cabinet_events';
export const MAIL_CHANNEL = 'cabinet_mails';

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

export async function notify(transaction: StoreTransaction, channel: string): Promise<void> {
  await sql`select pg_notify(${channel}, '')`.execute(transaction);
}
