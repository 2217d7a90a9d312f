import type { ReactiveController, ReactiveControllerHost } from 'lit';

/**
 * Loads parts of a widget when they are first needed. A part that could not be loaded is asked
 * for again when the network is back, or when the person says so.
 *
 * @example
 * ```ts
 * #parts = new LazyParts(this, { details: () => import('./parts/define-order-details.ts') });
 * // in willUpdate(): if (this.orderId) void this.#parts.need('details');
 * ```
 */
export class LazyParts<Name extends string> implements ReactiveController {
  #host: ReactiveControllerHost;
  #loaders: Readonly<Record<Name, () => Promise<unknown>>>;
  #loads = new Map<Name, Promise<boolean>>();
  #failed = new Set<Name>();

  constructor(host: ReactiveControllerHost, loaders: Readonly<Record<Name, () => Promise<unknown>>>) {
    this.#host = host;
    this.#loaders = loaders;
    host.addController(this);
  }

  hostConnected(): void {
    addEventListener('online', this.retry);
  }

  hostDisconnected(): void {
    removeEventListener('online', this.retry);
  }

  /** A part that is needed could not be loaded. */
  get failed(): boolean {
    return this.#failed.size > 0;
  }

  /** Loads a part once. @returns whether it is there */
  need(name: Name): Promise<boolean> {
    let load = this.#loads.get(name);
    if (!load) {
      load = this.#loaders[name]().then(
        () => true,
        () => {
          this.#failed.add(name);
          this.#host.requestUpdate();
          return false;
        },
      );
      this.#loads.set(name, load);
    }
    return load;
  }

  /** Loads again what failed. */
  retry = (): void => {
    for (const name of this.#failed) {
      this.#failed.delete(name);
      this.#loads.delete(name);
      void this.need(name);
    }
    this.#host.requestUpdate();
  };
}
