import type { ChangeRequest } from '../../../src/contract/company/index.ts';
import { announce } from '../announce.ts';
import { tellPerson } from '../notifications/tell-person.ts';
import type { Requisites } from '../schema.ts';
import type { RunTransaction, StoreTransaction } from '../transaction.ts';
import { requests, toRequest } from './change-requests.ts';
import { readRequisites, writeRequisites } from './requisites.ts';

/** A change request as the company's staff see it. */
export interface StaffRequest extends ChangeRequest {
  customerId: string;
  customerName: string;
}

/** What the company decided. */
export interface Decision {
  approved: boolean;
  /** What the customer is told. */
  answer?: string | undefined;
}

/** What became of a decision: there is no such request, or it was decided before. */
export type DecisionOutcome = 'done' | 'unknown' | 'decided';

const MOST_SHOWN = 100;

/** Requests that wait for a decision, oldest first. */
export function openRequests(run: RunTransaction, tenantId: string): Promise<StaffRequest[]> {
  return run({ tenantId }, async (transaction) => {
    const rows = await requests(transaction, tenantId)
      .where('state', '=', 'requested')
      .orderBy('requested_at')
      .limit(MOST_SHOWN)
      .execute();
    const customers = await transaction
      .selectFrom('customers')
      .select(['id', 'name'])
      .where('tenant_id', '=', tenantId)
      .where('id', 'in', ['', ...rows.map((row) => row.customer_id)])
      .execute();
    const names = new Map(customers.map(({ id, name }) => [id, name]));
    return rows.map((row) => ({
      ...toRequest(row),
      customerId: row.customer_id,
      customerName: names.get(row.customer_id) ?? row.customer_id,
    }));
  });
}

/** A paper of a request; null: there is none. */
export function requestFile(
  run: RunTransaction,
  tenantId: string,
  requestId: string,
  position: number,
): Promise<File | null> {
  return run({ tenantId }, async (transaction) => {
    if (requestId.includes('\0') || !Number.isInteger(position)) return null;
    const file = await transaction
      .selectFrom('change_request_files')
      .select(['name', 'media_type', 'content'])
      .where((builder) => builder.and({ tenant_id: tenantId, request_id: requestId, position }))
      .executeTakeFirst();
    return file === undefined ? null : new File([new Uint8Array(file.content)], file.name, { type: file.media_type });
  });
}

/** Decides a request as the company's staff, or its system: an approved change is made at once. */
export async function decideRequest(
  transaction: StoreTransaction,
  tenantId: string,
  requestId: string,
  { approved, answer }: Decision,
): Promise<DecisionOutcome> {
  if (requestId.includes('\0')) return 'unknown';
  const request = await transaction
    .selectFrom('change_requests')
    .selectAll()
    .where((builder) => builder.and({ tenant_id: tenantId, id: requestId }))
    .forUpdate()
    .executeTakeFirst();
  if (request === undefined) return 'unknown';
  if (request.state !== 'requested') return 'decided';
  const customerId = request.customer_id;
  if (approved) {
    const changes = Object.fromEntries(request.changes.map(({ field, to }) => [field, to])) as Requisites;
    const customer = { tenantId, customerId };
    await writeRequisites(transaction, customer, await readRequisites(transaction, customer, undefined, true), changes);
  }
  await transaction
    .updateTable('change_requests')
    .set({
      state: approved ? 'approved' : 'declined',
      decided_at: new Date().toISOString(),
      answer: answer?.trim() || null,
    })
    .where((builder) => builder.and({ tenant_id: tenantId, customer_id: customerId, id: requestId }))
    .execute();
  await announce(transaction, tenantId, [
    { customerId, type: 'company.change_decided', entity: 'company', entityId: requestId },
    ...(approved ? [{ customerId, type: 'company.updated', entity: 'company', entityId: customerId }] : []),
  ]);
  await tellPerson(
    transaction,
    { tenantId, customerId, personId: request.person_id },
    {
      event: 'company.change_decided',
      kind: 'change_decided',
      payload: () => ({ number: request.number, approved: String(approved), answer: answer?.trim() ?? '' }),
    },
  );
  return 'done';
}
