import { momentIn } from '../store/days.ts';
import { ExchangeError } from './exchange-error.ts';
import { child, textOf, type Element } from './xml.ts';

/** Currencies as 1C writes them: by its own short names, by the numbers and by the letters of ISO 4217. */
const currencies: Readonly<Partial<Record<string, string>>> = {
  РУБ: 'RUB',
  Р: 'RUB',
  RUR: 'RUB',
  '643': 'RUB',
  '810': 'RUB',
  ГРН: 'UAH',
  '980': 'UAH',
  ТЕНГЕ: 'KZT',
  ТНГ: 'KZT',
  '398': 'KZT',
  '933': 'BYN',
  '840': 'USD',
  '978': 'EUR',
};

const known: ReadonlySet<string> = new Set(Intl.supportedValuesOf('currency'));

/** @throws ExchangeError if the currency is not known */
export function currencyOf(text: string): string {
  const name = text.toUpperCase().replace(/\.$/, '');
  const code = currencies[name] ?? name;
  if (!known.has(code)) throw new ExchangeError('unknownCurrency', { currency: text });
  return code;
}

/** A number as a decimal string of the contract: without groups, with a point, at most six digits after it. */
export function decimalOf(text: string | undefined): string | undefined {
  const plain = text?.replaceAll(/[\s\u00a0']/g, '').replace(',', '.');
  const found = plain === undefined ? null : /^([+-]?)0*(\d+)(?:\.(\d*))?$/.exec(plain);
  if (found === null) return undefined;
  const [, sign, whole = '0', digits = ''] = found;
  const fraction = digits.slice(0, 6).replace(/0+$/, '');
  return `${sign === '-' ? '-' : ''}${whole}${fraction === '' ? '' : `.${fraction}`}`;
}

/** A quantity, rounded to the three decimals that are kept. */
export function quantityOf(text: string | undefined): number | undefined {
  const value = decimalOf(text);
  return value === undefined ? undefined : Math.round(Number(value) * 1000) / 1000;
}

export function isTrue(text: string | undefined): boolean {
  return text !== undefined && /^(?:true|1|yes|да)$/i.test(text);
}

const DATE = /^(?:(\d{4})-(\d\d)-(\d\d)|(\d\d)\.(\d\d)\.(\d{4}))(?:[T ](\d\d?:\d\d(?::\d\d)?))?/;

/**
 * A date with its time, by itself or beside it, as RFC 3339; 1C's empty date, in the year 1, is none.
 *
 * @throws ExchangeError if it is no date
 */
export function momentOf(timeZone: string, date: string | undefined, time = '00:00:00'): string | undefined {
  if (date === undefined) return undefined;
  const [, year, month, day, dayFirst, monthThen, yearLast, own = time] = DATE.exec(date) ?? [];
  const whole = `${year ?? yearLast ?? ''}-${month ?? monthThen ?? ''}-${day ?? dayFirst ?? ''}`;
  if (whole.startsWith('0001-')) return undefined;
  const clock = own.length < 8 ? `${own.padStart(5, '0')}:00`.slice(0, 8) : own;
  if (Number.isNaN(Date.parse(`${whole}T${clock}Z`))) throw new ExchangeError('unknownDate', { date });
  return momentIn(timeZone, whole, clock);
}

/** The short name of a unit of measure, which stands as text, as an attribute or as an element. */
export function unitOf(product: Element): string | undefined {
  for (const name of ['Единица', 'БазоваяЕдиница']) {
    const unit = child(product, name);
    const { НаименованиеКраткое: short, НаименованиеПолное: full } = unit?.attributes ?? {};
    const found =
      textOf(unit, 'НаименованиеКраткое') ??
      textOf(product, name) ??
      short ??
      textOf(unit, 'НаименованиеПолное') ??
      full;
    if (found !== undefined && found.trim() !== '') return found.trim();
  }
  return undefined;
}

/** Values of `ЗначенияРеквизитов` by their names. */
export function requisitesOf(element: Element): ReadonlyMap<string, string> {
  const values = child(element, 'ЗначенияРеквизитов')?.children ?? [];
  return new Map(
    values.flatMap((value): [string, string][] => {
      const name = textOf(value, 'Наименование');
      const text = textOf(value, 'Значение');
      return name === undefined || text === undefined ? [] : [[name, text]];
    }),
  );
}

/** An id without spaces around its parts, as `1#admin# admin `. */
export function idOf(element: Element | undefined): string | undefined {
  return textOf(element, 'Ид')
    ?.split('#')
    .map((part) => part.trim())
    .join('#');
}
