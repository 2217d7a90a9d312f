import { hold } from '../expect.ts';

/** No amount of an answer may have a part of the smallest unit of its currency; prices of single units may. */
export function checkMoney(operationId: string, answer: unknown): void {
  for (const { path, amount, currency } of moneyIn(answer, [])) {
    const digits = fractionDigits(currency);
    const [, fraction = ''] = amount.split('.');
    hold(
      /^0*$/.test(fraction.slice(digits)),
      `${operationId}: ${path} is ${amount} ${currency}, but ${currency} has ${digits} decimals`,
    );
  }
}

function moneyIn(value: unknown, path: readonly string[]): { path: string; amount: string; currency: string }[] {
  if (typeof value !== 'object' || value === null || /unitPrice/i.test(path.at(-1) ?? '')) return [];
  if ('amount' in value && 'currency' in value) {
    const { amount, currency } = value;
    if (typeof amount === 'string' && typeof currency === 'string') return [{ path: path.join('.'), amount, currency }];
  }
  return Object.entries(value).flatMap(([key, part]) => moneyIn(part, [...path, key]));
}

/** Decimals of a currency (ISO 4217). */
function fractionDigits(currency: string): number {
  return new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2;
}
