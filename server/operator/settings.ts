import type { Updateable } from 'kysely';
import type { ParseArgsOptionsConfig } from 'node:util';
import * as z from 'zod/mini';
import { companyFields } from '../../src/contract/company/index.ts';
import type { Schema } from '../../src/contract/operation.ts';
import { meaningNames } from '../exchange/status.ts';
import { DEFAULT_SCOPES } from '../oidc/settings.ts';
import { Price, Words } from '../push/schemas.ts';
import type { TenantTable } from '../store/schema.ts';
import { CommandError } from './command-error.ts';
import {
  BankField,
  days,
  isCountry,
  isLanguage,
  isOrigin,
  isSafeAddress,
  isScopes,
  isZone,
  StatusMeaning,
  text,
  that,
  yesOrNo,
} from './setting-forms.ts';

/** How a company is set up, as far as its operator decides it. */
export type CompanySettings = Updateable<Omit<TenantTable, 'id'>>;

/** An option of the command line, and the column that it is kept in. */
interface Setting {
  column: keyof CompanySettings;
  /** What it takes, for whoever got it wrong. */
  expected: string;
  /** Of one value; of several each. */
  schema: Schema;
  /** May be given more than once, and then stands for the whole list. */
  many?: true;
  /** Its values are pairs, kept as one object. */
  pairs?: true;
  /** May be taken away by an empty value. */
  optional?: true;
}

const settings: Record<string, Setting> = {
  name: { column: 'name', schema: Words, expected: 'the company’s name, for example "Acme"' },
  origin: {
    column: 'origins',
    many: true,
    schema: z.pipe(
      that(isOrigin),
      z.transform((origin) => new URL(origin).origin),
    ),
    expected:
      'the origin of a site that shows the cabinet, without a path, for example https://www.acme.example; repeat it for several',
  },
  currency: {
    column: 'currency',
    schema: that((code) => Intl.supportedValuesOf('currency').includes(code)),
    expected: 'a currency code of ISO 4217 in capitals, for example EUR',
  },
  'time-zone': {
    column: 'time_zone',
    schema: that(isZone),
    expected: 'a time zone of the IANA list, for example Europe/Berlin',
  },
  'mail-from': {
    column: 'mail_from',
    schema: z.email(),
    expected: 'the address that its mails come from, for example orders@acme.example',
  },
  locale: {
    column: 'locale',
    schema: that(isLanguage),
    expected: 'the language of its papers and mails (BCP 47), for example en or ru',
  },
  country: {
    column: 'country',
    optional: true,
    schema: that(isCountry),
    expected: 'the country of its customers unless they say another (ISO 3166-1 alpha-2), for example DE',
  },
  issuer: { column: 'token_issuer', schema: Words, expected: 'the "iss" claim of its tokens' },
  audience: { column: 'token_audience', schema: Words, expected: 'the "aud" claim of its tokens' },
  'jwks-url': {
    column: 'token_jwks_url',
    optional: true,
    schema: that(isSafeAddress),
    expected: 'the https address of the key set (JWKS) that its tokens are verified by, instead of a shared secret',
  },
  'oidc-issuer': {
    column: 'oidc_issuer',
    optional: true,
    schema: that(isSafeAddress),
    expected:
      'the https address (issuer) of the OpenID Connect provider at which its customers sign in, for example https://login.acme.example/realms/shop',
  },
  'oidc-client-id': { column: 'oidc_client_id', optional: true, schema: Words, expected: 'the client id there' },
  'oidc-scopes': {
    column: 'oidc_scopes',
    optional: true,
    schema: that(isScopes),
    expected: `what is asked for there, among it openid; otherwise "${DEFAULT_SCOPES}"`,
  },
  'oidc-person-claim': {
    column: 'oidc_person_claim',
    optional: true,
    schema: Words,
    expected: 'the claim that holds the externalId of the person; otherwise "sub"',
  },
  'oidc-customer-claim': {
    column: 'oidc_customer_claim',
    optional: true,
    schema: Words,
    expected: 'the claim that holds the externalId of the customer to act for; otherwise as the person chose last',
  },
  'oidc-admit-by-email': {
    column: 'oidc_admit_by_email',
    schema: yesOrNo,
    expected:
      '"yes" or "no": whether somebody whom nothing else makes out is the person with the same e-mail address, if the provider has verified it',
  },
  'oidc-signed-out-url': {
    column: 'oidc_signed_out_url',
    optional: true,
    schema: that(isSafeAddress),
    expected: 'the https address of the page to come back to after signing out, as the provider knows it',
  },
  'cabinet-url': {
    column: 'cabinet_url',
    optional: true,
    schema: that(isSafeAddress),
    expected:
      'the https address of the page with <cabinet-app>, for links in mails: each opens what it is about (#orders.order=…), unless the address names a place by a # of its own',
  },
  'tax-percent': {
    column: 'tax_percent',
    schema: text.check(z.regex(/^(\d{1,2}(\.\d{1,3})?|100)$/)),
    expected: 'a per cent from 0 to 100, for example 19',
  },
  'prices-include-tax': {
    column: 'tax_included',
    schema: yesOrNo,
    expected: '"yes" or "no"',
  },
  'shipping-fee': { column: 'shipping_fee', schema: Price, expected: 'an amount, for example 9.90' },
  'free-shipping-from': {
    column: 'free_shipping_from',
    optional: true,
    schema: Price,
    expected: 'the amount from which shipping is free, for example 250',
  },
  'delivery-days': {
    column: 'delivery_days',
    schema: days,
    expected: 'days from an order to its delivery, for example 3',
  },
  'payment-days': {
    column: 'payment_days',
    schema: days,
    expected: 'days in which an invoice is to be paid, for example 14',
  },
  'order-prefix': {
    column: 'order_prefix',
    schema: text.check(z.regex(/^[\p{L}\p{N}]{1,10}$/u)),
    expected: 'up to ten letters or digits before the numbers of orders and invoices, for example AC',
  },
  'legal-name': { column: 'legal_name', schema: Words, expected: 'the name on its invoices, for example "Acme Ltd."' },
  'tax-id': { column: 'tax_id', optional: true, schema: Words, expected: 'its tax number' },
  kpp: { column: 'kpp', optional: true, schema: Words, expected: 'its КПП (Russia)' },
  address: {
    column: 'address',
    many: true,
    optional: true,
    schema: Words,
    expected: 'a line of its address on papers; repeat it for several',
  },
  'bank-details': {
    column: 'bank_details',
    many: true,
    optional: true,
    schema: Words,
    expected: 'a line on how to pay on papers; repeat it for several',
  },
  bank: {
    column: 'bank',
    many: true,
    pairs: true,
    optional: true,
    schema: BankField,
    expected:
      'a part of its bank account for payment codes: bank=…, iban=…, swift=…, account=…, bic=… or correspondentAccount=…; repeat it for several',
  },
  'exchange-status': {
    column: 'exchange_statuses',
    many: true,
    pairs: true,
    optional: true,
    schema: StatusMeaning,
    expected: `what a status of orders in 1C means, for example "Собран=ready"; of ${meaningNames.join(', ')}; repeat it for several`,
  },
  'exchange-price-type': {
    column: 'exchange_price_type',
    optional: true,
    schema: Words,
    expected: 'which price of 1C customers see, by its id or its name, for example "Розничная"; otherwise the first',
  },
  'locked-field': {
    column: 'locked_company_fields',
    many: true,
    optional: true,
    schema: z.enum(companyFields),
    expected: `a requisite that customers change by request only, of ${companyFields.join(', ')}; repeat it for several`,
  },
};

