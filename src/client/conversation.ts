import { CabinetError, isCabinetError } from '../contract/problem.ts';
import { getTicket, markRead, type Message } from '../contract/tickets/index.ts';
import { MessagePages, type MessageAnswer } from './message-pages.ts';
import { MessageWindow, type MessagePage } from './message-window.ts';
import type { OutboxEntry } from './outbox/outbox.ts';
import { OwnMessages, type NewMessage } from './own-messages.ts';
import { pause, waitAfter } from './pause.ts';
import { ReadMarks } from './read-marks.ts';
import type { CabinetClient, Observation, Unsubscribe } from './types.ts';

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
  readonly #pages: MessagePages;
  readonly #own: OwnMessages;
  readonly #marks: ReadMarks;
  #ready: Promise<void> = Promise.resolve();
  /** Counts up when everything begins anew: answers of before are for nobody. */
  #turn = 0;
  #owner: string | undefined;
  #wanted = false;
  #catching: Promise<void> | undefined;
  /** Cuts short the pause after new messages could not be loaded. */
  #hurry = new AbortController();
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
    this.#pages = new MessagePages(client, ticketId, this.#ended.signal);
    const onChange = (): void => this.#changed();
    this.#own = new OwnMessages({ client, ticketId, onChange, onDelivered: (message) => this.#onDelivered(message) });
    this.#marks = new ReadMarks({
      tell: (sequence) => client.mutate(markRead, { ticketId, sequence }),
      onChange,
    });
    this.#ticket = client.observe(getTicket, { ticketId }, ({ data }) => {
      if (!data) return;
      this.#marks.take(data);
      if (data.lastSequence > this.#window.last) this.#catchUp();
    });
    // Whoever closes the page has read what was on it.
    const onHidden = (): void => {
      if (document.visibilityState === 'hidden') this.#marks.flush();
    };
    if (typeof document !== 'undefined') {
      document.addEventListener('visibilitychange', onHidden, { signal: this.#ended.signal });
    }
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
    void this.#own.open();
  }

  /** Those that are known around what is looked at, by sequence. */
  get messages(): readonly Message[] {
    const { messages, last } = this.#window;
    // A page may bring one a moment before it is known that it has.
    const newer = this.#own.acknowledged.filter(({ sequence }) => sequence > last);
    return newer.length > 0 && !this.hasLater ? [...messages, ...newer] : messages;
  }

  /** Those of this person that are on their way or were refused, in the order in which they were sent. */
  get waiting(): readonly OutboxEntry[] {
    const { entries } = this.#own;
    if (entries.length === 0) return [];
    const arrived = new Set(this.messages.map(({ clientId }) => clientId));
    return entries.filter(({ id }) => !arrived.has(id));
  }

  get hasEarlier(): boolean {
    return this.#window.hasEarlier;
  }

  get hasLater(): boolean {
    return this.#window.hasLater;
  }

  /** How far a message of this side has come. */
  progressOf({ sequence }: Message): MessageProgress {
    return sequence <= this.#marks.others ? 'read' : 'sent';
  }

  /**
   * Stores a message and sends it; resolves as soon as it is stored.
   * @returns whether it would survive the page; false: it lies in memory only, for want of room
   * @throws CabinetError `unauthenticated` while nobody is signed in, `offline` where nobody is known and cannot be now
   */
  async send(message: NewMessage): Promise<boolean> {
    const kept = await this.#own.send(message);
    if (this.hasLater) void this.toEnd();
    return kept;
  }

  /** Tries a refused one again, or hurries those that wait. */
  retry(id: string): Promise<void> {
    return this.#own.retry(id);
  }

  /** Takes back what has surely not arrived; `undefined`: it is too late. */
  takeBack(id: string): ReturnType<OwnMessages['takeBack']> {
    return this.#own.takeBack(id);
  }

  /** Loads those before the first one. */
  loadEarlier(): Promise<void> {
    const { first } = this.#window;
    if (!this.hasEarlier || this.loading || first === undefined) return this.#ready;
    return (this.#ready = this.#load(
      'earlier',
      () => this.#pages.list({ before: first }),
      (page) => this.#window.addEarlier(page),
    ));
  }

  /** Loads those after the last one, where the end is not here. */
  loadLater(): Promise<void> {
    if (!this.hasLater || this.loading) return this.#ready;
    const { last } = this.#window;
    return (this.#ready = this.#load(
      'later',
      () => this.#pages.list({ after: last }),
      (page) => void this.#window.addLater(page, false),
    ));
  }

  /** Shows the surroundings of a message. */
  async goTo(sequence: number): Promise<void> {
    if (this.#window.has(sequence)) return;
    this.following = false;
    await this.#anew(() => this.#pages.around(sequence));
  }

  /** Shows the latest messages. */
  async toEnd(): Promise<void> {
    this.following = true;
    if (!this.hasLater) return;
    await this.#anew(() => this.#pages.list({}));
  }

  /** Begins anew after the first loading failed, or goes on with what failed. */
  retryLoading(): void {
    const { failure } = this;
    this.failure = undefined;
    if (failure?.of === 'earlier') void this.loadEarlier();
    else if (failure?.of === 'later') this.#catchUp();
    else this.#begin();
  }

  /** Sequence up to which this side has read. */
  get readUpTo(): number {
    return this.#marks.own;
  }

  /** Says that everything up to a message was seen, at once or with what is seen in the next moment. */
  async markRead(sequence: number): Promise<void> {
    if (this.#options.client.may(markRead) === true) await this.#marks.see(sequence);
  }

  /** Ends it; what waits is sent all the same. */
  end(): void {
    this.#ended.abort();
    this.#own.end();
    this.#marks.flush();
    for (const stop of this.#stops.splice(0)) stop();
  }

  #changed(): void {
    if (!this.#ended.signal.aborted) this.#options.onChange();
  }

  #begin(): void {
    void this.#anew(async () => {
      const page = await this.#pages.list({});
      this.openedAt ??= page.readUpTo;
      const [first] = page.items;
      const unseen = page.hasEarlier && first !== undefined && first.sequence > page.readUpTo + 1;
      return unseen ? this.#pages.around(page.readUpTo + 1) : page;
    });
  }

  /** Another part of the conversation, in place of what is here. */
  #anew(ask: () => Promise<MessageAnswer>): Promise<void> {
    this.#turn++;
    return (this.#ready = this.#load('first', ask, (page) => {
      this.following = !page.hasLater;
      this.#window.replace(page);
    }));
  }

  /**
   * Asks for what came after the last message, until nothing has; who asks meanwhile has it asked once more. What fails
   * is tried again after growing pauses: no event may come that would remind of it.
   */
  #catchUp(): void {
    this.#wanted = true;
    this.#hurry.abort();
    this.#catching ??= this.#catchAll().finally(() => (this.#catching = undefined));
  }

  async #catchAll(): Promise<void> {
    const { signal } = this.#ended;
    for (let failures = 0; this.#wanted && !signal.aborted;) {
      await this.#ready;
      this.#wanted = false;
      // Those that are not looked at are loaded on the way to them.
      if (this.failure?.of === 'first' || (this.hasLater && !this.following)) return;
      const before = this.#window.last;
      await (this.#ready = this.#load(
        'later',
        () => this.#pages.list({ after: before }),
        (page) => this.#onLater(page),
      ));
      if (this.hasLater && this.following && this.#window.last > before) this.#wanted = true;
      const { failure } = this;
      if (failure?.of !== 'later' || !failure.error.retryable) {
        failures = 0;
        continue;
      }
      this.#wanted = true;
      this.#hurry = new AbortController();
      const wait = (failure.error.retryAfter ?? 0) + waitAfter(failures++);
      await pause(wait, AbortSignal.any([this.#hurry.signal, signal]));
    }
  }

  #onLater(page: MessagePage): void {
    const arrived = this.#window.addLater(page, this.following);
    this.#own.arrived(this.#window.last);
    if (arrived.length > 0) this.#options.onArrived?.(arrived);
  }

  /** Asks, and puts what came in its place, unless everything has begun anew meanwhile. */
  async #load(
    of: 'first' | 'earlier' | 'later',
    ask: () => Promise<MessageAnswer>,
    put: (page: MessagePage) => void,
  ): Promise<void> {
    const turn = this.#turn;
    const { signal } = this.#ended;
    this.loading = of;
    // New ones are asked for without a word: with many of them, telling would cost as much as showing them.
    if (of !== 'later') this.#changed();
    try {
      const page = await ask();
      if (turn !== this.#turn || signal.aborted) return;
      this.#marks.take(page);
      put(page);
      this.failure = undefined;
    } catch (cause) {
      if (turn !== this.#turn || signal.aborted) return;
      const error = isCabinetError(cause) ? cause : new CabinetError('unknown', String(cause), { cause });
      this.failure = { of, error };
    }
    this.loading = undefined;
    this.#changed();
  }

  #onDelivered(message: Message): void {
    if (message.sequence > this.#window.last) this.#own.acknowledge(message);
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
      this.isKept = owner === undefined && this.#own.entries.length > 0;
      this.#own.clear();
      this.#marks.reset();
      this.openedAt = undefined;
      if (owner !== undefined) this.#begin();
      this.#changed();
    }
    if (owner !== undefined) {
      this.isKept = false;
      void this.#own.open();
    }
  }
}
