import { expect } from 'chai';
import { RowSlots, type RowSlot } from '../../../components/shared/row-slots.ts';

const range = (first: number, end: number): number[] => Array.from({ length: end - first }, (_, at) => first + at);
const keysOf = (slots: readonly RowSlot[]): number[] => slots.map(({ key }) => key);
const indexesOf = (slots: readonly RowSlot[]): number[] => slots.map(({ index }) => index);
const keyOf = (slots: readonly RowSlot[], index: number): number | undefined =>
  slots.find((slot) => slot.index === index)?.key;

describe('RowSlots', () => {
  it('gives the nodes of rows that left to rows that came, while the others keep theirs', () => {
    const slots = new RowSlots();
    const before = slots.arrange(range(0, 6), undefined);
    const after = slots.reuse(range(2, 8));
    expect(keysOf(after)).to.deep.equal(keysOf(before));
    expect(indexesOf(after).toSorted()).to.deep.equal(range(2, 8));
    for (const index of range(2, 6)) expect(keyOf(after, index)).to.equal(keyOf(before, index));
  });

  it('makes nodes only for more rows than before, and lets go of those that are too many', () => {
    const slots = new RowSlots();
    const before = slots.arrange(range(0, 3), undefined);
    const more = slots.reuse(range(0, 5));
    expect(keysOf(more).slice(0, 3)).to.deep.equal(keysOf(before));
    expect(new Set(keysOf(more)).size).to.equal(5);
    expect(indexesOf(slots.reuse([0, 4]))).to.deep.equal([0, 4]);
  });

  it('puts the rows in order again without another node', () => {
    const slots = new RowSlots();
    slots.arrange(range(0, 6), undefined);
    const moved = slots.reuse(range(4, 10));
    const still = slots.arrange(range(4, 10), undefined);
    expect(indexesOf(still)).to.deep.equal(range(4, 10));
    expect(keysOf(still)).to.deep.equal(keysOf(moved));
  });

  for (const kept of [4, 5, 9]) {
    it(`keeps the nodes of a row, and the order of all nodes that stay (row ${kept})`, () => {
      const slots = new RowSlots();
      slots.arrange(range(0, 6), undefined);
      const moved = slots.reuse(range(4, 10));
      const still = slots.arrange(range(4, 10), kept);
      expect(indexesOf(still)).to.deep.equal(range(4, 10));
      expect(keyOf(still, kept)).to.equal(keyOf(moved, kept));
      const stay = keysOf(still).filter((key) => keysOf(moved).includes(key));
      expect(stay).to.deep.equal(keysOf(moved).filter((key) => stay.includes(key)));
      expect(new Set(keysOf(still)).size).to.equal(6);
    });
  }
});
