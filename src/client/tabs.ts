import type { AccessToken, SessionSource } from './types.ts';

/** What the tabs of one origin tell each other. */
export type TabMessage =
  /** Somebody signed out for good: forget everything. */
  | { type: 'signed-out' }
  /** Somebody is signed in; `identity` tells a change of person or customer. */
  | { type: 'signed-in'; identity: string }
  /** This tab was refused: see whether you still are who you think. */
  | { type: 'recheck' }
  /** Only in `token-url` mode, where every tab could ask for it as well. */
  | { type: 'token'; token: AccessToken };

/** Milliseconds that a tab waits for another tab's lock before it goes on without. */
const LOCK_LIMIT = 10_000;

/** The channel and the lock between the tabs of one origin that have the same session. */
export class Tabs {
  readonly #name: string;
  readonly #onMessage: (message: TabMessage) => void;
  #channel: BroadcastChannel | undefined;

  /** @param backend names it: the cabinets of two companies on one origin have sessions of their own. */
  constructor(source: SessionSource, backend: string, onMessage: (message: TabMessage) => void) {
    this.#name = `cabinet-elements:${source.mode}:${source.mode === 'token-url' ? source.url : backend}`;
    this.#onMessage = onMessage;
  }

  /** Joins the other tabs; a channel of a page that lies in the back/forward cache would throw it out of there. */
  open(): void {
    if (this.#channel || typeof BroadcastChannel !== 'function') return;
    this.#channel = new BroadcastChannel(this.#name);
    // Node has channels too, and would not end while one is open.
    (this.#channel as { unref?: () => void }).unref?.();
    this.#channel.onmessage = ({ data }: MessageEvent<TabMessage>) => this.#onMessage(data);
  }

  close(): void {
    this.#channel?.close();
    this.#channel = undefined;
  }

  tell(message: TabMessage): void {
    this.#channel?.postMessage(message);
  }

  /**
   * Runs a task in one tab at a time. A frozen or broken holder cannot block it: after ten seconds, and
   * where there are no locks, it runs all the same. `waited`: another tab has just done the like.
   */
  async exclusively<Result>(task: (waited: boolean) => Promise<Result>): Promise<Result> {
    const locks = globalThis.navigator?.locks;
    if (!locks) return task(false);
    let started: Promise<Result> | undefined;
    const run = (waited: boolean) => (started = task(waited));
    const patience = new AbortController();
    const timer = setTimeout(() => patience.abort(), LOCK_LIMIT);
    try {
      const free = await locks.request(
        this.#name,
        { ifAvailable: true },
        async (lock) => lock && { result: await run(false) },
      );
      if (free) return free.result;
      return await locks.request(this.#name, { signal: patience.signal }, async () => {
        clearTimeout(timer);
        return run(true);
      });
    } catch (error) {
      if (started) return await started;
      // No lock to be had (in time, or at all, as in a sandboxed frame): two renewals do less harm than none.
      if (error instanceof DOMException) return await task(false);
      throw error;
    } finally {
      clearTimeout(timer);
    }
  }
}
