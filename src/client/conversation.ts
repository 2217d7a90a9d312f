import type { InputOf } from '../contract/operation.ts';
import { CabinetError, isCabinetError } from '../contract/problem.ts';
import {
  createTicket,
  getTicket,
  listMessages,
  markRead,
  sendMessage,
  type Message,
} from '../contract/tickets/index.ts';
import type { Outbox, OutboxEntry } from './outbox/outbox.ts';
import { MessageWindow } from './message-window.ts';
import { randomKey } from './random-key.ts';
import type { CabinetClient, Observation, Unsubscribe } from './types.ts';

/** Messages asked for at once. */
const PAGE = 50;
/** Messages shown before the first unread one. */
const CONTEXT = 15;

/** What a message brings; its id and its place come by themselves. */
export interface NewMessage {
  text: string;
  files?: readonly File[] | undefined;
  replyToId?: string | undefined;
}

/** How far a message of this person has come. */
export type MessageProgress = 'sent' | 'read';

export interface ConversationOptions {
  client: CabinetClient;
  ticketId: string;
  /** Something of it is another now. */
  onChange: () => void;
  /** Messages that came after the conversation was opened, once each. */
  onArrived?: ((messages: readonly Message[]) => void) | undefined;
}

/**
 * One conversation without a screen. Messages stand by their `sequence`, each once, however often and in whatever
 * order they arrive; those of this person that the backend has not acknowledged stand after them until they come back
 * with their `clientId`. It learns of new ones by live events, or with the polls of its ticket where there are none,
 * and asks for what came after the last one that it has. A part of a long conversation is kept, around what is looked at.
 *
 * @example
 * ```ts
 * const conversation = new Conversation({ client, ticketId, onChange: () => draw() });
 * await conversation.send({ text: 'Where is my order?' });
 * conversation.messages; // those of the backend
 * conversation.waiting; // those that are on their way
 * ```
 */
export class Conversation {
  readonly #options: ConversationOptions;
  readonly #window = new MessageWindow();
  readonly #stops: Unsubscribe[] = [];
  readonly #ended = new AbortController();
  readonly #ticket: Observation<unknown>;
  #outbox: Outbox | undefined;
  #stopOutbox: Unsubscribe | undefined;
  #entries: readonly OutboxEntry[] = [];
  /** Answers of the outbox that no page has brought yet. */
  #acknowledged: readonly Message[] = [];
  #ready: Promise<void> = Promise.resolve();
  /** Counts up when everything begins anew: answers of before are for nobody. */
  #turn = 0;
  #owner: string | undefined;
  #wanted = false;
  #catching: Promise<void> | undefined;
  #markedUpTo = 0;
  /** Sequence up to which this side has read. */
  readUpTo = 0;
  /** Sequence up to which the other side has read. */
  othersReadUpTo = 0;
  /** Sequence up to which this side had read when the conversation was opened; undefined: not known yet. */
  openedAt: number | undefined;
  /** What is being loaded. */
  loading: 'first' | 'earlier' | 'later' | undefined;
  /** Why the last loading failed; new ones are asked for again by themselves. */
  failure: { of: 'first' | 'earlier' | 'later'; error: CabinetError } | undefined;
  /** The session has ended while something waited: it is kept, out of sight, until the same person is back. */
  isKept = false;
  /** Whether the end is looked at: the window then follows new messages and lets the earliest go. */
  following = true;

