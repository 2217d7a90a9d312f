import type { Formatters } from '../../../src/i18n/format.ts';

export const statementPeriods = ['month', 'lastMonth', 'quarter', 'year', 'lastYear', 'custom'] as const;
export type StatementPeriod = (typeof statementPeriods)[number];

/** First and last day of a statement. */
export interface StatementDays {
  from: string;
  to: string;
}

/** What the contract lets one statement cover, ms. */
const LONGEST = 3 * 366 * 86_400_000;

const day = (year: number, month: number, date: number): string =>
  new Date(Date.UTC(year, month, date)).toISOString().slice(0, 10);

/** The days that a named period means today, in the customer's time zone; a period that still runs ends today. */
export function statementDays(period: Exclude<StatementPeriod, 'custom'>, format: Formatters): StatementDays {
  const today = format.isoDay();
  const year = Number(today.slice(0, 4));
  const month = Number(today.slice(5, 7)) - 1;
  switch (period) {
    case 'month':
      return { from: day(year, month, 1), to: today };
    case 'lastMonth':
      return { from: day(year, month - 1, 1), to: day(year, month, 0) };
    case 'quarter':
      return { from: day(year, month - (month % 3), 1), to: today };
    case 'year':
      return { from: day(year, 0, 1), to: today };
    case 'lastYear':
      return { from: day(year - 1, 0, 1), to: day(year - 1, 11, 31) };
  }
}

/** What is wrong with a period that was entered. */
export function periodFault({ from, to }: StatementDays): 'period.wrong' | 'period.long' | undefined {
  const length = Date.parse(to) - Date.parse(from);
  if (!(length >= 0)) return 'period.wrong';
  return length > LONGEST ? 'period.long' : undefined;
}
