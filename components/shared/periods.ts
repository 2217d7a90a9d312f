import type { Formatters } from '../../src/i18n/format.ts';

export const periods = ['any', 'month', 'quarter', 'year', 'lastYear', 'custom'] as const;
export type Period = (typeof periods)[number];

/** First and last day, `YYYY-MM-DD`; absent: open. */
export interface Days {
  from?: string | undefined;
  to?: string | undefined;
}

const DAY = 86_400_000;

/** The days that a named period means today, in the customer's time zone. */
export function daysOf(period: Period, format: Formatters): Days {
  const year = Number(format.isoDay().slice(0, 4));
  const ago = (days: number): Days => ({ from: format.isoDay(new Date(Date.now() - days * DAY)) });
  switch (period) {
    case 'month':
      return ago(29);
    case 'quarter':
      return ago(89);
    case 'year':
      return { from: `${year}-01-01` };
    case 'lastYear':
      return { from: `${year - 1}-01-01`, to: `${year - 1}-12-31` };
    default:
      return {};
  }
}

/** The name of the period that a filter means. */
export function periodOf({ from, to }: Days, format: Formatters): Period {
  const same = (period: Period): boolean => {
    const days = daysOf(period, format);
    return days.from === from && days.to === to;
  };
  return periods.find((period) => period !== 'custom' && same(period)) ?? 'custom';
}
