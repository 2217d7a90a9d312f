import { chanceOf } from '../random.ts';

/** The bytes of the file of a message: letters, the same for the same number and size. */
export function contentOf(number: number, size: number): Uint8Array<ArrayBuffer> {
  const chance = chanceOf(number);
  // Repeated, but never where parts begin: parts that change places are seen.
  const block = Uint8Array.from({ length: 4099 }, () => 97 + chance.below(26));
  const bytes = new Uint8Array(size);
  for (let start = 0; start < size; start += block.length) bytes.set(block.subarray(0, size - start), start);
  return bytes;
}
