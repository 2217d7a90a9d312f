/**
 * Reads a number as people type it: a comma or a dot before the decimals, groups parted by spaces,
 * apostrophes or the other sign, in Latin (wide too) or Arabic digits. `undefined` if it is no number.
 *
 * @example
 * ```ts
 * parseNumber('1 234,5', 'ru'); // 1234.5
 * parseNumber('1,234', 'en');   // 1234, since English groups by commas
 * parseNumber('1,5', 'en');     // 1.5
 * ```
 */
export function parseNumber(text: string, locale: string): number | undefined {
  let digits = text
    .replace(/[٠-٩۰-۹０-９]/g, (digit) => String(digit.charCodeAt(0) & 0xf))
    .replace('٫', '.')
    .replace(/^[−–]/, '-')
    .replace(/[\s٬'’]/g, '');
  const [, group, certain] = /^-?\d{1,3}([.,])\d{3}((?:\1\d{3})*(?:(?!\1)[.,]\d*)?)$/.exec(digits) ?? [];
  // One group alone may as well be three decimals: then it is as the language writes it.
  if (group && (certain || group === groupSign(locale))) digits = digits.replaceAll(group, '');
  digits = digits.replace(',', '.');
  return /^-?(\d+\.?\d*|\.\d+)$/.test(digits) ? Number(digits) : undefined;
}

function groupSign(locale: string): string | undefined {
  return new Intl.NumberFormat(locale).formatToParts(1_234_567).find(({ type }) => type === 'group')?.value;
}
