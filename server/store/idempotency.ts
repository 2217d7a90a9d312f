import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import type { VerifiedCustomer } from '../../src/adapters/adapter.ts';
import { CabinetError } from '../../src/contract/problem.ts';
import { owned } from './orders/order.ts';
import type { StoreTransaction } from './transaction.ts';

/** Days for which a key is remembered; a client that retries later than that acts anew. */
export const IDEMPOTENCY_DAYS = 30;

/** One act of one person, however often it is sent. */
export interface Act {
  customer: VerifiedCustomer;
  key: string | undefined;
  operation: string;
  input: unknown;
}

/**
 * Does `work` once for a key and stores its answer in the same transaction; later, and at the same
 * time elsewhere, the stored answer is given back. A failure stores nothing: the key is free again.
 *
 * @throws CabinetError `invalid` without a key, or if the key was used for something else
 */
export async function once<Answer>(
  transaction: StoreTransaction,
  { customer, key, operation, input }: Act,
  work: () => Promise<Answer>,
): Promise<Answer> {
  if (key === undefined || key === '' || key.includes('\0')) {
    throw new CabinetError(
      'invalid',
      'An Idempotency-Key is needed: make one when the person acts, keep it for retries.',
    );
  }
  const record = { ...owned(customer), person_id: customer.personId, key };
  const requestHash = createHash('sha256')
    .update(JSON.stringify([operation, input]))
    .digest('base64url');
  // Waits here for another transaction that holds the same key, until it is decided.
  const inserted = await transaction
    .insertInto('idempotency_keys')
    .values({ ...record, request_hash: requestHash })
    .onConflict((conflict) => conflict.doNothing())
    .returning('key')
    .executeTakeFirst();
  if (inserted === undefined) {
    const known = await transaction
      .selectFrom('idempotency_keys')
      .select(['request_hash', 'answer'])
      .where((builder) => builder.and(record))
      .executeTakeFirstOrThrow();
    if (known.request_hash !== requestHash) {
      const message = 'This Idempotency-Key was used for another request; make a new one for a new act.';
      throw new CabinetError('invalid', message, { detail: message });
    }
    return known.answer as Answer;
  }
  const answer = await work();
  await transaction
    .updateTable('idempotency_keys')
    .set({ answer: sql`${JSON.stringify(answer)}::json` })
    .where((builder) => builder.and(record))
    .execute();
  return answer;
}
