import type { Adapter } from '../adapters/adapter.ts';
import { EVENTS_BEFORE } from '../contract/live.ts';
import type { Live, LiveOptions } from './live.ts';

/** The stream outlives the last widget for as long as the next view may take to come. */
const GRACE = 5000;
/** A stream that opens later than this after the first answer may have missed a change between them; clocks may differ. */
const PROMPT = EVENTS_BEFORE - 2000;

export interface StreamOptions extends Omit<LiveOptions, 'adapter' | 'isLate' | 'onStatus'> {
  adapter: Adapter;
  /** Whether the backend streams, and to this visitor. */
  mayStream: () => boolean;
  /** Streaming began or ended: polls are to be counted anew. */
  onChange: () => void;
}

/**
 * Decides when the one event stream of a client is held: while somebody watches something on a page in
 * sight. The code that reads it is loaded when it is first wanted, after the first rows are there.
 */
export class Stream {
  readonly #options: StreamOptions;
  #live: Promise<Live> | undefined;
  #graceTimer: ReturnType<typeof setTimeout> | undefined;
  #active = true;
  /** When the first rows were there, or everything was asked for anew; milliseconds since the epoch. */
  #dataAt: number | undefined;
  #watching = 0;
  #ended = false;
  /** Whether changes arrive by themselves now. */
  streaming = false;

  constructor(options: StreamOptions) {
    this.#options = options;
  }

  /** One more, or one less, watches something. */
  watch(change: 1 | -1): void {
    this.#watching += change;
    clearTimeout(this.#graceTimer);
    if (this.#watching > 0) this.update();
    else this.#graceTimer = setTimeout(() => this.update(), GRACE);
  }

  setActive(active: boolean): void {
    this.#active = active;
    this.update();
  }

  /** The first rows are there. */
  dataArrived(): void {
    if (this.#dataAt !== undefined) return;
    this.#dataAt = Date.now();
    this.update();
  }

  /** Everything is being asked for anew, as it was for the first rows. */
  askedAnew(): void {
    if (this.#dataAt !== undefined) this.#dataAt = Date.now();
  }

  /** Takes up or lets go the stream, whichever is right now. */
  update(): void {
    const { adapter, mayStream } = this.#options;
    const wanted =
      this.#active &&
      this.#dataAt !== undefined &&
      this.#watching > 0 &&
      !this.#ended &&
      adapter.subscribe !== undefined &&
      mayStream();
    if (!wanted) return void this.#pause();
    this.#live ??= import('./live.ts').then(({ createLive }) =>
      createLive({
        ...this.#options,
        isLate: () => Date.now() - (this.#dataAt ?? 0) > PROMPT,
        onStatus: (streaming) => this.#onStatus(streaming),
      }),
    );
    this.#live.then(
      (live) => (this.#ended ? undefined : live.resume()),
      () => {
        // The chunk did not load: polls go on, and the next occasion tries again.
        this.#live = undefined;
      },
    );
  }

  /** Opens it anew, for somebody else, whose rows are asked for. */
  restart(): void {
    this.askedAnew();
    void this.#pause()?.then(() => this.update());
  }

  end(): void {
    this.#ended = true;
    clearTimeout(this.#graceTimer);
    void this.#pause();
  }

  /** Lets it go; what did not load, as without a network, holds none. */
  #pause(): Promise<void> | undefined {
    return this.#live?.then(
      (live) => live.pause(),
      () => undefined,
    );
  }

  #onStatus(streaming: boolean): void {
    if (streaming === this.streaming) return;
    this.streaming = streaming;
    if (!this.#ended) this.#options.onChange();
  }
}
