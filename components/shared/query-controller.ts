import type { ReactiveController } from 'lit';
import type { InputOf, Operation, OutputOf } from '../../src/contract/operation.ts';
import type { CabinetClient, Observation, QueryOptions, QueryState } from '../../src/client/types.ts';
import type { CabinetElement } from './cabinet-element.ts';

const idle: QueryState<never> = {
  data: undefined,
  error: undefined,
  pending: true,
  fetching: false,
  paused: false,
  previous: false,
};

/**
 * Watches a query for an element: asks when the element is connected and has a client, asks again
 * when the input changes, lets go when it is disconnected.
 *
 * @example
 * ```ts
 * #order = new QueryController(this, getOrder, () => (this.orderId ? { orderId: this.orderId } : undefined));
 * // in render(): this.#order.state.data
 * ```
 */
export class QueryController<O extends Operation> implements ReactiveController {
  #host: CabinetElement;
  #operation: O;
  #input: () => InputOf<O> | undefined;
  #options: QueryOptions | undefined;
  #client: CabinetClient | undefined;
  #key: string | undefined;
  #observation: Observation<OutputOf<O>, InputOf<O>> | undefined;

  /** @param input what to ask; `undefined`: nothing yet. */
  constructor(host: CabinetElement, operation: O, input: () => InputOf<O> | undefined, options?: QueryOptions) {
    this.#host = host;
    this.#operation = operation;
    this.#input = input;
    this.#options = options;
    host.addController(this);
  }

  get state(): QueryState<OutputOf<O>> {
    return this.#observation?.state ?? idle;
  }

  /** Asks again now. */
  refetch(): void {
    this.#observation?.refetch();
  }

  hostUpdate(): void {
    // An update that was under way when the element was taken away still comes: it asks nothing.
    const client = this.#host.isConnected ? this.#host.client : undefined;
    const input = this.#input();
    const key = client && input !== undefined ? JSON.stringify(input) : undefined;
    if (client === this.#client && key === this.#key && (this.#observation || key === undefined)) return;
    const sameClient = client === this.#client;
    this.#client = client;
    this.#key = key;
    // What was shown before stays with the client, which forgets it when the person changes.
    if (sameClient && this.#observation && input !== undefined) return this.#observation.setInput(input);
    this.#observation?.stop();
    this.#observation =
      client && input !== undefined
        ? client.observe(this.#operation, input, () => this.#host.requestUpdate(), this.#options)
        : undefined;
  }

  hostConnected(): void {
    this.#host.requestUpdate();
  }

  hostDisconnected(): void {
    this.#observation?.stop();
    this.#observation = undefined;
  }
}
