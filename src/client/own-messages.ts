import type { InputOf } from '../contract/operation.ts';
import { createTicket, sendMessage, type Message } from '../contract/tickets/index.ts';
import type { Outbox, OutboxEntry } from './outbox/outbox.ts';
import { randomKey } from './random-key.ts';
import type { CabinetClient, Unsubscribe } from './types.ts';

/** What a message brings; its id and its place come by themselves. */
export interface NewMessage {
  text: string;
  files?: readonly File[] | undefined;
  replyToId?: string | undefined;
}

export interface OwnMessagesOptions {
  client: CabinetClient;
  ticketId: string;
  onChange: () => void;
  /** The backend has one of them. */
  onDelivered: (message: Message) => void;
}

/** Those of this person in one conversation that the backend may not have yet, in the order in which they were sent. */
export class OwnMessages {
  readonly #options: OwnMessagesOptions;
  #outbox: Outbox | undefined;
  #stop: Unsubscribe | undefined;
  #ended = false;
  entries: readonly OutboxEntry[] = [];
  /** Answers of the outbox that no page has brought yet. */
  acknowledged: readonly Message[] = [];

  constructor(options: OwnMessagesOptions) {
    this.#options = options;
  }

  /** Begins to watch them, once it is known whose they are. */
  async open(): Promise<void> {
    const { client, ticketId, onChange, onDelivered } = this.#options;
    const outbox = await client.outbox().catch(() => undefined);
    if (!outbox || this.#ended) return;
    this.#stop?.();
    this.#outbox = outbox;
    const read = (): void => {
      this.entries = outbox.entries(ticketId);
      onChange();
    };
    this.#stop = outbox.onChange((delivered) => {
      if (delivered?.item.lane === ticketId) onDelivered(delivered.answer as Message);
      read();
    });
    outbox.register(sendMessage, createTicket);
    read();
  }

  /** @returns whether it would survive the page */
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
    return item.volatile !== true;
  }

  async retry(id: string): Promise<void> {
    await this.#outbox?.retry(id);
  }

  async takeBack(id: string): Promise<{ text: string; files: File[]; replyToId: string | undefined } | undefined> {
    const taken = await this.#outbox?.takeBack(id);
    if (!taken) return undefined;
    const { text, replyToId } = taken.item.input as Partial<InputOf<typeof sendMessage>>;
    return { text: text ?? '', files: taken.files, replyToId };
  }

  /** Others may have written before it: it takes its place with the page that brings all of them. */
  acknowledge(message: Message): void {
    this.acknowledged = [...this.acknowledged.filter(({ id }) => id !== message.id), message];
  }

  /** Pages have brought everything up to a sequence. */
  arrived(sequence: number): void {
    this.acknowledged = this.acknowledged.filter((message) => message.sequence > sequence);
  }

  clear(): void {
    this.entries = this.acknowledged = [];
  }

  /** Ends the watching; they are sent all the same. */
  end(): void {
    this.#ended = true;
    this.#stop?.();
  }
}