  constructor(options: ConversationOptions) {
    this.#options = options;
    const { client, ticketId } = options;
    this.#owner = client.owner;
    this.#ticket = client.observe(getTicket, { ticketId }, ({ data }) => {
      if (!data) return;
      this.#marks(data.readUpTo, data.othersReadUpTo);
      if (data.lastSequence > this.#window.last) this.#catchUp();
    });
    this.#stops.push(
      () => this.#ticket.stop(),
      client.onSessionChange(() => this.#onSession()),
      client.onEvents((events) => {
        const mine = events.some(
          ({ type, entity, entityId }) =>
            type === 'reset' || (entity === 'tickets' && (entityId ?? ticketId) === ticketId),
        );
        if (mine) this.#catchUp();
      }),
    );
    this.#begin();
    void this.#openOutbox();
  }

  /** Those that are known around what is looked at, by sequence. */
  get messages(): readonly Message[] {
    return this.#acknowledged.length > 0 && !this.hasLater
      ? [...this.#window.messages, ...this.#acknowledged]
      : this.#window.messages;
  }

  /** Those of this person that are on their way or were refused, in the order in which they were sent. */
  get waiting(): readonly OutboxEntry[] {
    if (this.#entries.length === 0) return [];
    const arrived = new Set(this.messages.map(({ clientId }) => clientId));
    return this.#entries.filter(({ id }) => !arrived.has(id));
  }

  get hasEarlier(): boolean {
    return this.#window.hasEarlier;
  }

  get hasLater(): boolean {
    return this.#window.hasLater;
  }

  /** How far a message of this side has come. */
  progressOf({ sequence }: Message): MessageProgress {
    return sequence <= this.othersReadUpTo ? 'read' : 'sent';
  }

  /**
   * Stores a message and sends it; resolves as soon as it is stored.
   * @returns whether it would survive the page; false: it lies in memory only, for want of room
   * @throws CabinetError `unauthenticated` while nobody is signed in, `offline` where nobody is known and cannot be now
   */
  async send({ text, files = [], replyToId }: NewMessage): Promise<boolean> {
    const { client, ticketId } = this.#options;
    const outbox = await client.outbox();
    const clientId = randomKey();
    const input: InputOf<typeof sendMessage> = {
      ticketId,
      clientId,
      text,
      ...(replyToId !== undefined && { replyToId }),
    };
    const item = await outbox.send(sendMessage, input, { lane: ticketId, id: clientId, files });
    if (this.hasLater) void this.toEnd();
    return item.volatile !== true;
  }

  /** Tries a refused one again, or hurries those that wait. */
  async retry(id: string): Promise<void> {
    await this.#outbox?.retry(id);
  }

  /** Takes back what has surely not arrived; `undefined`: it is too late. */
  async takeBack(id: string): Promise<{ text: string; files: File[]; replyToId: string | undefined } | undefined> {
    const taken = await this.#outbox?.takeBack(id);
    if (!taken) return undefined;
    const { text, replyToId } = taken.item.input as Partial<InputOf<typeof sendMessage>>;
    return { text: text ?? '', files: taken.files, replyToId };
  }

  /** Loads those before the first one. */
  loadEarlier(): Promise<void> {
    const { first } = this.#window;
    if (!this.hasEarlier || this.loading || first === undefined) return this.#ready;
    return (this.#ready = this.#load('earlier', async (list) => {
      const page = await list({ before: first, limit: PAGE });
      return () => this.#window.addEarlier(page);
    }));
  }

  /** Loads those after the last one, where the end is not here. */
  loadLater(): Promise<void> {
    if (!this.hasLater || this.loading) return this.#ready;
    const after = this.#window.last;
    return (this.#ready = this.#load('later', async (list) => {
      const page = await list({ after, limit: PAGE });
      return () => this.#window.addLater(page, false);
    }));
  }

  /** Shows the surroundings of a message. */
  async goTo(sequence: number): Promise<void> {
    if (this.#window.has(sequence)) return;
    this.following = false;
    this.#turn++;
    await (this.#ready = this.#load('first', async (list) => this.#around(list, sequence)));
  }

  /** Shows the latest messages. */
  async toEnd(): Promise<void> {
    this.following = true;
    if (!this.hasLater) return;
    this.#turn++;
    await (this.#ready = this.#load('first', async (list) => {
      const page = await list({ limit: PAGE });
      return () => this.#window.replace(page);
    }));
  }

  /** Begins anew after the first loading failed, or goes on with what failed. */
  retryLoading(): void {
    const { failure } = this;
    this.failure = undefined;
    if (failure?.of === 'earlier') void this.loadEarlier();
    else if (failure?.of === 'later') this.#catchUp();
    else this.#begin();
  }

  /** Says that everything up to a message was seen. Where that cannot be said now, the next one says it too. */
  async markRead(sequence: number): Promise<void> {
    const { client, ticketId } = this.#options;
    if (sequence <= Math.max(this.readUpTo, this.#markedUpTo) || client.may(markRead) !== true) return;
    const before = this.#markedUpTo;
    this.#markedUpTo = sequence;
    try {
      const { readUpTo } = await client.mutate(markRead, { ticketId, sequence }, { signal: this.#ended.signal });
      this.#marks(readUpTo, 0);
    } catch {
      if (this.#markedUpTo === sequence) this.#markedUpTo = before;
    }
  }

  /** Ends it; what waits is sent all the same. */
  end(): void {
    this.#ended.abort();
    this.#stopOutbox?.();
    for (const stop of this.#stops.splice(0)) stop();
  }

  #changed(): void {
    if (!this.#ended.signal.aborted) this.#options.onChange();
  }

  #begin(): void {
    this.#turn++;
    this.#ready = this.#load('first', async (list) => {
      const page = await list({ limit: PAGE });
      this.openedAt ??= page.readUpTo;
      const [first] = page.items;
      const unseen = page.hasEarlier && first !== undefined && first.sequence > page.readUpTo + 1;
      return unseen ? this.#around(list, page.readUpTo + 1) : () => this.#window.replace(page);
    });
  }

  /** The pages before and from a message on, as one. */
  async #around(list: List, sequence: number): Promise<() => void> {
    const [earlier, later] = await Promise.all([
      list({ before: sequence, limit: CONTEXT }),
      list({ after: sequence - 1, limit: PAGE }),
    ]);
    return () => {
      this.following = !later.hasLater;
      this.#window.replace({
        items: [...earlier.items, ...later.items],
        hasEarlier: earlier.hasEarlier,
        hasLater: later.hasLater,
      });
    };
  }

  /** Asks for what came after the last message, until nothing has; who asks meanwhile has it asked once more. */
  #catchUp(): void {
    this.#wanted = true;
    this.#catching ??= this.#catchAll().finally(() => (this.#catching = undefined));
  }

  async #catchAll(): Promise<void> {
    while (this.#wanted && !this.#ended.signal.aborted) {
      await this.#ready;
      this.#wanted = false;
      // Those that are not looked at are loaded on the way to them.
      if (this.failure?.of === 'first' || (this.hasLater && !this.following)) return;
      const before = this.#window.last;
      await (this.#ready = this.#load('later', async (list) => {
        const page = await list({ after: before, limit: PAGE });
        return () => this.#onLater(page);
      }));
      if (this.hasLater && this.following && this.#window.last > before) this.#wanted = true;
    }
  }

  #onLater(page: Page): void {
    const arrived = this.#window.addLater(page, this.following);
    this.#acknowledged = this.#acknowledged.filter(({ sequence }) => sequence > this.#window.last);
    if (arrived.length > 0) this.#options.onArrived?.(arrived);
  }

  /** Asks, and puts what came in its place, unless everything has begun anew meanwhile. */
  async #load(of: 'first' | 'earlier' | 'later', work: (list: List) => Promise<() => void>): Promise<void> {
    const turn = this.#turn;
    const { client, ticketId } = this.#options;
    const { signal } = this.#ended;
    this.loading = of;
    this.#changed();
    try {
      const put = await work(async (place) => {
        const page = await client.query(listMessages, { ticketId, ...place }, { staleTime: 0, signal });
        if (turn === this.#turn) this.#marks(page.readUpTo, page.othersReadUpTo);
        return page;
      });
      if (turn !== this.#turn || signal.aborted) return;
      put();
      this.failure = undefined;
    } catch (cause) {
      if (turn !== this.#turn || signal.aborted) return;
      const error = isCabinetError(cause) ? cause : new CabinetError('unknown', String(cause), { cause });
      this.failure = { of, error };
    }
    this.loading = undefined;
    this.#changed();
  }

  #marks(readUpTo: number, othersReadUpTo: number): void {
    if (readUpTo <= this.readUpTo && othersReadUpTo <= this.othersReadUpTo) return;
    this.readUpTo = Math.max(this.readUpTo, readUpTo);
    this.othersReadUpTo = Math.max(this.othersReadUpTo, othersReadUpTo);
    this.#changed();
  }

  async #openOutbox(): Promise<void> {
    const outbox = await this.#options.client.outbox().catch(() => undefined);
    if (!outbox || this.#ended.signal.aborted) return;
    this.#stopOutbox?.();
    this.#outbox = outbox;
    const read = (): void => {
      this.#entries = outbox.entries(this.#options.ticketId);
      this.#changed();
    };
    this.#stopOutbox = outbox.onChange((delivered) => {
      if (delivered?.item.lane === this.#options.ticketId) this.#onDelivered(delivered.answer as Message);
      read();
    });
    outbox.register(sendMessage, createTicket);
    read();
  }

  #onDelivered(message: Message): void {
    // Others may have written before it: it takes its place with the page that brings all of them.
    if (message.sequence > this.#window.last) {
      this.#acknowledged = [...this.#acknowledged.filter(({ id }) => id !== message.id), message];
    }
    this.#catchUp();
  }

  /** What one person was shown is not the next one's. */
  #onSession(): void {
    const { owner } = this.#options.client;
    if (owner === this.#owner) return;
    const before = this.#owner;
    this.#owner = owner;
    if (before !== undefined) {
      this.#window.clear();
      this.isKept = owner === undefined && this.#entries.length > 0;
      this.#entries = this.#acknowledged = [];
      this.readUpTo = this.othersReadUpTo = this.#markedUpTo = 0;
      this.openedAt = undefined;
      if (owner !== undefined) this.#begin();
      this.#changed();
    }
    if (owner !== undefined) {
      this.isKept = false;
      void this.#openOutbox();
    }
  }
}

type Page = Pick<Awaited<ReturnType<List>>, 'items' | 'hasEarlier' | 'hasLater'>;
type List = (
  place: Pick<InputOf<typeof listMessages>, 'before' | 'after' | 'limit'>,
) => Promise<(typeof listMessages)['output'] extends { _zod: { output: infer Output } } ? Output : never>;
