import type { Store } from './index.ts';

/** Work that goes on in the background. */
export interface Worker {
  /** Stops after what is under way. */
  close(): Promise<void>;
}

export interface WorkerOptions {
  store: Pick<Store, 'listen'>;
  /** The channel on which the database says that there is something to do. */
  channel: string;
  /** Milliseconds between looks for work, in case a notification was lost or a retry is due. */
  interval: number;
  /** Done once, before all else. */
  begin?: (() => Promise<void>) | undefined;
  /** Does some of it; answers whether more may be waiting. */
  step: () => Promise<boolean>;
  /** Hears of steps that failed. The database may be away for a while: the work waits and goes on. */
  onError: (error: unknown) => void;
}

/**
 * Does what waits in the database: at once when that is announced, and every interval.
 *
 * @example
 * ```ts
 * const worker = startWorker({ store, channel: MAIL_CHANNEL, interval: 2000, step: sendSome, onError: console.error });
 * ```
 */
export function startWorker({ store, channel, interval, begin, step, onError }: WorkerOptions): Worker {
  let closed = false;
  let due = Promise.withResolvers<undefined>();
  const wake = () => due.resolve(undefined);
  const timer = setInterval(wake, interval);
  timer.unref();
  const stopListening = store.listen(channel, wake);

  const work = async () => {
    if (begin) await begin().catch(onError);
    while (!closed) {
      due = Promise.withResolvers();
      const busy = await step().catch((error: unknown) => {
        onError(error);
        return false;
      });
      if (!busy && !closed) await due.promise;
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
