/** Formats the figures of a paper in its language; amounts stay exact, because they are given as text. */
export function createFormat(locale: string, currency: string) {
  const money = new Intl.NumberFormat(locale, { style: 'currency', currency });
  const number = new Intl.NumberFormat(locale, { maximumFractionDigits: 3 });
  const percent = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 3 });
  const day = new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: 'UTC' });
  const shortDay = new Intl.DateTimeFormat(locale, {
    day: '2-digit',
    month: '2-digit',
    year: 'numeric',
    timeZone: 'UTC',
  });
  return {
    money: (amount: string) => money.format(amount as Intl.StringNumericLiteral),
    quantity: (quantity: string) => number.format(quantity as Intl.StringNumericLiteral),
    percent: (value: string) => percent.format(Number(value) / 100),
    shortDay: (value: string) => shortDay.format(new Date(`${value}T00:00:00Z`)),
    day: (value: string) => day.format(new Date(`${value}T00:00:00Z`)),
  };
}
