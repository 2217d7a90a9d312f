import type { Operation } from '../../contract/operation.ts';
import { CabinetError, isCabinetError } from '../../contract/problem.ts';
import { getSession } from '../../contract/session.ts';
import { pause, waitAfter } from '../pause.ts';
import { TakenBack, deliver } from './deliver.ts';
import { isUnclear, type OutboxItem, type OutboxStore } from './store.ts';
import type { UploadOptions } from './upload.ts';

/** Milliseconds between looks whether somebody is signed in. */
const SIGNED_OUT_WAIT = 30_000;
/** The longest that a backend may have it wait at a time. */
const LONGEST_ASKED = 3_600_000;
/** What was written longer ago than this is sent after the backend has said again that the same person is signed in. */
const CONFIRMED = 30_000;

/** An item that the backend has acknowledged, and its answer. */
export interface Delivered {
  item: OutboxItem;
  answer: unknown;
}

/** What sending needs of whoever is signed in. */
export interface SenderOptions extends Pick<UploadOptions, 'mutate' | 'query'> {
  /** Whether the backend has said that this person is signed in. */
  maySend: () => boolean;
  /** What the backend would have answered, where it has the item all the same, or null; rejects where that cannot be known. */
  findArrived: (item: OutboxItem) => Promise<unknown>;
}

export interface LanesOptions extends SenderOptions {
  store: OutboxStore;
  /** What waits, in order, as far as this tab knows. */
  items: () => readonly OutboxItem[];
  /** Whether it is this tab's to send. */
  isMine: (item: OutboxItem) => boolean;
  /** An item under way has changed. */
  onItem: (item: OutboxItem) => void;
  /** What is stored has changed; `delivered`: because this was acknowledged. */
  onStored: (delivered?: Delivered) => Promise<void>;
  /** Aborts when the outbox is closed. */
  ended: AbortSignal;
}

/** Sends what waits: of each lane one after the other, with pauses after failures, the lanes beside each other. */
export class Lanes {
  readonly #options: LanesOptions;
  readonly #operations = new Map<string, Operation>();
  /** Lanes that are being emptied, by what cuts their present pause short. */
  readonly #lanes = new Map<string, AbortController>();
  readonly #sending = new Map<string, AbortController>();
  /** Not sent for a moment: it is being looked whether the backend has it. */
  readonly #held = new Set<string>();
  #turn = new AbortController();

  constructor(options: LanesOptions) {
    this.#options = options;
  }

  register(operations: readonly Operation[]): void {
    for (const operation of operations) this.#operations.set(operation.id, operation);
    this.pump();
  }

  isSending(id: string): boolean {
    return this.#sending.has(id);
  }

  /** Ends the attempt under way of an item that was taken back. */
  abort(id: string): void {
    this.#sending.get(id)?.abort(new TakenBack());
  }

  /** Another turn begins: this tab may have begun or ceased to be the one that sends. */
  turn(leading: boolean): void {
    this.#turn.abort();
    if (leading) this.#turn = new AbortController();
  }

