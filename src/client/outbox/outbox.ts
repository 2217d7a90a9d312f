import type { InputOf, Operation } from '../../contract/operation.ts';
import { CabinetError, isCabinetError } from '../../contract/problem.ts';
import { getSession } from '../../contract/session.ts';
import { Leader } from '../leader.ts';
import { pause } from '../pause.ts';
import { randomKey } from '../random-key.ts';
import { DatabaseStore } from './database-store.ts';
import { TakenBack, deliver } from './deliver.ts';
import type { OutboxItem, OutboxStore } from './store.ts';
import type { UploadOptions } from './upload.ts';

/** Pauses after failures grow from one second to half a minute, each of a random part of it. */
const FIRST_WAIT = 1000;
const LONGEST_WAIT = 30_000;
/** The longest that a backend may have it wait at a time. */
const LONGEST_ASKED = 3_600_000;
/** What was written longer ago than this is sent after the backend has said again that the same person is signed in. */
const CONFIRMED = 30_000;

/** An item and how it stands. */
export interface OutboxEntry extends OutboxItem {
  /**
   * `waiting` for its turn or a connection; `sending`; `refused`: the backend will not take it as it is,
   * and only the person can tell what to do.
   */
  state: 'waiting' | 'sending' | 'refused';
}

/** What the tabs of one person tell each other. */
type Notice = { type: 'changed' } | { type: 'delivered'; item: OutboxItem; answer: unknown } | { type: 'wake' };

export interface OutboxOptions extends Pick<UploadOptions, 'mutate' | 'query'> {
  /** Names the person and the backend: nobody else sees these items, or sends them. */
  name: string;
  /** Whether the backend has said that this person is signed in. */
  maySend: () => boolean;
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

export type OutboxListener = (delivered?: { item: OutboxItem; answer: unknown }) => void;

/**
 * What a person sent and the backend has not acknowledged yet. It is stored before the first attempt and
 * removed after the answer; in between every attempt, of any tab and after any reload or crash, carries the
 * same idempotency key: nothing is lost and nothing sent twice. Items of one lane go in order.
 */
export class Outbox {
  readonly #options: OutboxOptions;
  readonly #store: OutboxStore;
  readonly #leader: Leader;
  readonly #channel: BroadcastChannel | undefined;
  readonly #operations = new Map<string, Operation>();
  readonly #listeners = new Set<OutboxListener>();
  readonly #ended = new AbortController();
  /** Lanes that are being emptied, by what cuts their present pause short. */
  readonly #lanes = new Map<string, AbortController>();
  readonly #sending = new Map<string, AbortController>();
  #turn = new AbortController();
  #items: readonly OutboxItem[] = [];
  #reading = Promise.resolve();
  #nextReading: Promise<void> | undefined;

