/** Milliseconds for which an answer is remembered. */
const REMEMBERED_FOR = 5000;

/** Answers that are remembered at most; the oldest are forgotten first. */
const MAX_REMEMBERED = 5000;

/**
 * Asks once for what many requests ask within a few seconds. "There is none" and failures are not remembered.
 *
 * @example `const tenant = remember((tenantId: string) => directory.tenant(tenantId));`
 */
export function remember<Key extends (string | undefined)[], Answer>(
  ask: (...key: Key) => Promise<Answer | null>,
  now = () => performance.now(),
): (...key: Key) => Promise<Answer | null> {
  const answers = new Map<string, { answer: Promise<Answer | null>; until: number }>();
  return (...key) => {
    const name = JSON.stringify(key);
    const known = answers.get(name);
    if (known !== undefined && now() < known.until) return known.answer;
    const entry = { answer: ask(...key), until: now() + REMEMBERED_FOR };
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
}
