import { sql } from 'kysely';
import type { VerifiedCustomer } from '../../../src/adapters/adapter.ts';
import type { LiveEvent } from '../../../src/contract/live.ts';
import { ofSide, sideOf } from '../tickets/side.ts';
import type { StoreTransaction } from '../transaction.ts';
import { formatCursor, type EventCursor } from './cursor.ts';

/** Events read at once. */
export const BATCH = 500;

export interface StoredEvent {
  tenantId: string;
  customerId: string;
  cursor: EventCursor;
  event: LiveEvent;
}

/** Events after a cursor of all whom the transaction may see, up to the oldest transaction still open. */
export async function readEvents(
  transaction: StoreTransaction,
  after: EventCursor,
  customer?: VerifiedCustomer,
): Promise<StoredEvent[]> {
  let query = transaction
    .selectFrom('events')
    .select(['tenant_id', 'customer_id', 'xid', 'seq', 'type', 'entity', 'entity_id'])
    .where(sql<boolean>`(xid, seq) > (${after.xid.toString()}::xid8, ${after.seq.toString()}::bigint)`)
    .where(sql<boolean>`xid < pg_snapshot_xmin(pg_current_snapshot())`)
    .orderBy('xid')
    .orderBy('seq')
    .limit(BATCH);
  if (customer !== undefined) {
    query = query.where('tenant_id', '=', customer.tenantId);
    query =
      sideOf(customer) === 'staff'
        ? query.where((either) =>
            either.or([either('customer_id', '=', customer.customerId), either('entity', '=', 'tickets')]),
          )
        : query.where('customer_id', '=', customer.customerId);
  }
  return (await query.execute()).map((row) => {
    const cursor = { xid: BigInt(row.xid), seq: BigInt(row.seq) };
    return {
      tenantId: row.tenant_id,
      customerId: row.customer_id,
      cursor,
      event: {
        id: formatCursor(cursor),
        type: row.type,
        entity: row.entity,
        ...(row.entity_id !== null && { entityId: row.entity_id }),
      },
    };
  });
}

/** Whether something happened in the last moments, in milliseconds. */
export async function hasRecentEvents(
  transaction: StoreTransaction,
  customer: VerifiedCustomer,
  age: number,
): Promise<boolean> {
  const row = await transaction
    .selectFrom('events')
    .select('seq')
    .where('created_at', '>', new Date(Date.now() - age))
    .where((events) => events.and(ofSide(customer)))
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

/** Where the stream is now: everything before is decided, everything after will be read. */
export async function readPosition(transaction: StoreTransaction): Promise<EventCursor> {
  const { rows } = await sql<{ xmin: string }>`
    select pg_snapshot_xmin(pg_current_snapshot())::text as xmin`.execute(transaction);
  return { xid: BigInt(rows[0]?.xmin ?? '0'), seq: 0n };
}

/** How far events were forgotten: who saw less than this must look at everything again. */
export async function readHorizon(transaction: StoreTransaction): Promise<EventCursor> {
  const row = await transaction.selectFrom('event_retention').selectAll().executeTakeFirstOrThrow();
  return { xid: BigInt(row.xid), seq: BigInt(row.seq) };
}
