import { sql } from 'kysely';
import type { Page } from '../../../src/contract/page.ts';
import type { ActiveSession, SignInRecord } from '../../../src/contract/profile/index.ts';
import { announce, announceSignIns } from '../announce.ts';
import { type VerifiedCall, act, notFound, ofPerson, personScope, storableId } from '../call.ts';
import { pageOfRows, readCursor } from '../newest-first.ts';
import { present } from '../orders/mapping.ts';
import { refuse } from '../refuse.ts';
import type { RunTransaction, StoreTransaction } from '../transaction.ts';
import { deviceName } from './device.ts';
import { noteSignIn } from './sign-ins.ts';

type Sessions = { items: ActiveSession[] };

const DEFAULT_PAGE_SIZE = 20;

export function listSessions(run: RunTransaction, call: VerifiedCall): Promise<Sessions> {
  return run(personScope(call), (transaction) => readSessions(transaction, call));
}

async function readSessions(transaction: StoreTransaction, call: VerifiedCall): Promise<Sessions> {
  const rows = await transaction
    .selectFrom('sessions')
    .select(['id', 'user_agent', 'address', 'signed_in_at', 'last_seen_at'])
    .where((builder) => builder.and(ofPerson(call)))
    .where('expires_at', '>', new Date())
    .orderBy(sql`id = ${call.customer.sessionId ?? ''}`, 'desc')
    .orderBy('last_seen_at', 'desc')
    .orderBy('id')
    .execute();
  return {
    items: rows.map((row) => ({
      id: row.id,
      current: row.id === call.customer.sessionId,
      signedInAt: row.signed_in_at.toISOString(),
      lastSeenAt: row.last_seen_at.toISOString(),
      ...present({ device: deviceName(row.user_agent, call.locale), address: row.address }),
    })),
  };
}

/** Signs devices out; what they have open is told at once. */
async function end(transaction: StoreTransaction, call: VerifiedCall, sessionId: string | undefined): Promise<number> {
  let query = transaction
    .deleteFrom('sessions')
    .where((builder) => builder.and(ofPerson(call)))
    .where('id', '<>', call.customer.sessionId ?? '');
  if (sessionId !== undefined) query = query.where('id', '=', sessionId);
  const ended = await query.returning(['user_agent', 'address']).execute();
  const { tenantId, customerId, personId } = call.customer;
  for (const { user_agent: userAgent, address } of ended) {
    await noteSignIn(transaction, tenantId, personId, 'ended', { userAgent, address });
  }
  if (ended.length > 0) {
    await announceSignIns(transaction, tenantId, [personId]);
    await announce(transaction, tenantId, [{ customerId, type: 'security.updated', entity: 'security' }]);
  }
  return ended.length;
}

export function endSession(run: RunTransaction, sessionId: string, call: VerifiedCall): Promise<Sessions> {
  return act(run, personScope(call), call, 'security.endSession', { sessionId }, async (transaction) => {
    if (sessionId === call.customer.sessionId) throw refuse('conflict', 'currentSession', call.locale);
    const ended = await end(transaction, call, storableId(sessionId, 'session'));
    if (ended === 0) throw notFound('session')();
    return readSessions(transaction, call);
  });
}

export function endOthers(run: RunTransaction, call: VerifiedCall): Promise<Sessions> {
  return act(run, personScope(call), call, 'security.endOtherSessions', {}, async (transaction) => {
    await end(transaction, call, undefined);
    return readSessions(transaction, call);
  });
}

export function listSignIns(
  run: RunTransaction,
  { cursor, limit = DEFAULT_PAGE_SIZE }: { cursor?: string | undefined; limit?: number | undefined },
  call: VerifiedCall,
): Promise<Page<SignInRecord>> {
  const after = cursor === undefined ? undefined : readCursor(cursor);
  return run(personScope(call), async (transaction) => {
    let query = transaction
      .selectFrom('sign_ins')
      .selectAll()
      .where((builder) => builder.and(ofPerson(call)))
      .orderBy('at', 'desc')
      .orderBy('id', 'desc')
      .limit(limit + 1);
    if (after !== undefined) query = query.where(sql<boolean>`(at, id) < (${after.at}::timestamptz, ${after.id})`);
    return pageOfRows(
      await query.execute(),
      limit,
      ({ at, id }) => ({ at, id }),
      (row): SignInRecord => ({
        id: row.id,
        at: row.at.toISOString(),
        outcome: row.outcome,
        ...present({ device: deviceName(row.user_agent, call.locale), address: row.address }),
      }),
    );
  });
}
