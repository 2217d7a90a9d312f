import type { Money } from '../../src/contract/money.ts';

/** Millionths: the finest that the contract's decimals can say. Integers, so that sums are exact. */
const SCALE = 6;
const ONE = 10n ** BigInt(SCALE);

/** Reads a decimal string of the contract or of the database as an integer of millionths. */
export function parseDecimal(text: string): bigint {
  const negative = text.startsWith('-');
  const [whole = '0', fraction = ''] = text.replace('-', '').split('.');
  const value = BigInt(whole) * ONE + BigInt(fraction.slice(0, SCALE).padEnd(SCALE, '0'));
  return negative ? -value : value;
}

/** Writes millionths as a decimal string with at least `digits` after the point. */
export function formatDecimal(value: bigint, digits = 0): string {
  const text = (value < 0n ? -value : value).toString().padStart(SCALE + 1, '0');
  const whole = text.slice(0, -SCALE);
  const fraction = text.slice(-SCALE).replace(/0+$/, '').padEnd(digits, '0');
  return `${value < 0n ? '-' : ''}${whole}${fraction === '' ? '' : `.${fraction}`}`;
}

const digitsByCurrency = new Map<string, number>();

/** Digits after the point that a currency has: 2 for EUR, 0 for JPY, 3 for KWD. */
export function currencyDigits(currency: string): number {
  let digits = digitsByCurrency.get(currency);
  if (digits === undefined) {
    const format = new Intl.NumberFormat('en', { style: 'currency', currency });
    digitsByCurrency.set(currency, (digits = format.resolvedOptions().maximumFractionDigits ?? 2));
  }
  return digits;
}

/** A sum as the contract writes it: the currency's digits, more only where the sum has them. */
export function toMoney(value: bigint | string, currency: string): Money {
  const millionths = typeof value === 'string' ? parseDecimal(value) : value;
  return { amount: formatDecimal(millionths, currencyDigits(currency)), currency };
}

/** Divides integers, halves away from zero, as invoices are rounded. */
function divideRounded(dividend: bigint, divisor: bigint): bigint {
  const doubled = 2n * (dividend < 0n ? -dividend : dividend) + divisor;
  const quotient = doubled / (2n * divisor);
  return dividend < 0n ? -quotient : quotient;
}

/** Rounds millionths to what can be paid in a currency. */
function roundTo(currency: string, dividend: bigint, divisor: bigint): bigint {
  const step = 10n ** BigInt(SCALE - Math.min(currencyDigits(currency), SCALE));
  return divideRounded(dividend, divisor * step) * step;
}

/** Price × quantity, rounded to the currency. */
export function multiply(price: bigint, quantity: bigint, currency: string): bigint {
  return roundTo(currency, price * quantity, ONE);
}

/** How a company counts a sum; all in millionths, per cents too. */
export interface Terms {
  currency: string;
  taxPercent: bigint;
  taxIncluded: boolean;
  /** Delivery is free from this sum of goods on; null: never. */
  freeShippingFrom: bigint | null;
  shippingFee: bigint;
  discountPercent: bigint;
}

export interface Sums {
  subtotal: bigint;
  discount: bigint;
  shipping: bigint;
  tax: bigint;
  total: bigint;
}

/** Goods − discount + delivery, and the tax in it or on top of it. */
export function sumUp(lineTotals: readonly bigint[], terms: Terms): Sums {
  const hundred = 100n * ONE;
  const subtotal = lineTotals.reduce((sum, total) => sum + total, 0n);
  const discount = roundTo(terms.currency, subtotal * terms.discountPercent, hundred);
  const goods = subtotal - discount;
  const free = goods === 0n || (terms.freeShippingFrom !== null && goods >= terms.freeShippingFrom);
  const shipping = free ? 0n : terms.shippingFee;
  const before = goods + shipping;
  const base = terms.taxIncluded ? hundred + terms.taxPercent : hundred;
  const tax = roundTo(terms.currency, before * terms.taxPercent, base);
  return { subtotal, discount, shipping, tax, total: terms.taxIncluded ? before : before + tax };
}
