import type { ReactiveController } from 'lit';
import type { Outbox, OutboxEntry } from '../../../src/client/outbox/outbox.ts';
import type { CabinetClient, Unsubscribe } from '../../../src/client/types.ts';
import { sendMessage } from '../../../src/contract/tickets/message.ts';
import { createTicket, type Ticket } from '../../../src/contract/tickets/ticket.ts';
import type { CabinetElement } from '../../shared/cabinet-element.ts';

/** New requests on their way: kept through reloads, sent by themselves. */
export class WaitingRequests implements ReactiveController {
  #host: CabinetElement;
  #onCreated: (ticket: Ticket, requestId: string) => void;
  #client: CabinetClient | undefined;
  #outbox: Outbox | undefined;
  #stops: Unsubscribe[] = [];
  entries: readonly OutboxEntry[] = [];

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
    this.#stops = [client.onSessionChange(() => void this.#open(client))];
    void this.#open(client);
  }

  hostDisconnected(): void {
    for (const stop of this.#stops.splice(0)) stop();
    this.#client = this.#outbox = undefined;
    this.entries = [];
  }

  retry(id: string): void {
    void this.#outbox?.retry(id);
  }

  takeBack(id: string): ReturnType<Outbox['takeBack']> {
    return this.#outbox?.takeBack(id) ?? Promise.resolve(undefined);
  }

  async #open(client: CabinetClient): Promise<void> {
    if (client.session.status !== 'signed-in') return;
    const outbox = await client.outbox().catch(() => undefined);
    if (!outbox || outbox === this.#outbox || client !== this.#client) return;
    this.#outbox = outbox;
    const read = (): void => {
      this.entries = outbox.entries().filter(({ operationId }) => operationId === createTicket.id);
      this.#host.requestUpdate();
    };
    this.#stops.push(
      outbox.onChange((delivered) => {
        if (delivered?.item.operationId === createTicket.id) {
          this.#onCreated(delivered.answer as Ticket, delivered.item.id);
        }
        read();
      }),
    );
    // What waits since before a reload is sent as soon as this is on the page.
    outbox.register(sendMessage, createTicket);
    read();
  }
}
