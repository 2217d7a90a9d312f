import type { ReactiveController } from 'lit';
import type { CabinetClient, Observation } from '../../src/client/types.ts';
import type { InputOf, Operation, OutputOf } from '../../src/contract/operation.ts';
import type { Page } from '../../src/contract/page.ts';
import type { CabinetError } from '../../src/contract/problem.ts';
import type { CabinetElement } from './cabinet-element.ts';

type ItemOf<O extends Operation> = OutputOf<O> extends Page<infer Item> ? Item : never;

/** One page: where it begins and how many rows it has; its rows only while it is near the viewport. */
interface Slot<Item> {
  cursor: string | undefined;
  count: number;
  /** Rows that the client has left out. */
  leftOut: number;
  /** Cursor of the page after it; undefined: not known yet. */
  next?: string | null | undefined;
  /** As the backend gave it. */
  page?: Page<Item> | undefined;
  /** The rows of it that no page before has. */
  items?: readonly Item[] | undefined;
  error?: CabinetError | undefined;
  fetching: boolean;
  observation?: Observation<unknown> | undefined;
}

/**
 * A list that the backend gives page by page. Each page is one cached query, watched only while its
 * rows are near the viewport: what is out of sight may leave the memory and is asked for again when
 * scrolled back to, its rows counting as not there (`undefined`) until then.
 *
 * A page begins at the cursor that the page before it ended with. When a refreshed page ends
 * elsewhere, the page after it is asked for anew, and so on down to the end of what is in sight.
 *
 * Backends that count rows give a row twice when another one came in above it between two pages: it is shown once.
 */
export class PagedList<O extends Operation> implements ReactiveController {
  #host: CabinetElement;
  #operation: O;
  #input: () => InputOf<O>;
  #idOf: (item: ItemOf<O>) => string;
  #client: CabinetClient | undefined;
  #key = '';
  #slots: Slot<ItemOf<O>>[] = [];
  /** The rows of the input before, shown until the first page of the new one is there. */
  #previous: Slot<ItemOf<O>>[] | undefined;
  /** How many rows there are in all, as the backend says. */
  #total: number | undefined;

  /** @param input filters and `limit`, without a cursor */
  constructor(
    host: CabinetElement,
    operation: O,
    { input, idOf }: { input: () => InputOf<O>; idOf: (item: ItemOf<O>) => string },
  ) {
    this.#host = host;
    this.#operation = operation;
    this.#input = input;
    this.#idOf = idOf;
    host.addController(this);
  }

  /** Rows of the pages known so far. */
  get length(): number {
    return this.#shown.reduce((sum, slot) => sum + slot.count, 0);
  }

  /** Rows of the pages known so far that break the contract and were left out. */
  get leftOut(): number {
    return this.#shown.reduce((sum, slot) => sum + slot.leftOut, 0);
  }

  /**
   * How many rows there are in all, if that is known: counted once the last page is there, else what the backend says,
   * unless there are more already.
   */
  get total(): number | undefined {
    const known = this.length + this.leftOut;
    if (this.#shown.at(-1)?.next === null) return known;
    return this.#total !== undefined && this.#total >= known ? this.#total : undefined;
  }

  /** Pages at the end, one after the other, that brought no rows: a backend may go on like that for ever. */
  get emptyPages(): number {
    return this.#slots.length - 1 - this.#slots.findLastIndex(({ count, next }) => count > 0 || next === undefined);
  }

  /** Number of pages known so far. */
  get pages(): number {
    return this.#slots.length;
  }

  /** Neither rows nor a failure yet. */
  get pending(): boolean {
    const [first] = this.#shown;
    return !first || (first.next === undefined && !first.error);
  }

  /** A request is under way for rows that are in sight or next. */
  get fetching(): boolean {
    return this.#slots.some((slot) => slot.fetching);
  }

  /** What is shown belongs to the input before. */
  get outdated(): boolean {
    return this.#previous !== undefined;
  }

  /** There are rows after the last known one, and they are not being loaded. */
  get more(): boolean {
    const last = this.#slots.at(-1);
    return !this.#previous && typeof last?.next === 'string';
  }

  /** The page after the last row is on its way. */
  get loadingMore(): boolean {
    const last = this.#slots.at(-1);
    return this.#slots.length > 1 && last?.next === undefined && !last?.error;
  }

  /** Why the first page has no rows. */
  get error(): CabinetError | undefined {
    const [first] = this.#slots;
    return first?.next === undefined ? first?.error : undefined;
  }

  /** Why the page after the last row could not be loaded. */
  get moreError(): CabinetError | undefined {
    const last = this.#slots.at(-1);
    return this.#slots.length > 1 && last?.next === undefined ? last?.error : undefined;
  }

  /** Why rows that are shown could not be refreshed. */
  get refreshError(): CabinetError | undefined {
    return this.#slots.find((slot) => slot.next !== undefined && slot.error)?.error;
  }

  /** A row; `undefined` where it is being loaded again, or is none. */
  at(index: number): ItemOf<O> | undefined {
    let start = 0;
    for (const { count, items } of this.#shown) {
      if (index < start + count) return items?.[index - start];
      start += count;
    }
    return undefined;
  }

  /** Where a row is among those in memory, or -1. */
  indexOf(matches: (item: ItemOf<O>) => boolean): number {
    let start = 0;
    for (const { count, items } of this.#shown) {
      const index = items?.findIndex(matches) ?? -1;
      if (index >= 0) return start + index;
      start += count;
    }
    return -1;
  }

  /** Tells which rows are near the viewport, and which one the keyboard is at: their pages are watched, the others let go. */
  show(first: number, end: number, active: number): void {
    if (this.#previous) return;
    let start = 0;
    this.#slots.forEach((slot, index) => {
      const after = start + slot.count;
      const near = (start < end && after > first) || (start <= active && active < after);
      start = after;
      // A page that is still loading is always wanted.
      if (near || slot.next === undefined) {
        const known = slot.page;
        this.#watch(slot, index);
        // The cache may have had it still.
        if (slot.page !== known) this.#host.requestUpdate();
      } else this.#release(slot);
    });
  }

