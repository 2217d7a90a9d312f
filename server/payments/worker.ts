import { PAYMENT_CHANNEL } from '../store/announce.ts';
import type { Store } from '../store/index.ts';
import { startWorker, type Worker } from '../store/worker.ts';

/** Milliseconds between looks for payments whose outcome is to be asked for. */
const POLL_INTERVAL = 2000;
const BATCH = 10;

/**
 * Asks providers what became of payments that nobody has told of: a webhook that never came, an answer that was
 * lost, a process that was killed in between.
 *
 * @example
 * ```ts
 * const worker = startPaymentWorker(store, { onError: console.error });
 * ```
 */
export function startPaymentWorker(
  store: Pick<Store, 'payments' | 'listen'>,
  { onError, interval = POLL_INTERVAL }: { onError: (error: unknown) => void; interval?: number | undefined },
): Worker {
  return startWorker({
    store,
    channel: PAYMENT_CHANNEL,
    interval,
    step: async () => (await store.payments.checkDue(BATCH, onError)) === BATCH,
    onError,
  });
}
