/** A row in the DOM: its nodes, by a key that stays theirs, and the index of the row that they show. */
export interface RowSlot {
  readonly key: number;
  readonly index: number;
}

/**
 * Which nodes show which row of a windowed list. While the list moves, rows that come into sight take
 * over the nodes of rows that left it, so that none is made, moved or removed: that is most of what a
 * row costs. At rest the nodes stand in the order of their rows, for screen readers and selections.
 */
export class RowSlots {
  #slots: readonly RowSlot[] = [];
  #keys = 0;

  /** Gives each row the nodes that come cheapest. @param indexes ascending */
  reuse(indexes: readonly number[]): readonly RowSlot[] {
    const wanted = new Set(indexes);
    const shown = new Set(this.#slots.map(({ index }) => index));
    const coming = indexes.filter((index) => !shown.has(index));
    const reused = this.#slots.flatMap((slot) => {
      const index = wanted.has(slot.index) ? slot.index : coming.shift();
      return index === undefined ? [] : { key: slot.key, index };
    });
    return (this.#slots = [...reused, ...coming.map((index) => this.#make(index))]);
  }

  /** Gives each row nodes in the rows' order. @param indexes ascending @param kept the row that keeps its nodes */
  arrange(indexes: readonly number[], kept: number | undefined): readonly RowSlot[] {
    const slots = this.#slots;
    const place = slots.findIndex(({ index }) => index === kept);
    const rank = place < 0 ? -1 : indexes.findIndex((index) => index === kept);
    // So many are made at the start, or so many left out, for the kept ones to stand in their row's place.
    const made = rank < 0 ? 0 : rank - place;
    return (this.#slots = indexes.map((index, at) => {
      const slot = slots[at - made];
      return slot ? { key: slot.key, index } : this.#make(index);
    }));
  }

  #make(index: number): RowSlot {
    return { key: this.#keys++, index };
  }
}
