/**
 * Waits until `probe` gives something truthy, and answers it. Rejects after `limit` milliseconds,
 * naming what was waited for and the probe's last error.
 *
 * @example
 * ```ts
 * const row = await until(() => element.shadowRoot?.querySelector('tr'), 'the first row');
 * ```
 */
export async function until<T>(
  probe: () => T | Promise<T>,
  what = 'the condition',
  limit = 20_000,
): Promise<Exclude<T, null | undefined | false | '' | 0>> {
  const end = performance.now() + limit;
  let lastError: unknown;
  for (;;) {
    try {
      const value = await probe();
      if (value) return value as Exclude<T, null | undefined | false | '' | 0>;
      lastError = undefined;
    } catch (error) {
      lastError = error;
    }
    if (performance.now() > end) throw new Error(`Waited ${limit} ms in vain for ${what}`, { cause: lastError });
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
