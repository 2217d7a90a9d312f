/** How often a leader says that it lives, in milliseconds. */
const HEARTBEAT = 2000;
/** A leader that was not heard of for so long is frozen or broken: another tab takes over. */
const SILENCE = 6000;
/** Browsers slow the timers of tabs that nobody looks at: between two of those, silence for so long means nothing. */
const SILENCE_UNSEEN = 150_000;

/**
 * One tab of a browser does for all what only one should do. Who leads holds a lock, which the browser
 * frees when its tab ends; and it says every two seconds that it lives, so that one that was frozen with the
 * lock in its hand is replaced too. Where there are no locks, every tab leads itself: what they do must be
 * safe to be done twice, only wasteful.
 *
 * @example
 * ```ts
 * const leader = new Leader('outbox', (leading) => (leading ? start() : stop()));
 * leader.join();
 * ```
 */
export class Leader {
  readonly #name: string;
  readonly #onChange: (leading: boolean) => void;
  #candidacy: AbortController | undefined;
  #leading = false;

  constructor(name: string, onChange: (leading: boolean) => void) {
    this.#name = `cabinet-elements:leader:${name}`;
    this.#onChange = onChange;
  }

  get leading(): boolean {
    return this.#leading;
  }

  /** Leads, now or as soon as nobody else does. */
  join(): void {
    if (this.#candidacy) return;
    const candidacy = new AbortController();
    this.#candidacy = candidacy;
    const locks = globalThis.navigator?.locks;
    if (!locks || typeof BroadcastChannel !== 'function') return this.#set(true);
    void this.#run(locks, candidacy.signal);
  }

  /** Lets another tab lead. */
  leave(): void {
    this.#candidacy?.abort();
    this.#candidacy = undefined;
    this.#set(false);
  }

  async #run(locks: LockManager, signal: AbortSignal): Promise<void> {
    const channel = new BroadcastChannel(this.#name);
    (channel as { unref?: () => void }).unref?.();
    signal.addEventListener('abort', () => channel.close(), { once: true });
    while (!signal.aborted) {
      const term = new AbortController();
      const end = () => term.abort();
      signal.addEventListener('abort', end, { once: true });
      try {
        await this.#hold(locks, channel, term.signal);
      } catch (error) {
        // Stolen from: a candidate again. Anything else: no locks to be had here, as in a sandboxed frame.
        if (!isAbort(error)) await this.#lead(channel, signal);
      }
      term.abort();
      signal.removeEventListener('abort', end);
      this.#set(false);
    }
  }

  /** Leads as soon as the lock is free, or its holder is silent. */
  async #hold(locks: LockManager, channel: BroadcastChannel, signal: AbortSignal): Promise<void> {
    const patience = new AbortController();
    let timer: ReturnType<typeof setTimeout> | undefined;
    let heardAt = performance.now();
    const expect = () => (timer = setTimeout(lose, SILENCE));
    const lose = () => {
      const isSeen = globalThis.document?.visibilityState !== 'hidden';
      if (isSeen || performance.now() - heardAt > SILENCE_UNSEEN) patience.abort();
      else expect();
    };
    const listen = () => {
      heardAt = performance.now();
      clearTimeout(timer);
      expect();
    };
    const lead = () => {
      clearTimeout(timer);
      channel.onmessage = null;
      return this.#lead(channel, signal);
    };
    channel.onmessage = listen;
    listen();
    try {
      await locks.request(this.#name, { signal: AbortSignal.any([signal, patience.signal]) }, lead);
    } catch (error) {
      if (signal.aborted || !patience.signal.aborted) throw error;
      await locks.request(this.#name, { steal: true }, lead);
    } finally {
      clearTimeout(timer);
    }
  }

  async #lead(channel: BroadcastChannel, signal: AbortSignal): Promise<void> {
    if (signal.aborted) return;
    const beat = () => channel.postMessage('alive');
    const timer = setInterval(beat, HEARTBEAT);
    beat();
    this.#set(true);
    await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
    clearInterval(timer);
  }

  #set(leading: boolean): void {
    if (leading === this.#leading) return;
    this.#leading = leading;
    this.#onChange(leading);
  }
}

function isAbort(error: unknown): boolean {
  return error instanceof DOMException && error.name === 'AbortError';
}
