import type { CabinetClient } from '../../src/client/types.ts';

declare global {
  interface HTMLElementEventMap {
    'cabinet-session-ended': CustomEvent<{
      /** Asks again who is signed in: call it when the person has signed in again. */
      renew: () => Promise<void>;
    }>;
  }
}

/**
 * Watches a client's session for a page: says on `target` when it has ended, and asks again when the
 * person comes back to the page, for they may have signed in or out elsewhere meanwhile.
 */
export function watchSession(client: CabinetClient, target: EventTarget, onChange: () => void): () => void {
  let before = client.session.status;
  const renew = (): Promise<void> => client.renewSession();
  const stop = client.onSessionChange(({ status }) => {
    const ended = before === 'signed-in' && status === 'signed-out';
    before = status;
    onChange();
    if (ended) {
      target.dispatchEvent(
        new CustomEvent('cabinet-session-ended', { detail: { renew }, bubbles: true, composed: true }),
      );
    }
  });
  const onFocus = (): void => {
    if (client.session.status !== 'unknown') renew().catch(() => undefined);
  };
  window.addEventListener('focus', onFocus);
  return () => {
    stop();
    window.removeEventListener('focus', onFocus);
  };
}
