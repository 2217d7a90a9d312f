import { PAYMENT_CHANNEL } from '../store/announce.ts';
import type { Store } from '../store/index.ts';

/** Milliseconds between looks for payments whose outcome is to be asked for. */
const POLL_INTERVAL = 2000;
const BATCH = 10;

/** Asks for outcomes in the background. */
export interface PaymentWorker {
  /** Stops after what is under way. */
  close(): Promise<void>;
}

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
): PaymentWorker {
  let closed = false;
  let due = Promise.withResolvers<undefined>();
  const wake = () => due.resolve(undefined);
  const timer = setInterval(wake, interval);
  timer.unref();
  const stopListening = store.listen(PAYMENT_CHANNEL, wake);

  const work = async () => {
    while (!closed) {
      due = Promise.withResolvers();
      const checked = await store.payments.checkDue(BATCH, onError).catch((error: unknown) => {
        onError(error);
        return 0;
      });
      if (checked < BATCH && !closed) await due.promise;
    }
  };
  const working = work();
  return {
    async close() {
      closed = true;
      clearInterval(timer);
      wake();
      await working;
      await (
        await stopListening.catch(() => undefined)
      )?.();
    },
  };
}
