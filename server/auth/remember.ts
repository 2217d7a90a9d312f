/** Milliseconds for which an answer is remembered. */
const REMEMBERED_FOR = 5000;

/** Answers that are remembered at most; the oldest are forgotten first. */
const MAX_REMEMBERED = 5000;

/** A question whose answers are remembered. */
export interface Remembered<Key extends (string | undefined)[], Answer> {
  (...key: Key): Promise<Answer | null>;
  /** Asks anew where something has changed. */
  forget(matches: (...key: Key) => boolean): void;
}

/**
 * Asks once for what many requests ask within a few seconds. "There is none" and failures are not remembered.
 *
 * @example `const tenant = remember((tenantId: string) => directory.tenant(tenantId));`
 */
export function remember<Key extends (string | undefined)[], Answer>(
  ask: (...key: Key) => Promise<Answer | null>,
  now = () => performance.now(),
): Remembered<Key, Answer> {
  const answers = new Map<string, { key: Key; answer: Promise<Answer | null>; until: number }>();
  const remembered = (...key: Key) => {
    const name = JSON.stringify(key);
    const known = answers.get(name);
    if (known !== undefined && now() < known.until) return known.answer;
    const entry = { key, answer: ask(...key), until: now() + REMEMBERED_FOR };
    const forget = () => {
      if (answers.get(name) === entry) answers.delete(name);
    };
    entry.answer.then((answer) => {
      if (answer === null) forget();
    }, forget);
    // Again at the end, so that the oldest stand first.
    answers.delete(name);
    answers.set(name, entry);
    const [oldest] = answers.keys();
    if (answers.size > MAX_REMEMBERED && oldest !== undefined) answers.delete(oldest);
    return entry.answer;
  };
  const forget = (matches: (...key: Key) => boolean) => {
    for (const [name, { key }] of answers) if (matches(...key)) answers.delete(name);
  };
  return Object.assign(remembered, { forget });
}
