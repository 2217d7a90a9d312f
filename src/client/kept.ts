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

/** Says of whose names follow that their session has ended: what waits is theirs still, and is shown to nobody. */
export const LEFT = '-';

/**
 * Keeps whose is what waits in this browser, or forgets it.
 * @param owners a name for each customer that the person acts for, first the one of the moment; of nobody: none
 */
export function keepOwners(backend: string, owners: readonly string[], left = ''): void {
  attempt(() =>
    owners.length > 0
      ? localStorage.setItem(KNOWN + backend, `${left} ${owners.join(' ')}`)
      : localStorage.removeItem(KNOWN + backend),
  );
}

/** Who was signed in last, and has not signed out, after {@link LEFT} or nothing. */
export const keptOwners = (backend: string): string[] =>
  (attempt(() => localStorage.getItem(KNOWN + backend)) ?? '').split(' ');

/** What waits of one person at one backend has a database of its own, so that signing out can delete it whole. */
export const outboxName = (owner: string): string => `cabinet-elements.outbox.${owner}`;

/** Deletes what waits: its owner signed out for good. */
export const forgetOutbox = (owner: string): unknown => attempt(() => indexedDB.deleteDatabase(outboxName(owner)));
