import { createParser } from 'eventsource-parser';
import type { LiveEvent } from '../contract/live.ts';

/** One event as it came. */
export interface ReadEvent {
  id: string;
  data: LiveEvent;
}

/** Milliseconds. */
const SILENCE = 30_000;

/** Reads an event stream, event by event. */
export class EventReader {
  readonly response: Response;
  /** All that has come so far. */
  text = '';
  readonly #aborter: AbortController;
  readonly #reader: ReadableStreamDefaultReader<Uint8Array>;
  readonly #events: ReadEvent[] = [];
  #comments = 0;
  readonly #decoder = new TextDecoder();
  readonly #parser = createParser({
    onEvent: ({ id = '', data }) => this.#events.push({ id, data: JSON.parse(data) as LiveEvent }),
    onComment: () => (this.#comments += 1),
  });

  private constructor(
    response: Response,
    body: ReadableStream<Uint8Array>,
    aborter: AbortController,
    silence: AbortSignal,
  ) {
    this.response = response;
    this.#aborter = aborter;
    this.#reader = body.getReader();
    silence.addEventListener('abort', () => void this.close(), { signal: aborter.signal });
  }

  static async open(url: string, headers: Record<string, string>, send: typeof fetch = fetch): Promise<EventReader> {
    const aborter = new AbortController();
    // A stream that stays silent fails its check instead of hanging it.
    const silence = AbortSignal.timeout(SILENCE);
    const signal = AbortSignal.any([aborter.signal, silence]);
    const response = await send(url, { headers, signal });
    if (!response.ok || response.body === null)
      throw new Error(`${url} answered ${response.status}: ${await response.text()}`);
    return new EventReader(response, response.body, aborter, silence);
  }

  /** The next event. */
  async next(): Promise<ReadEvent> {
    await this.#readUntil(() => this.#events.length > 0);
    const event = this.#events.shift();
    if (event === undefined) throw new Error('the stream ended without another event');
    return event;
  }

  /** The next event that is no reset, with which a stream may begin. */
  async change(): Promise<ReadEvent> {
    for (;;) {
      const event = await this.next();
      if (event.data.type !== 'reset') return event;
    }
  }

  /** Waits for a comment. */
  async comment(): Promise<void> {
    const before = this.#comments;
    await this.#readUntil(() => this.#comments > before);
  }

  /** Waits until the server ends the stream. */
  async end(): Promise<void> {
    await this.#readUntil(() => false);
  }

  /** Goes away, as a page does that is closed. */
  async close(): Promise<void> {
    this.#aborter.abort();
    await this.#reader.cancel().catch(() => undefined);
  }

  async #readUntil(enough: () => boolean): Promise<void> {
    while (!enough()) {
      const { done, value } = await this.#reader.read();
      if (done) return;
      const text = this.#decoder.decode(value, { stream: true });
      this.text += text;
      this.#parser.feed(text);
    }
  }
}
