import type { Money } from '../../../src/contract/money.ts';
import type { Formatters } from '../../../src/i18n/format.ts';
import { parseNumber } from '../../../src/i18n/parse-number.ts';

/** Why a text is no sum that can be paid. */
export type SumFault = 'invalid' | 'zero' | 'negative' | 'decimals' | 'minimum' | 'maximum' | 'tooMuch';

/** What the contract's amounts hold before the point. */
const LARGEST = 1e15;

/** What a sum has to keep to. */
export interface SumLimits {
  currency: string;
  minimum?: Money | undefined;
  maximum?: Money | undefined;
  /** What is due; more of it cannot be taken. */
  due?: Money | undefined;
  /** Nothing may be paid of it at all. */
  mayBeZero?: boolean | undefined;
}

/** Digits after the point in a currency. */
export function digitsOf(currency: string): number {
  return new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2;
}

/** Reads a sum as typed, exactly: comma or dot, no more decimals than the currency has. */
export function readSum(text: string, limits: SumLimits, locale: string): { sum: Money } | { fault: SumFault } {
  const { currency, minimum, maximum, due, mayBeZero = false } = limits;
  const value = parseNumber(text, locale);
  if (value === undefined) return { fault: 'invalid' };
  if (value < 0) return { fault: 'negative' };
  if (value === 0 && !mayBeZero) return { fault: 'zero' };
  const digits = digitsOf(currency);
  if (Number(value.toFixed(digits)) !== value) return { fault: 'decimals' };
  if (due && value > Number(due.amount)) return { fault: 'tooMuch' };
  if (value >= LARGEST || (maximum && value > Number(maximum.amount))) return { fault: 'maximum' };
  if (value > 0 && minimum && value < Number(minimum.amount)) return { fault: 'minimum' };
  return { sum: { amount: value.toFixed(digits), currency } };
}

/** A sum as people type it: the number alone. */
export function sumText({ amount, currency }: Money, { locale }: Pick<Formatters, 'locale'>): string {
  const digits = digitsOf(currency);
  const format = new Intl.NumberFormat(locale, { minimumFractionDigits: digits, maximumFractionDigits: 6 });
  return format.format(amount as `${number}`);
}
