let current: Mocha.Test | undefined;
beforeEach(function () {
  current = this.currentTest;
});

/** Skips the test that runs, or is about to, unless the engine is able to; the list of skipped ones says why. */
export function skipUnless(able: boolean, reason: string): void {
  if (able || !current) return;
  current.title += `: ${reason}`;
  current.skip();
}

/** Whether it is Safari's engine. */
export const isWebKit = navigator.userAgent.includes('AppleWebKit') && !('chrome' in window);

/** Skips where an answer of the mock backend cannot come in pieces: WebKit moves no stream to a service worker. */
export function skipWithoutStreams(): void {
  const stream = new ReadableStream();
  let able = true;
  try {
    structuredClone(stream, { transfer: [stream] });
  } catch {
    able = false;
  }
  skipUnless(able, 'the engine moves no stream to a service worker');
}

/** Skips where the browser's database takes no files, as WebKit's in private windows; it is driven in such ones only. */
export async function skipWithoutKeptFiles(): Promise<void> {
  const name = 'keeps-files';
  const request = indexedDB.open(name);
  request.onupgradeneeded = () => request.result.createObjectStore(name);
  const able = await new Promise<boolean>((resolve, reject) => {
    request.onerror = () => reject(request.error ?? new Error(name));
    request.onsuccess = () => {
      const transaction = request.result.transaction(name, 'readwrite');
      transaction.oncomplete = () => resolve(true);
      transaction.onabort = () => resolve(false);
      transaction.objectStore(name).put(new File(['x'], 'x'), 1);
    };
  });
  request.result.close();
  indexedDB.deleteDatabase(name);
  skipUnless(able, 'the database of a private window of this engine keeps no files');
}
