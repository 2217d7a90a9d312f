import { CabinetError } from '../../contract/problem.ts';

const DAY = 86_400_000;

/** How far a zone's clocks are before UTC at a moment, ms. */
function offsetAt(moment: number, timeZone: string): number {
  let format: Intl.DateTimeFormat;
  try {
    format = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'medium' });
  } catch {
    throw new CabinetError('invalid', `/timeZone ${timeZone} is unknown`, {
      fields: { '/timeZone': 'must be an IANA zone' },
    });
  }
  // "2026-03-01 10:00:00", which is ISO without its T.
  return Date.parse(`${format.format(moment).replace(' ', 'T')}Z`) - moment;
}

/** The moment at which a calendar day begins in a zone, as RFC 3339; `shift` days later. */
export function startOfDay(day: string, timeZone = 'UTC', shift = 0): string {
  const clock = Date.parse(`${day}T00:00:00Z`) + shift * DAY;
  // Around a change of the clocks the first guess is an hour off.
  const guess = clock - offsetAt(clock, timeZone);
  return new Date(clock - offsetAt(guess, timeZone)).toISOString();
}
