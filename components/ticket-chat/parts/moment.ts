import type { Formatters } from '../../../src/i18n/format.ts';

const made = new Map<string, Intl.DateTimeFormat>();

function shown(value: string, { locale, timeZone }: Formatters, options: Intl.DateTimeFormatOptions): string {
  const moment = new Date(value);
  if (Number.isNaN(moment.getTime())) return '—';
  const key = JSON.stringify([locale, timeZone, options]);
  const format = made.get(key) ?? new Intl.DateTimeFormat(locale, { timeZone, ...options });
  made.set(key, format);
  return format.format(moment);
}

const days = new WeakMap<{ at: string }, { format: Formatters; day: string }>();

/** The day of a message, `YYYY-MM-DD`: asked at every drawing of a long list, so it is kept. */
export function dayOf(message: { at: string }, format: Formatters): string {
  let known = days.get(message);
  if (known?.format !== format) days.set(message, (known = { format, day: format.isoDay(new Date(message.at)) }));
  return known.day;
}

/** The hour and minute of a moment: `14:05`. */
export const timeOf = (value: string, format: Formatters): string => shown(value, format, { timeStyle: 'short' });

/** The day of a moment as people say it: `today`, `yesterday`, otherwise the date; in a past year with the year. */
export function dayNameOf(value: string, format: Formatters): string {
  const now = new Date();
  const moment = new Date(value);
  const day = Number.isNaN(moment.getTime()) ? '' : format.isoDay(moment);
  const today = format.isoDay(now);
  const ago = day === today ? 0 : day === format.isoDay(new Date(now.getTime() - 86_400_000)) ? -1 : undefined;
  if (ago !== undefined) return new Intl.RelativeTimeFormat(format.locale, { numeric: 'auto' }).format(ago, 'day');
  const year = day.slice(0, 4) === today.slice(0, 4) ? {} : ({ year: 'numeric' } as const);
  return shown(value, format, { day: 'numeric', month: 'long', ...year });
}
