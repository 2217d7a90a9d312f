import type { ReactiveController } from 'lit';
import type { CabinetClient, SessionState, Unsubscribe } from '../../src/client/types.ts';
import type { OperationReference } from '../../src/contract/operations.ts';
import type { CabinetElement } from './cabinet-element.ts';

/** Who is signed in and what they may do, for an element: drawn again when that changes. */
export class SessionController implements ReactiveController {
  #host: CabinetElement;
  #onChange: ((state: SessionState, isOther: boolean) => void) | undefined;
  #client: CabinetClient | undefined;
  #stop: Unsubscribe | undefined;
  /** The customer acted for, now or before the sign-out. */
  #customer: string | undefined;

  /**
   * @param onChange hears of each change, beside the element's update; `isOther`: another customer is acted for, who has
   * nothing of what is open
   */
  constructor(host: CabinetElement, onChange?: (state: SessionState, isOther: boolean) => void) {
    this.#host = host;
    this.#onChange = onChange;
    host.addController(this);
  }

  get state(): SessionState {
    return this.#host.client?.session ?? { status: 'unknown' };
  }

  /** Whether backend and roles allow an operation; while that is unknown, no. */
  may(operation: OperationReference): boolean {
    return this.#host.client?.may(operation) === true;
  }

  hostConnected(): void {
    this.#host.requestUpdate();
  }

  hostUpdate(): void {
    const client = this.#host.isConnected ? this.#host.client : undefined;
    if (client === this.#client) return;
    this.#stop?.();
    this.#client = client;
    // Another company may have been chosen while the element was off the page.
    if (this.#isOther()) this.#onChange?.(this.state, true);
    this.#stop = client?.onSessionChange((state) => {
      this.#onChange?.(state, this.#isOther());
      this.#host.requestUpdate();
    });
  }

  hostDisconnected(): void {
    this.#stop?.();
    this.#stop = undefined;
    this.#client = undefined;
  }

  #isOther(): boolean {
    const { state } = this;
    const before = this.#customer;
    if (state.status === 'signed-in') this.#customer = state.session.customer.id;
    return before !== undefined && before !== this.#customer;
  }
}
