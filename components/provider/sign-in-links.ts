import type { CabinetClient } from '../../src/client/types.ts';

/** A link of the page that signs out; wherever it leads, nothing of the person stays in this browser. */
const SIGN_OUT = 'a[data-cabinet-sign-out]';

/**
 * Leads who wants to sign in to an address that brings them back to this very place, by `?return=…`; and forgets
 * who follows a link that signs out.
 */
export function followSignInLinks(target: EventTarget, url: string, client: CabinetClient): () => void {
  const end = new AbortController();
  const { signal } = end;
  target.addEventListener(
    'cabinet-sign-in-requested',
    (event) => {
      // The page has a login of its own.
      if (event.defaultPrevented) return;
      event.preventDefault();
      const address = new URL(url, document.baseURI);
      address.searchParams.set('return', location.href);
      location.assign(address);
    },
    { signal },
  );
  document.addEventListener(
    'click',
    ({ target: clicked }) => {
      if ((clicked as Element).closest(SIGN_OUT)) void client.signOut();
    },
    { signal },
  );
  return () => end.abort();
}
