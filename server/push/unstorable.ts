/** JSON pointer of the first text that no database can hold: a zero byte or half a character. Null: all is well. */
export function findUnstorable(value: unknown, pointer = ''): string | null {
  if (typeof value === 'string') return value.includes('\0') || !value.isWellFormed() ? pointer : null;
  if (typeof value !== 'object' || value === null) return null;
  for (const [key, part] of Object.entries(value)) {
    const found = findUnstorable(part, `${pointer}/${key}`);
    if (found !== null) return found;
  }
  return null;
}
