/**
 * Names that are not known and one slip away from one that is and that is not given: one letter wrong, missing, too
 * much or swapped with its neighbour, or in the wrong case. Each is paired with the name that was probably meant.
 */
export function misspelt(given: readonly string[], known: readonly string[]): [name: string, meant: string][] {
  const missing = known.filter((name) => !given.includes(name));
  return given
    .filter((name) => !known.includes(name))
    .flatMap((name) => {
      const meant = missing.find((candidate) => isOneSlip(name.toUpperCase(), candidate));
      return meant === undefined ? [] : [[name, meant]];
    });
}

function isOneSlip(name: string, meant: string): boolean {
  let start = 0;
  while (start < name.length && name[start] === meant[start]) start++;
  let [end, meantEnd] = [name.length, meant.length];
  while (end > start && meantEnd > start && name[end - 1] === meant[meantEnd - 1])
    [end, meantEnd] = [end - 1, meantEnd - 1];
  const wrong = name.slice(start, end);
  const right = meant.slice(start, meantEnd);
  return (wrong.length < 2 && right.length < 2) || (wrong.length === 2 && [...wrong].reverse().join('') === right);
}
