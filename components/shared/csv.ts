/** What a cell holds: text, or a decimal number as digits (`-1234.50`). */
export type CsvCell = string | { number: string };

/** What spreadsheets take for the beginning of a formula; the full-width forms too. */
const FORMULA = /^[\s\u00a0\ufeff]*[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]/u;
const NUMBER = /^-?\d+(\.\d+)?$/;

/**
 * Writes rows as CSV (RFC 4180), beginning with a byte order mark so that spreadsheets read it as
 * UTF-8. A text that a spreadsheet would run as a formula gets an apostrophe in front of it; numbers
 * stay numbers, with the decimal comma where the locale has one, and then `;` between cells.
 *
 * @example
 * ```ts
 * toCsv([['Number', 'Total'], ['1042', { number: '99.90' }]], ','); // "\ufeffNumber;Total\r\n1042;99,90\r\n"
 * ```
 */
export function toCsv(rows: readonly (readonly CsvCell[])[], decimalSeparator: string): string {
  const separator = decimalSeparator === ',' ? ';' : ',';
  const lines = rows.map((cells) => cells.map((cell) => toCell(cell, decimalSeparator, separator)).join(separator));
  return `\ufeff${lines.map((line) => `${line}\r\n`).join('')}`;
}

function toCell(cell: CsvCell, decimalSeparator: string, separator: string): string {
  if (typeof cell !== 'string' && NUMBER.test(cell.number)) return cell.number.replace('.', decimalSeparator);
  const text = typeof cell === 'string' ? cell : cell.number;
  const safe = FORMULA.test(text) ? `'${text}` : text;
  return safe.includes(separator) || /["\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
