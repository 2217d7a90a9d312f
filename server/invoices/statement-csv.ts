import type { Statement } from '../../src/contract/statements/index.ts';
import { paperTexts } from './paper-texts.ts';

/** A spreadsheet takes what begins so for a formula; an apostrophe before it makes it text. */
const FORMULA = /^[=+\-@\t\r]/;

/** A statement as CSV for spreadsheets: UTF-8 with a byte order mark, CRLF, and nothing that runs as a formula. */
export function statementCsv(statement: Statement, locale: string): string {
  const texts = paperTexts(locale);
  const rows = [
    [
      texts.date,
      texts.document,
      texts.number,
      texts.debit,
      texts.credit,
      texts.balance,
      texts.currency,
      texts.response,
    ],
    [statement.from, texts.opening, '', '', '', number(statement.opening.amount, locale), statement.currency, ''],
    ...statement.movements.map((movement) => [
      movement.on,
      movement.title,
      movement.number ?? '',
      number(movement.debit?.amount, locale),
      number(movement.credit?.amount, locale),
      number(movement.balance.amount, locale),
      statement.currency,
      [movement.response?.comment, movement.response?.answer?.text].filter((text) => text !== undefined).join(' / '),
    ]),
    [
      statement.to,
      texts.closing,
      '',
      number(statement.debit.amount, locale),
      number(statement.credit.amount, locale),
      number(statement.closing.amount, locale),
      statement.currency,
      '',
    ],
  ];
  // Where the comma parts decimals, spreadsheets expect semicolons between the fields.
  const separator = decimalComma(locale) ? ';' : ',';
  return `\uFEFF${rows.map((row) => row.map((value) => field(value, separator)).join(separator)).join('\r\n')}\r\n`;
}

function decimalComma(locale: string): boolean {
  return new Intl.NumberFormat(locale).format(1.5).includes(',');
}

/** Digits alone, so that a spreadsheet counts with them. */
function number(amount: string | undefined, locale: string): string {
  return decimalComma(locale) ? (amount ?? '').replace('.', ',') : (amount ?? '');
}

function field(value: string, separator: string): string {
  const isNumber = /^-?\d+([.,]\d+)?$/.test(value);
  const safe = FORMULA.test(value) && !isNumber ? `'${value}` : value;
  return safe.includes(separator) || /["\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
