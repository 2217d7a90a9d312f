/** A timer that waits in virtual time. */
interface Waiting {
  due: number;
  delay: number;
  run: () => void;
  every: number | undefined;
}

/** Delays up to this many milliseconds are scheduling, not waiting: they stay real. */
const REAL = 20;

/**
 * Makes waiting free: timers of more than 20 ms wait until a test moves the time on. `Date.now` moves
 * with it, promises and the network stay real.
 */
export class VirtualTime {
  readonly #original = { setTimeout, clearTimeout, setInterval, clearInterval, now: Date.now };
  readonly #waiting = new Map<number, Waiting>();
  #elapsed = 0;
  #lastId = 1_000_000;

  constructor() {
    const add = (run: () => void, delay: number, every?: number) => {
      this.#waiting.set(++this.#lastId, { due: this.#elapsed + delay, delay, run, every });
      return this.#lastId;
    };
    const bind =
      (real: typeof setTimeout, repeats: boolean) =>
      (run: () => void, delay = 0, ...rest: unknown[]) =>
        delay <= REAL ? real(run, delay, ...rest) : add(run, delay, repeats ? delay : undefined);
    const clear = (real: (id?: number) => void) => (id?: number) => {
      if (id === undefined || !this.#waiting.delete(id)) real(id);
    };
    const { setTimeout: timeout, setInterval: interval } = this.#original;
    Object.assign(globalThis, {
      setTimeout: bind(timeout.bind(globalThis), false),
      setInterval: bind(interval.bind(globalThis) as typeof setTimeout, true),
      clearTimeout: clear(this.#original.clearTimeout.bind(globalThis)),
      clearInterval: clear(this.#original.clearInterval.bind(globalThis)),
    });
    Date.now = () => this.#original.now.call(Date) + this.#elapsed;
  }

  /** Delays of the timers that wait now. */
  get delays(): number[] {
    return [...this.#waiting.values()].map(({ delay }) => delay);
  }

  /** Moves the time on and runs what falls due, earliest first. */
  async advance(milliseconds: number): Promise<void> {
    const end = this.#elapsed + milliseconds;
    for (;;) {
      const [id, next] = [...this.#waiting].sort(([, a], [, b]) => a.due - b.due)[0] ?? [];
      if (id === undefined || !next || next.due > end) break;
      this.#elapsed = next.due;
      if (next.every === undefined) this.#waiting.delete(id);
      else next.due += next.every;
      next.run();
      await this.settle();
    }
    this.#elapsed = end;
    await this.settle();
  }

  /** Lets promises and real timers of a few milliseconds run. */
  settle(): Promise<void> {
    return new Promise((resolve) => this.#original.setTimeout.call(globalThis, resolve, 5));
  }

  restore(): void {
    const { now, ...timers } = this.#original;
    Object.assign(globalThis, timers);
    Date.now = now;
  }
}
