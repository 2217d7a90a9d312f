import type { Company, CompanyField } from './company.ts';

/** What is wrong with a requisite; whoever shows it says it in the person's language. */
export type RequisiteFault =
  /** It holds something else than digits. */
  | { reason: 'digits' }
  /** It must have one of these numbers of characters. */
  | { reason: 'length'; lengths: readonly number[]; actual: number }
  /** A digit is mistyped: the check digits do not agree with the rest. */
  | { reason: 'checksum' }
  /** The account is none of the bank whose БИК was given: their common check digit does not agree. */
  | { reason: 'bank' }
  /** It is not written as such a thing is; `example` is. */
  | { reason: 'format'; example: string };

/** What a check of one requisite looks at beside its value. */
export type RequisiteContext = Pick<Company, 'country' | 'kind' | 'requisites'>;

const russian: readonly CompanyField[] = [
  'legalName',
  'taxId',
  'kpp',
  'ogrn',
  'legalAddress',
  'signatory',
  'bic',
  'bankName',
  'correspondentAccount',
  'account',
];
const european: readonly CompanyField[] = [
  'legalName',
  'vatId',
  'taxId',
  'legalAddress',
  'signatory',
  'iban',
  'swift',
  'bankName',
];
const elsewhere: readonly CompanyField[] = [
  'legalName',
  'taxId',
  'legalAddress',
  'signatory',
  'bankName',
  'account',
  'iban',
  'swift',
];

/**
 * The requisites that a country knows, in the order to show them in: first who it is, then the bank.
 *
 * @example
 * ```ts
 * requisiteFields({ country: 'RU', kind: 'sole_trader' }); // without КПП
 * ```
 */
export function requisiteFields({ country, kind }: Pick<Company, 'country' | 'kind'>): readonly CompanyField[] {
  const fields = country === 'RU' ? russian : vatFormat(country) ? european : elsewhere;
  return kind === 'company' ? fields : fields.filter((field) => field !== 'kpp' && field !== 'signatory');
}

/** Fields whose value is digits or signs, in which spaces and dashes are only there for the eye. */
const numbers: readonly CompanyField[] = [
  'taxId',
  'kpp',
  'ogrn',
  'vatId',
  'bic',
  'account',
  'correspondentAccount',
  'iban',
  'swift',
];

/**
 * A requisite as it is stored: numbers without the spaces, dashes and dots that people type, in capitals; texts trimmed.
 *
 * @example
 * ```ts
 * normalizeRequisite('iban', 'de89 3704-0044 0532 0130 00'); // 'DE89370400440532013000'
 * ```
 */
export function normalizeRequisite(field: CompanyField, text: string): string {
  return numbers.includes(field) ? text.replace(/[\s\u00a0.\-–—]/gu, '').toUpperCase() : text.trim();
}

/**
 * What is wrong with a requisite as {@link normalizeRequisite} writes it; `undefined`: nothing, and an empty one never is.
 * Checks form and check digits only, not whether such a company or account exists.
 *
 * @example
 * ```ts
 * checkRequisite('taxId', '7707083894', { country: 'RU', kind: 'company', requisites: {} }); // { reason: 'checksum' }
 * ```
 */
export function checkRequisite(
  field: CompanyField,
  value: string,
  { country, kind, requisites }: RequisiteContext,
): RequisiteFault | undefined {
  if (value === '') return undefined;
  switch (field) {
    case 'iban':
      return checkIban(value);
    case 'swift':
      return matches(value, /^[A-Z]{6}[A-Z\d]{2}([A-Z\d]{3})?$/, 'DEUTDEFF');
    case 'vatId':
      return checkVatId(value);
    default:
      break;
  }
  if (country !== 'RU') return undefined;
  switch (field) {
    case 'taxId':
      return checkInn(value, kind === 'company' ? [10] : kind === 'unknown' ? [10, 12] : [12]);
    case 'kpp':
      return length(value, [9]) ?? matches(value, /^\d{4}[\dA-Z]{2}\d{3}$/, '770701001');
    case 'ogrn':
      return checkOgrn(value, kind === 'company' ? [13] : kind === 'unknown' ? [13, 15] : [15]);
    case 'bic':
      return digits(value, [9]);
    case 'account':
    case 'correspondentAccount':
      return checkAccount(value, requisites.bic ?? '', field === 'correspondentAccount');
    default:
      return undefined;
  }
}

const length = (value: string, lengths: readonly number[]): RequisiteFault | undefined =>
  lengths.includes(value.length) ? undefined : { reason: 'length', lengths, actual: value.length };
const digits = (value: string, lengths: readonly number[]): RequisiteFault | undefined =>
  /^\d+$/.test(value) ? length(value, lengths) : { reason: 'digits' };
const matches = (value: string, form: RegExp, example: string): RequisiteFault | undefined =>
  form.test(value) ? undefined : { reason: 'format', example };
const checksum = (right: boolean): RequisiteFault | undefined => (right ? undefined : { reason: 'checksum' });

/** The sum of digits by their weights. */
const weighed = (value: string, weights: readonly number[]): number =>
  weights.reduce((sum, weight, index) => sum + weight * Number(value[index]), 0);

const INN_WEIGHTS = [3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8];

/** ИНН: Приказ ФНС России от 29.06.2012 № ММВ-7-6/435@ names the form, its appendix the control digits (modulo 11, then 10). */
function checkInn(value: string, lengths: readonly number[]): RequisiteFault | undefined {
  const fault = digits(value, lengths);
  if (fault) return fault;
  const control = (count: number): boolean =>
    (weighed(value, INN_WEIGHTS.slice(-count)) % 11) % 10 === Number(value[count]);
  return checksum(value.length === 10 ? control(9) : control(10) && control(11));
}

