import type { ReactiveControllerHost } from 'lit';

/** What is drawn is on the screen after so long, ms. */
export const FRAMES = 32;

/**
 * Loads parts of a widget when they are first needed; without a network, when it is back. A browser remembers a module
 * that failed as long as the page lives (HTML Standard, "fetch a single module script"), so then only a new page helps.
 *
 * @example
 * ```ts
 * #parts = new LazyParts(this, { details: () => import('./parts/define-order-details.ts') });
 * // in willUpdate(): if (this.orderId) void this.#parts.need('details');
 * ```
 */
export class LazyParts<Name extends string> {
  /** A part that is needed could not be loaded. */
  failed = false;
  /** A part that is needed comes when there is a network. */
  offline = false;

  #host: ReactiveControllerHost;
  #loaders: Readonly<Record<Name, () => Promise<unknown>>>;
  #loads = new Map<Name, Promise<boolean>>();

  constructor(host: ReactiveControllerHost, loaders: Readonly<Record<Name, () => Promise<unknown>>>) {
    this.#host = host;
    this.#loaders = loaders;
  }

  /** Loads a part once. @returns whether it is there */
  need(name: Name): Promise<boolean> {
    let load = this.#loads.get(name);
    if (!load) {
      load = this.#load(name);
      this.#loads.set(name, load);
    }
    return load;
  }

  /** {@link need}, once what is drawn now is on the screen: it keeps nothing waiting. */
  needSoon(name: Name): void {
    if (!this.#loads.has(name)) requestAnimationFrame(() => setTimeout(() => void this.need(name), FRAMES));
  }

  async #load(name: Name): Promise<boolean> {
    try {
      if (!navigator.onLine) {
        this.offline = true;
        this.#host.requestUpdate();
        await new Promise((resolve) => addEventListener('online', resolve, { once: true }));
        this.offline = false;
        this.#host.requestUpdate();
      }
      await this.#loaders[name]();
      return true;
    } catch {
      this.failed = true;
      this.#host.requestUpdate();
      return false;
    }
  }
}