  /** Cuts pauses short. */
  hurry(): void {
    for (const pause of this.#lanes.values()) pause.abort();
    this.pump();
  }

  pump(): void {
    if (this.#options.ended.aborted || !this.#options.maySend()) return;
    for (const { lane } of this.#options.items()) {
      const head = this.#headOf(lane);
      if (!head || this.#lanes.has(lane) || !this.#operations.has(head.operationId)) continue;
      this.#lanes.set(lane, new AbortController());
      void this.#empty(lane).finally(() => {
        this.#lanes.delete(lane);
        // What came or was registered meanwhile.
        if (this.#headOf(lane)) queueMicrotask(() => this.pump());
      });
    }
  }

  /**
   * Makes sure that the backend has not taken what it never answered readably; nothing of it is sent meanwhile.
   * @returns whether it surely has not; what it has is done with
   */
  async release(item: OutboxItem): Promise<boolean> {
    const { store, isMine } = this.#options;
    if (this.isSending(item.id) || !isMine(item)) return false;
    this.#held.add(item.id);
    try {
      return (await this.#settle(item)) === null && (await store.update({ ...item, attempts: 0 }));
    } finally {
      this.#held.delete(item.id);
      this.pump();
    }
  }

  /** The next of a lane, if it is this tab's to send. */
  #headOf(lane: string): OutboxItem | undefined {
    const head = this.#options.items().find((item) => item.lane === lane && !item.refusal);
    return head && !this.#held.has(head.id) && this.#options.isMine(head) ? head : undefined;
  }

  /** Sends a lane's items one after the other, as long as they are this tab's and somebody is signed in. */
  async #empty(lane: string): Promise<void> {
    const { ended, maySend } = this.#options;
    for (let failures = 0; ;) {
      const item = this.#headOf(lane);
      const operation = item && this.#operations.get(item.operationId);
      const signal = item?.volatile ? ended : AbortSignal.any([this.#turn.signal, ended]);
      if (!operation || signal.aborted) return;
      if (!maySend()) return pause(SIGNED_OUT_WAIT, AbortSignal.any([signal, this.#hurried(lane)]));
      try {
        await this.#confirm(item, signal);
        if (!maySend() || this.#held.has(item.id)) continue;
        await this.#deliver(operation, item, signal);
        failures = 0;
      } catch (error) {
        if (signal.aborted) return;
        // Who hurries while the failure is noted hurries the pause after it.
        const hurried = this.#hurried(lane);
        const retryAfter = await this.#onFailure(item, error);
        if (retryAfter === undefined) continue;
        const wait = Math.min(retryAfter, LONGEST_ASKED) + waitAfter(failures++);
        await pause(wait, AbortSignal.any([signal, hurried]));
      }
    }
  }

  /** The host's login may have become another person's since it was written, and this page not heard of it. */
  async #confirm({ createdAt }: OutboxItem, signal: AbortSignal): Promise<void> {
    if (Math.abs(Date.now() - createdAt) < CONFIRMED) return;
    await this.#options.query(getSession, {}, { signal, staleTime: CONFIRMED });
  }

  async #deliver(operation: Operation, item: OutboxItem, turn: AbortSignal): Promise<void> {
    const { mutate, query, store, onItem, onStored } = this.#options;
    const own = new AbortController();
    const signal = AbortSignal.any([turn, own.signal]);
    this.#sending.set(item.id, own);
    try {
      onItem(item);
      const answer = await deliver({ operation, item, store, signal, mutate, query, onItem });
      this.#sending.delete(item.id);
      await onStored({ item, answer });
    } catch (error) {
      this.#sending.delete(item.id);
      if (!(error instanceof TakenBack) && !(own.signal.reason instanceof TakenBack)) throw error;
      await onStored();
    }
  }

  /** How long to wait at least before the next attempt, in milliseconds; undefined: go on with the next item. */
  async #onFailure(item: OutboxItem, error: unknown): Promise<number | undefined> {
    const { items, store, onStored } = this.#options;
    const failure = isCabinetError(error) ? error : new CabinetError('unknown', String(error), { cause: error });
    const { code, detail, fields } = failure;
    // An answer that nobody can read says nothing about what was done; one that says when to come again is not final.
    const unsure =
      failure.retryable || ['contract', 'unauthenticated'].includes(code) || failure.retryAfter !== undefined;
    let latest = items().find(({ id }) => id === item.id) ?? item;
    if (!unsure) {
      await store.update({ ...latest, refusal: { code, detail, fields } });
    } else if (code === 'contract') {
      latest = { ...latest, unread: (latest.unread ?? 0) + 1 };
      await store.update(latest);
      if (isUnclear(latest) && (await this.#settle(latest))) return undefined;
    }
    await onStored();
    return unsure ? (failure.retryAfter ?? 0) : undefined;
  }

  /** Looks whether the backend has an item, and is done with it then. @returns undefined where that cannot be known */
  async #settle(item: OutboxItem): Promise<unknown> {
    const { findArrived, maySend, store, onStored } = this.#options;
    const answer = await findArrived(item).catch(() => undefined);
    // Somebody else would not see it.
    if (!maySend()) return undefined;
    if (answer) {
      await store.remove(item.id);
      await onStored({ item, answer });
    }
    return answer;
  }

  /** Aborts when a lane shall not wait any longer. */
  #hurried(lane: string): AbortSignal {
    const cut = new AbortController();
    this.#lanes.set(lane, cut);
    return cut.signal;
  }
}
