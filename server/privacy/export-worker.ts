import { EXPORT_CHANNEL } from '../store/announce.ts';
import type { Store } from '../store/index.ts';
import { finishExport, giveUpExport, takeExport } from '../store/privacy/export-queue.ts';
import { archiveOf } from './archive.ts';
import { collectData } from './collect.ts';

/** Milliseconds between looks for work, in case a notification was lost or a retry is due. */
const POLL_INTERVAL = 5000;

export interface ExportWorkerOptions {
  store: Pick<Store, 'transaction' | 'listen'>;
  /** Hears of every attempt that failed. */
  onFailure: (error: unknown) => void;
}

/** Makes the copies of people's data in the background, one at a time. */
export interface ExportWorker {
  /** Stops after the copy that is being made. */
  close(): Promise<void>;
}

/**
 * Starts making copies that are asked for.
 *
 * @example `const worker = startExportWorker({ store, onFailure: console.error });`
 */
export function startExportWorker({ store, onFailure }: ExportWorkerOptions): ExportWorker {
  const run = store.transaction;
  let closed = false;
  let due = Promise.withResolvers<undefined>();
  const wake = () => due.resolve(undefined);
  const timer = setInterval(wake, POLL_INTERVAL);
  timer.unref();
  const stopListening = store.listen(EXPORT_CHANNEL, wake);

  /** Answers whether there was something to do. */
  const makeOne = async (): Promise<boolean> => {
    const wanted = await takeExport(run);
    if (wanted === null) return false;
    try {
      await finishExport(run, wanted, archiveOf(await collectData(run, wanted), wanted.locale));
    } catch (error) {
      onFailure(error);
      await giveUpExport(run, wanted);
    }
    return true;
  };

  const work = async () => {
    while (!closed) {
      due = Promise.withResolvers();
      const busy = await makeOne().catch((error: unknown) => {
        onFailure(error);
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
