import type { FileContent } from './file-store.ts';

/** Bytes that lie in an object of their own. */
export interface Part {
  /** Where they begin and end in the file. */
  start: number;
  end: number;
  load: () => Promise<Uint8Array<ArrayBuffer>>;
}

/** A file whose parts are fetched one after another as they are wanted, so that one of them at a time is in memory. */
export class PartedContent implements FileContent {
  readonly #parts: readonly Part[];
  readonly #start: number;
  readonly #end: number;

  /** @param parts in their order and without gaps */
  constructor(parts: readonly Part[], start = 0, end = parts.at(-1)?.end ?? 0) {
    this.#parts = parts.filter((part) => part.end > start && part.start < end);
    this.#start = start;
    this.#end = end;
  }

  get size(): number {
    return this.#end - this.#start;
  }

  slice(start = 0, end = this.size): FileContent {
    const from = Math.min(this.#start + start, this.#end);
    return new PartedContent(this.#parts, from, Math.max(from, Math.min(this.#start + end, this.#end)));
  }

  stream(): ReadableStream<Uint8Array<ArrayBuffer>> {
    const bytes = this.#bytes();
    return new ReadableStream(
      {
        async pull(controller) {
          const { value, done } = await bytes.next();
          if (done) controller.close();
          else controller.enqueue(value);
        },
      },
      // Nothing is fetched ahead of whoever reads.
      { highWaterMark: 0 },
    );
  }

  arrayBuffer(): Promise<ArrayBuffer> {
    return new Response(this.stream()).arrayBuffer();
  }

  async *#bytes(): AsyncGenerator<Uint8Array<ArrayBuffer>, undefined> {
    for (const { start, end, load } of this.#parts) {
      const bytes = await load();
      // What has arrived late, after its successor was sent, may be longer than what counts of it.
      if (bytes.length < end - start) throw new Error(`A part is shorter than ${end - start} bytes`);
      yield bytes.subarray(Math.max(this.#start, start) - start, Math.min(this.#end, end) - start);
    }
  }
}
