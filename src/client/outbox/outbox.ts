import type { InputOf, Operation } from '../../contract/operation.ts';
import { CabinetError } from '../../contract/problem.ts';
import { Leader } from '../leader.ts';
import { randomKey } from '../random-key.ts';
import { DatabaseStore } from './database-store.ts';
import { Lanes, type Delivered, type SenderOptions } from './lanes.ts';
import { isUnclear, type OutboxItem, type OutboxStore } from './store.ts';

/** An item and how it stands. */
export interface OutboxEntry extends OutboxItem {
  /**
   * `waiting` for its turn or a connection; `sending`; `refused`: the backend will not take it as it is,
   * and only the person can tell what to do.
   */
  state: 'waiting' | 'sending' | 'refused';
  /** The backend answers, and nobody can read it: whether it has the item is not known. It is tried on. */
  unclear: boolean;
}

/** What the tabs of one person tell each other. */
type Notice = { type: 'changed' } | ({ type: 'delivered' } & Delivered) | { type: 'wake' };

export interface OutboxOptions extends SenderOptions {
  /** Names the person and the backend: nobody else sees these items, or sends them. */
  name: string;
}

export interface SendOptions {
  /** What goes in order, one after the other: a conversation, the readings of a meter. */
  lane: string;
  /** The idempotency key of every attempt; made here by default. */
  id?: string | undefined;
  /** Sent before it; their ids become `uploadIds` of the input. */
  files?: readonly File[] | undefined;
  /** The version that a change was made from, for operations that ask for it. */
  ifMatch?: string | undefined;
}

export type OutboxListener = (delivered?: Delivered) => void;

/**
 * What a person sent and the backend has not acknowledged yet. It is stored before the first attempt and
 * removed after the answer; in between every attempt, of any tab and after any reload or crash, carries the
 * same idempotency key: nothing is lost and nothing sent twice. Items of one lane go in order.
 */
export class Outbox {
  readonly #store: OutboxStore;
  readonly #leader: Leader;
  readonly #channel: BroadcastChannel | undefined;
  readonly #lanes: Lanes;
  readonly #listeners = new Set<OutboxListener>();
  readonly #ended = new AbortController();
  #items: readonly OutboxItem[] = [];
  #reading = Promise.resolve();
  #nextReading: Promise<void> | undefined;

