import { setupWorker } from 'msw/browser';

export { delay, http, HttpResponse, passthrough } from 'msw';

/**
 * The page's mock backend, with no handlers of its own.
 *
 * @example
 * ```ts
 * before(() => startWorker());
 * afterEach(() => worker.resetHandlers());
 * after(() => worker.stop());
 * ```
 */
export const worker = setupWorker();

/** Starts the mock backend; a request that nobody handles goes to the network and fails there. */
export async function startWorker(): Promise<void> {
  await worker.start({ quiet: true, onUnhandledFrame: 'bypass' });
}
