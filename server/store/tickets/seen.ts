import type { VerifiedCustomer } from '../../../src/adapters/adapter.ts';
import type { RunTransaction } from '../transaction.ts';
import { sideOf, ticketScope } from './side.ts';

/** Milliseconds between two notes that the same person is there. */
const NOTE_INTERVAL = 45_000;
/** Milliseconds for which somebody who was there is said to be there. */
export const ONLINE = 120_000;
/** People remembered before all are noted anew. */
const MAX_REMEMBERED = 10_000;

/** Notes who is there, now and then. */
export interface SeenBook {
  /** The person is there: they ask, write, or listen. */
  note(customer: VerifiedCustomer): Promise<void>;
  /** Notes it again and again until stopped. */
  keep(customer: VerifiedCustomer): () => void;
}

export function createSeenBook(run: RunTransaction, onError: (error: unknown) => void): SeenBook {
  const noted = new Map<string, number>();
  const note = async (customer: VerifiedCustomer) => {
    const { tenantId, customerId, personId } = customer;
    const side = sideOf(customer);
    const key = JSON.stringify([tenantId, customerId, personId, side]);
    const now = Date.now();
    if (now - (noted.get(key) ?? 0) < NOTE_INTERVAL) return;
    if (noted.size >= MAX_REMEMBERED) noted.clear();
    noted.set(key, now);
    const at = new Date(now).toISOString();
    await run(ticketScope(customer), (transaction) =>
      transaction
        .insertInto('seen')
        .values({ tenant_id: tenantId, customer_id: customerId, person_id: personId, side, at })
        .onConflict((conflict) =>
          conflict.columns(['tenant_id', 'customer_id', 'person_id', 'side']).doUpdateSet({ at }),
        )
        .execute(),
    ).catch((error: unknown) => {
      noted.delete(key);
      throw error;
    });
  };
  return {
    note,
    keep(customer) {
      const again = () => void note(customer).catch(onError);
      again();
      const timer = setInterval(again, NOTE_INTERVAL);
      timer.unref();
      return () => clearInterval(timer);
    },
  };
}
