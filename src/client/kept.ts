/** What a browser keeps of a person beyond the page, as far as it allows: it may have no storage, or deny it. */
const attempt = <Result>(act: () => Result): Result | undefined => {
  try {
    return act();
  } catch {
    return undefined;
  }
};

/** Begins the keys of `sessionStorage` under which the cabinet keeps what was typed and not yet sent. */
export const DRAFT_PREFIX = 'cabinet-elements.draft.';

/** Forgets every draft of this tab: somebody signed out for good. */
export function forgetDrafts(): void {
  attempt(() => {
    for (const key of Object.keys(sessionStorage)) if (key.startsWith(DRAFT_PREFIX)) sessionStorage.removeItem(key);
  });
}

/** Begins the keys of `localStorage` under which a browser knows who was signed in at a backend. */
const KNOWN = 'cabinet-elements.known.';

/** Before the name of somebody whose session has ended: what waits is theirs still, and is shown to nobody. */
export const LEFT = '-';

/** Keeps who is signed in, or was last, after {@link LEFT}; or forgets it. */
export function keepOwner(backend: string, owner: string | undefined): void {
  attempt(() =>
    owner === undefined ? localStorage.removeItem(KNOWN + backend) : localStorage.setItem(KNOWN + backend, owner),
  );
}

/** Who was signed in last, and has not signed out; after {@link LEFT}: their session has ended since. */
export const keptOwner = (backend: string): string => attempt(() => localStorage.getItem(KNOWN + backend)) ?? '';

/** What waits of one person at one backend has a database of its own, so that signing out can delete it whole. */
export const outboxName = (owner: string): string => `cabinet-elements.outbox.${owner}`;

/** Deletes what waits: its owner signed out for good. */
export const forgetOutbox = (owner: string): unknown => attempt(() => indexedDB.deleteDatabase(outboxName(owner)));