  constructor(options: OutboxOptions) {
    this.#options = options;
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
    globalThis.addEventListener?.('online', () => this.wake(), { signal });
    globalThis.document?.addEventListener('visibilitychange', () => this.#hurry(), { signal });
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
        state: item.refusal ? 'refused' : this.#sending.has(item.id) ? 'sending' : 'waiting',
      }));
  }

  /** Hears of every change; `delivered`: an item was acknowledged, with the backend's answer. */
  onChange(listener: OutboxListener): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  /** Says which operations this page can send: what waits since before a reload needs them. */
  register(...operations: readonly Operation[]): void {
    for (const operation of operations) this.#operations.set(operation.id, operation);
    this.#pump();
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
   * Answers it with its files, to be changed and sent anew; `undefined` if it is too late.
   */
  async takeBack(id: string): Promise<{ item: OutboxItem; files: File[] } | undefined> {
    const taken = await this.#store.takeBack(id).catch(() => undefined);
    if (!taken) return undefined;
    this.#sending.get(id)?.abort(new TakenBack());
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
    this.#hurry();
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
    this.#turn.abort();
    if (!leading) return;
    this.#turn = new AbortController();
    // The tab that led before may have ended between an answer and the word of it.
    void this.#changed();
    this.#tell({ type: 'changed' });
  }

  /** What lies in memory only would be lost. */
  #onLeaving(event: BeforeUnloadEvent): void {
    if (this.#items.some((item) => item.volatile)) event.preventDefault();
  }

  async #onNotice(notice: Notice): Promise<void> {
    if (notice.type === 'wake') return this.#hurry();
    await this.#changed(notice.type === 'delivered' ? notice : undefined);
  }

  /** Reads what is stored, tells who listens, and sends what can be sent. */
  async #changed(delivered?: { item: OutboxItem; answer: unknown }): Promise<void> {
    await this.#read();
    if (this.#ended.signal.aborted) return;
    this.#notify(delivered && { item: delivered.item, answer: delivered.answer });
    this.#pump();
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

  #notify(delivered?: { item: OutboxItem; answer: unknown }): void {
    for (const listener of [...this.#listeners]) listener(delivered);
  }

  #tell(notice: Notice): void {
    if (!this.#ended.signal.aborted) this.#channel?.postMessage(notice);
  }

  /** The next of a lane, if it is this tab's to send: what lies in a tab's memory is that tab's. */
  #headOf(lane: string): OutboxItem | undefined {
    const head = this.#items.find((item) => item.lane === lane && !item.refusal);
    return head && (head.volatile || this.#leader.leading) ? head : undefined;
  }

  #hurry(): void {
    for (const pause of this.#lanes.values()) pause.abort();
    this.#pump();
  }

  #pump(): void {
    if (this.#ended.signal.aborted || !this.#options.maySend()) return;
    for (const { lane } of this.#items) {
      const head = this.#headOf(lane);
      if (!head || this.#lanes.has(lane) || !this.#operations.has(head.operationId)) continue;
      this.#lanes.set(lane, new AbortController());
      void this.#empty(lane).finally(() => {
        this.#lanes.delete(lane);
        // What came or was registered meanwhile.
        if (this.#headOf(lane)) queueMicrotask(() => this.#pump());
      });
    }
  }

  /** Sends a lane's items one after the other, as long as they are this tab's and somebody is signed in. */
  async #empty(lane: string): Promise<void> {
    for (let failures = 0; ;) {
      const item = this.#headOf(lane);
      const operation = item && this.#operations.get(item.operationId);
      const { signal: ended } = this.#ended;
      const signal = item?.volatile ? ended : AbortSignal.any([this.#turn.signal, ended]);
      if (!operation || signal.aborted) return;
      if (!this.#options.maySend()) return this.#pause(lane, LONGEST_WAIT, signal);
      try {
        await this.#confirm(item, signal);
        if (!this.#options.maySend()) continue;
        await this.#deliver(operation, item, signal);
        failures = 0;
      } catch (error) {
        if (signal.aborted) return;
        const retryAfter = await this.#onFailure(item, error);
        if (retryAfter === undefined) continue;
        const growing = Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** failures++);
        await this.#pause(lane, Math.min(retryAfter, LONGEST_ASKED) + Math.random() * growing, signal);
      }
    }
  }

  /** The host's login may have become another person's since it was written, and this page not heard of it. */
  async #confirm({ createdAt }: OutboxItem, signal: AbortSignal): Promise<void> {
    if (Math.abs(Date.now() - createdAt) < CONFIRMED) return;
    await this.#options.query(getSession, {}, { signal, staleTime: CONFIRMED });
  }

  async #deliver(operation: Operation, item: OutboxItem, turn: AbortSignal): Promise<void> {
    const { mutate, query } = this.#options;
    const own = new AbortController();
    const signal = AbortSignal.any([turn, own.signal]);
    this.#sending.set(item.id, own);
    const onItem = (changed: OutboxItem) => {
      this.#items = this.#items.map((each) => (each.id === item.id ? changed : each));
      this.#notify();
    };
    try {
      onItem(item);
      const answer = await deliver({ operation, item, store: this.#store, signal, mutate, query, onItem });
      this.#sending.delete(item.id);
      this.#tell({ type: 'delivered', item, answer });
      await this.#changed({ item, answer });
    } catch (error) {
      this.#sending.delete(item.id);
      if (!(error instanceof TakenBack) && !(own.signal.reason instanceof TakenBack)) throw error;
      await this.#changed();
      this.#tell({ type: 'changed' });
    }
  }

  /** How long to wait at least before the next attempt, in milliseconds; undefined: go on with the next item. */
  async #onFailure(item: OutboxItem, error: unknown): Promise<number | undefined> {
    const failure = isCabinetError(error) ? error : new CabinetError('unknown', String(error), { cause: error });
    // An answer that nobody can read says nothing about what was done; one that says when to come again is not final.
    const unsure =
      failure.retryable || ['contract', 'unauthenticated'].includes(failure.code) || failure.retryAfter !== undefined;
    const latest = this.#items.find(({ id }) => id === item.id) ?? item;
    if (!unsure) {
      const { code, detail, fields } = failure;
      await this.#store.update({ ...latest, refusal: { code, detail, fields } });
    }
    await this.#changed();
    this.#tell({ type: 'changed' });
    return unsure ? (failure.retryAfter ?? 0) : undefined;
  }

  #pause(lane: string, milliseconds: number, signal: AbortSignal): Promise<void> {
    const cut = new AbortController();
    this.#lanes.set(lane, cut);
    return pause(milliseconds, AbortSignal.any([signal, cut.signal]));
  }
}
