import * as z from 'zod/mini';

const Email = z.email().check(z.maxLength(254));

/** Digits of a number without its country code, and what stands before it when calling within the country. */
const national: Readonly<Record<string, { code: string; trunk: string; lengths: readonly number[] }>> = {
  RU: { code: '7', trunk: '8', lengths: [10] },
  KZ: { code: '7', trunk: '8', lengths: [10] },
  BY: { code: '375', trunk: '80', lengths: [9] },
  DE: { code: '49', trunk: '0', lengths: [7, 8, 9, 10, 11] },
  AT: { code: '43', trunk: '0', lengths: [7, 8, 9, 10, 11, 12] },
  CH: { code: '41', trunk: '0', lengths: [9] },
  FR: { code: '33', trunk: '0', lengths: [9] },
  NL: { code: '31', trunk: '0', lengths: [9] },
  GB: { code: '44', trunk: '0', lengths: [9, 10] },
};

/**
 * An address in small letters; null: it is none.
 *
 * @example `normalizeEmail(' Anna@Example.com ') // 'anna@example.com'`
 */
export function normalizeEmail(text: string): string | null {
  const email = text.trim().toLowerCase();
  return z.safeParse(Email, email).success ? email : null;
}

/**
 * A number as people write it in their country, in E.164 form; null: it is none.
 *
 * @example `normalizePhone('8 (999) 000-11-22', 'RU') // '+79990001122'`
 */
export function normalizePhone(text: string, country: string): string | null {
  const written = text.replace(/[\s().\p{Pd}/\u200e\u200f\u202a-\u202e]/gu, '').replace(/^00/, '+');
  if (written.startsWith('+')) return /^\+[1-9]\d{6,14}$/.test(written) ? written : null;
  const plan = national[country];
  if (plan === undefined || !/^\d+$/.test(written)) return null;
  const withTrunk = written.startsWith(plan.trunk) ? written.slice(plan.trunk.length) : undefined;
  const number = [withTrunk, written].find(
    (candidate) => candidate !== undefined && plan.lengths.includes(candidate.length),
  );
  return number === undefined ? null : `+${plan.code}${number}`;
}
