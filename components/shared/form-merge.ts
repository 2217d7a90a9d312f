/** Fields of a form by name; every one is a text. */
export type FormValues = Readonly<Record<string, string>>;

/** The values of a form as they are stored, and their version. */
export interface Stored {
  values: FormValues;
  etag: string;
}

/** What somebody else wrote into fields that the person edits too. */
export type Theirs = Readonly<Record<string, string>>;

/**
 * Puts edits, made from one version, onto a later one. Where both sides changed a field to different values, it is
 * reported as `theirs`, and the edit stays until the person has chosen.
 *
 * @example
 * ```ts
 * merge({ values: { name: 'A' }, etag: '1' }, { name: 'B' }, { values: { name: 'C' }, etag: '2' });
 * // { edits: { name: 'B' }, theirs: { name: 'C' } }
 * ```
 */
export function merge(before: Stored, edits: FormValues, after: Stored): { edits: FormValues; theirs: Theirs } {
  const kept: Record<string, string> = {};
  const theirs: Record<string, string> = {};
  for (const [field, mine] of Object.entries(edits)) {
    const was = before.values[field] ?? '';
    const now = after.values[field] ?? '';
    if (mine === now) continue;
    kept[field] = mine;
    if (now !== was) theirs[field] = now;
  }
  return { edits: kept, theirs };
}
