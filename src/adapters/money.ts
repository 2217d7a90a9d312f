import type { Money } from '../contract/money.ts';

/**
 * An integer with implied digits as exact money.
 *
 * @example
 * ```ts
 * toMoney(-705, 'EUR', 2); // { amount: '-7.05', currency: 'EUR' }
 * ```
 */
export function toMoney(value: number | bigint, currency: string, digits: number): Money {
  const text = String(value)
    .replace('-', '')
    .padStart(digits + 1, '0');
  const amount = digits === 0 ? text : `${text.slice(0, -digits)}.${text.slice(-digits)}`;
  return { amount: value < 0 ? `-${amount}` : amount, currency };
}
