/**
 * The seed of `UNSTEADY=<number>`, by which messages, answers, files and frames come at random moments and something else
 * keeps the page busy, as on a machine that does too much: what rests on luck fails.
 */
export const unsteadySeed: number | undefined = process.env['UNSTEADY'] ? Number(process.env['UNSTEADY']) : undefined;

/** Numbers from 0 to 1 that are the same for a seed. Written for both sides: it is sent to pages as text. */
export function randomOf(seed: number): () => number {
  let state = seed >>> 0;
  return () => (state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0) / 2 ** 32;
}

/** A classic script that makes a page unsteady; it must run before all others. */
export function unsteadyScript(seed: number): string {
  return `(${unsettle.toString()})((${randomOf.toString()})(${seed}))`;
}

function unsettle(random: () => number): void {
  // As they are before a test replaces them.
  const now = performance.now.bind(performance);
  const later = globalThis.setTimeout.bind(globalThis);
  const frame = globalThis.requestAnimationFrame.bind(globalThis);
  /** Mostly a moment, now and then up to `most` milliseconds. */
  const wait = (most: number) =>
    new Promise<void>((resolve) => void later(resolve, random() < 0.6 ? random() * 3 : random() * most));
  const block = (most: number) => {
    const end = now() + random() * most;
    while (now() < end);
  };

  // Tabs hear of each other late, in order.
  const { close } = BroadcastChannel.prototype;
  const listening = Object.getOwnPropertyDescriptor(BroadcastChannel.prototype, 'onmessage');
  const closed = new WeakSet<BroadcastChannel>();
  let heard = Promise.resolve();
  BroadcastChannel.prototype.close = function (this: BroadcastChannel) {
    closed.add(this);
    close.call(this);
  };
  Object.defineProperty(BroadcastChannel.prototype, 'onmessage', {
    ...listening,
    set(this: BroadcastChannel, listen: ((event: MessageEvent) => void) | null) {
      const late = (event: MessageEvent) => {
        heard = heard.then(() => wait(60)).then(() => (closed.has(this) ? undefined : listen?.call(this, event)));
      };
      listening?.set?.call(this, listen && late);
    },
  });

  const locks = globalThis.LockManager?.prototype as { request: (...all: unknown[]) => Promise<unknown> } | undefined;
  if (locks) {
    const { request } = locks;
    locks.request = async function (this: LockManager, ...all) {
      await wait(60);
      return request.apply(this, all);
    };
  }

  const { fetch } = globalThis;
  globalThis.fetch = async (...all) => {
    const response = await fetch(...all);
    await wait(150);
    return response;
  };

  globalThis.requestAnimationFrame = (run) =>
    frame((moment) => {
      if (random() < 0.2) block(40);
      run(moment);
    });

  const keepBusy = () => {
    block(random() < 0.8 ? 4 : 60);
    later(keepBusy, random() * 60);
  };
  later(keepBusy, 50);
}
