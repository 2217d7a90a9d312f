/** Begins the keys of `sessionStorage` under which the cabinet keeps what was typed and not yet sent. */
export const DRAFT_PREFIX = 'cabinet-elements.draft.';

/** Forgets every draft of this tab: somebody signed out for good. Does nothing where there is no storage. */
export function forgetDrafts(): void {
  try {
    for (const key of Object.keys(sessionStorage)) if (key.startsWith(DRAFT_PREFIX)) sessionStorage.removeItem(key);
  } catch {
    // No storage, or none allowed: no drafts.
  }
}
