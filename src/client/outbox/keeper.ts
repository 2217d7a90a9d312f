import { CabinetError } from '../../contract/problem.ts';
import { getSession } from '../../contract/session.ts';
import { outboxName } from '../kept.ts';
import { Outbox, type OutboxOptions } from './outbox.ts';

export interface KeeperOptions extends Omit<OutboxOptions, 'name' | 'findArrived'> {
  /** Who is known; `maySend`: because the backend has said so. */
  owner: () => string | undefined;
}

/** Opens the outbox of whoever is known, and ends it when somebody else is. */
export class OutboxKeeper {
  readonly #options: KeeperOptions;
  #owner: string | undefined;
  #outbox: Outbox | undefined;

  constructor(options: KeeperOptions) {
    this.#options = options;
  }

  /** @throws CabinetError `unauthenticated` while nobody is signed in, `offline` where that cannot be known now */
  async open(): Promise<Outbox> {
    const { query, mutate, maySend, owner } = this.#options;
    if (owner() === undefined) {
      // Queries wait for the network that the browser does not see; what a person does is tried at once.
      const isOffline = globalThis.navigator?.onLine === false;
      await (isOffline
        ? mutate(getSession, {}, { idempotencyKey: '', signal: new AbortController().signal })
        : query(getSession, {}, {}));
    }
    const known = owner();
    if (known === undefined) throw new CabinetError('unauthenticated', 'Nobody is signed in');
    if (known !== this.#owner) this.close();
    this.#owner = known;
    return (this.#outbox ??= new Outbox({
      ...this.#options,
      name: outboxName(known),
      maySend: () => known === owner() && maySend(),
      findArrived: async (item) => (await import('./arrived.ts')).findArrived(item, query),
    }));
  }

  /** Somebody is signed in, perhaps again, perhaps somebody else; or nobody: what waits then stays where it is. */
  onSession(): void {
    const owner = this.#options.owner();
    if (owner === undefined) return;
    if (owner === this.#owner) this.#outbox?.wake();
    else this.close();
  }

  /**
   * Ends it in this tab; what waits stays stored for its owner.
   * @param wipe nothing stays: its owner signed out for good
   */
  close(wipe = false): void {
    this.#outbox?.destroy(wipe);
    this.#outbox = this.#owner = undefined;
  }
}
