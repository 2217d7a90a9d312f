import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import type { DataExport } from '../../../src/contract/profile/index.ts';
import { announce, EXPORT_CHANNEL, notify } from '../announce.ts';
import { type VerifiedCall, act, notFound, ofPerson, personScope, storableId } from '../call.ts';
import { present } from '../orders/mapping.ts';
import { refuse } from '../refuse.ts';
import type { RunTransaction, StoreTransaction } from '../transaction.ts';

/** Days for which a copy can be fetched. */
export const EXPORT_DAYS = 7;
const MOST_SHOWN = 20;

function exportsOf(transaction: StoreTransaction, call: VerifiedCall) {
  return transaction
    .selectFrom('data_exports')
    .select(['id', 'state', 'requested_at', 'ready_at', 'expires_at', sql<number | null>`length(content)`.as('size')])
    .where((builder) => builder.and(ofPerson(call)))
    .orderBy('requested_at', 'desc')
    .orderBy('id');
}

type Row = Awaited<ReturnType<ReturnType<typeof exportsOf>['executeTakeFirstOrThrow']>>;

function toExport(row: Row, now = new Date()): DataExport {
  const expired = row.state === 'ready' && row.expires_at !== null && row.expires_at <= now;
  return {
    id: row.id,
    state: expired ? 'expired' : row.state,
    requestedAt: row.requested_at.toISOString(),
    ...present({
      readyAt: row.ready_at?.toISOString(),
      expiresAt: row.expires_at?.toISOString(),
      size: expired ? undefined : row.size,
    }),
  };
}

export function listExports(run: RunTransaction, call: VerifiedCall): Promise<{ items: DataExport[] }> {
  return run(personScope(call), async (transaction) => {
    const rows = await exportsOf(transaction, call).limit(MOST_SHOWN).execute();
    return { items: rows.map((row) => toExport(row)) };
  });
}

/** Has a copy made in the background; the one that is being made, if there is one. */
export function requestExport(run: RunTransaction, call: VerifiedCall): Promise<DataExport> {
  return act(run, personScope(call), call, 'privacy.requestExport', {}, async (transaction) => {
    await transaction
      .insertInto('data_exports')
      .values({ ...ofPerson(call), id: randomUUID(), locale: call.locale ?? 'en' })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
    await notify(transaction, EXPORT_CHANNEL);
    const { tenantId, customerId } = call.customer;
    await announce(transaction, tenantId, [{ customerId, type: 'export.requested', entity: 'privacy' }]);
    return toExport(
      await exportsOf(transaction, call).where('state', '=', 'preparing').executeTakeFirstOrThrow(notFound('copy')),
    );
  });
}

export function downloadExport(run: RunTransaction, exportId: string, call: VerifiedCall): Promise<File> {
  return run(personScope(call), async (transaction) => {
    const row = await transaction
      .selectFrom('data_exports')
      .select(['content', 'state', 'ready_at', 'expires_at'])
      .where((builder) => builder.and({ ...ofPerson(call), id: storableId(exportId, 'copy') }))
      .executeTakeFirstOrThrow(notFound('copy'));
    const there = row.state === 'ready' && row.expires_at !== null && row.expires_at > new Date();
    if (!there || row.content === null) throw refuse('conflict', 'exportGone', call.locale);
    const day = row.ready_at?.toISOString().slice(0, 10) ?? '';
    return new File([new Uint8Array(row.content)], `my-data-${day}.zip`, { type: 'application/zip' });
  });
}
