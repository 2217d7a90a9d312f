// The forms that the settings of a company take.
import * as z from 'zod/mini';
import { meaningNames } from '../exchange/status.ts';

export const isZone = (zone: string) => {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone });
    // PostgreSQL reads the sign of a bare offset the other way round.
    return /^[A-Za-z]/.test(zone);
  } catch {
    return false;
  }
};
export const isLanguage = (language: string) => {
  try {
    return Intl.getCanonicalLocales(language).length === 1;
  } catch {
    return false;
  }
};
const regions = new Intl.DisplayNames('en', { type: 'region', fallback: 'none' });
export const isCountry = (code: string) => /^[A-Z]{2}$/.test(code) && regions.of(code) !== undefined;
const isLocal = ({ hostname }: URL) => hostname === 'localhost' || hostname === '127.0.0.1';
/** Over plain HTTP anybody on the way could put in keys of their own. */
export const isSafeAddress = (address: string) => {
  const url = URL.parse(address);
  return url !== null && (url.protocol === 'https:' || (url.protocol === 'http:' && isLocal(url)));
};
/** Nothing after the host, and no pattern: origins are compared exactly. */
export const isOrigin = (address: string) => {
  const url = URL.parse(address);
  return url !== null && /^https?:$/.test(url.protocol) && url.href === `${url.origin}/` && !url.host.includes('*');
};

export const text = z.string();
export const that = (holds: (value: string) => boolean) => text.check(z.refine(holds));
export const days = z.pipe(
  text.check(z.regex(/^\d{1,4}$/)),
  z.pipe(z.transform(Number), z.number().check(z.maximum(3650))),
);
const pair = (form: RegExp) =>
  z.pipe(
    text.check(z.regex(form)),
    z.transform((field) => [field.slice(0, field.indexOf('=')), field.slice(field.indexOf('=') + 1)]),
  );
export const BankField = pair(/^(bank|iban|swift|account|bic|correspondentAccount)=./);
/** Scope tokens of RFC 6749, 3.3; without `openid` nobody says who it is. */
export const isScopes = (scopes: string) =>
  /^[\x21\x23-\x5b\x5d-\x7e]+( [\x21\x23-\x5b\x5d-\x7e]+)*$/.test(scopes) && scopes.split(' ').includes('openid');
export const yesOrNo = z.pipe(
  z.enum(['yes', 'no']),
  z.transform((answer) => answer === 'yes'),
);
export const StatusMeaning = pair(new RegExp(`^[^=]{1,200}=(${meaningNames.join('|')})$`, 'u'));
