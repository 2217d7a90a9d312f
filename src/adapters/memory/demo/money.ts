import type { Money } from '../../../contract/money.ts';
import type { Totals } from '../../../contract/orders/index.ts';
import type { DemoTerms } from './types.ts';

/** Hundredths of a decimal string with at most two digits after the point. */
export function toMinor(amount: string): number {
  return Math.round(Number(amount) * 100);
}

/** The decimal string of an integer number of hundredths. */
export function toDecimal(minor: number): string {
  const digits = String(Math.abs(minor)).padStart(3, '0');
  return `${minor < 0 ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

export function money(minor: number, currency: string): Money {
  return { amount: toDecimal(minor), currency };
}

/** The sums of an order in hundredths. */
export interface Sums {
  subtotal: number;
  discount: number;
  shipping: number;
  tax: number;
  total: number;
}

/** Adds up lines, given in hundredths, on the company's terms: goods − discount + delivery (+ tax). */
export function sumUp(lineTotals: readonly number[], terms: DemoTerms, discountPercent: number): Sums {
  const subtotal = lineTotals.reduce((sum, line) => sum + line, 0);
  const discount = Math.round((subtotal * discountPercent) / 100);
  const goods = subtotal - discount;
  const shipping = goods === 0 || goods >= toMinor(terms.freeShippingFrom) ? 0 : toMinor(terms.shippingFee);
  const before = goods + shipping;
  const { taxPercent, taxIncluded } = terms;
  const tax = Math.round((before * taxPercent) / (taxIncluded ? 100 + taxPercent : 100));
  return { subtotal, discount, shipping, tax, total: taxIncluded ? before : before + tax };
}

/** Sums as the contract's totals; `paid` in hundredths where something was to be paid. */
export function toTotals(sums: Sums, terms: DemoTerms, paid?: number): Totals {
  const amount = (minor: number) => money(minor, terms.currency);
  return {
    subtotal: amount(sums.subtotal),
    ...(sums.discount > 0 && { discount: amount(sums.discount) }),
    shipping: amount(sums.shipping),
    tax: amount(sums.tax),
    taxIncluded: terms.taxIncluded,
    total: amount(sums.total),
    ...(paid !== undefined && { paid: amount(paid), due: amount(sums.total - paid) }),
  };
}
