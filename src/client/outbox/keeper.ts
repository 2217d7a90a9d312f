import { fingerprint } from '../fingerprint.ts';
import type { Outbox, OutboxOptions } from './outbox.ts';

/** The outbox of one person at one backend has a database of its own, so that signing out can delete it whole. */
const nameOf = (owner: string) => `cabinet-elements.outbox.${fingerprint(owner)}`;

/** Opens the outbox of whoever is signed in; its code is loaded when it is first wanted. */
export class OutboxKeeper {
  readonly #options: Omit<OutboxOptions, 'name'>;
  #owner: string | undefined;
  #outbox: Promise<Outbox> | undefined;

  constructor(options: Omit<OutboxOptions, 'name'>) {
    this.#options = options;
  }

  open(owner: string): Promise<Outbox> {
    if (owner !== this.#owner) this.close();
    this.#owner = owner;
    this.#outbox ??= import('./outbox.ts').then(({ Outbox }) => new Outbox({ ...this.#options, name: nameOf(owner) }));
    this.#outbox.catch(() => (this.#outbox = undefined));
    return this.#outbox;
  }

  /** Somebody is signed in, perhaps again, perhaps somebody else. */
  onSession(owner: string | undefined): void {
    if (owner !== undefined && owner !== this.#owner) this.close();
    else if (owner !== undefined) void this.#outbox?.then((outbox) => outbox.wake());
  }

  /** Ends it in this tab; what waits stays stored for its owner. */
  close(): void {
    void this.#outbox?.then((outbox) => outbox.destroy());
    this.#outbox = undefined;
    this.#owner = undefined;
  }

  /** Deletes what waits: its owner signed out for good. */
  forget(owner: string): void {
    this.close();
    try {
      indexedDB.deleteDatabase(nameOf(owner));
    } catch {
      // No database here, so nothing in it.
    }
  }
}
