import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** Rows of a block: few enough to be drawn at once, so many that thousands of rows are few blocks. */
const BLOCK = 40;
/** How far beyond the viewport rows are drawn. */
const MARGIN = '800px 0px';
/** Rows that a printout holds at most. */
const MOST_PRINTED = 1000;

export interface RowBlock {
  index: number;
  /** First row of it. */
  first: number;
  /** The row after its last one. */
  end: number;
  /** Its rows are near the viewport; otherwise it is an empty box of their height. */
  drawn: boolean;
}

/**
 * Which rows of a long list are near the viewport, where rows differ in height, as with comments among them. Rows come
 * in blocks; draw each of {@link blocks} as one element with `data-block` and its index, empty unless `drawn`.
 */
export class RowBlocks implements ReactiveController {
  #host: ReactiveControllerHost & HTMLElement;
  #count: () => number;
  #draw: () => void;
  #near = new Set([0]);
  #heights = new Map<number, number>();
  #observer: IntersectionObserver | undefined;
  #printing = false;

  /** @param options.draw draws the element at once: a page is printed as soon as the event that says so is over */
  constructor(host: ReactiveControllerHost & HTMLElement, { count, draw }: { count: () => number; draw: () => void }) {
    this.#host = host;
    this.#count = count;
    this.#draw = draw;
    host.addController(this);
  }

  get blocks(): RowBlock[] {
    const count = this.#count();
    return [...Array(Math.ceil(count / BLOCK)).keys()].map((index) => ({
      index,
      first: index * BLOCK,
      end: Math.min(count, (index + 1) * BLOCK),
      drawn: this.#printing ? index * BLOCK < MOST_PRINTED : this.#near.has(index),
    }));
  }

  /** The rows that are drawn, from the first to after the last. */
  get drawn(): { first: number; end: number } {
    const drawn = this.blocks.filter((block) => block.drawn);
    return { first: drawn[0]?.first ?? 0, end: drawn.at(-1)?.end ?? 0 };
  }

  hostConnected(): void {
    this.#observer = new IntersectionObserver((entries) => this.#onSeen(entries), { rootMargin: MARGIN });
    window.addEventListener('beforeprint', this.#onPrint);
    window.addEventListener('afterprint', this.#onPrint);
  }

  hostDisconnected(): void {
    this.#observer?.disconnect();
    window.removeEventListener('beforeprint', this.#onPrint);
    window.removeEventListener('afterprint', this.#onPrint);
  }

  hostUpdated(): void {
    const { blocks } = this;
    for (const element of this.#host.shadowRoot?.querySelectorAll<HTMLElement>('[data-block]') ?? []) {
      this.#observer?.observe(element);
      const block = blocks[Number(element.dataset['block'])];
      if (!block) continue;
      const { index, first, end, drawn } = block;
      if (drawn && this.#heights.size === 0 && element.offsetHeight > 0) this.#heights.set(index, element.offsetHeight);
      element.style.setProperty('block-size', drawn ? 'auto' : `${this.#heightOf(index, end - first)}px`);
    }
  }

  #heightOf(index: number, rows: number): number {
    const [known = 0] = this.#heights.values();
    return this.#heights.get(index) ?? (known / Math.min(BLOCK, this.#count())) * rows;
  }

  #onSeen(entries: readonly IntersectionObserverEntry[]): void {
    for (const { target, isIntersecting, boundingClientRect } of entries) {
      const index = Number((target as HTMLElement).dataset['block']);
      if (isIntersecting) this.#near.add(index);
      // What has the focus stays, wherever it was scrolled to.
      else if (boundingClientRect.height > 0 && !target.contains(this.#host.shadowRoot?.activeElement ?? null)) {
        if (this.#near.delete(index)) this.#heights.set(index, boundingClientRect.height);
      }
    }
    this.#host.requestUpdate();
  }

  #onPrint = (event: Event): void => {
    this.#printing = event.type === 'beforeprint';
    this.#draw();
  };
}
