/** Milliseconds between two marks that are told: who reads along with a busy conversation says so once for many messages. */
const REST = 1000;

/** Sequences up to which this side and the other have read. */
interface Marks {
  readUpTo: number;
  othersReadUpTo?: number;
}

export interface ReadMarksOptions {
  /** Tells the backend; resolves with what it knows now. */
  tell: (sequence: number) => Promise<Marks>;
  onChange: () => void;
}

/** How far both sides have read a conversation, by sequence. They never go back. */
export class ReadMarks {
  readonly #options: ReadMarksOptions;
  #seen = 0;
  #rest: ReturnType<typeof setTimeout> | undefined;
  /** Up to which this side has read. */
  own = 0;
  /** Up to which the other side has read. */
  others = 0;

  constructor(options: ReadMarksOptions) {
    this.#options = options;
  }

  /** What the backend knows. */
  take({ readUpTo, othersReadUpTo = 0 }: Marks): void {
    if (readUpTo <= this.own && othersReadUpTo <= this.others) return;
    this.own = Math.max(this.own, readUpTo);
    this.others = Math.max(this.others, othersReadUpTo);
    this.#options.onChange();
  }

  /** Everything up to a message was seen. Where that cannot be said now, the next one says it too. */
  async see(sequence: number): Promise<void> {
    if (sequence <= Math.max(this.own, this.#seen)) return;
    this.#seen = sequence;
    if (this.#rest === undefined) await this.#tell();
  }

  async #tell(): Promise<void> {
    this.#rest = undefined;
    const sequence = this.#seen;
    if (sequence <= this.own) return;
    this.#rest = setTimeout(() => void this.#tell(), REST);
    try {
      this.take(await this.#options.tell(sequence));
    } catch {
      if (this.#seen === sequence) this.#seen = 0;
    }
  }

  /** Says what was seen and not said yet. */
  flush(): void {
    clearTimeout(this.#rest);
    void this.#tell();
    clearTimeout(this.#rest);
    this.#rest = undefined;
  }

  /** Another person reads. */
  reset(): void {
    clearTimeout(this.#rest);
    this.#rest = undefined;
    this.own = this.others = this.#seen = 0;
  }
}