/** Without these there is no company. */
export const needed = ['name', 'origin', 'currency', 'time-zone', 'mail-from'];

/** The options as `parseArgs` takes them. */
export const settingOptions: ParseArgsOptionsConfig = Object.fromEntries(
  Object.entries(settings).map(([option, { many = false }]) => [option, { type: 'string', multiple: many }]),
);

/** A line on each option. */
export const settingHelp = Object.entries(settings)
  .map(([option, { expected }]) => `  --${option.padEnd(20)} ${expected}`)
  .join('\n');

/**
 * Reads what was given on the command line.
 *
 * @throws CommandError naming each wrong option and what it takes
 */
export function readSettings(given: Readonly<Record<string, unknown>>): CompanySettings {
  const wrong: string[] = [];
  const columns = Object.entries(settings).flatMap(([option, setting]) => {
    if (given[option] === undefined) return [];
    const values = [given[option]].flat();
    if (setting.optional && values.every((value) => value === '')) return [[setting.column, emptyOf(setting)]];
    const parsed = z.safeParse(z.array(setting.schema), values);
    if (!parsed.success) {
      wrong.push(`--${option} is not valid: it must be ${setting.expected}.`);
      return [];
    }
    return [[setting.column, stored(setting, parsed.data)]];
  });
  if (wrong.length > 0) throw new CommandError(wrong.join('\n'));
  return Object.fromEntries(columns) as CompanySettings;
}

/** What is set, by the names of the options; secrets are none of them. */
export function shownSettings(row: Readonly<Record<string, unknown>>): [option: string, value: string][] {
  return Object.entries(settings).flatMap(([option, { column }]): [string, string][] => {
    const value = row[column] as Kept;
    if (value === null || (typeof value === 'object' && Object.keys(value).length === 0)) return [];
    return [[option, shown(value)]];
  });
}

/** Values as the database answers them. */
type Kept = string | number | boolean | readonly string[] | object | null;

function shown(value: NonNullable<Kept>): string {
  if (Array.isArray(value)) return value.join(' | ');
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (typeof value === 'object') return JSON.stringify(value);
  // The database fills numbers up with zeros.
  return String(value).replace(/^(\d+)(?:\.0+|(\.\d*?)0+)$/, '$1$2');
}

function emptyOf({ many, pairs }: Setting): null | [] {
  return many && !pairs ? [] : null;
}

function stored({ pairs, many }: Setting, values: readonly unknown[]): unknown {
  if (pairs) return JSON.stringify(Object.fromEntries(values as [string, string][]));
  return many ? values : values[0];
}
