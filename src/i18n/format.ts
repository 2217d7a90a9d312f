import type { Money } from '../contract/money.ts';
import { formatNumber } from './messages.ts';

/** Formatters of one locale and time zone. Each is made when first needed, and then kept. */
export interface Formatters {
  readonly locale: string;
  /** The customer's time zone, IANA. */
  readonly timeZone: string;
  /** Exactly the digits of the amount, never rounded through a float: `1 234,50 ₽`. */
  money(value: Money): string;
  number(value: number): string;
  /** What stands before the decimals: a point or a comma. */
  readonly decimalSeparator: string;
  /** A day, `YYYY-MM-DD`, that belongs to no time zone: `23 Nov 2026`. */
  day(value: string): string;
  /** A moment's day in the customer's time zone. */
  date(value: string): string;
  /** A moment with its time: the exact form, for titles and details. */
  dateTime(value: string): string;
  /** As people say it: `today, 14:05`, `yesterday, 09:10`, otherwise the date; in a past year with the year. */
  when(value: string): string;
  list(values: readonly string[]): string;
  /** The day, `YYYY-MM-DD`, that it is in the customer's time zone; default: now. */
  isoDay(moment?: Date): string;
}

const cache = new Map<string, Formatters>();

/**
 * The formatters of a locale.
 * @param timeZone IANA name; default: the browser's.
 */
export function formatters(locale: string, timeZone?: string): Formatters {
  const key = `${locale}|${timeZone}`;
  let found = cache.get(key);
  if (!found) cache.set(key, (found = create(locale, timeZone)));
  return found;
}

function create(locale: string, timeZone: string | undefined): Formatters {
  const made = new Map<string, Intl.DateTimeFormat>();
  const dates = (options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat => {
    const key = JSON.stringify(options);
    let format = made.get(key);
    if (!format) made.set(key, (format = new Intl.DateTimeFormat(locale, options)));
    return format;
  };
  const zone = { timeZone };
  const shown = (value: string, options: Intl.DateTimeFormatOptions): string => {
    const moment = new Date(value);
    return Number.isNaN(moment.getTime()) ? '—' : dates(options).format(moment);
  };
  const currencies = new Map<string, Intl.NumberFormat>();
  let relative: Intl.RelativeTimeFormat | undefined;
  let lists: Intl.ListFormat | undefined;
  let isoDays: Intl.DateTimeFormat | undefined;
  const isoDay = (moment = new Date()): string => {
    // Swedish writes days as ISO 8601 does.
    return (isoDays ??= new Intl.DateTimeFormat('sv', { ...zone, dateStyle: 'short' })).format(moment);
  };

  return {
    locale,
    get timeZone() {
      return (timeZone ??= dates(zone).resolvedOptions().timeZone);
    },
    money({ amount, currency }) {
      let format = currencies.get(currency);
      if (!format) {
        // A backend may send more digits than the currency has; they are shown rather than lost.
        format = new Intl.NumberFormat(locale, { style: 'currency', currency, maximumFractionDigits: 6 });
        currencies.set(currency, format);
      }
      // A string keeps every digit (ECMA-402, Intl.NumberFormat v3); TypeScript wants the literal type.
      return format.format(amount as `${number}`);
    },
    number: (value) => formatNumber(value, locale),
    get decimalSeparator() {
      return formatNumber(0.5, locale).includes(',') ? ',' : '.';
    },
    day: (value) => shown(`${value}T00:00:00Z`, { timeZone: 'UTC', dateStyle: 'medium' }),
    date: (value) => shown(value, { ...zone, dateStyle: 'medium' }),
    dateTime: (value) => shown(value, { ...zone, dateStyle: 'medium', timeStyle: 'short' }),
    when(value) {
      const moment = new Date(value);
      const today = isoDay();
      const day = Number.isNaN(moment.getTime()) ? '' : isoDay(moment);
      const ago = day === today ? 0 : day === isoDay(new Date(Date.now() - 86_400_000)) ? -1 : undefined;
      if (ago !== undefined) {
        relative ??= new Intl.RelativeTimeFormat(locale, { numeric: 'auto' });
        return `${relative.format(ago, 'day')}, ${shown(value, { ...zone, timeStyle: 'short' })}`;
      }
      const sameYear = day.slice(0, 4) === today.slice(0, 4);
      return shown(value, { ...zone, day: 'numeric', month: 'short', year: sameYear ? undefined : 'numeric' });
    },
    list(values) {
      // Long, and with an "and", by default.
      lists ??= new Intl.ListFormat(locale);
      return lists.format(values);
    },
    isoDay,
  };
}
