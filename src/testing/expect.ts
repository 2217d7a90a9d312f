/** Says what a backend does against the contract. */
export class Violation extends Error {
  override readonly name = 'Violation';
}

/** Says why something could not be checked. */
export class Unchecked extends Error {
  override readonly name = 'Unchecked';
}

/** @throws Violation if the condition does not hold */
export function hold(condition: unknown, message: string): asserts condition {
  if (!condition) throw new Violation(message);
}

/** @throws Violation if the two are not the same JSON */
export function same(actual: unknown, expected: unknown, what: string): void {
  const [got, wanted] = [actual, expected].map((value) => JSON.stringify(sorted(value)));
  if (got !== wanted) throw new Violation(`${what}: expected ${short(wanted)}, got ${short(got)}`);
}

/** @throws Unchecked always */
export function unchecked(reason: string): never {
  throw new Unchecked(reason);
}

/** What a message may hold of a text that somebody else wrote. */
export function short(text: string | undefined, length = 300): string {
  return text === undefined || text.length <= length ? String(text) : `${text.slice(0, length)}…`;
}

/** With the fields of objects in one order, so that equal values have equal texts. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).filter(([, field]) => field !== undefined);
  return Object.fromEntries(
    entries.toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([key, field]) => [key, sorted(field)]),
  );
}
