/** Waits, but no longer than until the signal aborts. */
export function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve();
    const timer = setTimeout(end, milliseconds);
    signal.addEventListener('abort', end, { once: true });
    function end() {
      clearTimeout(timer);
      signal.removeEventListener('abort', end);
      resolve();
    }
  });
}

const FIRST_WAIT = 1000;
const LONGEST_WAIT = 30_000;

/**
 * Milliseconds to wait after a failure: a random part of what grows from one second to half a minute, so that those
 * who lost the backend together do not come back as one.
 * @param failures how many there were in a row before this one
 */
export function waitAfter(failures: number): number {
  return Math.random() * Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** failures);
}
