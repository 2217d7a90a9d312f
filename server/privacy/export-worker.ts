import { EXPORT_CHANNEL } from '../store/announce.ts';
import type { Store } from '../store/index.ts';
import { startWorker, type Worker } from '../store/worker.ts';
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

/**
 * Makes the copies of people's data that are asked for in the background, one at a time.
 *
 * @example `const worker = startExportWorker({ store, onFailure: console.error });`
 */
export function startExportWorker({ store, onFailure }: ExportWorkerOptions): Worker {
  const run = store.transaction;

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

  return startWorker({ store, channel: EXPORT_CHANNEL, interval: POLL_INTERVAL, step: makeOne, onError: onFailure });
}
