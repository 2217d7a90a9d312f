import type { ReactiveController } from 'lit';
import type { Outbox, OutboxEntry } from '../../../src/client/outbox/outbox.ts';
import type { CabinetClient, Unsubscribe } from '../../../src/client/types.ts';
import type { Ticket } from '../../../src/contract/tickets/ticket.ts';
import type { CabinetElement } from '../../shared/cabinet-element.ts';
import type { WaitingList } from './waiting-list.ts';

/** New requests, and messages, on their way: kept through reloads, sent by themselves. */
export class WaitingRequests implements ReactiveController {
  #host: CabinetElement;
  #onCreated: (ticket: Ticket, requestId: string) => void;
  #client: CabinetClient | undefined;
  #outbox: Outbox | undefined;
  #stopSession: Unsubscribe | undefined;
  #stopOutbox: Unsubscribe | undefined;
  /** Comes with the first that waits. */
  #view: typeof import('./define-ticket-conversation.ts') | undefined;
  #requests: readonly OutboxEntry[] = [];
  #messages: readonly OutboxEntry[] = [];

  constructor(host: CabinetElement, onCreated: (ticket: Ticket, requestId: string) => void) {
    this.#host = host;
    this.#onCreated = onCreated;
    host.addController(this);
  }

  hostConnected(): void {
    this.#host.requestUpdate();
  }

  hostUpdate(): void {
    const { client, isConnected } = this.#host;
    if (!isConnected || client === this.#client) return;
    this.hostDisconnected();
    this.#client = client;
    if (!client) return;
    this.#stopSession = client.onSessionChange(() => void this.#open(client));
    void this.#open(client);
  }

  hostDisconnected(): void {
    this.#stopSession?.();
    this.#client = undefined;
    this.#leave();
  }

  takeBack(id: string): ReturnType<Outbox['takeBack']> {
    return this.#outbox?.takeBack(id) ?? Promise.resolve(undefined);
  }

  render(list: Omit<WaitingList, 'requests' | 'messages' | 'retry'>): unknown {
    return this.#view?.waitingList({
      ...list,
      requests: this.#requests,
      messages: this.#messages,
      retry: (id) => void this.#outbox?.retry(id),
    });
  }

  async #open(client: CabinetClient): Promise<void> {
    if (client.owner === undefined) return this.#leave();
    const loaded = await Promise.all([
      client.outbox(),
      import('../../../src/contract/tickets/message.ts'),
      import('../../../src/contract/tickets/ticket.ts'),
    ]).catch(() => undefined);
    if (!loaded || client !== this.#client || client.owner === undefined) return;
    const [outbox, { sendMessage }, { createTicket }] = loaded;
    if (outbox === this.#outbox) return;
    this.#leave();
    this.#outbox = outbox;
    const read = (): void => {
      const entries = outbox.entries();
      const messages = entries.filter(({ operationId }) => operationId === sendMessage.id);
      this.#requests = entries.filter(({ operationId }) => operationId === createTicket.id);
      this.#messages = messages.filter(({ lane }, index) => messages.findIndex((each) => each.lane === lane) === index);
      if (entries.length > 0) void this.#draw();
      this.#host.requestUpdate();
    };
    this.#stopOutbox = outbox.onChange((delivered) => {
      if (delivered?.item.operationId === createTicket.id) {
        this.#onCreated(delivered.answer as Ticket, delivered.item.id);
      }
      read();
    });
    // What waits since before a reload is sent as soon as this is on the page.
    outbox.register(sendMessage, createTicket);
    read();
  }

  async #draw(): Promise<void> {
    this.#view ??= await import('./define-ticket-conversation.ts').catch(() => undefined);
    this.#host.requestUpdate();
  }

  /** What waits is for its owner's eyes. */
  #leave(): void {
    this.#stopOutbox?.();
    this.#stopOutbox = this.#outbox = undefined;
    if (this.#requests.length + this.#messages.length > 0) this.#host.requestUpdate();
    this.#requests = this.#messages = [];
  }
}
