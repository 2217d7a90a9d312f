import { DRAFT_PREFIX } from '../../src/client/kept.ts';
import type { CabinetClient } from '../../src/client/types.ts';

interface Stored {
  /** Who typed it, for which customer. */
  owner: string;
  value: unknown;
}

/**
 * What a person has typed and not yet sent, kept in the tab's session through closing and reload.
 * It belongs to that person and customer: anybody else who signs in on this tab never sees it, and
 * their first look at it removes it. Signing out removes all drafts.
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
  #owner: string | undefined;

  constructor(client: CabinetClient, name: string) {
    this.#client = client;
    this.#key = DRAFT_PREFIX + name;
  }

  /**
   * Whose draft it is; while nobody is known nothing is read or written. When the session ends while
   * somebody types, it stays theirs.
   */
  get owner(): string | undefined {
    return (this.#owner = this.#client.owner ?? this.#owner);
  }

  read(): Value | undefined {
    const { owner } = this;
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
    const { owner } = this;
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
