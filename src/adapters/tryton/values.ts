import type { Money } from '../../contract/money.ts';
import { toMoney } from '../money.ts';

/** Numbers and days travel as objects that name their class. */
export interface TrytonDecimal {
  __class__: 'Decimal';
  decimal: string;
}
export interface TrytonDate {
  __class__: 'date';
  year: number;
  month: number;
  day: number;
}
export interface Currency {
  code: string;
  digits: number;
}

/** As an integer of units with so many digits, rounded once: half to even, as Tryton itself does. */
export function toUnits({ decimal }: TrytonDecimal, digits: number): bigint {
  const [, sign, whole = '', fraction = '', exponent = '0'] =
    /^([+-]?)(\d*)\.?(\d*)(?:E([+-]?\d+))?$/i.exec(decimal) ?? [];
  if (whole + fraction === '') throw new RangeError(`tryton: ${decimal} is no number`);
  const shift = digits + Number(exponent) - fraction.length;
  const value = BigInt(whole + fraction);
  const units = shift >= 0 ? value * 10n ** BigInt(shift) : divide(value, 10n ** BigInt(-shift));
  return sign === '-' ? -units : units;
}

function divide(value: bigint, divisor: bigint): bigint {
  const [quotient, twice] = [value / divisor, (value % divisor) * 2n];
  return twice > divisor || (twice === divisor && quotient % 2n === 1n) ? quotient + 1n : quotient;
}

/** The most decimals that the contract takes. */
const FINEST = 6;

/** A price of one unit, which may be finer than the smallest coin: it loses only zeros. */
export function toPrice(value: TrytonDecimal, { code, digits }: Currency, sign: 1 | -1): Money {
  const { amount } = toMoney(toUnits(value, FINEST) * BigInt(sign), code, FINEST);
  return { amount: withoutZeros(amount, digits), currency: code };
}

/** A share of one as per cent: `0.19` is `19`. */
export const toPercent = (rate: TrytonDecimal): string =>
  withoutZeros(toMoney(toUnits(rate, FINEST + 2), '', FINEST).amount, 0);

/** Without the zeros at the end, but with so many decimals at least. */
function withoutZeros(amount: string, decimals: number): string {
  const [whole = '', fraction = ''] = amount.split('.');
  const kept = fraction.slice(0, decimals) + fraction.slice(decimals).replace(/0+$/, '');
  return kept === '' ? whole : `${whole}.${kept}`;
}

const two = (part: number): string => String(part).padStart(2, '0');

/** `YYYY-MM-DD` */
export const toDay = ({ year, month, day }: TrytonDate): string =>
  `${String(year).padStart(4, '0')}-${two(month)}-${two(day)}`;

export function fromDay(day: string): TrytonDate {
  const [year = 0, month = 0, date = 0] = day.split('-').map(Number);
  return { __class__: 'date', year, month, day: date };
}
