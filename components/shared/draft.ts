import type { CabinetClient } from '../../src/client/types.ts';

const PREFIX = 'cabinet-elements.draft.';

interface Stored {
  /** Who typed it, for which customer. */
  owner: string;
  value: unknown;
}

/**
 * What a person has typed and not yet sent, kept in the tab's session through closing and reload.
 * It belongs to that person and customer: anybody else who signs in on this tab never sees it, and
 * their first look at it removes it.
 *
 * @example
 * ```ts
 * const draft = new Draft<string>(client, `comment.${orderId}`);
 * draft.write('Please ring twice');
 * draft.read(); // 'Please ring twice', after a reload too
 * ```
 */
export class Draft<Value> {
  #client: CabinetClient;
  #key: string;

  constructor(client: CabinetClient, name: string) {
    this.#client = client;
    this.#key = PREFIX + name;
  }

  /** Whether it is known whose draft it is; before that nothing is read or written. */
  get ready(): boolean {
    return this.#client.session.status === 'signed-in';
  }

  read(): Value | undefined {
    const owner = ownerOf(this.#client);
    if (owner === undefined) return undefined;
    try {
      const stored = JSON.parse(sessionStorage.getItem(this.#key) ?? 'null') as Stored | null;
      if (stored?.owner === owner) return stored.value as Value;
    } catch {
      // Storage denied or spoilt: there is no draft.
    }
    this.clear();
    return undefined;
  }

  write(value: Value): void {
    const owner = ownerOf(this.#client);
    if (owner === undefined) return;
    try {
      sessionStorage.setItem(this.#key, JSON.stringify({ owner, value } satisfies Stored));
    } catch {
      // Storage denied or full: it lives as long as its element.
    }
  }

  clear(): void {
    try {
      sessionStorage.removeItem(this.#key);
    } catch {
      // Nothing was stored.
    }
  }
}

/** Forgets every draft of the tab: on signing out. */
export function wipeDrafts(): void {
  try {
    for (const key of Object.keys(sessionStorage)) if (key.startsWith(PREFIX)) sessionStorage.removeItem(key);
  } catch {
    // Nothing was stored.
  }
}

function ownerOf({ session }: CabinetClient): string | undefined {
  return session.status === 'signed-in' ? `${session.session.person.id}@${session.session.customer.id}` : undefined;
}
