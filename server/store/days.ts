const DAY = 86_400_000;

/** `YYYY-MM-DD` of a moment in a time zone. */
export function dayIn(timeZone: string, moment: Date): string {
  // The Swedish way of writing a day is the international one.
  return new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short' }).format(moment);
}

/** The day so many days later; earlier if negative. */
export function addDays(day: string, days: number): string {
  return new Date(Date.parse(day) + days * DAY).toISOString().slice(0, 10);
}

/** Whole days from one day to another. */
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / DAY);
}

const clocks = new Map<string, Intl.DateTimeFormat>();

/** Formatters are made once: each takes much memory that the garbage collector does not see. */
function clockOf(timeZone: string): Intl.DateTimeFormat {
  let clock = clocks.get(timeZone);
  if (clock === undefined) {
    clock = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'medium' });
    clocks.set(timeZone, clock);
  }
  return clock;
}

/** The moment at which clocks of a time zone show a day and a time, `YYYY-MM-DD` and `hh:mm:ss`, as RFC 3339. */
export function momentIn(timeZone: string, day: string, time: string): string {
  const wanted = Date.parse(`${day}T${time}Z`);
  const clock = clockOf(timeZone);
  const shown = (moment: number) => Date.parse(`${clock.format(moment).replace(' ', 'T')}Z`);
  // The offset is that of the moment itself, which the first guess may miss by the hour of a change of clocks.
  const guess = wanted - (shown(wanted) - wanted);
  return new Date(guess - (shown(guess) - wanted)).toISOString();
}
