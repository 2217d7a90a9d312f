const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte'];

/** Bytes in the unit that suits them, on one line: `2.4 MB`. */
export function fileSize(bytes: number, locale: string): string {
  const power = Math.min(units.length - 1, Math.max(0, Math.floor(Math.log10(Math.max(1, bytes)) / 3)));
  const value = bytes / 1000 ** power;
  return new Intl.NumberFormat(locale, {
    style: 'unit',
    unit: units[power] ?? 'byte',
    unitDisplay: power === 0 ? 'long' : 'short',
    maximumFractionDigits: value < 10 && power > 0 ? 1 : 0,
  })
    .format(value)
    .replace(' ', '\u00a0');
}