  constructor(options: OutboxOptions) {
    this.#store = new DatabaseStore(options.name, {
      onDeleted: () => this.destroy(),
      onRecovered: () => void this.#changed(),
    });
    this.#leader = new Leader(options.name, (leading) => this.#onLeading(leading));
    if (typeof BroadcastChannel === 'function') {
      this.#channel = new BroadcastChannel(`cabinet-elements:${options.name}`);
      (this.#channel as { unref?: () => void }).unref?.();
      this.#channel.onmessage = ({ data }: MessageEvent<Notice>) => void this.#onNotice(data);
    }
    const { signal } = this.#ended;
    this.#lanes = new Lanes({
      ...options,
      store: this.#store,
      ended: signal,
      items: () => this.#items,
      // What lies in a tab's memory is that tab's.
      isMine: (item) => item.volatile === true || this.#leader.leading,
      onItem: (changed) => {
        this.#items = this.#items.map((each) => (each.id === changed.id ? changed : each));
        this.#notify();
      },
      onStored: async (delivered) => {
        this.#tell(delivered ? { type: 'delivered', ...delivered } : { type: 'changed' });
        await this.#changed(delivered);
      },
    });
    globalThis.addEventListener?.('online', () => this.wake(), { signal });
    globalThis.document?.addEventListener('visibilitychange', () => this.#lanes.hurry(), { signal });
    // A page that lies in the back/forward cache leads nothing; one that comes back has heard nothing meanwhile.
    globalThis.addEventListener?.('pagehide', () => this.#leader.leave(), { signal });
    globalThis.addEventListener?.('pageshow', () => void this.#open(), { signal });
    globalThis.addEventListener?.('beforeunload', (event) => this.#onLeaving(event), { signal });
    void this.#open();
  }

  /** What waits, in order; of one lane, or of all. */
  entries(lane?: string): OutboxEntry[] {
    return this.#items
      .filter((item) => lane === undefined || item.lane === lane)
      .map((item) => ({
        ...item,
        state: item.refusal ? 'refused' : this.#lanes.isSending(item.id) ? 'sending' : 'waiting',
        unclear: isUnclear(item) && !item.refusal,
      }));
  }

  /** Hears of every change; `delivered`: an item was acknowledged, with the backend's answer. */
  onChange(listener: OutboxListener): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  /** Says which operations this page can send: what waits since before a reload needs them. */
  register(...operations: readonly Operation[]): void {
    this.#lanes.register(operations);
  }

  /**
   * Stores what a person sends, then sends it, in its lane's order. Resolves as soon as it is stored; where
   * there is no room or no database, it is `volatile`: tell the person.
   */
  async send<O extends Operation>(
    operation: O,
    input: InputOf<O>,
    { lane, id = randomKey(), files = [], ifMatch }: SendOptions,
  ): Promise<OutboxItem> {
    const item: OutboxItem = {
      id,
      lane,
      operationId: operation.id,
      input: input as Readonly<Record<string, unknown>>,
      files: files.map(({ name, type, size }) => ({ name, mediaType: type, size, received: 0 })),
      ...(ifMatch !== undefined && { ifMatch }),
      createdAt: Date.now(),
      attempts: 0,
    };
    if (this.#ended.signal.aborted) throw new CabinetError('unauthenticated', 'This person’s outbox is closed');
    this.register(operation);
    await this.#store.add(item, files);
    await this.#changed();
    this.#tell({ type: 'changed' });
    return this.#items.find((each) => each.id === id) ?? item;
  }

  /** Tries a refused item again, as it is. */
  async retry(id: string): Promise<void> {
    const item = this.#items.find((each) => each.id === id);
    if (!item?.refusal) return this.wake();
    const { refusal: _refusal, ...again } = item;
    await this.#store.update(again);
    await this.#changed();
    this.#tell({ type: 'changed' });
  }

  /**
   * Takes back what the backend has surely not taken: refused, never tried, or with files still on their way.
   * Of what is unclear it is looked first whether the backend has it. Answers it with its files, to be changed and sent
   * anew; `undefined` if it is too late, or cannot be known.
   */
  async takeBack(id: string): Promise<{ item: OutboxItem; files: File[] } | undefined> {
    const entry = this.entries().find((each) => each.id === id);
    if (entry?.unclear && entry.attempts > 0) {
      const item = this.#items.find((each) => each.id === id);
      if (!item || !(await this.#lanes.release(item))) return undefined;
    }
    const taken = await this.#store.takeBack(id).catch(() => undefined);
    if (!taken) return undefined;
    this.#lanes.abort(id);
    await this.#changed();
    this.#tell({ type: 'changed' });
    const files = taken.item.files.flatMap(({ name, mediaType }, index) => {
      const blob = taken.files[index];
      return blob ? [new File([blob], name, { type: mediaType })] : [];
    });
    return { item: taken.item, files };
  }

  /** Cuts pauses short: the network is back, or the person is. */
  wake(): void {
    this.#lanes.hurry();
    this.#tell({ type: 'wake' });
  }

  /**
   * Ends it in this tab; what waits stays stored.
   * @param wipe deletes what waits, also while another tab, frozen perhaps, holds up the deletion of the database
   */
  destroy(wipe = false): void {
    if (this.#ended.signal.aborted) return;
    this.#ended.abort();
    this.#leader.leave();
    this.#channel?.close();
    this.#items = [];
    this.#notify();
    this.#listeners.clear();
    this.#store.close(wipe);
  }

  async #open(): Promise<void> {
    await this.#changed();
    if (!this.#ended.signal.aborted) this.#leader.join();
  }

  #onLeading(leading: boolean): void {
    this.#lanes.turn(leading);
    if (!leading) return;
    // The tab that led before may have ended between an answer and the word of it.
    void this.#changed();
    this.#tell({ type: 'changed' });
  }

  /** What lies in memory only would be lost. */
  #onLeaving(event: BeforeUnloadEvent): void {
    if (this.#items.some((item) => item.volatile)) event.preventDefault();
  }

  async #onNotice(notice: Notice): Promise<void> {
    if (notice.type === 'wake') return this.#lanes.hurry();
    await this.#changed(notice.type === 'delivered' ? notice : undefined);
  }

  /** Reads what is stored, tells who listens, and sends what can be sent. */
  async #changed(delivered?: Delivered): Promise<void> {
    await this.#read();
    if (this.#ended.signal.aborted) return;
    this.#notify(delivered && { item: delivered.item, answer: delivered.answer });
    this.#lanes.pump();
  }

  /** One reading at a time; who asks meanwhile shares the one after it. */
  #read(): Promise<void> {
    this.#nextReading ??= this.#reading.then(() => {
      this.#nextReading = undefined;
      this.#reading = this.#store.all().then(
        (items) => void (this.#items = this.#ended.signal.aborted ? [] : items),
        () => undefined,
      );
      return this.#reading;
    });
    return this.#nextReading;
  }

  #notify(delivered?: Delivered): void {
    for (const listener of [...this.#listeners]) listener(delivered);
  }

  #tell(notice: Notice): void {
    if (!this.#ended.signal.aborted) this.#channel?.postMessage(notice);
  }
}