/** ОГРН and ОГРНИП: Приказ Минфина России от 30.10.2017 № 165н: the rest of all digits but the last by 11 (13), its last digit. */
function checkOgrn(value: string, lengths: readonly number[]): RequisiteFault | undefined {
  const fault = digits(value, lengths);
  if (fault) return fault;
  const divisor = BigInt(value.length - 2);
  return checksum((BigInt(value.slice(0, -1)) % divisor) % 10n === BigInt(value.slice(-1)));
}

/**
 * The key of an account: Порядок расчёта контрольного ключа в номере лицевого счёта (Банк России, 08.09.1997 № 515): three
 * digits of the bank before the account, weights 7, 1, 3, the last digit of the sum is 0. The three are the last ones of
 * the БИК, but 0 and its fifth and sixth for accounts that the Bank of Russia keeps.
 */
function checkAccount(value: string, bic: string, correspondent: boolean): RequisiteFault | undefined {
  const fault = digits(value, [20]);
  if (fault || !/^\d{9}$/.test(bic)) return fault;
  // A bank's account with the Bank of Russia ends as its БИК does; another bank's may have the same key.
  if (correspondent && value.startsWith('301') && value.slice(-3) !== bic.slice(-3)) return { reason: 'bank' };
  const ownOfBankOfRussia = correspondent || /00[0-2]$/.test(bic);
  const key = (ownOfBankOfRussia ? `0${bic.slice(4, 6)}` : bic.slice(6)) + value;
  const sum = weighed(
    key,
    [...key].map((_, index) => [7, 1, 3][index % 3] ?? 0),
  );
  return sum % 10 === 0 ? undefined : { reason: 'bank' };
}

/** Lengths of the IBAN registry (ISO 13616) for countries whose companies are likely to be met. */
const ibanLengths: Readonly<Record<string, number>> = {
  ...{ AT: 20, BE: 16, BG: 22, CH: 21, CY: 28, CZ: 24, DE: 22, DK: 18, EE: 20, ES: 24, FI: 18, FR: 27, GB: 22 },
  ...{ GE: 22, GR: 27, HR: 21, HU: 28, IE: 22, IS: 26, IT: 27, KZ: 20, LI: 21, LT: 20, LU: 20, LV: 21, MD: 24 },
  ...{ MT: 31, NL: 18, NO: 15, PL: 28, PT: 25, RO: 24, RS: 22, SE: 24, SI: 19, SK: 24, TR: 26, UA: 29, AE: 23 },
};

/** ISO 13616: letters as 10 to 35, the first four signs behind the rest, the rest of the division by 97 is 1. */
function checkIban(value: string): RequisiteFault | undefined {
  const fault = matches(value, /^[A-Z]{2}\d{2}[A-Z\d]{8,30}$/, 'DE89 3704 0044 0532 0130 00');
  if (fault) return fault;
  const wanted = ibanLengths[value.slice(0, 2)];
  const wrongLength = wanted === undefined ? undefined : length(value, [wanted]);
  if (wrongLength) return wrongLength;
  const number = (value.slice(4) + value.slice(0, 4)).replace(/[A-Z]/g, (letter) => String(parseInt(letter, 36)));
  return checksum(BigInt(number) % 97n === 1n);
}

/** How each member state of the EU writes a VAT identification number, by the table of the Commission's VIES; and an example. */
const vatFormats: Readonly<Record<string, readonly [form: string, example: string]>> = {
  AT: ['U\\d{8}', 'ATU12345678'],
  BE: ['[01]\\d{9}', 'BE0123456789'],
  BG: ['\\d{9,10}', 'BG123456789'],
  CY: ['\\d{8}[A-Z]', 'CY12345678L'],
  CZ: ['\\d{8,10}', 'CZ12345678'],
  DE: ['\\d{9}', 'DE123456789'],
  DK: ['\\d{8}', 'DK12345678'],
  EE: ['\\d{9}', 'EE123456789'],
  EL: ['\\d{9}', 'EL123456789'],
  ES: ['[A-Z\\d]\\d{7}[A-Z\\d]', 'ESX12345678'],
  FI: ['\\d{8}', 'FI12345678'],
  FR: ['[A-HJ-NP-Z\\d]{2}\\d{9}', 'FR12345678901'],
  HR: ['\\d{11}', 'HR12345678901'],
  HU: ['\\d{8}', 'HU12345678'],
  IE: ['\\d[A-Z\\d+*]\\d{5}[A-Z]{1,2}', 'IE1234567WA'],
  IT: ['\\d{11}', 'IT12345678901'],
  LT: ['(\\d{9}|\\d{12})', 'LT123456789'],
  LU: ['\\d{8}', 'LU12345678'],
  LV: ['\\d{11}', 'LV12345678901'],
  MT: ['\\d{8}', 'MT12345678'],
  NL: ['[A-Z\\d+*]{10}\\d{2}', 'NL123456789B01'],
  PL: ['\\d{10}', 'PL1234567890'],
  PT: ['\\d{9}', 'PT123456789'],
  RO: ['\\d{2,10}', 'RO1234567890'],
  SE: ['\\d{12}', 'SE123456789001'],
  SI: ['\\d{8}', 'SI12345678'],
  SK: ['\\d{10}', 'SK1234567890'],
};
/** Greece alone has a prefix of its own. */
const vatFormat = (country: string) => vatFormats[country === 'GR' ? 'EL' : country];

function checkVatId(value: string): RequisiteFault | undefined {
  const prefix = value.slice(0, 2);
  const [form, example] = vatFormats[prefix] ?? ['(?!)', 'DE123456789'];
  return matches(value, new RegExp(`^${prefix.replace(/[^A-Z]/g, '_')}${form}$`), example);
}