  /** Loads the page after the last one. */
  loadMore(): void {
    const cursor = this.#slots.at(-1)?.next;
    if (typeof cursor !== 'string') return;
    this.#slots.push(emptySlot(cursor));
    this.#watch(this.#slots.at(-1), this.#slots.length - 1);
    this.#host.requestUpdate();
  }

  /** Asks again for what failed, or for all that is in sight. */
  retry(): void {
    const failed = this.#slots.filter((slot) => slot.error);
    for (const slot of failed.length > 0 ? failed : this.#slots) slot.observation?.refetch();
  }

  hostConnected(): void {
    this.#host.requestUpdate();
  }

  hostUpdate(): void {
    const { client, isConnected } = this.#host;
    if (!isConnected) return;
    const key = JSON.stringify(this.#input());
    if (client === this.#client && key === this.#key && (this.#slots.length > 0 || !client)) return;
    const sameClient = client === this.#client;
    this.#slots.forEach((slot) => this.#stop(slot));
    // Rows of one person are never shown to the next.
    this.#previous = sameClient ? (this.#previous ?? this.#filled()) : undefined;
    this.#client = client;
    this.#key = key;
    if (!sameClient) this.#total = undefined;
    this.#slots = client ? [emptySlot<ItemOf<O>>(undefined)] : [];
    this.#watch(this.#slots[0], 0);
  }

  hostDisconnected(): void {
    this.#slots.forEach((slot) => this.#release(slot));
    this.#slots = [];
    this.#previous = undefined;
  }

  get #shown(): Slot<ItemOf<O>>[] {
    return this.#previous ?? this.#slots;
  }

  #filled(): Slot<ItemOf<O>>[] | undefined {
    return this.#slots[0]?.next === undefined ? undefined : this.#slots;
  }

  #watch(slot: Slot<ItemOf<O>> | undefined, index: number): void {
    if (!slot || slot.observation || !this.#client) return;
    const input = slot.cursor === undefined ? this.#input() : { ...(this.#input() as object), cursor: slot.cursor };
    slot.observation = this.#client.observe(this.#operation, input as InputOf<O>, () => {
      this.#read(slot);
      this.#host.requestUpdate();
    });
    this.#read(slot, index);
  }

  #read(slot: Slot<ItemOf<O>>, index = this.#slots.indexOf(slot)): void {
    // The client may call back before it has returned the observation, or after the page was given up.
    const state = slot.observation?.state;
    if (!state || index < 0) return;
    slot.error = state.error;
    slot.fetching = state.fetching;
    if (index === 0 && state.error) this.#previous = undefined;
    if (!state.data) {
      // What the cache has forgotten, as it does when somebody signs out, is not shown any longer.
      slot.page = slot.items = undefined;
      if (index === 0) {
        slot.count = slot.leftOut = 0;
        slot.next = undefined;
        this.#slots.splice(1).forEach((after) => this.#release(after));
      }
      return;
    }
    const page = state.data as Page<ItemOf<O>>;
    if (slot.page?.items === page.items) return;
    if (index === 0) this.#previous = undefined;
    slot.page = page;
    slot.leftOut = page.leftOut ?? 0;
    this.#sift();
    // A cursor that leads back to a page before would never end, nor would a page that has nothing new.
    const isLoop = this.#slots.slice(0, index + 1).some(({ cursor }) => cursor === page.nextCursor);
    const isKnown = slot.count === 0 && page.items.length > 0;
    slot.next = isLoop || isKnown ? null : page.nextCursor;
    if (page.total !== undefined || index === 0) this.#total = page.total;
    this.#join(index);
  }

  /** Shows each row in the first of the pages that have it. */
  #sift(): void {
    const seen = new Set<string>();
    for (const slot of this.#slots) {
      if (!slot.page) continue;
      slot.items = slot.page.items.filter((item) => !seen.has(this.#idOf(item)) && seen.add(this.#idOf(item)));
      slot.count = slot.items.length;
    }
  }

  /** Lets the page after `index` begin where this one ends. */
  #join(index: number): void {
    const after = this.#slots[index + 1];
    const cursor = this.#slots[index]?.next;
    if (!after || after.cursor === cursor) return;
    if (typeof cursor !== 'string') {
      this.#slots.splice(index + 1).forEach((slot) => this.#release(slot));
      return;
    }
    after.cursor = cursor;
    if (!after.observation) return;
    this.#stop(after);
    this.#watch(after, index + 1);
  }

  #stop(slot: Slot<ItemOf<O>>): void {
    slot.observation?.stop();
    slot.observation = undefined;
    slot.fetching = false;
  }

  #release(slot: Slot<ItemOf<O>>): void {
    this.#stop(slot);
    slot.page = slot.items = undefined;
    slot.error = undefined;
  }
}

function emptySlot<Item>(cursor: string | undefined): Slot<Item> {
  return { cursor, count: 0, leftOut: 0, fetching: true };
}
