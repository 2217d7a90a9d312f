import type { Formatters } from '../../../src/i18n/format.ts';
import type { OrderListFilter } from './order-filter.ts';

export const periods = ['any', 'month', 'quarter', 'year', 'lastYear', 'custom'] as const;
export type Period = (typeof periods)[number];
type Days = Pick<OrderListFilter, 'placedFrom' | 'placedTo'>;

const DAY = 86_400_000;

/** The days that a named period means today, in the customer's time zone. */
export function daysOf(period: Period, format: Formatters): Days {
  const year = Number(format.isoDay().slice(0, 4));
  const ago = (days: number): Days => ({ placedFrom: format.isoDay(new Date(Date.now() - days * DAY)) });
  switch (period) {
    case 'month':
      return ago(29);
    case 'quarter':
      return ago(89);
    case 'year':
      return { placedFrom: `${year}-01-01` };
    case 'lastYear':
      return { placedFrom: `${year - 1}-01-01`, placedTo: `${year - 1}-12-31` };
    default:
      return {};
  }
}

/** The name of the period that a filter means. */
export function periodOf({ placedFrom, placedTo }: Days, format: Formatters): Period {
  const same = (period: Period): boolean => {
    const days = daysOf(period, format);
    return days.placedFrom === placedFrom && days.placedTo === placedTo;
  };
  return periods.find((period) => period !== 'custom' && same(period)) ?? 'custom';
}
